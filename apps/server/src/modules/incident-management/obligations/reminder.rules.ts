import type { Assessment, Clock, DueReminder, ReminderRow, StageAssessment } from './assessment.model.ts';
import { addMinutes, dayIn, endOfDay, isAfter, timeOfDay } from './day.rules.ts';
import type { InstantText, Zone } from './fact.model.ts';

/**
 * The reminders that fall after `from` and not after `to`, the earliest first. Two neighbouring spans never share one and
 * lose none. Filed stages are silent; where the calendar is missing the safe day is reminded of. For a missing anchor there
 * is a series that ends, from the moment at which the stage began to wait.
 */
export function remindersBetween(given: {
  readonly assessments: readonly Assessment[];
  readonly table: readonly ReminderRow[];
  readonly from: InstantText;
  readonly to: InstantText;
}): readonly DueReminder[] {
  const { assessments, table, from, to } = given;
  return assessments
    .flatMap(({ stages }) => stages)
    .flatMap((stage) => table.flatMap((row) => remindersOf(stage, row)))
    .filter(({ at }) => isAfter(at, from) && !isAfter(at, to))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const open: ReadonlySet<StageAssessment['state']> = new Set([
  'running',
  'due-soon',
  'overdue',
  'past-guideline',
  'past-target',
  'calendar-missing',
]);

function remindersOf(stage: StageAssessment, row: ReminderRow): readonly DueReminder[] {
  if (!row.forces.includes(stage.force)) return [];
  const reminder = (at: InstantText, turn: number): DueReminder => ({
    regimeId: stage.regimeId,
    stage: stage.stage,
    code: row.code,
    moment: row.moment,
    at,
    turn,
    to: row.to,
  });
  if (row.moment === 'anchor-missing') {
    if (stage.state !== 'anchor-missing' || !stage.isMandatory) return [];
    const since = stage.waitingSince;
    if (since === null) return [];
    return (row.series ?? []).map((minutes, index) => reminder(addMinutes(since, minutes), index + 1));
  }
  if (!open.has(stage.state) || stage.clock === null) return [];
  const end = endOf(stage.clock);
  if (end === null) return [];
  const { anchorAt } = stage.clock.basis;
  const length = (Date.parse(end.at) - Date.parse(anchorAt)) / 60_000;
  if (length < row.lengthFrom || (row.lengthThrough !== null && length > row.lengthThrough)) return [];
  const turns = row.moment === 'after' ? row.repeats : 1;
  return Array.from({ length: turns }, (_, index) => reminder(momentOf(row, end, index + 1), index + 1)).filter(
    ({ at }) => isAfter(at, anchorAt),
  );
}

type End = { readonly at: InstantText; readonly zone: Zone };

function endOf({ due, safeOn, basis }: Clock): End | null {
  if (due !== null) return { at: due.at, zone: due.zone };
  return safeOn === null ? null : { at: endOfDay(basis.zone, safeOn), zone: basis.zone };
}

function momentOf(row: ReminderRow, end: End, turn: number): InstantText {
  const sign = row.moment === 'after' ? turn : -1;
  const at = row.moment === 'due' ? end.at : addMinutes(end.at, sign * row.minutes);
  return row.atTime === null ? at : timeOfDay(end.zone, dayIn(end.zone, at), row.atTime);
}
