import type { SubjectId } from '@matoi/kernel';
import type { Work } from '../../../platform/commands/index.ts';
import { noteRecord, reassess } from './assess.commands.ts';
import { carryFacts } from './carry.commands.ts';
import { offerAnchors } from './record.commands.ts';
import { anchorEntries } from './record.store.ts';

/**
 * One incident was merged into another, in the transaction in which that happens: what was said of the one is said of the
 * other where that says nothing itself, its moments are candidates there (the earliest is proposed, a human says which one
 * counts), what was filed and told counts for both, and only the other one has clocks from now on.
 */
export async function shareDuties(
  work: Work,
  { from, to }: { readonly from: { readonly id: SubjectId; readonly number: string }; readonly to: SubjectId },
): Promise<void> {
  await carryFacts(work, { from, to });
  const there = await anchorEntries(work, to);
  const isThere = (one: { readonly kind: string; readonly at: Date }) =>
    there.some(({ kind, at }) => kind === one.kind && at.getTime() === one.at.getTime());
  const offered = (await anchorEntries(work, from.id)).filter((one) => !isThere(one));
  await offerAnchors(
    work,
    to,
    offered.map(({ id, kind, at, precision, zone, who, evidence }) => ({
      ...{ kind, at, precision, zone, evidence, originId: id },
      who: `${who}（${from.number}）`,
    })),
  );
  await noteRecord(work, from.id, { isOpen: false });
  await reassess(work, to);
}

/** The same undone: what was filed and told counts for its own incident alone, which has its clocks again. */
export async function partDuties(work: Work, { from, to }: { readonly from: SubjectId; readonly to: SubjectId }) {
  await noteRecord(work, from, { isOpen: true });
  await reassess(work, to);
}
