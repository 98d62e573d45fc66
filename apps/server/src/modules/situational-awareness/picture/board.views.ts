import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Task, WaitingInstruction } from '../../casework/tasks/index.ts';
import type { WaitingReports } from '../../incident-management/reports/index.ts';
import type { Board, Deadline, FoundDeadline } from './board.model.ts';

type Subjects = ReadonlyMap<string, SubjectLink>;
type WaitingView = NonNullable<Board['waiting']>['items'][number];
type OwnTaskView = NonNullable<Board['tasks']>['items'][number];
type ReportView = NonNullable<NonNullable<Board['inbox']>['oldest']>;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A deadline with the record that it is on; nothing where the actor does not see that. */
export function viewDeadline(
  { subjectId, dueAt, ...deadline }: FoundDeadline,
  subjects: Subjects,
): readonly Deadline[] {
  const subject = subjects.get(subjectId);
  return subject === undefined ? [] : [{ ...deadline, subject, dueAt: dueAt.toISOString() }];
}

/** An instruction that waits, with the recipient who is furthest from an answer. */
export function viewWaiting({ instruction, first }: WaitingInstruction, subjects: Subjects): readonly WaitingView[] {
  const subject = subjects.get(instruction.subjectId);
  if (subject === undefined) return [];
  const { counts } = instruction;
  return [
    {
      id: instruction.id,
      number: instruction.number,
      kind: instruction.kind,
      title: instruction.title,
      subject,
      sentAt: instruction.sentAt.toISOString(),
      dueAt: iso(instruction.dueAt),
      recipients: counts.total,
      silent: counts.silent,
      undelivered: counts.undelivered,
      first: first && {
        name: first.name,
        department: first.department,
        state: first.state,
        at: iso(reachedAt(first)),
        remindedAt: iso(latest(first.times.remindedAt, first.times.dueRemindedAt)),
        escalatedAt: iso(first.times.escalatedAt),
      },
    },
  ];
}

/** When a recipient came to their state. */
function reachedAt({ state, times }: NonNullable<WaitingInstruction['first']>): Date | null {
  return times[`${state}At`];
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** A task of the reader. */
export function viewOwnTask(task: Task, subjects: Subjects, mayMove: boolean): readonly OwnTaskView[] {
  const subject = subjects.get(task.subjectId);
  if (subject === undefined) return [];
  const { id, version, title, dueAt } = task;
  return [{ id, version, title, subject, dueAt: iso(dueAt), can: { move: mayMove } }];
}

/** A report that waits in the inbox, in short. */
export function viewReport(report: NonNullable<WaitingReports['oldest']>): ReportView {
  const { number, title, channel, receivedAt, dueAt } = report;
  return { number, title, channel, receivedAt: receivedAt.toISOString(), dueAt: iso(dueAt) };
}
