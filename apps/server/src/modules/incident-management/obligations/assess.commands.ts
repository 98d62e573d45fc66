import { asId, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { basisOf, groundOf, judge } from './gather.queries.ts';
import { openReminders } from './look.queries.ts';
import { kindsOf } from './look.rules.ts';
import type { Known } from './record.model.ts';
import { clocksOf } from './record.rules.ts';
import { knownOf, watch, watchedSubjects, writeKnown } from './record.store.ts';
import { insertReminder, storedAssessment, writeAssessment } from './stored.store.ts';

/**
 * Judges a record again in the transaction of whatever was changed, and keeps what comes out, so that nothing that
 * clocks rest on is ever on record without its clocks.
 */
export async function reassess(work: Work, subjectId: SubjectId): Promise<void> {
  const ground = await groundOf(work, { id: subjectId });
  const basis = basisOf(ground);
  const before = await storedAssessment(work, subjectId);
  const isChanged = before?.basis !== basis;
  const result = judge(ground, work.now);
  const { kind, parentId } = await findSubject(work, subjectId);
  // What was merged into another incident has no clocks of its own: they run there.
  const clocks = kind === 'incident' && parentId !== null ? [] : clocksOf(result.assessments);
  await writeAssessment(work, subjectId, { result, basis, clocks, isChanged });
  await watch(work, subjectId);
  if (isChanged) work.fact({ kind: 'obligation.assessed', basis }, subjectId);
}

/**
 * What the module of a record knows of it (class, severity, whether somebody works on it), told in the transaction in
 * which it changes. What is left out stays as it was. Rules of the company ask for it, and clocks of a record that was
 * closed remind nobody.
 */
export async function noteRecord(
  work: Work,
  subjectId: SubjectId,
  changes: Partial<Omit<Known, 'changedAt'>>,
): Promise<void> {
  const before = (await knownOf(work, subjectId)) ?? { classCode: null, severity: null, isOpen: true };
  await writeKnown(work, subjectId, { ...before, ...changes });
  // Whether somebody works on it matters only where clocks run.
  const isOpenness = Object.keys(changes).join() === 'isOpen';
  if (isOpenness && (await storedAssessment(work, subjectId)) === null) return;
  await reassess(work, subjectId);
}

/** Has every record judged again on which anybody keeps clocks: after a change of the rules of all. */
export async function outdateAll(work: Work): Promise<void> {
  for (const id of await watchedSubjects(work)) work.fact({ kind: 'obligation.outdated' }, asId<'Subject'>(id));
}

/** The program judges a record again by itself, because a rule has changed or something else that it rests on. */
export const assessAgain = defineCommand({
  id: 'obligations.assess',
  load: (work: Work, input: { readonly subjectId: string }) => findSubject(work, input.subjectId, { forUpdate: true }),
  permit: permitAll,
  decide: (subject) => ({ subject }),
  async record(work, { change: { subject } }) {
    await reassess(work, subject.id);
    return { subjectId: subject.id, audit: {}, facts: [], result: { done: true as const } };
  },
  show: async (_work, result) => result,
});

/**
 * The program looks at a record whose moment has come: reminders are noted, so that nobody gets one twice, and the module
 * of the record tells its people. The record is judged again, and looked at again later.
 */
export const remind = defineCommand({
  id: 'obligations.remind',
  load: (work: Work, input: { readonly subjectId: string }) => findSubject(work, input.subjectId, { forUpdate: true }),
  permit: permitAll,
  decide: (subject) => ({ subject }),
  async record(work, { change: { subject } }) {
    const { assessments, reminders } = await openReminders(work, subject.id);
    for (const reminder of reminders)
      await insertReminder(work, subject.id, { ...reminder, dueAt: new Date(reminder.dueAt) });
    for (const reminder of kindsOf(reminders, assessments))
      work.fact({ kind: 'obligation.reminded', reminder }, subject.id);
    await reassess(work, subject.id);
    const stored = await storedAssessment(work, subject.id);
    // Also on an unchanged basis: this look is over, and the next one begins with a fact of its own.
    if (stored !== null) work.fact({ kind: 'obligation.looked', basis: stored.basis }, subject.id);
    return {
      subjectId: subject.id,
      audit: { reminders: reminders.map(({ regimeId, stage, code }) => ({ regimeId, stage, code })) },
      facts: [],
      result: { reminders: reminders.length },
    };
  },
  show: async (_work, result) => result,
});
