import { sql } from 'kysely';
import { changeOn, sightingOn, specimenOn, valueOn } from '../../access/planted.records.ts';
import { anyName, type HiddenRequests, type PreparedRequests } from './shapes.ts';

const newBlock = () => ({
  value: `${anyName()}.example`,
  reason: 'C2',
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
});

const newList = () => ({
  nameJa: '取引先',
  nameEn: 'Suppliers',
  reason: 'business partners',
  match: 'suffix',
  text: `${anyName()}.example`,
});
const newSighting = (subjectId: string) => ({
  value: `${anyName()}.example`,
  subjectId,
  seenAt: '2026-01-01T00:00:00Z',
  source: 'proxy',
});
const table = 'value\n203.0.113.5';

export const observablesRequests = {
  'specimens.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'specimens.analyse': ({ reports }) => ({ params: { id: specimenOn(reports.open) }, body: {} }),
  'specimens.judge': async ({ program, reports }) => {
    const { rows } = await sql<{ version: number }>`select version from specimens.specimen
      where id = ${specimenOn(reports.open)}::uuid`.execute(program.ground.databases.owner);
    return { params: { id: specimenOn(reports.open) }, version: rows[0]?.version ?? 1, body: { verdict: 'phishing' } };
  },
  'specimens.download': ({ reports }) => ({ params: { id: specimenOn(reports.open) } }),
  'observables.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'observables.export': () => ({}),
  'observables.tags': () => ({}),
  'observables.changes': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'observables.undo': async ({ insider, reports }) => {
    const values = [{ type: 'domain', value: `${anyName()}.example` }];
    const made = await insider.post('/api/v1/observables', { subjectId: reports.open, values });
    return { params: { id: String((made.body.changeIds as string[])[0]) }, body: {} };
  },
  'observables.read-table': ({ reports }) => ({ query: `?subjectId=${reports.open}`, file: table }),
  'observables.import': ({ reports }) => ({ query: `?subjectId=${reports.open}`, file: table }),
  'sightings.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'sightings.add': ({ reports }) => ({ body: newSighting(reports.open) }),
  'sightings.report': () => ({ body: { value: 'c2.example', seenAt: '2026-04-01T00:00:00Z', source: 'proxy' } }),
  'sightings.withdraw': async ({ insider, reports }) => {
    const made = await insider.post('/api/v1/sightings', newSighting(reports.open));
    return { params: { id: String(made.body.id) }, body: { reason: 'made by mistake' } };
  },
  'warning-lists.list': () => ({}),
  'warning-lists.show': () => ({ params: { id: 'open-resolvers' } }),
  'warning-lists.hits': () => ({ params: { id: 'open-resolvers' } }),
  'warning-lists.add': () => ({ body: newList() }),
  'warning-lists.change': async ({ administrator }) => {
    const made = await administrator.post('/api/v1/warning-lists', newList());
    return { params: { id: String(made.body.id) }, version: 1, body: newList() };
  },
  'warning-lists.switch': () => ({ params: { id: 'empty-file' }, body: { isOn: true } }),
  'warning-lists.withdraw': async ({ administrator }) => {
    const made = await administrator.post('/api/v1/warning-lists', newList());
    return { params: { id: String(made.body.id) }, version: 1, body: {} };
  },
  'observables.show': ({ reports }) => ({ params: { id: valueOn(reports.open) } }),
  'observables.occurrences': ({ reports }) => ({ params: { id: valueOn(reports.open) } }),
  'observables.preview': () => ({ body: { text: '203.0.113.5' } }),
  'observables.add': ({ reports }) => ({
    body: { subjectId: reports.open, values: [{ type: 'ipv4', value: '203.0.113.5' }] },
  }),
  'observables.change': ({ reports }) => ({
    body: { subjectId: reports.open, valueIds: [valueOn(reports.open)], role: 'attacker' },
  }),
  'block-entries.list': () => ({}),
  'block-entries.add': () => ({ body: newBlock() }),
  'block-entries.check': () => ({ body: { value: '203.0.113.5' } }),
  'block-entries.withdraw': async (world) => {
    const made = await world.insider.post('/api/v1/block-entries', newBlock());
    return { params: { id: String(made.body.id) }, body: { reason: 'made by mistake' } };
  },
  'block-tokens.list': () => ({}),
  'block-tokens.create': () => ({ body: { name: 'gateway', lists: ['ipv4'] } }),
  'block-tokens.revoke': async (world) => {
    const made = await world.administrator.post('/api/v1/block-tokens', { name: 'gateway', lists: ['ipv4'] });
    return { params: { id: String((made.body.token as { id: string }).id) }, body: {} };
  },
  'block-lists.read': async (world) => {
    const made = await world.administrator.post('/api/v1/block-tokens', { name: 'gateway', lists: ['ipv4'] });
    return { params: { file: 'ipv4.txt' }, query: `?token=${String(made.body.secret)}` };
  },
  'known-values.list': () => ({}),
  'known-values.add': () => ({ body: { kind: 'own-domain', value: `${anyName()}.example` } }),
  'known-values.withdraw': async (world) => {
    const made = await world.insider.post('/api/v1/known-values', { kind: 'ignored', value: `${anyName()}.example` });
    return { params: { id: String(made.body.id) }, body: {} };
  },
} satisfies PreparedRequests;

export const hiddenObservablesRequests = {
  'specimens.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'specimens.analyse': (_world, { report }) => ({ params: { id: specimenOn(report) }, body: {} }),
  'specimens.judge': (_world, { report }) => ({
    params: { id: specimenOn(report) },
    version: 1,
    body: { verdict: 'phishing' },
  }),
  'specimens.download': (_world, { report }) => ({ params: { id: specimenOn(report) } }),
  'observables.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'observables.export': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'observables.show': (_world, { report }) => ({ params: { id: valueOn(report) } }),
  'observables.occurrences': (_world, { report }) => ({ params: { id: valueOn(report) } }),
  'observables.add': (_world, { report }) => ({
    body: { subjectId: report, values: [{ type: 'ipv4', value: '203.0.113.5' }] },
  }),
  'observables.change': (_world, { report }) => ({
    body: { subjectId: report, valueIds: [valueOn(report)], role: 'attacker' },
  }),
  'observables.changes': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'observables.undo': (_world, { report }) => ({ params: { id: changeOn(report) }, body: {} }),
  'observables.read-table': (_world, { report }) => ({ query: `?subjectId=${report}`, file: table }),
  'observables.import': (_world, { report }) => ({ query: `?subjectId=${report}`, file: table }),
  'sightings.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'sightings.add': (_world, { report }) => ({ body: newSighting(report) }),
  'sightings.withdraw': (_world, { report }) => ({ params: { id: sightingOn(report) }, body: { reason: 'x' } }),
  'block-entries.check': (_world, { report }) => ({ body: { value: '203.0.113.5', subjectId: report } }),
  'block-entries.add': (_world, { report }) => ({ body: { ...newBlock(), subjectId: report } }),
} satisfies HiddenRequests;
