import type { Reading } from '../../../platform/commands/index.ts';
import { accountNames } from '../../../platform/identity/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import { newestEntries } from '../../casework/journal/index.ts';
import { instructionsDue, instructionsWaiting, ownTasks, tasksDue } from '../../casework/tasks/index.ts';
import {
  countWithoutNextReview,
  incidentsInReview,
  monitoringDue,
  reviewsDue,
  runningIncidents,
} from '../../incident-management/incidents/index.ts';
import { clocksDue } from '../../incident-management/obligations/index.ts';
import { firstResponsesDue, waitingReports } from '../../incident-management/reports/index.ts';
import { countMeasuresOverdue, measuresDue, subjectsWithReview } from '../../knowledge-transfer/lessons/index.ts';
import type { Board, DeadlinesOfKind, Total } from './board.model.ts';
import { inOrder } from './board.rules.ts';
import { viewDeadline, viewOwnTask, viewReport, viewWaiting } from './board.views.ts';

/** Most cards, deadlines of each kind, instructions and own tasks that a board is told of. */
const most = { incidents: 24, deadlines: 8, waiting: 12, tasks: 12, inReview: 200 } as const;

/**
 * Everything the board shows, as far as the actor sees it, in the transaction of the reading. A part that the actor may
 * not list is null; deadlines are those of the kinds that they may list. Every query is bounded and counts to 1,000.
 */
export async function showBoard(reading: Reading): Promise<Board> {
  const may = (permission: string) => reading.actor.permissions.has(permission);
  const kinds = await deadlinesOf(reading, may);
  const deadlines = inOrder(kinds);
  const incidents = may('incidents.list') ? await runningIncidents(reading, most.incidents) : null;
  const newest =
    incidents === null || !may('journal.list')
      ? []
      : await newestEntries(
          reading,
          incidents.items.map(({ id }) => id),
        );
  const waiting = may('instructions.list') ? await instructionsWaiting(reading, most.waiting) : null;
  const tasks = may('tasks.list') ? await ownTasks(reading, most.tasks) : null;
  const inbox = may('reports.list') ? await waitingReports(reading) : null;
  const subjects = await subjectLinks(reading, [
    ...deadlines.map(({ subjectId }) => subjectId),
    ...(waiting?.rows.map(({ instruction }) => instruction.subjectId) ?? []),
    ...(tasks?.rows.map(({ subjectId }) => subjectId) ?? []),
  ]);
  return {
    incidents,
    newest: newest.map(({ subjectId, at, byId }) => ({ subjectId, at: at.toISOString(), byId })),
    deadlines: {
      items: deadlines.flatMap((deadline) => viewDeadline(deadline, subjects)),
      totals: kinds.map(({ kind, total }) => ({ kind, total })),
    },
    waiting: waiting && {
      items: waiting.rows.flatMap((row) => viewWaiting(row, subjects)),
      total: waiting.total,
      silent: waiting.silent,
    },
    tasks: tasks && {
      items: tasks.rows.flatMap((task) => viewOwnTask(task, subjects, may('tasks.move'))),
      total: tasks.total,
    },
    inbox: inbox && {
      total: inbox.total,
      ages: [
        { age: 'hour', count: inbox.ages.hour },
        { age: 'four-hours', count: inbox.ages.fourHours },
        { age: 'day', count: inbox.ages.day },
        { age: 'older', count: inbox.ages.older },
      ],
      oldest: inbox.oldest && viewReport(inbox.oldest),
      overdue: inbox.overdue,
      mostOverdue: inbox.mostOverdue && viewReport(inbox.mostOverdue),
    },
    proactive: {
      measuresOverdue: may('measures.list') ? await countMeasuresOverdue(reading) : null,
      incidentsWithoutReview: may('reviews.show') && may('incidents.list') ? await withoutReview(reading) : null,
      incidentsWithoutNextReview: may('incidents.list') ? await countWithoutNextReview(reading) : null,
    },
  };
}

async function deadlinesOf(
  reading: Reading,
  may: (permission: string) => boolean,
): Promise<readonly DeadlinesOfKind[]> {
  const limit = most.deadlines;
  const kinds: DeadlinesOfKind[] = [];
  if (may('incidents.list')) {
    const plain = { number: null, title: null, isDay: false, who: null } as const;
    for (const [kind, page] of [
      ['review', await reviewsDue(reading, limit)],
      ['monitoring', await monitoringDue(reading, limit)],
    ] as const)
      kinds.push({
        kind,
        rows: page.rows.map(({ incident: { id }, at }) => ({ ...plain, kind, id, subjectId: id, dueAt: at })),
        total: page.total,
      });
  }
  if (may('tasks.list')) {
    const { rows, total } = await tasksDue(reading, limit);
    const names = await accountNames(
      reading.db,
      rows.flatMap(({ assigneeId }) => assigneeId ?? []),
    );
    const kind = 'task';
    kinds.push({
      kind,
      rows: rows.flatMap(({ id, title, subjectId, dueAt, assigneeId }) => {
        const who = assigneeId === null ? null : (names.get(assigneeId) ?? null);
        return dueAt === null ? [] : [{ kind, id, number: null, title, subjectId, dueAt, isDay: false, who }];
      }),
      total,
    });
  }
  if (may('instructions.list')) {
    const { rows, total } = await instructionsDue(reading, limit);
    const kind = 'instruction';
    kinds.push({
      kind,
      rows: rows.flatMap(({ id, number, title, subjectId, dueAt }) =>
        dueAt === null ? [] : [{ kind, id, number, title, subjectId, dueAt, isDay: false, who: null }],
      ),
      total,
    });
  }
  if (may('measures.list')) {
    const { rows, total } = await measuresDue(reading, limit);
    const kind = 'measure';
    kinds.push({
      kind,
      rows: rows.map(({ measure: { id, title, subjectId, ownerName }, dueAt }) => ({
        ...{ kind, id, number: null, title, subjectId, dueAt, isDay: true, who: ownerName },
      })),
      total,
    });
  }
  if (may('reports.list')) {
    const { rows, total } = await firstResponsesDue(reading, limit);
    const kind = 'report';
    kinds.push({
      kind,
      rows: rows.flatMap(({ id, dueAt }) =>
        dueAt === null ? [] : [{ kind, id, number: null, title: null, subjectId: id, dueAt, isDay: false, who: null }],
      ),
      total,
    });
  }
  if (may('obligations.clocks')) {
    for (const [kind, forces] of [
      ['duty', ['law', 'contract', 'company-rule']],
      ['guideline', ['guideline']],
    ] as const) {
      const { rows, total } = await clocksDue(reading, { forces, limit });
      kinds.push({
        kind,
        rows: rows.flatMap(({ id, name, subjectId, dueAt, dueOn }) =>
          dueAt === null
            ? []
            : [
                {
                  kind,
                  id,
                  number: null,
                  title: null,
                  titles: name,
                  subjectId,
                  dueAt,
                  isDay: dueOn !== null,
                  who: null,
                },
              ],
        ),
        total,
      });
    }
  }
  return kinds;
}

/** How many incidents are being looked back on without a review that somebody has begun. */
async function withoutReview(reading: Reading): Promise<Total> {
  const { rows, total } = await incidentsInReview(reading, most.inReview);
  const begun = await subjectsWithReview(
    reading,
    rows.map(({ id }) => id),
  );
  return { count: rows.filter(({ id }) => !begun.has(id)).length, isMore: total.isMore || total.count > rows.length };
}
