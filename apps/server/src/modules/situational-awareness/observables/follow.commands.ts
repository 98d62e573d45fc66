import { asId } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { takeOffKept } from './block.commands.ts';
import { isMarkedOtherwise, markRecord } from './mark.store.ts';
import { markingOfRecord } from './observable.commands.ts';
import { scopeOf } from './observable.queries.ts';

type Follow = { readonly subjectId: string; readonly movedAt: Date | null };

/**
 * Keeps how a record is marked beside its values, and takes off the block list what may not leave any more. `movedAt`: when
 * the record, open to everyone until then, was restricted.
 */
export const followRecord = defineCommand({
  id: 'observables.follow-record',
  load: (work: Work, input: Follow) => findSubject(work, input.subjectId),
  permit: permitAll,
  decide: (subject) => subject,
  async record(work, { change: subject, input }) {
    await markRecord(work, subject.id, await markingOfRecord(work, subject.id));
    const since =
      input.movedAt === null ? ({ kind: 'marked' } as const) : { kind: 'moved' as const, at: input.movedAt };
    const records = input.movedAt === null ? [subject.id] : await scopeOf(work, subject.id);
    const takenOff = await takeOffKept(work, records, since);
    return { subjectId: subject.id, audit: { takenOff }, facts: [], result: null };
  },
  show: async () => null,
});

/** Whether what stands beside the values of a record is not its marking any more. */
export async function isMarkingOld(reading: Reading, subjectId: string): Promise<boolean> {
  const id = asId<'Subject'>(subjectId);
  return isMarkedOtherwise(reading, id, await markingOfRecord(reading, id));
}
