import type { ResponseOf, RouteWith } from '@matoi/contract';
import timesFile from './data/incident-times.v1.json' with { type: 'json' };
import type { TimeKind, TimeSource } from './incident.model.ts';

/** The kinds of times that are asserted of an incident, in their order. */
export const timeKinds = timesFile.kinds as readonly TimeKind[];

/** Where an asserted time may come from. */
export const timeSources = timesFile.sources as readonly TimeSource[];

/** Both lists, with their words. */
export function vocabulary(): ResponseOf<RouteWith<'incidents.vocabulary'>> {
  return {
    timeKinds: timeKinds.map((one) => ({ ...one })),
    timeSources: timeSources.map((one) => ({ ...one })),
  };
}
