import { handlingPhases } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Page, Total } from '../../../platform/lists/index.ts';
import type { Incident } from './incident.model.ts';
import { summariesFor } from './incident.queries.ts';
import { type IncidentSortColumn, listIncidents, watchedIncidents } from './incident-list.store.ts';

type Moment = { readonly incident: Incident; readonly at: Date };

async function running(
  reading: Reading,
  asked: { readonly column: IncidentSortColumn; readonly limit: number },
): Promise<Page<Incident>> {
  const page = await listIncidents(reading, {
    filters: { phases: handlingPhases },
    column: asked.column,
    direction: 'asc',
    cursor: null,
    limit: asked.limit,
  });
  return { ...page, rows: page.rows.slice(0, asked.limit) };
}

/** The incidents that run as lists show them: the worst first, among equals the newest. */
export async function runningIncidents(reading: Reading, limit: number) {
  const page = await running(reading, { column: 'severity_rank', limit });
  return { items: await summariesFor(reading, page.rows), total: page.total };
}

/** The next reviews of what runs, the nearest first. */
export async function reviewsDue(reading: Reading, limit: number): Promise<Page<Moment>> {
  const page = await running(reading, { column: 'next_review_at', limit });
  return {
    ...page,
    rows: page.rows.flatMap((incident) =>
      incident.nextReviewAt === null ? [] : [{ incident, at: incident.nextReviewAt }],
    ),
  };
}

/** When watching ends (経過観察), the nearest first. */
export async function monitoringDue(reading: Reading, limit: number): Promise<Page<Moment>> {
  const page = await watchedIncidents(reading, limit);
  return {
    ...page,
    rows: page.rows.flatMap((incident) =>
      incident.monitoringUntil === null ? [] : [{ incident, at: incident.monitoringUntil }],
    ),
  };
}

/** How many incidents run without a moment at which somebody looks at them again. */
export async function countWithoutNextReview(reading: Reading): Promise<Total> {
  const asked = { filters: { phases: handlingPhases, review: 'none' } as const, column: 'opened_at' } as const;
  return (await listIncidents(reading, { ...asked, direction: 'desc', cursor: null, limit: 0 })).total;
}

/** The incidents that are being looked back on now, the newest first. */
export async function incidentsInReview(reading: Reading, limit: number): Promise<Page<Incident>> {
  const asked = { filters: { phases: ['review'] }, column: 'opened_at' } as const;
  const page = await listIncidents(reading, { ...asked, direction: 'desc', cursor: null, limit });
  return { ...page, rows: page.rows.slice(0, limit) };
}
