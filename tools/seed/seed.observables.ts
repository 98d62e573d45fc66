import { randomBytes } from 'node:crypto';
import { makeId } from '@matoi/kernel';
import { valueIdOf } from '../../apps/server/src/modules/situational-awareness/observables/observable.store.ts';
import { arrayText, inBatches, insert } from './insert.ts';
import { occurrenceColumns } from './seed.columns.ts';
import type { Seeding } from './seed.records.ts';

/** A value that stands on very many records, as the address of a gateway does. */
export const commonValue = '198.51.100.7';
const dayMs = 86_400_000;

function observableAt(
  at: number,
  pick: (limit: number) => number,
): { readonly type: 'ipv4' | 'domain'; readonly value: string } {
  if (at % 100 === 0) return { type: 'ipv4', value: commonValue };
  if (at % 10 === 1) return { type: 'domain', value: `c2-${pick(400)}.example` };
  return at % 2 === 0
    ? { type: 'ipv4', value: `10.${pick(256)}.${pick(256)}.${pick(256)}` }
    : { type: 'domain', value: `host-${at}.example` };
}

/** Observables on the given reports: mostly values of their own, some that many share. */
export async function seedObservables(
  seeding: Seeding,
  count: number,
  reports: readonly { readonly id: string; readonly compartment: number }[],
): Promise<void> {
  const rows: Record<string, unknown>[] = [];
  const taken = new Set<string>();
  const make = (at: number) => {
    const report = reports[(at * 7) % reports.length];
    if (report === undefined) return;
    const { type, value } = observableAt(at, seeding.pick);
    const valueId = valueIdOf(type, value);
    const key = `${report.id} ${valueId}`;
    if (taken.has(key)) return;
    taken.add(key);
    const moment = new Date(seeding.end - seeding.pick(400) * dayMs);
    rows.push({
      ...{ id: makeId(moment, randomBytes), subject_id: report.id, compartment_id: report.compartment },
      ...{ value_id: valueId, type, value, parts: arrayText(['text']), snippet: value, written: value, count: 1 },
      ...{ source: 'extracted', state: 'current', role: 'unknown', first_seen_at: moment, last_seen_at: moment },
    });
  };
  await inBatches(count, make, () =>
    insert(seeding.databases, 'observables.occurrence', occurrenceColumns, rows.splice(0)),
  );
}
