import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import { anyName, type HiddenRequests, type PreparedRequests } from './shapes.ts';

const both = (text: string) => ({ ja: text, en: text });

const definition = () => ({
  title: both('playbook'),
  purpose: both('purpose'),
  source: '',
  classes: [],
  questions: [],
  steps: [
    {
      id: 'first',
      phase: 'triage',
      role: 'handler',
      title: both('first'),
      action: both('do it'),
      check: both('it is done'),
      why: both(''),
      isEvidence: false,
      destroys: false,
      after: [],
      asks: null,
      when: [],
      dueMinutes: null,
      asTask: false,
    },
  ],
});

/** A playbook of the team's own with a draft. */
async function drafted(world: RouteWorld): Promise<{ readonly code: string; readonly version: number }> {
  const code = `own-${anyName()}`;
  const made = await world.insider.post('/api/v1/playbooks', { code, definition: definition() });
  return { code, version: Number(made.body.version) };
}

/** A run of a ready playbook on a new incident of its own. */
async function started(world: RouteWorld): Promise<{ readonly id: string }> {
  const { id: subjectId } = await world.incident();
  const made = await world.insider.post('/api/v1/playbook-runs', { subjectId, code: 'malware' });
  return { id: String(made.body.id) };
}

/** A run of a playbook of which a second version is in force by now. */
async function overtaken(world: RouteWorld): Promise<{ readonly id: string; readonly to: string }> {
  const { code, version } = await drafted(world);
  const change = (act: string, at: number, body: object) =>
    ask(world.program, 'POST', `/api/v1/playbooks/${code}/${act}`, {
      body,
      headers: { ...world.insider.headers, 'if-match': `"${at}"` },
    });
  await change('publish', version, { note: 'x' });
  const { id: subjectId } = await world.incident();
  const run = await world.insider.post('/api/v1/playbook-runs', { subjectId, code });
  const saved = await change('draft', version + 1, { definition: { ...definition(), purpose: both('other') } });
  const published = await change('publish', Number(saved.body.version), { note: 'y' });
  return { id: String(run.body.id), to: String(published.body.label) };
}

export const playbooksRequests = {
  'playbooks.list': () => ({}),
  'playbooks.create': () => ({ body: { code: `own-${anyName()}`, definition: definition() } }),
  'playbooks.show': () => ({ params: { code: 'malware' } }),
  'playbooks.draft': () => ({ params: { code: 'malware' } }),
  'playbooks.save-draft': async (world) => {
    const { code, version } = await drafted(world);
    return { params: { code }, version, body: { definition: definition() } };
  },
  'playbooks.discard-draft': async (world) => {
    const { code, version } = await drafted(world);
    return { params: { code }, version, body: {} };
  },
  'playbooks.publish': async (world) => {
    const { code, version } = await drafted(world);
    return { params: { code }, version, body: { note: 'first' } };
  },
  'playbooks.difference': () => ({ params: { code: 'malware' }, query: '?from=1.0&to=1.0' }),
  'playbook-runs.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'playbook-runs.start': async (world) => ({ body: { subjectId: (await world.incident()).id, code: 'malware' } }),
  'playbook-runs.change-step': async (world) => ({
    params: { id: (await started(world)).id, stepId: 'hear' },
    body: { state: 'done', note: 'heard' },
  }),
  'playbook-runs.assign-step': async (world) => ({
    params: { id: (await started(world)).id, stepId: 'hear' },
    body: { assigneeId: world.insider.id },
  }),
  'playbook-runs.difference': async (world) => ({ params: { id: (await started(world)).id }, query: '?to=1.0' }),
  'playbook-runs.move': async (world) => {
    const { id, to } = await overtaken(world);
    return { params: { id }, body: { to } };
  },
  'playbook-runs.end': async (world) => ({ params: { id: (await started(world)).id }, body: { reason: 'over' } }),
  'playbook-runs.resume': async (world) => {
    const { id } = await started(world);
    await world.insider.post(`/api/v1/playbook-runs/${id}/end`, { reason: 'over' });
    return { params: { id }, body: {} };
  },
} satisfies PreparedRequests;

/** A run on the hidden incident, where there is one: ids that never existed stand for themselves. */
async function hiddenRun(world: RouteWorld, incident: string): Promise<string> {
  const { body } = await world.insider.get(`/api/v1/playbook-runs?subjectId=${incident}`);
  const known = (body.items as { id: string }[] | undefined)?.[0];
  if (known !== undefined) return known.id;
  const made = await world.insider.post('/api/v1/playbook-runs', { subjectId: incident, code: 'malware' });
  return made.status === 201 ? String(made.body.id) : incident;
}

export const hiddenPlaybooksRequests = {
  'playbook-runs.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'playbook-runs.start': (_world, { incident }) => ({ body: { subjectId: incident, code: 'malware' } }),
  'playbook-runs.change-step': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident), stepId: 'hear' },
    body: { state: 'done' },
  }),
  'playbook-runs.assign-step': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident), stepId: 'hear' },
    body: { assigneeId: null },
  }),
  'playbook-runs.difference': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident) },
    query: '?to=1.0',
  }),
  'playbook-runs.move': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident) },
    body: { to: '1.0' },
  }),
  'playbook-runs.end': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident) },
    body: { reason: 'x' },
  }),
  'playbook-runs.resume': async (world, { incident }) => ({
    params: { id: await hiddenRun(world, incident) },
    body: {},
  }),
} satisfies HiddenRequests;
