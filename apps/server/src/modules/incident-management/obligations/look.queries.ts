import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { basisOf, groundOf, judge } from './gather.queries.ts';
import { dueReminders, nextLook, type ReminderKey } from './look.rules.ts';
import { reminderRows } from './shipped.queries.ts';
import { givenReminders, storedAssessment } from './stored.store.ts';

const textOf = ({ regimeId, stage, dueAt, code }: ReminderKey) => [regimeId, stage, dueAt, code].join(' ');

/** Reminders of a record whose moment has come and that nobody was given. */
export async function openReminders(reading: Reading, subjectId: string) {
  const ground = await groundOf(reading, { id: subjectId });
  const { assessments } = judge(ground, reading.now);
  const given = new Set((await givenReminders(reading, subjectId)).map(textOf));
  const due =
    ground.known?.isOpen === false ? [] : dueReminders({ assessments, table: reminderRows, now: reading.now });
  return { ground, assessments, reminders: due.filter((one) => !given.has(textOf(one))) };
}

/**
 * What is to be done about a record that was judged on a basis: nothing any more when it was judged again since or is
 * closed, to act when a reminder is due or the basis is another one now, or else to wait.
 */
export async function lookAt(
  reading: Reading,
  { subjectId, basis }: { readonly subjectId: string; readonly basis: string },
): Promise<{ readonly is: 'ended' | 'due' } | { readonly is: 'waiting'; readonly until: Date }> {
  await findSubject(reading, subjectId);
  const stored = await storedAssessment(reading, subjectId);
  if (stored === null || stored.basis !== basis) return { is: 'ended' };
  const { ground, assessments, reminders } = await openReminders(reading, subjectId);
  if (ground.known?.isOpen === false) return { is: 'ended' };
  if (reminders.length > 0 || basisOf(ground) !== basis) return { is: 'due' };
  return { is: 'waiting', until: nextLook({ assessments, table: reminderRows, now: reading.now }) };
}
