import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../../../../test/support/mail-sink.ts';
import { openPage, sendForm } from '../../../../test/support/portal.client.ts';
import { makeClock } from '../../../../test/support/sessions.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

type Definition = BodyInput<RouteOf<'POST /api/v1/authority/draft'>>['definition'];
type Rule = Definition['rules'][number];
type Decision = ResponseOf<RouteOf<'GET /api/v1/decisions/{id}'>>;
type Ask = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/decisions'>>;

const clock = makeClock(new Date());
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let administrator: Visitor;
let commander: Visitor;
let handler: Visitor;
let second: Visitor;
let coo: Visitor;
let plant: Visitor;
const members: Record<string, string> = {};

type Member = BodyInput<RouteOf<'POST /api/v1/members'>>;
const plainMember: Omit<Member, 'name'> = {
  ...{ reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
  ...{ contract: 'employee', superior: null, deputyIds: [], language: 'ja', note: '', isActive: true },
  ...{ roles: [], channels: [], accountId: null },
};
async function member(key: string, name: string, account: Visitor | null, role: Member['roles'][number]['key'] | null) {
  const body: Member = {
    ...{ ...plainMember, name },
    roles: role === null ? [] : [{ key: role, from: null, until: null }],
    channels: account === null ? [{ kind: 'mail', address: `${key}@example.jp`, isAlternate: false }] : [],
    accountId: account?.id ?? null,
  };
  members[key] = (await administrator.call('POST /api/v1/members', { body })).id;
}

const rule = (change: Partial<Rule>): Rule => ({
  ...{ id: 'r1', number: '1-1', force: 'order', actionKinds: ['stop-service'], scope: { kind: 'all', names: [] } },
  ...{ severityAtLeast: null, when: 'always', mayOrder: [], mustInform: [], carriesOut: [], carriesOutText: '' },
  ...{ needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
  ...change,
});
const role = (roleKey: string) => ({ kind: 'role', roleKey }) as const;
const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };

async function draft(as: Visitor, rules: readonly Rule[]) {
  const { version } = await as.call('GET /api/v1/authority/draft', {});
  return as.call('POST /api/v1/authority/draft', { version, body: { definition: { business, rules: [...rules] } } });
}
async function approve(as: Visitor) {
  const { version, contentHash } = await as.call('GET /api/v1/authority/draft', {});
  return as.call('POST /api/v1/authority/draft/approve', {
    version,
    body: { contentHash, effectiveAt: null, note: '初版' },
  });
}

const matrix = (): readonly Rule[] => [
  rule({ actionKinds: ['stop-service', 'block-traffic'], mayOrder: [role('commander')] }),
  rule({
    ...{ id: 'erp', number: '4-2', scope: { kind: 'system', names: ['基幹システム'] } },
    mayOrder: [{ kind: 'member', memberId: members.coo ?? '' }, role('executive')],
  }),
  rule({
    ...{ id: 'restore', number: '3-1', actionKinds: ['restore-before-analysis'], needsFourEyes: true },
    mayOrder: [{ kind: 'member', memberId: members.coo ?? '' }, role('executive'), role('commander')],
  }),
  rule({
    ...{ id: 'night', number: '9-1', force: 'emergency', actionKinds: ['stop-service'], reportWithinMinutes: 60 },
    ...{ scope: { kind: 'system', names: ['基幹システム'] }, conditions: '連絡がつかないとき' },
    mayOrder: [role('incident-handler')],
  }),
];

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() }, { clock: clock.now });
  administrator = await program.person('administrator');
  commander = await program.person('commander');
  handler = await program.person('handler');
  second = await program.person('handler');
  coo = await program.person('reader');
  plant = await program.person('reader');
  await member('coo', '久保田 COO', coo, null);
  await member('ciso', '白石 CISO', null, 'executive');
  await member('commander', '田中', commander, 'commander');
  await member('handler', '佐藤', handler, 'incident-handler');
  await member('plant', '工場長', plant, null);
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const erp = { system: '基幹システム', site: '', tag: '' };
const option = { business: '', technical: '', riskText: '', cost: '', reversible: 'yes', risk: 'low' } as const;
let incident: { readonly id: string };

function ask(body: Partial<Ask> = {}, as = handler) {
  return as.call('POST /api/v1/subjects/{id}/decisions', {
    params: { id: incident.id },
    body: {
      ...{
        question: '基幹システムの停止を続けてよいですか',
        whyNow: '10時に出荷の締め',
        waitingCost: '1時間 約80万円',
      },
      options: [
        { ...option, title: '停止を続ける', isOrder: true },
        { ...option, title: 'すべて再開', isOrder: false },
      ],
      ...{
        decideByAt: null,
        csirt: { option: 'A', reason: '' },
        vendor: null,
        actionKind: 'stop-service',
        target: erp,
      },
      ...{ evidenceLost: '', memberIds: [members.coo ?? ''] },
      ...body,
    },
  });
}
const decide = (as: Visitor, { id, version }: Pick<Decision, 'id' | 'version'>, key = 'A') =>
  as.call('POST /api/v1/decisions/{id}/decide', {
    params: { id },
    version,
    body: { option: key, reason: '広がりを止める' },
  });
const order = (as: Visitor, more: object = {}) =>
  as.call('POST /api/v1/subjects/{id}/decisions/order', {
    params: { id: incident.id },
    body: {
      ...{ question: '基幹システムを止める', reason: '暗号化が進んでいる', actionKind: 'stop-service', target: erp },
      ...{ evidenceLost: '', isEmergency: false, conditionsMet: '' },
      ...more,
    },
  });
const show = (id: string) => handler.call('GET /api/v1/decisions/{id}', { params: { id } });

describe('the matrix', () => {
  it('lets nobody decide before it is approved', async () => {
    incident = await handler.call('POST /api/v1/incidents', { body: { title: 'ランサムウェア' } });
    expect(await refusalOf(order(commander))).toBe('decisions.decide.no-authority');
    expect(await refusalOf(ask())).toBe('decisions.ask.nobody-may');
  });

  it('S29 S31 is approved by somebody else than its authors, and by nobody who gains by it', async () => {
    expect(await refusalOf(draft(handler, matrix()))).toBe('permission.use.denied');
    await draft(administrator, matrix());
    expect(await refusalOf(approve(administrator))).toBe('authority.approve.own');
    expect((await administrator.call('GET /api/v1/authority/draft', {})).can.approve).toBe(false);
    expect(await approve(commander)).toMatchObject({ number: 1, state: 'in-force' });
    // Whoever writes on it is an author, also the second one.
    const wider = [...matrix(), rule({ id: 'pay', number: '5', actionKinds: ['pay'], mayOrder: [role('commander')] })];
    await draft(administrator, wider);
    expect(await refusalOf(approve(commander))).toBe('authority.approve.own-gain');
    const other = await program.person('commander');
    expect(await approve(other)).toMatchObject({ number: 2 });
    const difference = await handler.call('GET /api/v1/authority/difference', { query: { from: 1, to: 2 } });
    expect(difference.items).toMatchObject([{ kind: 'added', number: '5' }]);
  });

  it('S28 never changes once approved, not even in the database', async () => {
    const change = sql`update authority.version set note = 'x' where number = 1`;
    await expect(change.execute(program.ground.databases.owner)).rejects.toThrow();
    await expect(
      sql`delete from authority.version where number = 1`.execute(program.ground.databases.owner),
    ).rejects.toThrow();
  });

  it('answers who may, by name, at a moment, and becomes a document', async () => {
    const query = { actionKind: 'stop-service', system: '基幹システム', memberId: members.plant };
    expect(await handler.call('GET /api/v1/authority/judge', { query })).toMatchObject({
      verdict: 'not',
      mayOrder: [{ name: '久保田 COO' }, { name: '白石 CISO' }],
    });
    const file = await handler.fetch('/api/v1/authority/versions/2/document?format=docx&language=ja');
    expect([file.status, (await file.arrayBuffer()).byteLength > 5_000]).toEqual([200, true]);
  });

  it('S31 delegates no more than its giver has', async () => {
    const times = {
      startsAt: new Date(clock.now().getTime() - 60_000).toISOString(),
      endsAt: new Date(clock.now().getTime() + 3_600_000).toISOString(),
    };
    const give = (as: Visitor, body: object) =>
      as.call('POST /api/v1/delegations', {
        body: {
          ...{
            fromMemberId: members.commander ?? '',
            toMemberId: members.handler ?? '',
            actionKinds: ['block-traffic'],
          },
          ...{ scope: { kind: 'all', names: [] }, reason: '移動中', ...times },
          ...body,
        },
      });
    expect(await refusalOf(give(handler, {}))).toBe('delegations.give.not-yours');
    expect(await refusalOf(give(commander, { actionKinds: ['publish'] }))).toBe('delegations.give.nothing-to-give');
    const given = await give(commander, {});
    expect(await order(handler, { actionKind: 'block-traffic', target: { ...erp, system: 'proxy' } })).toMatchObject({
      kind: 'order',
      decision: { authority: { verdict: 'by-delegation', delegationId: given.id } },
    });
    await commander.call('POST /api/v1/delegations/{id}/revoke', {
      params: { id: given.id },
      body: { reason: '戻った' },
    });
    expect(await refusalOf(order(handler, { actionKind: 'block-traffic' }))).toBe('decisions.decide.not-authorised');
  });
});

describe('a brief', () => {
  it('is decided by whom the matrix names, and refused to everybody else with who may', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({ state: 'open', asked: [{ name: '久保田 COO', why: 'asked' }] });
    for (const [who, code] of [
      [handler, 'decisions.decide.own'],
      [plant, 'decisions.decide.not-authorised'],
      [commander, 'decisions.decide.not-authorised'],
      [administrator, 'decisions.decide.not-authorised'],
    ] as const)
      expect(await refusalOf(decide(who, asked))).toBe(code);
    expect(await decide(coo, asked)).toMatchObject({
      state: 'decided',
      isStanding: true,
      decision: { by: { name: '久保田 COO' }, identity: 'account', authority: { rule: '4-2', version: 2 } },
    });
    expect(await refusalOf(decide(coo, await show(asked.id), 'B'))).toBe('decisions.decide.over');
  });

  it('S28 is kept as it was asked and decided, also from administrators and the owner of the database', async () => {
    const { items } = await handler.call('GET /api/v1/subjects/{id}/decisions', { params: { id: incident.id } });
    const made = items.find(({ kind, state }) => kind === 'brief' && state === 'decided');
    const { owner } = program.ground.databases;
    const attempts = [
      sql`update decisions.decision set question = 'x' where id = ${made?.id}`,
      sql`update decisions.decision set decision = '{}' where id = ${made?.id}`,
      sql`update decisions.decision set state = 'open' where id = ${made?.id}`,
      sql`delete from decisions.decision where id = ${made?.id}`,
      sql`update decisions.answer set text = 'x' where decision_id = ${made?.id}`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(owner)).rejects.toThrow();
    const elsewhere = { supersedesId: made?.id ?? null, target: { ...erp, system: 'プリンター' } };
    expect(await refusalOf(order(commander, elsewhere))).toBe('decisions.ask.not-to-supersede');
    expect(await refusalOf(order(commander, { ...elsewhere, actionKind: 'block-traffic' }))).toBe(
      'decisions.ask.not-to-supersede',
    );
    const again = await ask({ supersedesId: made?.id ?? null });
    await decide(coo, again, 'B');
    expect(await show(made?.id ?? '')).toMatchObject({ isStanding: false, supersededBy: { number: again.number } });
  });

  it('S29 with four eyes needs a second person, who is neither the first nor whoever asked', async () => {
    const restore = {
      actionKind: 'restore-before-analysis',
      target: { ...erp, system: 'FS01' },
      evidenceLost: 'FS01 のディスク',
    };
    expect(await refusalOf(ask({ ...restore, evidenceLost: '' }))).toBe('decisions.ask.needs-evidence-lost');
    const asked = await ask(restore);
    const first = await decide(coo, asked);
    expect(first).toMatchObject({ state: 'awaiting-second', isStanding: false });
    const agree = (as: Visitor) =>
      as.call('POST /api/v1/decisions/{id}/second', {
        params: { id: asked.id },
        version: first.version,
        body: { agrees: true, reason: '同意する' },
      });
    expect(await refusalOf(agree(coo))).toBe('decisions.agree.same-person');
    expect(await refusalOf(agree(handler))).toBe('decisions.decide.own');
    expect(await refusalOf(agree(plant))).toBe('decisions.decide.not-authorised');
    expect(await agree(commander)).toMatchObject({
      state: 'decided',
      isStanding: true,
      second: { by: { name: '田中' } },
    });
  });

  it('is asked for by the move to recovery while the analysis goes on, and lets it through once it stands', async () => {
    const made = await handler.call('POST /api/v1/incidents', { body: { title: 'ファイルサーバーの暗号化' } });
    const params = { id: made.id };
    const move = async (body: BodyInput<RouteOf<'POST /api/v1/incidents/{id}/phase-moves'>>) => {
      const { version } = await handler.call('GET /api/v1/incidents/{id}', { params });
      return handler.call('POST /api/v1/incidents/{id}/phase-moves', { params, version, body });
    };
    await move({ phase: 'analysis', move: 'advance' });
    const restore = () => move({ phase: 'recovery', move: 'advance', keeps: ['analysis'] });
    expect(await refusalOf(restore())).toBe('incidents.move-phase.needs-decision');
    const asked = await handler.call('POST /api/v1/subjects/{id}/decisions', {
      params,
      body: {
        ...{ question: '解析を待たずに復旧してよいですか', whyNow: '出荷が止まっています', waitingCost: '' },
        ...{ decideByAt: null, csirt: null, vendor: null, actionKind: 'restore-before-analysis', target: erp },
        options: [
          { ...option, title: '復旧する', isOrder: true },
          { ...option, title: '待つ', isOrder: false },
        ],
        ...{ evidenceLost: 'FS01 のディスク', memberIds: [members.coo ?? ''] },
      },
    });
    const first = await decide(coo, asked);
    expect(await refusalOf(restore())).toBe('incidents.move-phase.needs-decision');
    await commander.call('POST /api/v1/decisions/{id}/second', {
      params: { id: asked.id },
      version: first.version,
      body: { agrees: true, reason: '同意する' },
    });
    expect((await restore()).phases.find(({ phase }) => phase === 'recovery')).toMatchObject({ state: 'active' });
  });

  it('is not put to people of whom nobody may decide, nor to whoever asks', async () => {
    expect(await refusalOf(ask({ memberIds: [members.plant ?? ''] }))).toBe('decisions.ask.nobody-may');
    expect(await refusalOf(ask({ memberIds: [members.handler ?? '', members.coo ?? ''] }))).toBe(
      'decisions.ask.oneself',
    );
  });

  it('reminds, then asks the next one who may, each once', async () => {
    const due = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const asked = await ask({ decideByAt: due });
    clock.advance(50 * 60_000);
    await until(
      async () => {
        await sql`update graphile_worker._private_jobs set run_at = now() where key like 'again:decisions.follow-up:%'`.execute(
          program.ground.databases.owner,
        );
        return show(asked.id);
      },
      (found) => found.asked.some(({ why }) => why === 'escalated'),
    );
    expect((await show(asked.id)).asked.map(({ name, why }) => [name, why])).toEqual([
      ['久保田 COO', 'asked'],
      ['白石 CISO', 'escalated'],
    ]);
    const withdrawn = await handler.call('POST /api/v1/decisions/{id}/withdraw', {
      params: { id: asked.id },
      version: (await show(asked.id)).version,
      body: { reason: '別の件にまとめる' },
    });
    expect(withdrawn.state).toBe('withdrawn');
  });
});

describe('an emergency', () => {
  it('is used only under its conditions, recorded as such, and shown until it is reported', async () => {
    expect(await refusalOf(order(handler))).toBe('decisions.order.emergency-only');
    expect(await refusalOf(order(plant))).toBe('permission.use.denied');
    expect(await refusalOf(order(handler, { isEmergency: true }))).toBe('decisions.order.needs-conditions');
    expect(await refusalOf(order(commander, { isEmergency: true, conditionsMet: 'x' }))).toBe(
      'decisions.order.no-emergency',
    );
    const used = await order(handler, { isEmergency: true, conditionsMet: 'COO・CISO とも電話に出ない' });
    expect(used).toMatchObject({
      kind: 'emergency',
      isStanding: true,
      decision: { authority: { verdict: 'emergency' } },
    });
    const dueIn = Date.parse(used.report?.dueAt ?? '') - Date.parse(used.askedAt);
    expect(dueIn).toBe(3_600_000);
    const waiting = await handler.call('GET /api/v1/decisions/waiting', {});
    expect(waiting.items.map(({ waitsFor }) => waitsFor)).toContain('report');
    const reported = await handler.call('POST /api/v1/decisions/{id}/report', {
      params: { id: used.id },
      version: used.version,
      body: { to: '久保田 COO', text: '05:52 に停止した' },
    });
    expect(reported.report?.done?.to).toBe('久保田 COO');
  });
});

/** The link that the last mail to an address carried. */
async function linkTo(address: string, count: number): Promise<string> {
  const mails = await until(
    async () => sink.mails.filter((mail) => mail.to.includes(address)),
    (found) => found.length >= count,
  );
  return /\/g\/[\w-]{43}/.exec(mails.at(-1)?.email.text ?? '')?.[0] ?? 'no link';
}
async function press(path: string, fields: Readonly<Record<string, string>>) {
  const { nonce } = await openPage(program, path);
  return sendForm(program, path, { fields: { nonce, ...fields } });
}
const mailsTo = (address: string) => sink.mails.filter((mail) => mail.to.includes(address)).length;

describe('a guest', () => {
  it('S29 decides with a PIN that does not travel with the link, given by somebody else than the link', async () => {
    const before = mailsTo('ciso@example.jp');
    const asked = await ask({ memberIds: [members.ciso ?? ''], question: '停止してよいですか' });
    const path = await linkTo('ciso@example.jp', before + 1);
    const [{ id = '' } = {}] = asked.asked;
    const choice = { act: 'decide', option: 'A', text: '止める' };
    expect((await openPage(program, path)).text).toContain('停止してよいですか');
    // A scanner opens every link; nothing is decided by that, nor without a PIN.
    expect((await press(path, choice)).status).toBe(403);
    const { pin } = await handler.call('POST /api/v1/decision-asked/{id}/pin', { params: { id }, body: {} });
    expect(sink.mails.some((mail) => (mail.email.text ?? '').includes(pin))).toBe(false);
    const link = (as: Visitor) =>
      as.call('POST /api/v1/decision-asked/{id}/link', { params: { id }, body: { means: 'SMS' } });
    expect(await refusalOf(link(handler))).toBe('decision-asked.link.holds-pin');
    expect((await link(second)).address).toContain(path);
    const makePin = (as: Visitor) =>
      refusalOf(as.call('POST /api/v1/decision-asked/{id}/pin', { params: { id }, body: {} }));
    expect(await makePin(second)).toBe('decision-asked.pin.holds-link');
    // Whoever had the link once still has it when somebody else takes it after them.
    await link(commander);
    expect(await makePin(second)).toBe('decision-asked.pin.holds-link');
    expect((await press(path, { ...choice, pin: 'wrong' })).status).toBe(422);
    expect((await show(asked.id)).state).toBe('open');
    await press(path, { ...choice, pin });
    expect(await show(asked.id)).toMatchObject({
      state: 'decided',
      decision: { by: { name: '白石 CISO' }, identity: 'link-and-pin' },
    });
  });

  it('S29 has no PIN from whoever has ever written the address to which the link goes', async () => {
    const params = { id: members.ciso ?? '' };
    const change = async (as: Visitor, channels: Member['channels']) => {
      const { items } = await as.call('GET /api/v1/members', {});
      const found = items.find(({ id }) => id === params.id);
      if (found === undefined) throw new Error('the member is not there');
      const { name, roles, version } = found;
      const body = { ...plainMember, name, roles, channels };
      await as.call('POST /api/v1/members/{id}/change', { params, version, body });
    };
    const mail = { kind: 'mail', isAlternate: false } as const;
    await change(commander, [{ ...mail, address: 'elsewhere@example.net' }]);
    const asked = await ask({ memberIds: [params.id] });
    const [{ id = '' } = {}] = asked.asked;
    await linkTo('elsewhere@example.net', 1);
    const makePin = (as: Visitor) => as.call('POST /api/v1/decision-asked/{id}/pin', { params: { id }, body: {} });
    expect(await refusalOf(makePin(commander))).toBe('decision-asked.pin.chose-address');
    // Neither putting it right oneself nor somebody else's change after it makes it undone.
    await change(commander, [{ ...mail, address: 'ciso@example.jp' }]);
    const phone = { kind: 'voice', address: '03-0000-0001', isAlternate: false } as const;
    await change(administrator, [{ ...mail, address: 'ciso@example.jp' }, phone]);
    expect(await refusalOf(makePin(commander))).toBe('decision-asked.pin.chose-address');
    const seen = await commander.call('GET /api/v1/decisions/{id}', { params: { id: asked.id } });
    expect(seen.asked[0]?.can.pin).toBe(false);
    expect((await show(asked.id)).asked[0]?.can.pin).toBe(true);
    expect((await makePin(handler)).pin).toMatch(/^\d{6}$/);
  });

  it('has five tries, and then only a new PIN helps', async () => {
    const before = mailsTo('ciso@example.jp');
    const asked = await ask({ memberIds: [members.ciso ?? ''] });
    const path = await linkTo('ciso@example.jp', before + 1);
    const [{ id = '' } = {}] = asked.asked;
    const { pin } = await handler.call('POST /api/v1/decision-asked/{id}/pin', { params: { id }, body: {} });
    const choice = { act: 'decide', option: 'A', text: '止める' };
    const statuses = [];
    for (let tries = 0; tries < 5; tries += 1) statuses.push((await press(path, { ...choice, pin: 'x' })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 403]);
    expect((await press(path, { ...choice, pin })).status).toBe(403);
    expect((await show(asked.id)).asked[0]?.pin).toBe('locked');
    const renewed = await handler.call('POST /api/v1/decision-asked/{id}/pin', { params: { id }, body: {} });
    await press(path, { ...choice, pin: renewed.pin });
    expect((await show(asked.id)).state).toBe('decided');
  });

  it('from outside may propose and never decide', async () => {
    const advisers = [{ name: '保守会社', address: 'vendor@example.com', locale: 'ja' as const }];
    const asked = await ask({ advisers });
    const path = await linkTo('vendor@example.com', 1);
    expect((await press(path, { act: 'decide', option: 'A', text: 'x', pin: '1' })).status).toBe(409);
    expect((await press(path, { act: 'propose', option: 'B', text: '分離できる' })).status).toBe(200);
    expect(await show(asked.id)).toMatchObject({
      state: 'open',
      answers: [{ kind: 'proposal', by: '保守会社', option: 'B' }],
    });
  });
});

describe('what was said', () => {
  it('S29 counts when its decider confirms it, with both times, and never by whoever recorded it', async () => {
    const saidAt = new Date(clock.now().getTime() - 600_000).toISOString();
    const record = (memberId: string | undefined, as = handler) =>
      as.call('POST /api/v1/subjects/{id}/decisions/oral', {
        params: { id: incident.id },
        body: {
          ...{ question: '停止', answer: '止めてよい', isOrder: true, reason: '', memberId: memberId ?? '', saidAt },
          ...{ means: '電話', actionKind: 'stop-service', target: erp, evidenceLost: '' },
        },
      });
    expect(await refusalOf(record(members.plant))).toBe('decisions.decide.not-authorised');
    expect(await refusalOf(record(members.handler))).toBe('decisions.oral.own');
    const said = await record(members.coo);
    expect(said).toMatchObject({ isStanding: false, decision: { at: saidAt, identity: null } });
    expect(Date.parse(said.decision?.recordedAt ?? '')).toBeGreaterThan(Date.parse(saidAt));
    const confirm = (as: Visitor) =>
      as.call('POST /api/v1/decisions/{id}/confirm', {
        params: { id: said.id },
        version: said.version,
        body: { isRight: true, text: '' },
      });
    expect(await refusalOf(confirm(handler))).toBe('decisions.confirm.not-yours');
    expect(await confirm(coo)).toMatchObject({ isStanding: true, confirmed: { isRight: true, identity: 'account' } });
  });

  it('S29 takes the place of nothing before its decider confirms it, also once a second person has agreed', async () => {
    const { items } = await handler.call('GET /api/v1/subjects/{id}/decisions', { params: { id: incident.id } });
    const { id = '', target } = items.find((one) => one.actionKind === 'restore-before-analysis') ?? {};
    const said = await handler.call('POST /api/v1/subjects/{id}/decisions/oral', {
      params: { id: incident.id },
      body: {
        ...{ question: '復旧', answer: '待つ', isOrder: false, reason: '', memberId: members.coo ?? '', means: '電話' },
        ...{ saidAt: clock.now().toISOString(), actionKind: 'restore-before-analysis', target: target ?? erp },
        ...{ evidenceLost: 'FS01 のディスク', supersedesId: id },
      },
    });
    const agreed = await commander.call('POST /api/v1/decisions/{id}/second', {
      params: { id: said.id },
      version: said.version,
      body: { agrees: true, reason: '同意する' },
    });
    expect((await show(id)).isStanding).toBe(true);
    await coo.call('POST /api/v1/decisions/{id}/confirm', {
      params: { id: said.id },
      version: agreed.version,
      body: { isRight: true, text: '' },
    });
    expect(await show(id)).toMatchObject({ isStanding: false, supersededBy: { number: said.number } });
  });

  it('stands in the log with authority and both times', async () => {
    const csv = await (
      await handler.fetch(`/api/v1/subjects/${incident.id}/decision-log?format=csv&language=ja`)
    ).text();
    expect(csv).toContain('権限表 第2版 4-2');
    const pdf = await handler.fetch(`/api/v1/subjects/${incident.id}/decision-log?format=pdf&language=ja`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });
});
