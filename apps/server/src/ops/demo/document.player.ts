import type { Desk } from './desk.ts';
import { type PersonKey, people } from './people.ts';
import { type Playing, versionOf } from './playing.ts';

/** The report to management, the review with its measures, closing, and the closing report. */
export function stepsOfDocuments({ story, place, calendar, add }: Playing): void {
  const { report, review, measures, closed, closingReport, opened } = story;
  if (report !== undefined)
    add(report.at, report.by, (desk, by) => issue(desk, { by, id: place.id, kind: 'progress' }));
  if (review !== undefined) {
    const { at, by, happened, whys, rootCause, wentWell, wentBadly } = review;
    add(at, by, async (desk) => {
      const begun = await desk.call(by, 'POST /api/v1/subjects/{id}/review', { params: { id: place.id }, body: {} });
      const texts = {
        heldOn: calendar.at(at).toISOString().slice(0, 10),
        participants: people.filter(({ key }) => story.team.some(([one]) => one === key)).map(({ name }) => name),
        happened,
        whys: [...whys],
        rootCause,
        wentWell: [...wentWell],
        wentBadly: [...wentBadly],
      };
      const params = { id: begun.id };
      const saved = await desk.call(by, 'PATCH /api/v1/reviews/{id}', { params, body: texts, version: begun.version });
      await desk.call(by, 'POST /api/v1/reviews/{id}/finish', { params, body: {}, version: saved.version });
    });
  }
  const whenMeasured = review ?? opened;
  for (const { kind, title, to, days, done } of measures ?? [])
    add(whenMeasured.at, whenMeasured.by, async (desk, by) => {
      const account = people.find(({ key }) => key === to);
      const owner =
        account === undefined ? { ownerId: null, ownerName: to } : { ownerId: desk.idOf(account.key), ownerName: null };
      const body = { subjectId: place.id, kind, title, detail: null, ...owner, dueOn: calendar.day(days) };
      const made = await desk.call(by, 'POST /api/v1/measures', { body });
      if (done === undefined) return;
      await desk.call(by, 'POST /api/v1/measures/{id}/close', {
        params: { id: made.id },
        body: { state: 'done', reason: done },
        version: made.version,
      });
    });
  if (closed !== undefined)
    add(closed.at, closed.by, async (desk, by) => {
      const { outcome, reason, gaps } = closed;
      await desk.call(by, 'POST /api/v1/incidents/{id}/close', {
        params: { id: place.id },
        body: { outcome, reason, ...(gaps === undefined ? {} : { overrideReason: gaps }) },
        version: await versionOf(desk, by, place.id),
      });
    });
  if (closingReport !== undefined)
    add(closingReport.at, closingReport.by, (desk, by) => issue(desk, { by, id: place.id, kind: 'closing' }));
}

/** Drafts a report from the record, has somebody else approve exactly that, and issues it. */
async function issue(
  desk: Desk,
  { by, id, kind }: { readonly by: PersonKey; readonly id: string; readonly kind: 'progress' | 'closing' },
): Promise<void> {
  const draft = await desk.call(by, 'POST /api/v1/subjects/{id}/management-reports', {
    params: { id },
    body: { kind, language: 'ja', audience: 'plain', isFinal: kind === 'closing', nextReportAt: null },
  });
  const params = { id: draft.id };
  const other = by === 'kurata' ? 'asagi' : 'kurata';
  const { contentHash, version } = await desk.call(other, 'GET /api/v1/management-reports/{id}', { params });
  const approved = await desk.call(other, 'POST /api/v1/management-reports/{id}/approve', {
    params,
    body: { contentHash },
    version,
  });
  await desk.call(by, 'POST /api/v1/management-reports/{id}/issue', {
    params,
    body: { contentHash: approved.contentHash },
    version: approved.version,
  });
}
