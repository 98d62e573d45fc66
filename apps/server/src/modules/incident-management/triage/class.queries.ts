import type { Reading } from '../../../platform/commands/index.ts';
import type { ClassLink, TriageClass } from './class.model.ts';
import { linksOf, mergeClasses } from './class.rules.ts';
import { listClassRows } from './class.store.ts';
import { shippedClasses } from './shipped.queries.ts';

/** All classes, those of one's own first, then RSIT; retired ones are among them and marked. */
export async function listClasses(reading: Reading): Promise<readonly TriageClass[]> {
  return mergeClasses(shippedClasses, await listClassRows(reading));
}

/** What other records show of classes, by code. Every code asked for is in the answer. */
export async function classLinks(reading: Reading, codes: readonly string[]): Promise<ReadonlyMap<string, ClassLink>> {
  return codes.length === 0 ? new Map() : linksOf(await listClasses(reading), codes);
}

/** Whether there is a class with that code that may be given to a report now (a retired one may not). */
export async function isClass(reading: Reading, code: string): Promise<boolean> {
  return (await listClasses(reading)).some((one) => one.code === code && !one.isRetired);
}
