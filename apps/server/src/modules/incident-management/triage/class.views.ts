import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { TriageClass } from './class.model.ts';

/** A class as the settings and the picker show it. */
export function viewClass(one: TriageClass): ResponseOf<RouteWith<'triage-classes.add'>> {
  return { ...one };
}
