import { Workbook } from '@cj-tech-master/excelts';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { readPdf } from '../../../platform/documents/document.fixture.ts';

let program: TestProgram;
let handler: Visitor;
let legal: Visitor;
let reader: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler');
  legal = await program.person('handler');
  reader = await program.person('reader');
});
afterAll(() => program.stop());

const hour = 3_600_000;
const ago = (hours: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 - hours * hour).toISOString();
const open = async (title: string) => (await handler.call('POST /api/v1/incidents', { body: { title } })).id;
const show = (id: string, visitor = handler) =>
  visitor.call('GET /api/v1/subjects/{id}/obligations', { params: { id } });
const clocks = (id: string) => handler.call('GET /api/v1/subjects/{id}/obligation-clocks', { params: { id } });
const say = (id: string, facts: Readonly<Record<string, boolean | number | string>>, state = 'confirmed' as const) =>
  handler.call('POST /api/v1/subjects/{id}/obligation-facts', {
    params: { id },
    body: {
      entries: Object.entries(facts).map(([key, value]) => ({ key, state, value })),
      source: '情報システム部',
    },
  });
const anchor = (id: string, hours: number, source: string, isAsserted: boolean, reason = '') =>
  handler.call('POST /api/v1/subjects/{id}/obligation-anchors', {
    params: { id },
    body: { kind: 'known', at: ago(hours), source, isAsserted, reason },
  });
const stageOf = (duties: Awaited<ReturnType<typeof show>>, regimeId: string, stage: string) =>
  duties.items.find((one) => one.regimeId === regimeId)?.stages.find((one) => one.stage === stage);

/** Refused to the owner of the tables, and to the program with everything in sight. */
async function refusedByDatabase(statement: RawBuilder<unknown>): Promise<void> {
  const { owner, app } = program.ground.databases;
  await expect(statement.execute(owner)).rejects.toThrow(/kept as it is|append-only|never changed|cannot/);
  const inSight = app.transaction().execute(async (tx) => {
    await sql`select set_config('app.compartments', '{1}', true)`.execute(tx);
    await statement.execute(tx);
  });
  await expect(inSight).rejects.toThrow(/kept as it is|append-only|permission denied/);
}

describe('what is known of a record', () => {
  it('is refused where it has another shape than its field or is unknown to the forms', async () => {
    const id = await open('顧客データの暗号化');
    const record = (entry: { key: string; state: 'confirmed' | 'unknown'; value: number | boolean | null }) =>
      handler.call('POST /api/v1/subjects/{id}/obligation-facts', { params: { id }, body: { entries: [entry] } });
    expect(await refusalOf(record({ key: 'no-such', state: 'confirmed', value: true }))).toBe(
      'obligations.record-facts.unknown-field',
    );
    for (const entry of [
      { key: 'data.personal', state: 'confirmed' as const, value: 3 },
      { key: 'data.personal', state: 'unknown' as const, value: true },
      { key: 'data.personal', state: 'confirmed' as const, value: null },
    ])
      expect(await refusalOf(record(entry))).toBe('obligations.record-facts.wrong-value');
    const byReader = reader.call('POST /api/v1/subjects/{id}/obligation-facts', {
      params: { id },
      body: { entries: [{ key: 'data.personal', state: 'confirmed', value: true }] },
    });
    expect(await refusalOf(byReader)).toBe('permission.use.denied');
  });

  it('starts a clock in the same transaction, which stands in the list before anybody knows from when it counts', async () => {
    const id = await open('ランサムウェア感染');
    expect((await show(id)).asked).toContain('data.personal');
    const said = await say(id, {
      'data.personal': true,
      'act.malicious': true,
      'ransom.is': true,
      'event.damage': true,
    });
    expect(stageOf(said, 'jp-appi', 'final')).toMatchObject({ state: 'anchor-missing', clock: null });
    const { items } = await clocks(id);
    expect(items.find((one) => one.regimeId === 'jp-appi' && one.stage === 'final')).toMatchObject({
      state: 'anchor-missing',
      due: null,
      force: 'law',
    });
    const anchored = await anchor(id, 3, '工場当直', true);
    expect(stageOf(anchored, 'jp-appi', 'final')).toMatchObject({ state: 'running', force: 'law' });
    const after = (await clocks(id)).items.filter(({ regimeId }) => regimeId === 'jp-appi');
    expect(after.find(({ stage }) => stage === 'final')?.due).not.toBeNull();
    expect(after.find(({ stage }) => stage === 'preliminary')).toMatchObject({ force: 'guideline' });
  });

  it('keeps what was said before, and nobody rewords it', async () => {
    const id = await open('誤送信');
    await say(id, { 'persons.count': 312 });
    const later = await say(id, { 'persons.count': 1204 });
    expect(later.facts.find(({ key }) => key === 'persons.count')).toMatchObject({ value: 1204, changes: 2 });
    const history = await handler.call('GET /api/v1/subjects/{id}/obligation-facts', {
      params: { id },
      query: { key: 'persons.count' },
    });
    expect(history.items.map(({ value }) => value)).toEqual([1204, 312]);
    await refusedByDatabase(sql`update obligations.fact set value = '1' where subject_id = ${id}`);
    await refusedByDatabase(sql`delete from obligations.fact where subject_id = ${id}`);
  });

  it('takes the number of persons from the scope until somebody says another one', async () => {
    const id = await open('持ち出し');
    await handler.call('POST /api/v1/scope-numbers', {
      body: { subjectId: id, category: 'customers', known: 41, maximum: 1200, source: '営業', previousId: null },
    });
    expect((await show(id)).facts.find(({ key }) => key === 'persons.count')).toMatchObject({
      value: 1200,
      state: 'estimated',
      isDerived: true,
    });
  });
});

describe('what the triage of a report asks', () => {
  it('starts nothing on the report, and goes over to its incident, where the clocks are counted with it', async () => {
    const report = await handler.call('POST /api/v1/reports', { body: { title: '【至急】To一斉送信', text: '本文' } });
    const asked = await show(report.id);
    expect(asked.can.change).toBe(true);
    expect(asked.asked).toContain('data.personal');
    await say(report.id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true, 'persons.count': 312 });
    expect((await clocks(report.id)).items).toEqual([]);
    expect(await refusalOf(anchor(report.id, 1, '営業二課', true))).toBe('obligations.record.not-an-incident');
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: report.id } });
    const duties = await show(incident.id);
    expect(duties.facts.find(({ key }) => key === 'persons.count')).toMatchObject({
      value: 312,
      source: `${report.number} 情報システム部`,
    });
    expect(duties.anchors).toMatchObject([{ kind: 'known', source: report.number, assertion: null }]);
    expect(stageOf(duties, 'jp-appi', 'final')).toMatchObject({ state: 'anchor-missing' });
    expect((await clocks(incident.id)).items.map(({ regimeId }) => regimeId)).toContain('jp-appi');
  });
});

describe("rules of the team's own", () => {
  const read = (visitor = handler) => visitor.call('GET /api/v1/obligation-rules', {});
  const ciso = async (change: object = {}) => ({
    ...(await read()).templates.find(({ id }) => id === 'template-severity-ciso'),
    id: 'own-ciso',
    effectiveFrom: '2026-01-01',
    ...change,
  });
  const write = (visitor: Visitor, definition: Record<string, unknown>, version = 0) =>
    visitor.call('POST /api/v1/obligation-rules/own', { body: { definition, version, reason: '規程 5条' } });
  const makeCritical = async (id: string) => {
    const { version } = await handler.call('GET /api/v1/incidents/{id}', { params: { id } });
    await handler.call('POST /api/v1/incidents/{id}/severity', {
      params: { id },
      version,
      body: { ticks: [{ criterion: 'business', level: 'critical' }], severity: 'critical', reason: '工場が停止' },
    });
  };

  it('are written by those who lead, tried before, and judge every record from then on', async () => {
    const commander = await program.person('commander');
    expect(await refusalOf(write(handler, await ciso()))).toBe('permission.use.denied');
    expect(await refusalOf(write(commander, await ciso({ id: 'jp-appi' })))).toBe(
      'obligation-rules.write.wrong-definition',
    );
    const id = await open('基幹システムの停止');
    await makeCritical(id);
    await anchor(id, 1, '工場当直', true);
    const tried = await commander.call('POST /api/v1/obligation-rules/try', { body: { definition: await ciso() } });
    expect(tried.applicable).toBe(1);
    expect(tried.items[0]).toMatchObject({ subject: { id }, applicability: 'applicable' });
    expect(tried.open).toBe(tried.items.length - 1);
    const written = await write(commander, await ciso());
    expect(written.rules.find(({ regimeId }) => regimeId === 'own-ciso')).toMatchObject({ isOwn: true, version: 1 });
    const { items } = await until(
      () => clocks(id),
      (now) => now.items.some(({ regimeId }) => regimeId === 'own-ciso'),
    );
    expect(items.find(({ regimeId }) => regimeId === 'own-ciso')).toMatchObject({
      force: 'company-rule',
      state: 'past-target',
    });
    await refusedByDatabase(sql`update obligations.own_rule set definition = '{}'`);
    expect(await refusalOf(write(commander, await ciso({ kind: 'contract' })))).toBe(
      'obligation-rules.write.superseded',
    );
    const changed = await write(commander, await ciso({ effectiveFrom: '2099-01-01' }), 1);
    expect(changed.own.find(({ regimeId }) => regimeId === 'own-ciso')?.versions.map(({ version }) => version)).toEqual(
      [2, 1],
    );
    // What was judged by the first version is still judged by it: the second begins later.
    expect((await show(id)).items.find(({ regimeId }) => regimeId === 'own-ciso')?.version).toBe(1);
  });

  it('are written once where two write the same version at the same moment', async () => {
    const commander = await program.person('commander');
    const other = await program.person('commander');
    const definition = await ciso({ id: 'own-race', effectiveFrom: '2099-01-01' });
    const both = await Promise.allSettled([write(commander, definition), write(other, definition)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(await refusalOf(Promise.reject(lost[0]))).toBe('obligation-rules.write.superseded');
    expect((await read()).own.find(({ regimeId }) => regimeId === 'own-race')?.versions).toHaveLength(1);
    const { declaration } = await read();
    const declare = (visitor: Visitor) =>
      visitor.call('POST /api/v1/obligation-rules/declare', {
        body: { version: declaration.version, answers: [{ key: 'jp.telecom', value: false }] },
      });
    const declared = await Promise.allSettled([declare(commander), declare(other)]);
    const late = declared.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(late).toHaveLength(1);
    expect(await refusalOf(Promise.reject(late[0]))).toBe('obligation-rules.declare.superseded');
  });

  it('are the communication plan: who was told when and which number, taken back with a reason, printed', async () => {
    const id = await open('連絡計画');
    await makeCritical(id);
    await anchor(id, 0, '工場当直', true);
    expect((await show(id)).plan).toMatchObject([
      { regimeId: 'own-ciso', recipient: 'ciso', state: 'running', tellingId: null },
    ]);
    const tell = (visitor: Visitor, recipient = 'ciso', regimeId = 'own-ciso') =>
      visitor.call('POST /api/v1/subjects/{id}/obligation-tellings', {
        params: { id },
        body: {
          ...{ regimeId, stage: 'first', recipient, toldAt: ago(0), channel: '電話', toldTo: '秘書室 長谷' },
          told: [{ key: 'persons.count', state: 'estimated', value: 1200 }],
        },
      });
    expect(await refusalOf(tell(reader))).toBe('permission.use.denied');
    expect(await refusalOf(tell(handler, 'nobody'))).toBe('filings.start.recipient-unknown');
    expect(await refusalOf(tell(handler, 'ppc', 'jp-appi'))).toBe('obligations.tell.needs-filing');
    const told = await tell(handler);
    expect(told.plan).toMatchObject([{ state: 'filed', tellingId: told.tellings[0]?.id }]);
    await refusedByDatabase(sql`delete from obligations.telling where subject_id = ${id}`);
    const paper = await handler.fetch(`/api/v1/subjects/${id}/communication-plan?format=pdf&language=ja`);
    const pdf = await readPdf(new Uint8Array(await paper.arrayBuffer()));
    expect(pdf.pages).toBe(1);
    for (const word of ['秘書室', '1,200']) expect(pdf.text).toContain(word);
    const back = (reason: string) =>
      handler.call('POST /api/v1/obligation-tellings/{id}/take-back', {
        params: { id: told.tellings[0]?.id ?? '' },
        body: { reason },
      });
    const undone = await back('別の件だった');
    expect(undone.plan).toMatchObject([{ state: 'running', tellingId: null }]);
    expect(undone.tellings).toMatchObject([{ takenBack: { reason: '別の件だった' } }]);
    expect(await refusalOf(back('x'))).toBe('obligations.take-back.taken-back');
  });
});

describe('an anchor', () => {
  it('is refused in the future, twice, and over another one without a reason', async () => {
    const id = await open('起点');
    expect(await refusalOf(anchor(id, -2, '当直', false))).toBe('obligations.propose-anchor.in-the-future');
    await anchor(id, 30, '購買部', true);
    expect(await refusalOf(anchor(id, 30, '購買部', false))).toBe('obligations.propose-anchor.there');
    expect(await refusalOf(anchor(id, 5, 'CSIRT', true))).toBe('obligations.assert-anchor.needs-reason');
  });

  it('counts only when it is asserted; the other candidates stay beside it', async () => {
    const id = await open('委託先の侵害');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true });
    const proposed = await anchor(id, 200, '購買部', false);
    expect(stageOf(proposed, 'jp-appi', 'final')).toMatchObject({ state: 'anchor-missing', clock: null });
    expect(stageOf(proposed, 'jp-appi', 'final')?.provisional).not.toBeNull();
    const asserted = await anchor(id, 20, 'CSIRT', true);
    const first = stageOf(asserted, 'jp-appi', 'final')?.clock?.due?.at ?? '';
    const earlier = asserted.anchors.find(({ source }) => source === '購買部');
    const moved = await legal.call('POST /api/v1/obligation-anchors/assert', {
      body: { anchorId: earlier?.id ?? '', isAsserted: true, reason: 'どの部署でも最初に知った時' },
    });
    expect((stageOf(moved, 'jp-appi', 'final')?.clock?.due?.at ?? '') < first).toBe(true);
    expect(moved.anchors).toHaveLength(2);
    expect(stageOf(moved, 'jp-appi', 'preliminary')).toMatchObject({ state: 'past-guideline' });
    const again = legal.call('POST /api/v1/obligation-anchors/assert', {
      body: { anchorId: earlier?.id ?? '', isAsserted: true, reason: 'x' },
    });
    expect(await refusalOf(again)).toBe('obligations.assert-anchor.counts');
  });
});

describe('a ruling', () => {
  it('takes a regime out with its clocks, and a later fact says that it is contradicted', async () => {
    const id = await open('判断');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true });
    await anchor(id, 1, '当直', true);
    const ruled = await handler.call('POST /api/v1/subjects/{id}/obligation-rulings', {
      params: { id },
      body: { regimeId: 'jp-appi', ruling: 'not-applicable', reason: '法務と確認' },
    });
    const duty = ruled.items.find(({ regimeId }) => regimeId === 'jp-appi');
    expect(duty?.verdict).toMatchObject({ applicability: 'not-applicable', computed: 'applicable' });
    expect((await clocks(id)).items.filter(({ regimeId }) => regimeId === 'jp-appi')).toEqual([]);
    const unknown = handler.call('POST /api/v1/subjects/{id}/obligation-rulings', {
      params: { id },
      body: { regimeId: 'no-such', ruling: 'applicable', reason: 'x' },
    });
    expect(await refusalOf(unknown)).toBe('obligations.rule.regime-unknown');
  });
});

describe('a filing', () => {
  const start = (id: string, stage: string, recipient = 'ppc', regimeId = 'jp-appi') =>
    handler.call('POST /api/v1/subjects/{id}/filings', {
      params: { id },
      body: { regimeId, stage, recipient, language: 'ja' },
    });
  type Made = { readonly id: string; readonly version: number; readonly contentHash: string };
  const approve = (visitor: Visitor, { id, version, contentHash }: Made) =>
    visitor.call('POST /api/v1/filings/{id}/approve', { params: { id }, version, body: { contentHash } });
  const file = ({ id, version, contentHash }: Made, receipt: string, filedAt = ago(0)) =>
    handler.call('POST /api/v1/filings/{id}/file', {
      params: { id },
      version,
      body: { contentHash, filedAt, channel: '報告フォーム', receipt },
    });

  it('S29: is never approved by anybody who wrote on it, and an approval holds for exactly what was shown', async () => {
    const id = await open('四つの目');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true, 'persons.count': 642 });
    const draft = await start(id, 'preliminary');
    expect(draft).toMatchObject({ state: 'draft', can: { approve: false, file: false } });
    expect(await refusalOf(approve(handler, draft))).toBe('filings.approve.own');
    expect(await refusalOf(file(draft, 'x'))).toBe('filings.file.not-approved');
    expect(await refusalOf(start(id, 'preliminary'))).toBe('filings.start.draft-open');
    const item = draft.sections.flatMap(({ items }) => items)[0];
    const written = await legal.call('PATCH /api/v1/filings/{id}', {
      params: { id: draft.id },
      version: draft.version,
      body: { language: 'ja', texts: [{ key: item?.key ?? '', text: '法務が書いた文' }] },
    });
    expect(await refusalOf(approve(legal, written))).toBe('filings.approve.own');
    const third = await program.person('commander');
    const approved = await approve(third, written);
    expect(approved).toMatchObject({ state: 'approved', approval: { isValid: true } });
    await say(id, { 'persons.count': 655 });
    const changed = await handler.call('GET /api/v1/filings/{id}', { params: { id: draft.id } });
    expect(changed).toMatchObject({ approval: { isValid: false }, can: { file: false } });
    expect(await refusalOf(file(changed, 'x'))).toBe('filings.file.approval-void');
  });

  it('S28: is kept as it was filed, starts what hangs on it, and a follow-up says what has changed', async () => {
    const id = await open('リスト型攻撃');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.leak': 'occurred' }).catch(() => undefined);
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true, 'persons.count': 642 });
    await anchor(id, 2, 'EC運用', true);
    const draft = await start(id, 'preliminary');
    await approve(legal, draft);
    const tooEarly = file({ ...draft, version: draft.version + 1 }, 'R-1', ago(-3));
    expect(await refusalOf(tooEarly)).toBe('filings.file.in-the-future');
    const filed = await file({ ...draft, version: draft.version + 1 }, 'R-2026-1');
    expect(filed).toMatchObject({ state: 'filed', filed: { receipt: 'R-2026-1', isIntact: true } });
    const duties = await show(id);
    expect(stageOf(duties, 'jp-appi', 'preliminary')?.recipients[0]?.filingId ?? null).not.toBeNull();
    await refusedByDatabase(sql`update obligations.filing set frozen = '{}' where id = ${draft.id}`);
    await refusedByDatabase(sql`delete from obligations.filing where id = ${draft.id}`);
    const late = handler.call('PATCH /api/v1/filings/{id}', {
      params: { id: draft.id },
      version: filed.version,
      body: { language: 'ja', texts: [] },
    });
    expect(await refusalOf(late)).toBe('filings.change.ended');

    // The police were told 642 as well; then it became 655.
    await say(id, { 'persons.count': 655 });
    expect((await show(id)).changed).toMatchObject([
      { filingId: draft.id, differences: [{ key: 'persons.count', before: { value: 642 }, after: { value: 655 } }] },
    ]);
    const followUp = await start(id, 'final');
    expect(followUp.previous).toMatchObject({
      filingId: draft.id,
      differences: expect.arrayContaining([expect.objectContaining({ key: 'persons.count' })]),
    });
    expect(await refusalOf(start(id, 'no-such'))).toBe('filings.start.stage-unknown');
    expect(await refusalOf(start(id, 'final', 'nobody'))).toBe('filings.start.recipient-unknown');
  });

  it('leaves as PDF and text; a draft says that it is one', async () => {
    const id = await open('文書');
    await say(id, { 'data.personal': true, 'persons.count': 1204 });
    const draft = await start(id, 'preliminary');
    const text = await (await handler.fetch(`/api/v1/filings/${draft.id}/document?format=txt`)).text();
    expect(text).toMatch(/^下書き/);
    expect(text).toContain('1,204');
    const answer = await handler.fetch(`/api/v1/filings/${draft.id}/document?format=pdf`);
    const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(JSON.stringify(pdf)).toContain('1,204');
    const noted = await reader.fetch(`/api/v1/filings/${draft.id}/document?format=docx`);
    expect(noted.status).toBe(200);
  });
});

it('S33: nothing of a record in a compartment is told to somebody outside', async () => {
  const commander = await program.person('commander', 'handler');
  const compartment = await commander.call('POST /api/v1/compartments', { body: { name: '限定' } });
  const { id } = await commander.call('POST /api/v1/incidents', { body: { title: '限定の件' } });
  await commander.call('POST /api/v1/subjects/{id}/filings', {
    params: { id },
    body: { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
  });
  const { filings } = await show(id, commander);
  await commander.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id },
    body: { compartmentId: compartment.id },
  });
  expect(await refusalOf(show(id))).toBe('record.find.not-found');
  const hidden = handler.call('GET /api/v1/filings/{id}', { params: { id: filings[0]?.id ?? '' } });
  expect(await refusalOf(hidden)).toBe('record.find.not-found');
  expect((await show(id, commander)).filings).toHaveLength(1);
});

describe("the recipient's own form", () => {
  const mapping = [
    { sheet: '様式', cell: 'B1', key: 'persons.count', as: 'number' as const },
    { sheet: '様式', cell: 'B2', key: 'cause.detail' },
  ];
  const workbook = async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('様式');
    sheet.getCell('B1').font = { bold: true };
    sheet.getCell('C1').value = { formula: 'B1*2', result: 0 };
    sheet.getCell('A2').value = '原因';
    return Buffer.from(new Uint8Array(await book.xlsx.writeBuffer())).toString('base64');
  };
  const sheetOf = async (content: string) => {
    const copy = new Workbook();
    await copy.xlsx.load(Buffer.from(content, 'base64'));
    return copy.getWorksheet('様式');
  };
  const startDraft = async (title: string) => {
    const id = await open(title);
    await say(id, { 'data.personal': true, 'persons.count': 1204 });
    return handler.call('POST /api/v1/subjects/{id}/filings', {
      params: { id },
      body: { regimeId: 'jp-appi', stage: 'preliminary', recipient: 'ppc', language: 'ja' },
    });
  };

  it('is filled, its formulas are kept, and what stays empty is said', async () => {
    const draft = await startDraft('様式');
    const form = await workbook();
    const cells = [
      ...mapping,
      { sheet: '様式', cell: 'C1', key: 'persons.count' },
      { sheet: '別紙', cell: 'A1', key: 'persons.count' },
    ];
    const fill = (visitor: Visitor, given: string) =>
      visitor.call('POST /api/v1/filings/{id}/form', { params: { id: draft.id }, body: { form: given, cells } });
    expect(await refusalOf(fill(reader, form))).toBe('permission.use.denied');
    const noWorkbook = Buffer.from('no workbook').toString('base64');
    expect(await refusalOf(fill(handler, noWorkbook))).toBe('filings.fill.unreadable');
    const made = await fill(handler, form);
    expect(made).toMatchObject({
      ...{ filled: 1, kept: ['様式!C1'], unknownSheets: ['別紙'], unknown: ['cause.detail'] },
    });
    const sheet = await sheetOf(made.content);
    expect(sheet?.getCell('B1').value).toBe(1204);
    expect(sheet?.getCell('B1').font).toMatchObject({ bold: true });
    expect(sheet?.getCell('C1').formula).toBe('B1*2');
  });

  it('is kept in versions by those who lead once it fits its mapping, and is then offered beside each draft', async () => {
    const commander = await program.person('commander');
    const form = await workbook();
    const target = { regimeId: 'jp-appi', recipient: 'ppc' };
    const keep = (visitor: Visitor, change: object = {}) =>
      visitor.call('POST /api/v1/obligation-forms', {
        body: {
          ...{ ...target, name: '様式第一', fileName: '様式第一.xlsx', form, cells: mapping, version: 0 },
          ...{ reason: '受領', ...change },
        },
      });
    expect(await refusalOf(keep(handler))).toBe('permission.use.denied');
    expect(await refusalOf(keep(commander, { recipient: 'nobody' }))).toBe('obligation-forms.write.target-unknown');
    const noWorkbook = Buffer.from('no workbook').toString('base64');
    expect(await refusalOf(keep(commander, { form: noWorkbook }))).toBe('filings.fill.unreadable');
    const wrong = [
      ...mapping,
      { sheet: '様式', cell: 'C1', key: 'persons.count' },
      { sheet: '別紙', cell: 'A1', key: 'persons.count' },
      { sheet: '様式', cell: 'B2', key: 'no.such' },
    ];
    expect(await refusalOf(keep(commander, { cells: wrong }))).toBe('obligation-forms.write.wrong-mapping');
    const checked = await commander.call('POST /api/v1/obligation-forms/check', {
      body: { ...target, form, cells: wrong },
    });
    expect(checked.problems.map(({ sheet, cell, problem }) => `${sheet}!${cell} ${problem}`)).toEqual([
      '様式!C1 formula',
      '別紙!A1 unknown-sheet',
      '様式!B2 unknown-field',
      '様式!B2 twice',
    ]);
    expect(checked.unmapped).toContain('entity.name');
    expect(checked.unmapped).not.toContain('persons.count');
    expect((await sheetOf(checked.sample))?.getCell('B1').value).toBe(1234);

    const both = await Promise.allSettled([keep(commander), keep(await program.person('administrator'))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(keep(commander, { version: 1 }))).toBe('obligation-forms.write.as-it-is');
    const { items } = await keep(commander, { version: 1, cells: mapping.slice(0, 1) });
    const [kept] = items.filter(({ name }) => name === '様式第一');
    expect(kept).toMatchObject({ version: 2, versions: [{ version: 2 }, { version: 1 }] });
    const id = kept?.id ?? '';
    const sample = await reader.fetch(`/api/v1/obligation-forms/${id}/file?content=sample&language=en`);
    expect((await sheetOf(Buffer.from(await sample.arrayBuffer()).toString('base64')))?.getCell('B1').value).toBe(1234);
    const blank = await reader.fetch(`/api/v1/obligation-forms/${id}/file?content=form`);
    expect(Buffer.from(await blank.arrayBuffer()).toString('base64')).toBe(form);

    const draft = await startDraft('登録した様式');
    expect(draft.forms).toEqual([{ id, name: '様式第一', version: 2 }]);
    const fill = (formId: string) =>
      handler.call('POST /api/v1/filings/{id}/kept-form', { params: { id: draft.id }, body: { formId } });
    expect(await refusalOf(fill(draft.id))).toBe('filings.fill-kept.form-unknown');
    expect(await refusalOf(fill(kept?.versions[1]?.id ?? ''))).toBe('filings.fill-kept.form-unknown');
    expect((await sheetOf((await fill(id)).content))?.getCell('B1').value).toBe(1204);
    await refusedByDatabase(sql`update obligations.recipient_form set cells = '[]'`);

    const end = () =>
      commander.call('POST /api/v1/obligation-forms/{id}/end', { params: { id }, body: { reason: '旧様式' } });
    const ended = await end();
    expect(ended.items.find(({ name }) => name === '様式第一')).toMatchObject({ isEnded: true, version: 3 });
    expect(await refusalOf(end())).toBe('obligation-forms.end.superseded');
    expect(await refusalOf(fill(id))).toBe('filings.fill-kept.form-unknown');
  });
});

describe('an incident that was merged into another', () => {
  it('has its filings, moments and facts there, no clocks of its own, and takes its filings along when it comes out', async () => {
    const from = await open('同じ件の別の報告');
    const into = await open('本体');
    for (const id of [from, into]) await say(id, { 'data.personal': true, 'act.malicious': true });
    await say(from, { 'persons.count': 642 });
    await anchor(from, 30, '購買部', true);
    await anchor(into, 5, 'CSIRT', true);
    const body = { regimeId: 'jp-appi', stage: 'preliminary', recipient: 'ppc', language: 'ja' as const };
    const draft = await handler.call('POST /api/v1/subjects/{id}/filings', { params: { id: from }, body });
    const approved = await legal.call('POST /api/v1/filings/{id}/approve', {
      params: { id: draft.id },
      version: draft.version,
      body: { contentHash: draft.contentHash },
    });
    await handler.call('POST /api/v1/filings/{id}/file', {
      params: { id: draft.id },
      version: approved.version,
      body: { contentHash: approved.contentHash, filedAt: ago(0), channel: '報告フォーム', receipt: 'R-9' },
    });
    const { version } = await handler.call('GET /api/v1/incidents/{id}', { params: { id: from } });
    const merged = await handler.call('POST /api/v1/incidents/{id}/merge', {
      params: { id: from },
      version,
      body: { intoId: into, reason: '同じ件' },
    });
    const duties = await show(into);
    expect(stageOf(duties, 'jp-appi', 'preliminary')).toMatchObject({ state: 'filed' });
    expect(duties.facts.find(({ key }) => key === 'persons.count')).toMatchObject({ value: 642 });
    expect(duties.anchors.find(({ source }) => source.startsWith('購買部'))).toMatchObject({ assertion: null });
    expect(stageOf(duties, 'jp-appi', 'final')?.anchor.candidates).toHaveLength(2);
    expect((await clocks(from)).items).toEqual([]);
    await handler.call('POST /api/v1/incidents/{id}/unmerge', {
      params: { id: from },
      version: merged.version,
      body: {},
    });
    expect(stageOf(await show(into), 'jp-appi', 'preliminary')?.state).not.toBe('filed');
    expect((await clocks(from)).items.map(({ stage }) => stage)).toContain('final');
  });
});

describe('time', () => {
  it('S33: reminds the people of a record once, without content, and never calls a guideline overdue', async () => {
    const id = await open('秘密の件名');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true });
    await anchor(id, 24 * 7, '購買部', true);
    const told = () => handler.call('GET /api/v1/notifications', {});
    const about = (seen: Awaited<ReturnType<typeof told>>) =>
      seen.items.filter(({ subject, kind }) => subject?.id === id && kind.startsWith('obligation.'));
    const seen = await until(told, (now) => about(now).length > 0);
    const kinds = about(seen).map(({ kind }) => kind);
    expect(kinds).toContain('obligation.past-guideline');
    expect(kinds).not.toContain('obligation.overdue');
    // Another word makes the record judged again; what was reminded of is not reminded of twice.
    await say(id, { 'systems.count': 3 });
    await until(
      async () =>
        (
          await sql<{ n: number }>`select count(*)::int as n from platform.fact where subject_id = ${id}
          and kind in ('obligation.assessed', 'obligation.looked')`.execute(program.ground.databases.owner)
        ).rows[0]?.n ?? 0,
      (count) => count >= 3,
    );
    expect(new Set(about(await told()).map(({ kind }) => kind)).size).toBe(about(await told()).length);
  });

  it('keeps an incident open while law demands a report, and says which one', async () => {
    const { id } = await handler.call('POST /api/v1/incidents', { body: { title: '終わらない件' } });
    const check = (outcome: 'not-an-incident' | 'resolved') =>
      handler.call('GET /api/v1/incidents/{id}/closing-check', { params: { id }, query: { outcome } });
    expect((await check('not-an-incident')).gaps.map(({ code }) => code)).not.toContain('filings-open');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true });
    const { gaps } = await check('not-an-incident');
    expect(
      gaps
        .find(({ code }) => code === 'filings-open')
        ?.items.map(({ title }) => title)
        .join(),
    ).toContain('確報');
  });

  it('stands on the board by its end, law apart from guideline', async () => {
    const id = await open('状況ボード');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true });
    await anchor(id, 1, '当直', true);
    const { deadlines } = await handler.call('GET /api/v1/board', {});
    const own = deadlines.items.filter(({ subject }) => subject.id === id);
    expect(own.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['guideline']));
    expect(own.find(({ kind }) => kind === 'guideline')?.titles?.ja).toContain('速報');
  });

  it('takes a time that somebody asserted of the incident as a candidate', async () => {
    const id = await open('時刻');
    await handler.call('POST /api/v1/incidents/{id}/times', {
      params: { id },
      body: { kind: 'known', at: ago(5), zone: 'Asia/Tokyo', source: { kind: 'person', text: '工場当直' } },
    });
    expect((await show(id)).anchors).toMatchObject([
      { kind: 'known', source: '工場当直', origin: 'incident', assertion: null },
    ]);
  });
});

describe('what the team falls under', () => {
  const rules = () => handler.call('GET /api/v1/obligation-rules', {});

  it('S31: is declared by those who lead, to questions that are asked, over what they read', async () => {
    const commander = await program.person('commander');
    const { declaration } = await rules();
    const declare = (visitor: Visitor, version: number, key: string, value: boolean | string) =>
      visitor.call('POST /api/v1/obligation-rules/declare', { body: { version, answers: [{ key, value }] } });
    expect(await refusalOf(declare(handler, declaration.version, 'eu.gdpr', true))).toBe('permission.use.denied');
    expect(await refusalOf(declare(commander, declaration.version + 1, 'eu.gdpr', true))).toBe(
      'obligation-rules.declare.superseded',
    );
    for (const [key, value] of [
      ['no-such', true],
      ['eu.gdpr', 'yes'],
    ] as const)
      expect(await refusalOf(declare(commander, declaration.version, key, value))).toBe(
        'obligation-rules.declare.wrong-answer',
      );
  });

  it('is never "does not apply" while it is undeclared; a declaration judges every record again', async () => {
    const commander = await program.person('commander');
    const id = await open('範囲');
    await say(id, { 'data.personal': true, 'act.malicious': true, 'event.damage': true, 'eu.persons': 41 });
    await anchor(id, 1, '当直', true);
    const before = (await show(id)).items.find(({ regimeId }) => regimeId === 'eu-gdpr');
    expect(before?.verdict.applicability).toBe('scope-undeclared');
    const { declaration } = await rules();
    await commander.call('POST /api/v1/obligation-rules/declare', {
      body: { version: declaration.version, answers: [{ key: 'eu.gdpr', value: true }] },
    });
    const listed = await until(
      () => clocks(id),
      ({ items }) => items.some(({ regimeId }) => regimeId === 'eu-gdpr'),
    );
    expect(listed.items.find(({ regimeId }) => regimeId === 'eu-gdpr')).toMatchObject({ force: 'law' });
    const off = (isOn: boolean) =>
      commander.call('POST /api/v1/obligation-rules/switch', {
        body: { regimeId: 'eu-gdpr', isOn, reason: '法務と確認' },
      });
    await off(false);
    await until(
      () => clocks(id),
      ({ items }) => !items.some(({ regimeId }) => regimeId === 'eu-gdpr'),
    );
    expect(await refusalOf(off(false))).toBe('obligation-rules.switch.as-it-is');
    await refusedByDatabase(sql`update obligations.declaration set answers = '{}'`);
  });
});
