import type { BodyInput, RouteOf } from '@matoi/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startMailSink } from '../support/mail-sink.ts';
import { sendMail } from '../support/send-mail.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../support/test-program.ts';

/** Mail may be compromised (C11): what leaves, and what is said instead, under the switch of an incident and of the team. */
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let administrator: Visitor;
let commander: Visitor;
let handler: Visitor;
let decider: string;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Member = BodyInput<RouteOf<'POST /api/v1/members'>>;
async function member(name: string, more: Partial<Member>): Promise<string> {
  const body: Member = {
    ...{ name, reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
    ...{ contract: 'employee', superior: null, deputyIds: [], language: 'ja', note: '', isActive: true },
    ...{ roles: [], channels: [], accountId: null },
    ...more,
  };
  return (await administrator.call('POST /api/v1/members', { body })).id;
}

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() });
  administrator = await program.person('administrator');
  commander = await program.person('commander');
  handler = await program.person('handler');
  decider = await member('白石', {
    channels: [
      { kind: 'mail', address: 'shiraishi@example.jp', isAlternate: false },
      { kind: 'mail', address: 'shiraishi@private.example', isAlternate: true },
    ],
  });
  const rule = {
    ...{ id: 'r1', number: '1-1', force: 'order' as const, actionKinds: ['stop-service'], when: 'always' as const },
    ...{ scope: { kind: 'all' as const, names: [] }, severityAtLeast: null, mustInform: [], carriesOut: [] },
    ...{ carriesOutText: '', needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
    mayOrder: [{ kind: 'member' as const, memberId: decider }],
  };
  const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };
  const { version } = await administrator.call('GET /api/v1/authority/draft', {});
  const body = { definition: { business, rules: [rule] } };
  await administrator.call('POST /api/v1/authority/draft', { version, body });
  const draft = await commander.call('GET /api/v1/authority/draft', {});
  await commander.call('POST /api/v1/authority/draft/approve', {
    version: draft.version,
    body: { contentHash: draft.contentHash, effectiveAt: null, note: '初版' },
  });
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const switches = {
  'of the incident': {
    begin: (id: string) =>
      handler.call('POST /api/v1/subjects/{id}/mail-silence', {
        params: { id },
        body: { scope: 'record', reason: 'メールが読まれている疑い' },
      }),
    end: (id: string) =>
      commander.call('POST /api/v1/subjects/{id}/mail-silence/end', { params: { id }, body: { scope: 'record' } }),
  },
  'of the team': {
    begin: () => commander.call('POST /api/v1/mail-compromise/begin', { body: { reason: 'ゲートウェイに侵入の痕跡' } }),
    end: () => commander.call('POST /api/v1/mail-compromise/end', { body: { reason: '入れ替えた' } }),
  },
} as const;

const mail = (subjectId: string, address: string, overrideReason: string | null) => ({
  ...{ subjectId, purpose: 'reply' as const, to: [{ address }], cc: [], title: `連絡 ${address}`, text: '本文' },
  ...{
    locale: 'ja' as const,
    tlp: null,
    answers: null,
    quote: null,
    attachments: [],
    signature: false,
    overrideReason,
  },
});
const send = (...given: Parameters<typeof mail>) => handler.call('POST /api/v1/messages', { body: mail(...given) });
const scope = (subjectId: string, ...names: readonly string[]) =>
  handler.call('POST /api/v1/scope-items', {
    body: { subjectId, items: names.map((name) => ({ kind: 'account' as const, name })) },
  });
const to = (address: string) => sink.mails.filter((one) => one.to.includes(address));

describe.each(['of the incident', 'of the team'] as const)('while the switch %s is on', (which) => {
  let incident: { readonly id: string };
  beforeAll(async () => {
    incident = await handler.call('POST /api/v1/incidents', { body: { title: `メールも使えない ${which}` } });
    await switches[which].begin(incident.id);
  });
  afterAll(async () => {
    await switches[which].end(incident.id);
  });

  it('an instruction waits for its link to be handed over, and no mail leaves', async () => {
    const recipients = [{ name: '現場', address: `genba@${which.length}.example`, locale: 'ja' as const }];
    const { recipients: sent } = await handler.call('POST /api/v1/instructions', {
      body: { subjectId: incident.id, kind: 'order', title: 'ケーブルを抜く', what: 'K-21', recipients },
    });
    expect(sent).toMatchObject([{ state: 'withheld', can: { link: true } }]);
    const { address } = await handler.call('POST /api/v1/instruction-recipients/{id}/link', {
      params: { id: sent[0]?.id ?? '' },
      body: { means: '電話' },
    });
    expect(address).toMatch(/\/g\/[\w-]{43}$/u);
    expect(to(`genba@${which.length}.example`)).toEqual([]);
  });

  it('who is asked for a decision is asked by a link that is handed over', async () => {
    const option = { business: '', technical: '', risk: 'low', riskText: '', cost: '', reversible: 'yes' } as const;
    const asked = await handler.call('POST /api/v1/subjects/{id}/decisions', {
      params: { id: incident.id },
      body: {
        ...{ question: '止めますか', whyNow: '広がっています', waitingCost: '', decideByAt: null, csirt: null },
        options: [
          { ...option, title: '止める', isOrder: true },
          { ...option, title: '止めない', isOrder: false },
        ],
        ...{ vendor: null, actionKind: 'stop-service', target: { system: '', site: '', tag: '' }, evidenceLost: '' },
        ...{ memberIds: [decider], supersedesId: null },
      },
    });
    const [one] = asked.asked;
    expect(one?.isMailed).toBe(false);
    const link = await handler.call('POST /api/v1/decision-asked/{id}/link', {
      params: { id: one?.id ?? '' },
      body: { means: '電話' },
    });
    expect(JSON.stringify(link)).toMatch(/\/g\/[\w-]{43}/u);
    expect([...to('shiraishi@example.jp'), ...to('shiraishi@private.example')]).toEqual([]);
  });

  it('a mail by hand needs a reason, and then carries no link', async () => {
    expect(await refusalOf(send(incident.id, 'partner@example.org', null))).toBe('correspondence.send.silenced');
    await send(incident.id, 'partner@example.org', '相手の会社には確認済み');
    const [left] = await until(
      async () => to('partner@example.org').filter(({ email }) => email.subject?.includes('連絡') === true),
      (found) => found.length > 0,
    );
    expect(left?.email.text).not.toMatch(/\/g\//u);
  });

  it('an account in scope gets nothing, whatever the reason; the other address of the same person is named', async () => {
    await scope(incident.id, 'shiraishi@example.jp', 'EXAMPLE\\tanaka', 'kobayashi');
    const reason = '急ぐため';
    const refused = send(incident.id, 'Shiraishi@Example.JP', reason);
    await expect(refused).rejects.toMatchObject({
      problem: {
        code: 'correspondence.send.in-scope-alternate',
        params: { address: 'Shiraishi@Example.JP', alternate: 'shiraishi@private.example' },
      },
    });
    const { refusal } = await handler.call('POST /api/v1/messages/preview', {
      body: mail(incident.id, 'kobayashi@example.jp', reason),
    });
    expect(refusal).toMatchObject({ code: 'correspondence.send.in-scope' });
    expect(await refusalOf(send(incident.id, 'tanaka@example.jp', reason))).toBe('correspondence.send.in-scope');
    // The same name at somebody else's is somebody else.
    await send(incident.id, 'tanaka@elsewhere.example', reason);
    await send(incident.id, 'shiraishi@private.example', reason);
    await until(
      async () => to('shiraishi@private.example').length,
      (count) => count > 0,
    );
    expect(to('shiraishi@example.jp')).toEqual([]);
    for (const item of (await handler.call('GET /api/v1/scope-items', { query: { subjectId: incident.id } })).items)
      await handler.call('POST /api/v1/scope-items/withdraw', {
        body: { subjectId: incident.id, ids: [item.id], reason: '試験の後始末' },
      });
    sink.mails.length = 0;
  });
});

it('what comes in while the switch of the team is on is acknowledged by nothing, and says so', async () => {
  await switches['of the team'].begin();
  await sendMail(program.smtpPort, {
    from: '報告 太郎 <reporter@example.org>',
    to: 'csirt@example.jp',
    subject: '不審なメール',
    text: '添付を開きました',
  });
  const report = await until(
    async () => (await handler.call('GET /api/v1/reports', { query: { q: '不審なメール' } })).items[0],
    (found) => found !== undefined,
  );
  const [message] = await until(
    async () =>
      (await handler.call('GET /api/v1/messages', { query: { subjectId: report?.id ?? '' } })).items.filter(
        ({ direction }) => direction === 'out',
      ),
    (found) => found.length > 0,
  );
  expect(message).toMatchObject({ state: 'suppressed', suppression: 'silenced' });
  expect(to('reporter@example.org')).toEqual([]);
  await switches['of the team'].end();
});
