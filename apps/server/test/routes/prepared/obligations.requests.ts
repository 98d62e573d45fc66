import { Workbook } from '@cj-tech-master/excelts';
import type { RouteWorld } from '../../support/route-world.ts';
import { ask, browserOf } from '../../support/sessions.ts';
import type { HiddenRequests, Prepared, PreparedRequests } from './shapes.ts';

const neverId = '01900000-0000-7000-8000-000000000000';
const draft = { regimeId: 'jp-police', stage: 'consultation', recipient: 'police', language: 'ja' } as const;
const facts = { entries: [{ key: 'data.personal', state: 'confirmed', value: true }] };

type Draft = { readonly id: string; readonly version: number; readonly contentHash: string };

/** A draft of its own; an id that never was where the record is none. */
async function draftOn(world: RouteWorld, subjectId: string): Promise<Draft> {
  const { body } = await world.insider.post(`/api/v1/subjects/${subjectId}/filings`, draft);
  const { id = neverId, version = 1, contentHash = '0'.repeat(64) } = body as Partial<Draft>;
  return { id, version, contentHash };
}

const ownDraft = async (world: RouteWorld) => draftOn(world, (await world.incident()).id);

/** Only the first of several requests about one hidden record finds no draft there. */
const hiddenDrafts = new Map<string, Promise<Draft>>();
function hiddenDraft(world: RouteWorld, subjectId: string): Promise<Draft> {
  const made = hiddenDrafts.get(subjectId) ?? draftOn(world, subjectId);
  hiddenDrafts.set(subjectId, made);
  return made;
}

async function anchorOn(world: RouteWorld, subjectId: string): Promise<string> {
  const body = { kind: 'known', at: new Date(Date.now() - 3_600_000).toISOString(), source: `plant ${Math.random()}` };
  const answer = await world.insider.post(`/api/v1/subjects/${subjectId}/obligation-anchors`, body);
  const anchors = (answer.body.anchors ?? []) as { id: string; source: string }[];
  return anchors.find(({ source }) => source === body.source)?.id ?? neverId;
}

/** A form of one sheet, as a recipient would send it. */
async function smallForm(): Promise<object> {
  const book = new Workbook();
  book.addWorksheet('様式').getCell('A1').value = '人数';
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  return {
    form: Buffer.from(bytes).toString('base64'),
    cells: [{ sheet: '様式', cell: 'B1', key: 'persons.count' }],
  };
}

/** Keeps a form for the police, under a name that was never there. */
const keptForm = async () => ({
  ...(await smallForm()),
  regimeId: draft.regimeId,
  recipient: draft.recipient,
  name: `様式 ${Math.random().toString(36).slice(2, 10)}`,
  fileName: 'form.xlsx',
  version: 0,
  reason: 'agreed',
});

/** Kept once for all requests of a run. */
let kept: Promise<string> | undefined;
function formOf(world: RouteWorld): Promise<string> {
  kept ??= keepForm(world);
  return kept;
}

async function keepForm(world: RouteWorld): Promise<string> {
  const leading = await browserOf(world.program, 'commander');
  const body = await keptForm();
  const answer = await ask(world.program, 'POST', '/api/v1/obligation-forms', { body, headers: leading.headers });
  const forms = (answer.body.items ?? []) as { id: string; name: string }[];
  return forms.find(({ name }) => name === body.name)?.id ?? neverId;
}

const filed = ({ contentHash }: Draft) => ({ contentHash, filedAt: new Date().toISOString(), channel: 'phone' });
const on = ({ id, version }: Draft, body: object): Prepared => ({ params: { id }, version, body });

/** A rule of the team's own, after which everybody is to be told: `own-` and something that was never there. */
const ownRule = () => ({
  id: `own-${Math.random().toString(36).slice(2, 12)}`,
  version: 1,
  family: 'own',
  jurisdiction: 'own',
  name: { ja: '社内', en: 'Ours' },
  shortName: { ja: '社内', en: 'Ours' },
  kind: 'company-rule',
  confidence: 'read',
  isOn: true,
  sources: [{ title: { ja: '規程', en: 'Rule' }, readOn: null }],
  effectiveFrom: null,
  effectiveTo: null,
  zone: 'Asia/Tokyo',
  scope: { always: true },
  triggers: [{ code: 'all', name: { ja: 'すべて', en: 'All' }, when: { always: true } }],
  recipients: [{ code: 'ciso', name: { ja: 'CISO', en: 'CISO' }, channel: { ja: '電話', en: 'Telephone' } }],
  stages: [
    {
      code: 'first',
      name: { ja: '第一報', en: 'First' },
      force: 'company-rule',
      isMandatory: true,
      anchor: { on: 'anchor', kind: 'known' },
      counting: { strategy: 'elapsed', minutes: 30, shownIn: 'minutes' },
      recipients: ['ciso'],
      filedWith: 'all',
    },
  ],
});

const told = (regimeId: string) => ({
  regimeId,
  stage: 'first',
  recipient: 'ciso',
  toldAt: new Date(Date.now() - 60_000).toISOString(),
  channel: 'phone',
});

/** Written once for all requests of a run. */
let written: Promise<string> | undefined;
function companyRule(world: RouteWorld): Promise<string> {
  written ??= (async () => {
    const leading = await browserOf(world.program, 'commander');
    const definition = ownRule();
    await ask(world.program, 'POST', '/api/v1/obligation-rules/own', {
      body: { definition, version: 0, reason: 'agreed' },
      headers: leading.headers,
    });
    return definition.id;
  })();
  return written;
}

async function tellingOn(world: RouteWorld, subjectId: string): Promise<string> {
  const body = { ...told(await companyRule(world)), note: `plant ${Math.random()}` };
  const answer = await world.insider.post(`/api/v1/subjects/${subjectId}/obligation-tellings`, body);
  const tellings = (answer.body.tellings ?? []) as { id: string; note: string }[];
  return tellings.find(({ note }) => note === body.note)?.id ?? neverId;
}

export const obligationsRequests = {
  'obligations.vocabulary': () => ({}),
  'obligations.show': ({ incidents }) => ({ params: { id: incidents.open } }),
  'obligations.clocks': ({ incidents }) => ({ params: { id: incidents.open } }),
  'obligations.record-facts': ({ incidents }) => ({ params: { id: incidents.open }, body: facts }),
  'obligations.fact-history': ({ incidents }) => ({ params: { id: incidents.open }, query: '?key=data.personal' }),
  'obligations.propose-anchor': ({ incidents }) => ({
    params: { id: incidents.open },
    body: { kind: 'known', at: new Date().toISOString(), source: `plant ${Math.random()}` },
  }),
  'obligations.assert-anchor': async (world) => ({
    body: { anchorId: await anchorOn(world, world.incidents.open), isAsserted: true, reason: 'the first to know' },
  }),
  'obligations.rule': ({ incidents }) => ({
    params: { id: incidents.open },
    body: { regimeId: 'jp-police', ruling: 'applicable', reason: 'agreed with legal' },
  }),
  'obligations.tell': async (world) => ({
    params: { id: world.incidents.open },
    body: told(await companyRule(world)),
  }),
  'obligations.take-back': async (world) => ({
    params: { id: await tellingOn(world, world.incidents.open) },
    body: { reason: 'it was somebody else' },
  }),
  'obligations.plan': ({ incidents }) => ({ params: { id: incidents.open }, query: '?format=docx&language=ja' }),
  'obligation-rules.show': () => ({}),
  'obligation-rules.write': () => ({ body: { definition: ownRule(), version: 0, reason: 'agreed' } }),
  'obligation-rules.try': () => ({ body: { definition: ownRule() } }),
  'obligation-rules.declare': async (world) => {
    const { body } = await world.insider.get('/api/v1/obligation-rules');
    const { version } = body.declaration as { version: number };
    return { body: { version, answers: [{ key: 'jp.telecom', value: false }] } };
  },
  'obligation-rules.switch': async (world) => {
    const { body } = await world.insider.get('/api/v1/obligation-rules');
    const rule = (body.rules as { regimeId: string; isOn: boolean }[]).find((one) => one.regimeId === 'us-circia');
    return { body: { regimeId: 'us-circia', isOn: rule?.isOn !== true, reason: 'read at the source' } };
  },
  'obligation-forms.show': () => ({}),
  'obligation-forms.check': async () => ({
    body: { ...(await smallForm()), regimeId: draft.regimeId, recipient: draft.recipient },
  }),
  'obligation-forms.write': async () => ({ body: await keptForm() }),
  'obligation-forms.end': async (world) => ({ params: { id: await keepForm(world) }, body: { reason: 'replaced' } }),
  'obligation-forms.file': async (world) => ({ params: { id: await formOf(world) }, query: '?content=form' }),
  'filings.start': async (world) => ({ params: { id: (await world.incident()).id }, body: draft }),
  'filings.show': async (world) => ({ params: { id: (await ownDraft(world)).id } }),
  'filings.document': async (world) => ({ params: { id: (await ownDraft(world)).id }, query: '?format=txt' }),
  'filings.fill': async (world) => ({ params: { id: (await ownDraft(world)).id }, body: await smallForm() }),
  'filings.fill-kept': async (world) => ({
    params: { id: (await ownDraft(world)).id },
    body: { formId: await formOf(world) },
  }),
  'filings.change': async (world) => on(await ownDraft(world), { language: 'ja', texts: [] }),
  'filings.discard': async (world) => on(await ownDraft(world), {}),
  'filings.approve': async (world) => {
    const made = await ownDraft(world);
    return on(made, { contentHash: made.contentHash });
  },
  'filings.file': async (world) => {
    const made = await ownDraft(world);
    const approver = await browserOf(world.program, 'handler');
    const answer = await ask(world.program, 'POST', `/api/v1/filings/${made.id}/approve`, {
      body: { contentHash: made.contentHash },
      headers: { ...approver.headers, 'if-match': `"${made.version}"` },
    });
    return on({ ...made, version: Number(answer.body.version) }, filed(made));
  },
} satisfies PreparedRequests;

export const hiddenObligationsRequests = {
  'obligations.show': (_world, { incident }) => ({ params: { id: incident } }),
  'obligations.clocks': (_world, { incident }) => ({ params: { id: incident } }),
  'obligations.record-facts': (_world, { incident }) => ({ params: { id: incident }, body: facts }),
  'obligations.fact-history': (_world, { incident }) => ({ params: { id: incident }, query: '?key=data.personal' }),
  'obligations.propose-anchor': (_world, { incident }) => ({
    params: { id: incident },
    body: { kind: 'known', at: new Date().toISOString(), source: 'plant' },
  }),
  'obligations.assert-anchor': async (world, { incident }) => ({
    body: { anchorId: await anchorOn(world, incident), isAsserted: true, reason: 'x' },
  }),
  'obligations.rule': (_world, { incident }) => ({
    params: { id: incident },
    body: { regimeId: 'jp-police', ruling: 'applicable', reason: 'x' },
  }),
  'obligations.tell': async (world, { incident }) => ({
    params: { id: incident },
    body: told(await companyRule(world)),
  }),
  'obligations.take-back': async (world, { incident }) => ({
    params: { id: await tellingOn(world, incident) },
    body: { reason: 'x' },
  }),
  'obligations.plan': (_world, { incident }) => ({ params: { id: incident }, query: '?format=docx&language=ja' }),
  'filings.start': (_world, { incident }) => ({ params: { id: incident }, body: draft }),
  'filings.show': async (world, { incident }) => ({ params: { id: (await hiddenDraft(world, incident)).id } }),
  'filings.document': async (world, { incident }) => ({
    params: { id: (await hiddenDraft(world, incident)).id },
    query: '?format=txt',
  }),
  'filings.fill': async (world, { incident }) => ({
    params: { id: (await hiddenDraft(world, incident)).id },
    body: await smallForm(),
  }),
  'filings.fill-kept': async (world, { incident }) => ({
    params: { id: (await hiddenDraft(world, incident)).id },
    body: { formId: await formOf(world) },
  }),
  'filings.change': async (world, { incident }) =>
    on(await hiddenDraft(world, incident), { language: 'ja', texts: [] }),
  'filings.discard': async (world, { incident }) => on(await hiddenDraft(world, incident), {}),
  'filings.approve': async (world, { incident }) =>
    on(await hiddenDraft(world, incident), { contentHash: '0'.repeat(64) }),
  'filings.file': async (world, { incident }) => {
    const made = await hiddenDraft(world, incident);
    return on(made, filed(made));
  },
} satisfies HiddenRequests;
