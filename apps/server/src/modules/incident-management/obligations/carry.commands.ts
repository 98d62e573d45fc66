import type { SubjectId } from '@matoi/kernel';
import type { Work } from '../../../platform/commands/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { reassess } from './assess.commands.ts';
import type { FactEntry } from './record.model.ts';
import { factEntries, insertFacts } from './record.store.ts';

/**
 * What was said of a report that is now said of its incident: the newest word of each field, unless the incident has one
 * of its own. What nobody knew stays behind. Both come with the newest first.
 */
export function carriedFacts(from: readonly FactEntry[], own: readonly FactEntry[]): readonly FactEntry[] {
  const newest = from.filter((one, at) => from.findIndex(({ code }) => code === one.code) === at);
  return newest.filter(({ code, state }) => state !== 'unknown' && !own.some((one) => one.code === code));
}

/**
 * Takes what was asked in the triage of a report over to the incident that it became, in the transaction in which it
 * becomes that. It names the report as its source, and clocks are counted with it at once.
 */
export async function carryFacts(
  work: Work,
  given: {
    readonly from: { readonly id: string; readonly number: string };
    readonly to: SubjectId;
  },
): Promise<void> {
  const carried = carriedFacts(await factEntries(work, given.from.id), await factEntries(work, given.to));
  if (carried.length === 0) return;
  const { number } = given.from;
  const sourceOf = ({ source, recordedBy }: FactEntry) =>
    `${number} ${source === '' ? recordedBy.name : source}`.slice(0, 300);
  await insertFacts(
    work,
    given.to,
    carried.map((entry) => ({ ...entry, source: sourceOf(entry) })),
  );
  await recordAct(work, given.to, {
    code: 'obligation.facts-carried',
    params: { number, count: String(carried.length) },
  });
  await reassess(work, given.to);
}
