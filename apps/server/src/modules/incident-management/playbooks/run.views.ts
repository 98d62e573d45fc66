import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { Task } from '../../casework/tasks/index.ts';
import type { Definition, Known, Run } from './playbook.model.ts';
import { nextOf, progressOf, type StepStanding, standingsOf } from './run.rules.ts';

type StepTask = Pick<Task, 'id' | 'state' | 'assigneeId' | 'dueAt'> & { readonly assigneeName: string | null };
/** Whether the action of a step is ordered. */
export type StepOrder = {
  readonly isNeeded: boolean;
  readonly decision: { readonly id: string; readonly number: string; readonly by: string } | null;
};
type RunView = ResponseOf<RouteWith<'playbook-runs.start'>>;

/** A run with every step as it stands and the one to do now; one that has ended has nothing to do. */
export function viewRun(
  run: Run,
  given: {
    readonly definition: Definition;
    readonly known: Known;
    /** The tasks that stand for steps, by their ids, as far as the actor sees them. */
    readonly tasks: ReadonlyMap<string, StepTask>;
    /** By what steps are ordered that need authority, by their ids. */
    readonly orders: ReadonlyMap<string, StepOrder>;
    readonly newer: string | null;
    readonly mergedFrom: SubjectLink | null;
    readonly canChange: boolean;
  },
): RunView {
  const { definition, known, newer, mergedFrom, canChange } = given;
  const standings = standingsOf({ definition, progress: run.progress, known });
  return {
    id: run.id,
    subjectId: run.subjectId,
    mergedFrom,
    code: run.code,
    label: run.label,
    newer,
    title: definition.title,
    startedAt: run.startedAt.toISOString(),
    startedBy: run.startedBy,
    endedAt: run.endedAt?.toISOString() ?? null,
    endedBy: run.endedBy,
    endReason: run.endReason,
    next: run.endedAt === null ? (nextOf(standings)?.step.id ?? null) : null,
    progress: [...progressOf(standings)],
    questions: definition.questions,
    steps: standings.map((standing) => ({
      ...viewStep(standing, run, given.tasks.get(standing.record?.taskId ?? '')),
      order: given.orders.get(standing.step.id) ?? null,
    })),
    can: { change: canChange },
  };
}

function viewStep(
  { step, record, state, because, isUnlocked }: StepStanding,
  run: Run,
  task: StepTask | undefined,
): Omit<RunView['steps'][number], 'order'> {
  const dueAt = step.dueMinutes === null ? null : new Date(run.startedAt.getTime() + step.dueMinutes * 60_000);
  return {
    ...step,
    state,
    because,
    isUnlocked,
    answer: record?.answer ?? null,
    note: record?.note ?? null,
    reason: record?.reason ?? null,
    evidence: record?.evidence ?? null,
    evidenceOn: record?.evidenceOn ?? null,
    waiver: record?.waiver ?? null,
    at: record?.at ?? null,
    by: record?.by ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    assignee: record?.assignee ?? null,
    taskId: record?.taskId ?? null,
    task: task === undefined ? null : viewTask(task),
  };
}

function viewTask({ id, state, assigneeId, assigneeName, dueAt }: StepTask): RunView['steps'][number]['task'] {
  return {
    id,
    state,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    dueAt: dueAt?.toISOString() ?? null,
  };
}
