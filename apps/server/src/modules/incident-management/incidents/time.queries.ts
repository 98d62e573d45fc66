import type { IncidentTimeKind, ResponseOf, RouteWith, TimeSourceKind } from '@matoi/contract';
import timesFile from './data/incident-times.v1.json' with { type: 'json' };

type Words = { readonly ja: string; readonly en: string };

export type TimeKind = {
  readonly code: IncidentTimeKind;
  readonly name: Words;
  readonly description: Words;
  /** Asked for before an incident is closed as resolved. */
  readonly isNeeded: boolean;
};

/** The kinds of times that are asserted of an incident, in their order. */
export const timeKinds = timesFile.kinds as readonly TimeKind[];

/** Where an asserted time may come from. */
export const timeSources = timesFile.sources as readonly { readonly code: TimeSourceKind; readonly name: Words }[];

/** Both lists, with their words. */
export function vocabulary(): ResponseOf<RouteWith<'incidents.vocabulary'>> {
  return {
    timeKinds: timeKinds.map((one) => ({ ...one })),
    timeSources: timeSources.map((one) => ({ ...one })),
  };
}
