import { sql } from 'kysely';
import { specimenOn, valueOn } from '../../access/planted.records.ts';
import { anyName, type HiddenRequests, type PreparedRequests } from './shapes.ts';

const newBlock = () => ({
  value: `${anyName()}.example`,
  reason: 'C2',
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
});

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
  'block-entries.add': (_world, { report }) => ({ body: { ...newBlock(), subjectId: report } }),
} satisfies HiddenRequests;
