import type { ObligationReminder } from '@matoi/contract';
import type { Assessment, DueReminder, ReminderRow } from './obligation.model.ts';
import { remindersBetween } from './reminder.rules.ts';

/** How far back reminders are caught up with that nobody could be given: the program was off, or the clock was found late. Days. */
const caughtUpDays = 7;
/** After so long every record is judged again, whether anything is known to have changed: data of the program may be newer. */
const lookAgainMs = 24 * 3_600_000;
const dayMs = 86_400_000;

/** One reminder that was given or is to be: for the same end of the same clock only once. */
export type ReminderKey = {
  readonly regimeId: string;
  readonly stage: string;
  readonly dueAt: string;
  readonly code: string;
};

type Given = {
  readonly assessments: readonly Assessment[];
  readonly table: readonly ReminderRow[];
  readonly now: Date;
};

/** Reminders whose moment has come, with the key under which each is given once. */
export function dueReminders({ assessments, table, now }: Given): readonly (DueReminder & ReminderKey)[] {
  const from = new Date(now.getTime() - caughtUpDays * dayMs).toISOString();
  return remindersBetween({ assessments, table, from, to: now.toISOString() }).map((reminder) => ({
    ...reminder,
    ...keyOf(reminder, assessments),
  }));
}

function keyOf(reminder: DueReminder, assessments: readonly Assessment[]): ReminderKey {
  const { regimeId, stage, code, turn, at, moment } = reminder;
  const found = assessments.find((one) => one.regimeId === regimeId)?.stages.find((one) => one.stage === stage);
  // Without an end each alarm of the series is one of its own.
  const dueAt = moment === 'anchor-missing' ? at : (found?.clock?.due?.at ?? at);
  return { regimeId, stage, dueAt, code: `${code} ${turn}` };
}

/** The next moment at which a record is looked at: its next reminder, at the latest tomorrow. */
export function nextLook({ assessments, table, now }: Given): Date {
  const to = new Date(now.getTime() + lookAgainMs);
  const [next] = remindersBetween({ assessments, table, from: now.toISOString(), to: to.toISOString() });
  return next === undefined ? to : new Date(next.at);
}

/** What to say of reminders that have come due together. A guideline that is past is never said to be overdue. */
export function kindsOf(
  reminders: readonly DueReminder[],
  assessments: readonly Assessment[],
): readonly ObligationReminder[] {
  const kinds = new Set<ObligationReminder>();
  for (const { regimeId, stage, moment } of reminders) {
    const found = assessments.find((one) => one.regimeId === regimeId)?.stages.find((one) => one.stage === stage);
    if (found === undefined) continue;
    if (moment === 'anchor-missing') kinds.add('obligation.anchor-missing');
    else if (found.state === 'overdue' || found.state === 'past-target') kinds.add('obligation.overdue');
    else if (found.state === 'past-guideline') kinds.add('obligation.past-guideline');
    else kinds.add('obligation.due-soon');
  }
  return [...kinds];
}
