import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Aim, HiddenRequests, PreparedRequests } from './shapes.ts';

const options = { language: 'en', audience: 'plain', isFinal: false, nextReportAt: null };
const start = { kind: 'progress', ...options };

type Draft = { readonly id: string; readonly version: number; readonly contentHash: string };

/** A draft on a new incident. */
async function draft(world: RouteWorld): Promise<Draft> {
  const { id } = await world.incident();
  return (await world.insider.post(`/api/v1/subjects/${id}/management-reports`, start)).body as Draft;
}

/** One issued report for all that only read it: making its files takes a while. */
const issued = new WeakMap<RouteWorld, Promise<string>>();

function issuedReport(world: RouteWorld): Promise<string> {
  const made =
    issued.get(world) ??
    draft(world).then(async ({ id, contentHash }) => {
      await ask(world.program, 'POST', `/api/v1/management-reports/${id}/issue`, {
        body: { contentHash },
        headers: { ...world.insider.headers, 'if-match': '"1"' },
      });
      return id;
    });
  issued.set(world, made);
  return made;
}

const mail = { to: [{ address: 'board@example.jp' }], text: 'see the file', formats: ['pdf'] };

export const managementReportsRequests = {
  'management-reports.list': ({ incidents }) => ({ params: { id: incidents.open } }),
  'management-reports.start': async (world) => ({ params: { id: (await world.incident()).id }, body: start }),
  'management-reports.show': async (world) => ({ params: { id: await issuedReport(world) } }),
  'management-reports.change': async (world) => {
    const { id, version } = await draft(world);
    return { params: { id }, version, body: { ...options, edits: [{ code: 'summary', text: 'in short' }] } };
  },
  'management-reports.discard': async (world) => {
    const { id, version } = await draft(world);
    return { params: { id }, version, body: {} };
  },
  'management-reports.approve': async (world) => {
    const { id, version, contentHash } = await draft(world);
    return { params: { id }, version, body: { contentHash } };
  },
  'management-reports.issue': async (world) => {
    const { id, version, contentHash } = await draft(world);
    return { params: { id }, version, body: { contentHash } };
  },
  'management-reports.send': async (world) => ({
    params: { id: await issuedReport(world) },
    body: mail,
    otherwise: { status: 409, because: 'this program has no relay' },
  }),
  'management-reports.file': async (world) => ({ params: { id: await issuedReport(world) }, query: '?format=pdf' }),
} satisfies PreparedRequests;

/** What a record that never was is asked for. */
const neverId = '01900000-0000-7000-8000-000000000000';
const someHash = '0'.repeat(64);

/** A draft behind the wall, where the aim is at what is hidden; otherwise one that never was. */
async function hidden(world: RouteWorld, { incident }: Aim): Promise<string> {
  if (incident !== world.incidents.hidden) return neverId;
  await world.insider.post(`/api/v1/subjects/${incident}/management-reports`, start);
  const { items } = (await world.insider.get(`/api/v1/subjects/${incident}/management-reports`)).body as {
    items: { id: string }[];
  };
  return items[0]?.id ?? neverId;
}

export const hiddenManagementReportsRequests = {
  'management-reports.list': (_world, { incident }) => ({ params: { id: incident } }),
  'management-reports.start': (_world, { incident }) => ({ params: { id: incident }, body: start }),
  'management-reports.show': async (world, aim) => ({ params: { id: await hidden(world, aim) } }),
  'management-reports.change': async (world, aim) => ({
    params: { id: await hidden(world, aim) },
    version: 1,
    body: { ...options, edits: [] },
  }),
  'management-reports.discard': async (world, aim) => ({
    params: { id: await hidden(world, aim) },
    version: 1,
    body: {},
  }),
  'management-reports.approve': async (world, aim) => ({
    params: { id: await hidden(world, aim) },
    version: 1,
    body: { contentHash: someHash },
  }),
  'management-reports.issue': async (world, aim) => ({
    params: { id: await hidden(world, aim) },
    version: 1,
    body: { contentHash: someHash },
  }),
  'management-reports.send': async (world, aim) => ({ params: { id: await hidden(world, aim) }, body: mail }),
  'management-reports.file': async (world, aim) => ({
    params: { id: await hidden(world, aim) },
    query: '?format=docx',
  }),
} satisfies HiddenRequests;
