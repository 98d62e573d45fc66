import type { RouteWorld } from '../../support/route-world.ts';
import { ask } from '../../support/sessions.ts';
import type { Caller, HiddenRequests, Prepared, PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';
const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };
const rule = {
  ...{ id: 'r1', number: '1-1', force: 'order', actionKinds: ['stop-service'], scope: { kind: 'all', names: [] } },
  ...{ severityAtLeast: null, when: 'always', mayOrder: [{ kind: 'role', roleKey: 'executive' }], mustInform: [] },
  ...{ carriesOut: [], carriesOutText: '', needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
};
const definition = { business, rules: [rule] };
const target = { system: 'ERP', site: '', tag: '' };
const action = { actionKind: 'stop-service', target, evidenceLost: '' };
const option = { business: '', technical: '', riskText: '', cost: '', reversible: 'yes', risk: 'low' };

/** Who asks from the matrix is nobody of the team, so that it refuses what the role lets through. */
const notNamed = (status = 403) => ({ status, because: 'the authority matrix does not name the caller' });

type Draft = { readonly version: number; readonly contentHash: string };

async function draft(world: RouteWorld): Promise<Draft> {
  const { body } = await world.administrator.get('/api/v1/authority/draft');
  const saved = await ask(world.program, 'POST', '/api/v1/authority/draft', {
    body: { definition },
    headers: { ...world.administrator.headers, 'if-match': `"${String(body.version)}"` },
  });
  return saved.body as Draft;
}

type Team = { readonly executive: string; readonly other: string; readonly third: string };
let team: Promise<Team> | undefined;

async function member(world: RouteWorld, name: string, roles: readonly string[], accountId: string | null) {
  const { body } = await world.insider.post('/api/v1/members', {
    ...{ name, reading: '', nameEn: '', department: '', title: '', note: '', language: 'en', accountId },
    ...{ employment: 'full-time', share: 100, contract: 'employee', superior: null, deputyIds: [], channels: [] },
    ...{ roles: roles.map((key) => ({ key, from: null, until: null })), isActive: true },
  });
  return String(body.id);
}

/** A matrix in force, and three people whom it names; one of the team to record for them. Made once for all requests. */
async function makeTeam(world: RouteWorld): Promise<Team> {
  const named = async (name: string) => member(world, name, ['executive'], null);
  const made = { executive: await named('one'), other: await named('two'), third: await named('three') };
  await member(world, 'insider', [], world.insider.id);
  const { version, contentHash } = await draft(world);
  await ask(world.program, 'POST', '/api/v1/authority/draft/approve', {
    body: { contentHash, effectiveAt: null, note: 'x' },
    headers: { ...world.insider.headers, 'if-match': `"${version}"` },
  });
  return made;
}
const teamOf = (world: RouteWorld) => {
  team ??= makeTeam(world);
  return team;
};

const brief = (memberId: string) => ({
  ...{ question: 'stop?', whyNow: 'now', waitingCost: '', decideByAt: null, csirt: null, vendor: null },
  options: [
    { ...option, title: 'stop', isOrder: true },
    { ...option, title: 'go on', isOrder: false },
  ],
  ...action,
  memberIds: [memberId],
});

type Made = { readonly id: string; readonly version: number; readonly askedId: string };

async function decisionOn(world: RouteWorld, subjectId: string): Promise<Made> {
  const { executive } = await teamOf(world);
  const { body } = await world.insider.post(`/api/v1/subjects/${subjectId}/decisions`, brief(executive));
  const asked = (body.asked ?? []) as { id: string }[];
  return { id: String(body.id ?? neverId), version: Number(body.version ?? 1), askedId: asked[0]?.id ?? neverId };
}
const decision = async (world: RouteWorld) => decisionOn(world, (await world.incident()).id);

async function delegation(world: RouteWorld): Promise<object> {
  const { executive, other } = await teamOf(world);
  return {
    ...{ fromMemberId: executive, toMemberId: other, actionKinds: [], scope: { kind: 'all', names: [] }, reason: 'x' },
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
}

const oral = async (world: RouteWorld) => ({
  ...{ question: 'stop?', answer: 'stop', isOrder: true, reason: '', means: 'phone', ...action },
  memberId: (await teamOf(world)).executive,
  saidAt: new Date().toISOString(),
});
const order = { question: 'stop', reason: 'x', ...action, isEmergency: false, conditionsMet: '' };

const on = async (world: RouteWorld, body: object): Promise<Prepared> => {
  const { id, version } = await decision(world);
  return { params: { id }, version, body };
};
const keepsMatrix = ({ role }: Caller) => role === 'administrator' || role === 'commander';

/** Requests about the authority matrix and about decisions. */
export const decisionsRequests = {
  'authority.show': () => ({}),
  'authority.version': async (world) => {
    await teamOf(world);
    return { params: { number: '1' } };
  },
  'authority.draft': () => ({}),
  'authority.save-draft': async (world) => ({
    version: Number((await world.administrator.get('/api/v1/authority/draft')).body.version),
    body: { definition },
  }),
  'authority.discard-draft': async (world) => ({ version: (await draft(world)).version, body: {} }),
  'authority.approve': async (world) => {
    await teamOf(world);
    const { version, contentHash } = await draft(world);
    return { version, body: { contentHash, effectiveAt: null, note: 'x' } };
  },
  'authority.difference': async (world) => {
    await teamOf(world);
    return { query: '?from=1&to=draft' };
  },
  'authority.judge': () => ({ query: '?actionKind=stop-service&system=ERP' }),
  'authority.document': async (world) => {
    await teamOf(world);
    return { params: { number: '1' }, query: '?format=docx&language=en' };
  },
  'delegations.give': async (world) => ({ body: await delegation(world), otherwise: notNamed() }),
  'delegations.revoke': async (world, caller) => {
    const { body } = await world.insider.post('/api/v1/delegations', await delegation(world));
    return {
      params: { id: String(body.id) },
      body: { reason: 'x' },
      ...(keepsMatrix(caller) ? {} : { otherwise: { status: 403, because: 'it was given by somebody else' } }),
    };
  },
  'decisions.list': ({ incidents }) => ({ params: { id: incidents.open } }),
  'decisions.waiting': () => ({}),
  'decisions.show': async (world) => ({ params: { id: (await decision(world)).id } }),
  'decisions.ask': async (world) => ({
    params: { id: (await world.incident()).id },
    body: brief((await teamOf(world)).executive),
  }),
  'decisions.order': async (world) => {
    await teamOf(world);
    return { params: { id: (await world.incident()).id }, body: order, otherwise: notNamed() };
  },
  'decisions.record-oral': async (world) => ({
    params: { id: (await world.incident()).id },
    body: await oral(world),
  }),
  'decisions.decide': async (world) => ({
    ...(await on(world, { option: 'A', reason: 'x' })),
    otherwise: notNamed(),
  }),
  'decisions.agree': async (world) => ({
    ...(await on(world, { agrees: true, reason: 'x' })),
    otherwise: { status: 409, because: 'nobody has decided yet' },
  }),
  'decisions.say': async (world) => {
    const { id } = await decision(world);
    return { params: { id }, body: { kind: 'question', text: 'why?', option: null } };
  },
  'decisions.ask-also': async (world) => {
    const { id } = await decision(world);
    return { params: { id }, body: { memberId: (await teamOf(world)).other } };
  },
  'decisions.confirm': async (world) => ({
    ...(await on(world, { isRight: true, text: '' })),
    otherwise: { status: 409, because: 'it was not said' },
  }),
  'decisions.report': async (world) => ({
    ...(await on(world, { to: 'x', text: 'x' })),
    otherwise: { status: 409, because: 'it is no emergency' },
  }),
  'decisions.withdraw': (world) => on(world, { reason: 'x' }),
  'decision-asked.pin': async (world) => ({ params: { id: (await decision(world)).askedId }, body: {} }),
  'decision-asked.link': async (world) => ({
    params: { id: (await decision(world)).askedId },
    body: { means: 'SMS' },
  }),
  'decisions.log': ({ incidents }) => ({ params: { id: incidents.open }, query: '?format=csv&language=en' }),
} satisfies PreparedRequests;

/** Only the first of several requests about one hidden record finds none there. */
const hidden = new Map<string, Promise<Made>>();
function hiddenDecision(world: RouteWorld, incident: string): Promise<Made> {
  const made =
    hidden.get(incident) ??
    (incident === world.incidents.hidden
      ? decisionOn(world, incident)
      : Promise.resolve({ id: incident, version: 1, askedId: incident }));
  hidden.set(incident, made);
  return made;
}
const onHidden =
  (body: object) =>
  async (world: RouteWorld, { incident }: { readonly incident: string }): Promise<Prepared> => {
    const { id, version } = await hiddenDecision(world, incident);
    return { params: { id }, version, body };
  };
const askedHidden =
  (body: object) =>
  async (world: RouteWorld, { incident }: { readonly incident: string }): Promise<Prepared> => ({
    params: { id: (await hiddenDecision(world, incident)).askedId },
    body,
  });

/** The same about records that the caller cannot see. */
export const hiddenDecisionsRequests = {
  'decisions.list': (_world, { incident }) => ({ params: { id: incident } }),
  'decisions.show': async (world, { incident }) => ({ params: { id: (await hiddenDecision(world, incident)).id } }),
  'decisions.ask': async (world, { incident }) => ({
    params: { id: incident },
    body: brief((await teamOf(world)).executive),
  }),
  'decisions.order': (_world, { incident }) => ({ params: { id: incident }, body: order }),
  'decisions.record-oral': async (world, { incident }) => ({ params: { id: incident }, body: await oral(world) }),
  'decisions.decide': onHidden({ option: 'A', reason: 'x' }),
  'decisions.agree': onHidden({ agrees: true, reason: 'x' }),
  'decisions.say': onHidden({ kind: 'question', text: 'x', option: null }),
  'decisions.ask-also': onHidden({ memberId: neverId }),
  'decisions.confirm': onHidden({ isRight: true, text: '' }),
  'decisions.report': onHidden({ to: 'x', text: 'x' }),
  'decisions.withdraw': onHidden({ reason: 'x' }),
  'decision-asked.pin': askedHidden({}),
  'decision-asked.link': askedHidden({ means: 'x' }),
  'decisions.log': (_world, { incident }) => ({ params: { id: incident }, query: '?format=csv&language=en' }),
} satisfies HiddenRequests;
