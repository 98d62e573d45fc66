import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import { type HiddenRequests, type Prepared, type PreparedRequests, person } from './shapes.ts';

/** What a record that never was is asked for. */
const neverId = '01900000-0000-7000-8000-000000000000';

const time = { kind: 'detected', at: '2026-01-01T00:00:00Z', zone: 'Asia/Tokyo', source: { kind: 'log' } };
const texts = { technical: 'x', plain: '', known: [], unknown: ['x'], assumed: [] };

async function onNew(world: RouteWorld, body: object): Promise<Prepared> {
  const { id, version } = await world.incident();
  return { params: { id }, version, body };
}

/** An act of the insider on a record; 404 when it is none. */
async function act(world: RouteWorld, path: string, body: object, version?: number) {
  const headers = { ...world.insider.headers, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) };
  return ask(world.program, 'POST', `/api/v1/${path}`, { body, headers });
}

async function timeOn(world: RouteWorld, incident: string): Promise<string> {
  const { body } = await act(world, `incidents/${incident}/times`, time);
  const times = (body.times ?? []) as { kind: string; assertions: { id: string }[] }[];
  return times.find((one) => one.kind === 'detected')?.assertions.at(-1)?.id ?? neverId;
}

async function relationOn(world: RouteWorld, incident: string): Promise<string> {
  const { id: other } = await world.incident();
  const added = await act(world, 'relations', { kind: 'related', fromId: incident, toId: other });
  return String(added.body.id ?? neverId);
}

async function severities(world: RouteWorld) {
  return (await world.insider.get('/api/v1/triage-severities')).body as { table: object; latestVersion: number };
}

export const incidentHandlingRequests = {
  'incidents.vocabulary': () => ({}),
  'incidents.change': (world) => onNew(world, { tlp: 'amber' }),
  'incidents.move-phase': (world) => onNew(world, { phase: 'analysis', move: 'advance' }),
  'incidents.monitor': (world) => onNew(world, { until: '2100-01-01T00:00:00Z' }),
  'incidents.assert-time': ({ incidents }) => ({ params: { id: incidents.open }, body: time }),
  'incidents.choose-time': async (world) => ({
    params: { id: world.incidents.open },
    body: { timeId: await timeOn(world, world.incidents.open) },
  }),
  'incidents.decide-severity': (world) =>
    onNew(world, { ticks: [{ criterion: 'business', level: 'high' }], severity: 'high' }),
  'incidents.assign': async (world) => ({
    params: { id: world.incidents.open },
    body: { accountId: await person(world, 'handler'), function: 'handler' },
  }),
  'incidents.relieve': async (world) => {
    const { id } = await world.incident();
    return { params: { id }, body: { accountId: world.insider.id, function: 'handler' } };
  },
  'incidents.summaries': ({ incidents }) => ({ params: { id: incidents.open } }),
  'incidents.summarise': async (world) => ({
    params: { id: (await world.incident()).id },
    version: 0,
    body: texts,
  }),
  'incidents.history': ({ incidents }) => ({ params: { id: incidents.open } }),
  'incidents.closing-check': ({ incidents }) => ({ params: { id: incidents.open }, query: '?outcome=resolved' }),
  'incidents.preview-merge': async (world) => ({
    params: { id: (await world.incident()).id },
    query: `?intoId=${world.incidents.open}`,
  }),
  'incidents.merge': (world) => onNew(world, { intoId: world.incidents.open }),
  'incidents.unmerge': async (world) => {
    const { id } = await world.incident();
    const merged = await act(world, `incidents/${id}/merge`, { intoId: world.incidents.open }, 1);
    return { params: { id }, version: Number(merged.body.version), body: {} };
  },
  'triage-severities.show': () => ({}),
  'triage-severities.change': async (world) => {
    const { table, latestVersion } = await severities(world);
    return { version: latestVersion, body: { table } };
  },
  'relations.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'relations.add': async (world) => ({
    body: { kind: 'caused-by', fromId: world.incidents.open, toId: (await world.incident()).id },
  }),
  'relations.remove': async (world) => ({
    params: { id: await relationOn(world, world.incidents.open) },
    body: { reason: 'a mistake' },
  }),
} satisfies PreparedRequests;

const hidden =
  (body: object, version?: number): HiddenRequests[string] =>
  (_world, { incident }) => ({ params: { id: incident }, body, ...(version === undefined ? {} : { version }) });
const shown: HiddenRequests[string] = (_world, { incident }) => ({ params: { id: incident } });

export const hiddenIncidentHandlingRequests = {
  'incidents.change': hidden({ tlp: 'red' }, 99),
  'incidents.move-phase': hidden({ phase: 'analysis', move: 'advance' }, 99),
  'incidents.monitor': hidden({ until: null }, 99),
  'incidents.assert-time': hidden(time),
  'incidents.choose-time': async (world, { incident }) => ({
    params: { id: incident },
    body: { timeId: await timeOn(world, incident) },
  }),
  'incidents.decide-severity': hidden({ ticks: [], severity: 'low', reason: 'x' }, 99),
  'incidents.assign': (world, { incident }) => ({
    params: { id: incident },
    body: { accountId: world.insider.id, function: 'scribe' },
  }),
  'incidents.relieve': (world, { incident }) => ({
    params: { id: incident },
    body: { accountId: world.insider.id, function: 'observer' },
  }),
  'incidents.summaries': shown,
  'incidents.summarise': hidden(texts, 99),
  'incidents.history': shown,
  'incidents.closing-check': shown,
  'incidents.preview-merge': ({ incidents }, { incident }) => ({
    params: { id: incidents.open },
    query: `?intoId=${incident}`,
  }),
  'incidents.merge': ({ incidents }, { incident }) => ({
    params: { id: incident },
    version: 99,
    body: { intoId: incidents.open },
  }),
  'incidents.unmerge': hidden({}, 99),
  'relations.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'relations.add': ({ incidents }, { incident }) => ({
    body: { kind: 'caused-by', fromId: incidents.open, toId: incident },
  }),
  'relations.remove': async (world, { incident }) => ({
    params: { id: await relationOn(world, incident) },
    body: { reason: 'x' },
  }),
} satisfies HiddenRequests;
