import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import { anyName, type HiddenRequests, onReport, type PreparedRequests } from './shapes.ts';

/** A report after an act of the insider. */
async function reportAfter(
  world: RouteWorld,
  verb: string,
  body: object,
): Promise<{ readonly id: string; readonly version: number }> {
  const { id, version } = await world.report();
  const done = await ask(world.program, 'POST', `/api/v1/reports/${id}/${verb}`, {
    body,
    headers: { ...world.insider.headers, 'if-match': `"${version}"` },
  });
  return { id, version: Number(done.body.version) };
}

const closedReport = (world: RouteWorld) => reportAfter(world, 'close', { outcome: 'spam', reason: 'x' });

const mergedReport = (world: RouteWorld) => reportAfter(world, 'merge', { intoId: world.reports.open });

async function handledReport(world: RouteWorld): Promise<{ readonly id: string; readonly version: number }> {
  const { id } = await world.report();
  await ask(world.program, 'POST', '/api/v1/incidents', { body: { reportId: id }, headers: world.insider.headers });
  return { id, version: 2 };
}

const period = '?from=2026-01-01&until=2026-01-31';

export const reportsRequests = {
  'reports.list': () => ({}),
  'reports.submit': () => ({ body: { title: 'title', text: 'text' } }),
  'reports.submit-batch': () => ({ body: { items: [{ title: 'title', text: 'text' }] } }),
  'reports.take-call': () => ({ body: { text: 'a call' } }),
  'reports.complete-call': async (world) => {
    const taken = await world.insider.post('/api/v1/reports/calls', { text: 'a call' });
    return { params: { id: String(taken.body.id) }, version: 1, body: { isUnfinished: false } };
  },
  'reports.show': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.original': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.attachment': ({ reports, attachments }) => ({
    params: { id: reports.open, attachmentId: attachments.open },
  }),
  'reports.close': async (world) => {
    const { id, version } = await world.report();
    return { params: { id }, version, body: { outcome: 'not-an-incident', reason: 'nothing' } };
  },
  'report-statistics.show': () => ({ query: period }),
  'report-statistics.download': () => ({ query: `${period}&table=periods` }),
  'reports.try-rules': () => ({ body: { rules: [], count: 10 } }),
  'reports.counts': () => ({}),
  'reports.triage': async (world) => onReport(await world.report(), { impact: 'high', urgency: 'high' }),
  'reports.assign': async (world) => onReport(await world.report(), { accountId: null }),
  'reports.snooze': async (world) => onReport(await world.report(), { until: '2100-01-01T00:00:00Z' }),
  'reports.wake': async (world) => onReport(await world.report(), {}),
  'reports.look': async (world) => onReport(await world.report(), {}),
  'reports.ask': async (world) => ({
    ...onReport(await world.report(), {
      message: { text: 'which?', to: { address: 'somebody@example.jp' } },
    }),
    otherwise: { status: 409, because: 'no relay is configured in this world' },
  }),
  'reports.hand-over': async (world) => onReport(await world.report(), { to: 'facilities', reason: 'not ours' }),
  'reports.reopen': async (world) => onReport(await closedReport(world), { reason: 'again' }),
  'reports.detach': async (world) => onReport(await handledReport(world), { reason: 'another matter' }),
  'reports.merge-preview': async (world) => onReport(await world.report(), { intoId: world.reports.open }),
  'reports.merge': async (world) => onReport(await world.report(), { intoId: world.reports.open }),
  'reports.unmerge': async (world) => onReport(await mergedReport(world), {}),
  'reports.files': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'reports.related': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.distinguish': async (world) => onReport(await world.report(), { otherId: world.reports.open }),
  'reports.bulk': async (world) => ({ body: { items: [await world.report()], act: { kind: 'wake' } } }),
  'assignees.list': () => ({}),
  'reports.headers': ({ reports }) => ({ params: { id: reports.open } }),
  'reports.html': ({ reports }) => ({
    params: { id: reports.open },
    otherwise: { status: 409, because: 'the mail has no HTML' },
  }),
  'saved-views.list': () => ({}),
  'saved-views.save': () => ({ body: { name: anyName(), query: { state: 'new' } } }),
  'saved-views.remove': async (world, caller) => {
    const id = randomUUID();
    await sql`insert into reports.saved_view (id, account_id, name, query, created_at)
      select ${id}::uuid, id, ${anyName()}, '{}', now() from platform.account
      order by (id::text = ${caller.id}) desc limit 1`.execute(world.program.ground.databases.owner);
    return { params: { id }, body: {} };
  },
} satisfies PreparedRequests;

export const hiddenReportsRequests = {
  'reports.complete-call': (_world, { report }) => ({ params: { id: report }, version: 1, body: { text: 'x' } }),
  'reports.show': (_world, { report }) => ({ params: { id: report } }),
  'reports.original': (_world, { report }) => ({ params: { id: report } }),
  'reports.attachment': (_world, { report, attachment }) => ({ params: { id: report, attachmentId: attachment } }),
  'reports.close': (_world, { report }) => ({
    params: { id: report },
    version: 1,
    body: { outcome: 'not-an-incident', reason: 'x' },
  }),
  'reports.triage': (_world, { report }) => ({ params: { id: report }, version: 1, body: { urgency: 'low' } }),
  'reports.assign': (_world, { report }) => ({ params: { id: report }, version: 1, body: { accountId: null } }),
  'reports.snooze': (_world, { report }) => ({
    params: { id: report },
    version: 1,
    body: { until: '2100-01-01T00:00:00Z' },
  }),
  'reports.wake': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.look': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.ask': (_world, { report }) => ({ params: { id: report }, version: 1, body: { message: { text: 'x' } } }),
  'reports.hand-over': (_world, { report }) => ({ params: { id: report }, version: 1, body: { to: 'x', reason: 'x' } }),
  'reports.reopen': (_world, { report }) => ({ params: { id: report }, version: 1, body: { reason: 'x' } }),
  'reports.detach': (_world, { report }) => ({ params: { id: report }, version: 1, body: { reason: 'x' } }),
  'reports.merge-preview': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { intoId: reports.open },
  }),
  'reports.merge': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { intoId: reports.open },
  }),
  'reports.unmerge': (_world, { report }) => ({ params: { id: report }, version: 1, body: {} }),
  'reports.distinguish': ({ reports }, { report }) => ({
    params: { id: report },
    version: 1,
    body: { otherId: reports.open },
  }),
  'reports.files': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'reports.related': (_world, { report }) => ({ params: { id: report } }),
  'reports.headers': (_world, { report }) => ({ params: { id: report } }),
  'reports.html': (_world, { report }) => ({ params: { id: report } }),
  'assignees.list': (_world, { report }) => ({ query: `?reportId=${report}` }),
} satisfies HiddenRequests;
