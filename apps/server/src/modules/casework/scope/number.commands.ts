import type { ScopeCategory, ScopeUnit } from '@matoi/contract';
import type { Refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type Subject, wholeOf } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import { viewNumber } from './item.views.ts';
import type { ScopeNumber } from './number.model.ts';
import { decideNumber, spokenAmount } from './number.rules.ts';
import { insertNumber, listNumbers } from './number.store.ts';

type Input = {
  readonly subjectId: string;
  readonly category: ScopeCategory;
  readonly unit: ScopeUnit;
  readonly known: number | null;
  readonly maximum: number | null;
  readonly source: string;
  readonly note: string;
  readonly asOf: Date | null;
  readonly previousId: string | null;
};
type Loaded = {
  readonly subject: Subject;
  readonly refused: Refusal | null;
  /** What counts in this category now: more than one after a merge, the newest first. */
  readonly current: readonly ScopeNumber[];
};

/** A person records how many persons or records of a category are concerned. The former number stays readable. */
export const recordNumber = defineCommand({
  id: 'scope.record-number',
  async load(work: Work, input: Input): Promise<Loaded> {
    const subject = await findSubject(work, input.subjectId, { forUpdate: true });
    const { ids } = await wholeOf(work, subject);
    const current = (await listNumbers(work, ids)).filter(
      (one) => one.isCurrent && one.category === input.category && one.unit === input.unit,
    );
    return { subject, refused: await mayAnnotate(work, subject), current };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ current }, input, { now }) => decideNumber(input, current[0] ?? null, now),
  async record(work, { loaded: { subject, current }, change: { asOf }, input }) {
    const { category, unit, known, maximum, source, note } = input;
    const id = await insertNumber(work, subject.id, {
      ...{ category, unit, known, maximum, source, note, asOf },
      replaces: current.map((one) => one.id),
    });
    await recordAct(work, subject.id, {
      code: 'scope.number-recorded',
      params: { category, amount: spokenAmount({ known, maximum }), source },
    });
    const before = current.map((one) => ({ known: one.known, maximum: one.maximum }));
    return {
      subjectId: subject.id,
      audit: { category, unit, before, after: { known, maximum }, source },
      facts: [{ kind: 'scope-number.recorded' as const, numberId: id }],
      result: { id, subjectId: subject.id },
    };
  },
  async show(work, { id, subjectId }) {
    const found = (await listNumbers(work, [subjectId])).find((one) => one.id === id);
    if (found === undefined) throw new TypeError('a number that was just written is gone');
    return viewNumber(found);
  },
});
