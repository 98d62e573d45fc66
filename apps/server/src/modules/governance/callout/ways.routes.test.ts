import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailSink } from '../../../../test/support/mail-sink.ts';
import { openPage, sendForm } from '../../../../test/support/portal.client.ts';
import { makeBrowser, readVapid, startPushService } from '../../../../test/support/push-service.ts';
import { makeClock } from '../../../../test/support/sessions.ts';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

// A program of its own beside call.routes.test.ts: it may talk to a push service of this machine, which no other may.

const clock = makeClock(new Date());
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let service: Awaited<ReturnType<typeof startPushService>>;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let admin: Visitor;
let chief: Visitor;
/** The one who is called; has an account, and is member `memberId`. */
let sato: Visitor;
let memberId: string;
let adapterId: string;

/** A service for SMS, voice and chat that keeps what it is handed; `answers` in turn, the last one stays. */
async function startGateway() {
  const kept: { readonly to: string; readonly word: string; readonly receipt: string }[] = [];
  const state: { answers: { readonly status: number; readonly headers?: Record<string, string> }[] } = { answers: [] };
  const server = createServer((request, answer) => {
    void buffer(request).then((body) => {
      kept.push(JSON.parse(body.toString('utf8')));
      const next = (state.answers.length > 1 ? state.answers.shift() : state.answers[0]) ?? { status: 202 };
      answer.writeHead(next.status, next.headers ?? {});
      answer.end('{"ok":false}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { kept, state, url: `http://127.0.0.1:${port}/send`, stop };
}

const adapter = (kind: 'sms' | 'voice' | 'chat') => ({
  kind,
  name: `gateway ${kind}`,
  isOn: true,
  method: 'POST' as const,
  url: gateway.url,
  body: '{"to":"{{address}}","text":"{{text}}","word":"{{word}}","receipt":"{{receipt}}"}',
  contentType: 'application/json',
  expectedStatus: [202],
  isPrivateAllowed: true,
  receipt: {
    wordField: 'word',
    fromField: 'From',
    stateField: 'status',
    delivered: ['delivered'],
    failed: ['undelivered'],
    replyField: 'Digits',
    acknowledged: ['1'],
    refused: ['9'],
  },
});

beforeAll(async () => {
  sink = await startMailSink();
  service = await startPushService();
  gateway = await startGateway();
  program = await startTestProgram({ smtpRelayUrl: sink.url }, { clock: clock.now, isPushPrivateAllowed: true });
  admin = await program.person('administrator', 'commander');
  chief = await program.person('commander', 'handler');
  sato = await program.person('handler');
  const channels = [
    { kind: 'mail' as const, address: 'sato@example.jp' },
    { kind: 'push' as const, address: '' },
    { kind: 'sms' as const, address: '+819000000001' },
    { kind: 'voice' as const, address: '+819000000001' },
    { kind: 'chat' as const, address: '#oncall' },
  ];
  await admin.call('POST /api/v1/members', {
    body: {
      name: 'sato',
      reading: '',
      nameEn: '',
      department: '',
      title: '',
      employment: 'full-time',
      share: 100,
      contract: 'employee',
      superior: null,
      deputyIds: [],
      roles: [],
      language: 'ja',
      note: '',
      accountId: sato.id,
      isActive: true,
      channels: channels.map((channel) => ({ ...channel, isAlternate: false })),
    },
  });
  const { items } = await admin.call('GET /api/v1/members', {});
  memberId = items[0]?.id ?? '';
  for (const kind of ['sms', 'voice', 'chat'] as const) {
    const { id } = await admin.call('POST /api/v1/call-adapters', { body: adapter(kind) });
    if (kind === 'sms') adapterId = id;
  }
});
beforeEach(() => {
  service.kept.length = 0;
  service.state.answers = [{ status: 201 }];
  gateway.kept.length = 0;
  gateway.state.answers = [{ status: 202 }];
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
  await service.stop();
  await gateway.stop();
});

type Way = 'mail' | 'push' | 'sms' | 'voice' | 'chat';

const register = (who: Visitor, browser: ReturnType<typeof makeBrowser>, more: object = {}) =>
  who.call('POST /api/v1/account/push-devices', {
    body: { name: 'スマートフォン', hasNotices: false, ...browser.subscription, ...more },
  });
const devicesOf = async (who: Visitor) => (await who.call('GET /api/v1/account/push-devices', {})).items;

/** One browser of the person, and no other. */
async function oneBrowser(more: object = {}) {
  for (const { id } of await devicesOf(sato))
    await sato.call('POST /api/v1/account/push-devices/{id}/end', { params: { id }, body: {} });
  const browser = makeBrowser(service.origin);
  return { browser, device: await register(sato, browser, more) };
}

async function incident(title = '暗号化されたファイル') {
  return chief.call('POST /api/v1/incidents', { body: { title } });
}
const start = (subjectId: string, ways: readonly Way[]) =>
  chief.call('POST /api/v1/call-outs', {
    body: {
      subjectId,
      targets: [{ kind: 'members', memberIds: [memberId] }],
      ways: [...ways],
      reason: '夜間の感染',
      waitMinutes: 5,
    },
  });
const show = (id: string) => chief.call('GET /api/v1/call-outs/{id}', { params: { id } });
const attemptOf = async (id: string) => (await show(id)).people[0]?.attempts[0];
const untilState = (id: string, state: string) =>
  until(
    () => attemptOf(id),
    (attempt) => attempt?.state === state,
  );
const pushed = () =>
  until(
    async () => service.kept.at(-1),
    (one) => one !== undefined,
  );

/** Lets the jobs that wait for a moment run now; what they do is decided by the clock of the program. */
async function wakeClocks(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'again:%'`.execute(
    program.ground.databases.owner,
  );
}

async function restrict(id: string): Promise<void> {
  const compartment = await chief.call('POST /api/v1/compartments', { body: { name: `閉じた範囲 ${id}` } });
  await chief.call('POST /api/v1/subjects/{id}/restrict', { params: { id }, body: { compartmentId: compartment.id } });
}

describe('a browser', () => {
  it('is refused with an address or keys that no browser gives, and beyond ten', async () => {
    const browser = makeBrowser(service.origin);
    for (const more of [{ endpoint: 'ftp://push.example/x' }, { p256dh: 'AAAA' }, { auth: 'AAAA' }])
      expect([more, await refusalOf(register(sato, browser, more))]).toEqual([
        more,
        'push-devices.register.bad-subscription',
      ]);
    const many = await program.person('reader');
    for (let count = 0; count < 10; count += 1) await register(many, makeBrowser(service.origin));
    expect(await refusalOf(register(many, makeBrowser(service.origin)))).toBe('push-devices.register.too-many');
  });

  it('is its owner’s alone, and whoever signs in on it later takes it over', async () => {
    const { browser, device } = await oneBrowser();
    expect(JSON.stringify(device)).not.toContain(browser.subscription.auth);
    const params = { id: device.id };
    const foreign = [
      () => chief.call('POST /api/v1/account/push-devices/{id}/end', { params, body: {} }),
      () => chief.call('POST /api/v1/account/push-devices/{id}/test', { params, body: {} }),
      () => chief.call('PATCH /api/v1/account/push-devices/{id}', { params, body: { name: 'x', hasNotices: true } }),
    ];
    for (const ask of foreign) expect(await refusalOf(ask())).toBe('record.find.not-found');
    // The same browser once more is the same device, under the name that its owner gave it.
    expect(await register(sato, browser, { name: 'other' })).toMatchObject({ id: device.id, name: 'スマートフォン' });
    await register(chief, browser);
    expect(await devicesOf(sato)).toEqual([]);
    expect(await devicesOf(chief)).toHaveLength(1);
  });

  it('is sent a test that it can read, signed by this installation', async () => {
    const { browser, device } = await oneBrowser();
    const params = { id: device.id };
    const answer = await sato.call('POST /api/v1/account/push-devices/{id}/test', { params, body: {} });
    expect(answer).toEqual({ isSent: true, words: '', isEnded: false });
    const [sent] = service.kept;
    expect(sent?.path).toBe(browser.path);
    expect(sent?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '60', urgency: 'high' });
    expect(browser.read(sent?.body ?? Buffer.alloc(0))).toMatchObject({ title: 'Matoi のテスト通知', language: 'ja' });
    const { key, claims } = readVapid(String(sent?.headers.authorization));
    expect(key).toBe((await sato.call('GET /api/v1/account/push-devices', {})).publicKey);
    expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^(mailto|https):/) });
    expect(Number(claims.exp) - Date.now() / 1_000).toBeLessThanOrEqual(86_400);
    // Another browser cannot read it.
    expect(() => makeBrowser(service.origin).read(sent?.body ?? Buffer.alloc(0))).toThrow();
  });

  it('that its service knows no more is put off', async () => {
    const { device } = await oneBrowser();
    service.state.answers = [{ status: 410 }];
    const params = { id: device.id };
    const answer = await sato.call('POST /api/v1/account/push-devices/{id}/test', { params, body: {} });
    expect(answer).toMatchObject({ isSent: false, isEnded: true });
    expect(await devicesOf(sato)).toEqual([]);
  });
});

describe('a call by push', () => {
  it('says number, priority and link, nothing of a restricted record, and the link answers', async () => {
    const { browser } = await oneBrowser();
    const opened = await incident('人事部の漏洩');
    await restrict(opened.id);
    const call = await start(opened.id, ['push']);
    const sent = await pushed();
    expect(sent?.headers).toMatchObject({ urgency: 'high', ttl: '3600' });
    const message = browser.read(sent?.body ?? Buffer.alloc(0));
    expect(JSON.stringify(message)).not.toContain('人事');
    expect(message).toMatchObject({ body: expect.stringContaining(opened.number), isUrgent: true });
    expect(await untilState(call.id, 'sent')).toMatchObject({ way: 'push', address: 'スマートフォン' });
    const path = String(message.path);
    const { nonce } = await openPage(program, path);
    await sendForm(program, path, { fields: { nonce, text: '', act: 'acknowledged' } });
    expect((await show(call.id)).people[0]).toMatchObject({ state: 'acknowledged' });
    // Whoever is called sees it in the program too, also without the sight of the record: then not.
    expect((await sato.call('GET /api/v1/notifications', {})).items.map(({ kind }) => kind)).not.toContain(
      'call-out.called',
    );
  });

  it('goes to every device, and whoever has none is not waited for', async () => {
    await oneBrowser();
    await register(sato, makeBrowser(service.origin));
    const { id } = await incident();
    const call = await start(id, ['push']);
    await until(
      async () => service.kept.length,
      (count) => count === 2,
    );
    expect(call.people[0]?.attempts).toHaveLength(2);
    await until(
      () => sato.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind, subject }) => kind === 'call-out.called' && subject?.id === id),
    );
    for (const device of await devicesOf(sato))
      await sato.call('POST /api/v1/account/push-devices/{id}/end', { params: { id: device.id }, body: {} });
    const without = await start((await incident()).id, ['push']);
    expect(without).toMatchObject({
      state: 'silent',
      people: [{ state: 'unreached', attempts: [{ state: 'withheld', reason: 'no-device' }] }],
    });
  });

  it('to a browser that is gone fails, puts it off, and the call goes on', async () => {
    await oneBrowser();
    service.state.answers = [{ status: 410 }];
    const call = await start((await incident()).id, ['push']);
    await until(
      () => show(call.id),
      ({ state }) => state === 'silent',
    );
    expect(await attemptOf(call.id)).toMatchObject({ state: 'failed', words: 'HTTP 410' });
    expect(await devicesOf(sato)).toEqual([]);
  });

  it('that nobody answers is told to whoever chose urgent news, by number', async () => {
    const browser = makeBrowser(service.origin);
    const quiet = makeBrowser(service.origin);
    await register(admin, browser, { hasNotices: true });
    await register(admin, quiet);
    // Nobody can be reached by push, so the call is silent at once.
    const opened = await incident();
    expect(await start(opened.id, ['push'])).toMatchObject({ state: 'silent' });
    const told = await until(
      async () => service.kept.filter(({ path }) => path === browser.path).map(({ body }) => browser.read(body)),
      (messages) => messages.some(({ body }) => body === opened.number),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ title: '招集に誰も応じていません', body: opened.number, path: '/' }),
    );
    expect(service.kept.map(({ path }) => path)).not.toContain(quiet.path);
  });
});

describe('a word that a service could not take', () => {
  it('is handed over again after a pause, and each try is kept', async () => {
    gateway.state.answers = [{ status: 503 }, { status: 429, headers: { 'retry-after': '60' } }, { status: 202 }];
    const call = await start((await incident()).id, ['sms']);
    expect(await untilState(call.id, 'retrying')).toMatchObject({ words: expect.stringContaining('HTTP 503') });
    await wakeClocks();
    expect(gateway.kept).toHaveLength(1);
    clock.advance(11_000);
    await until(
      async () => {
        await wakeClocks();
        return gateway.kept.length;
      },
      (count) => count === 2,
    );
    await until(
      () => attemptOf(call.id),
      (attempt) => attempt?.history.length === 1,
    );
    // The service said when to come back.
    clock.advance(30_000);
    await wakeClocks();
    clock.advance(31_000);
    await until(
      async () => {
        await wakeClocks();
        return attemptOf(call.id);
      },
      (attempt) => attempt?.state === 'sent',
    );
    expect(gateway.kept).toHaveLength(3);
    const attempt = await attemptOf(call.id);
    expect(attempt?.history.map(({ state, words }) => [state, words.slice(0, 8)])).toEqual([
      ['retrying', 'HTTP 503'],
      ['retrying', 'HTTP 429'],
    ]);
  });

  it('is not handed over again when it was refused, and not after the call has ended', async () => {
    gateway.state.answers = [{ status: 400 }];
    const refused = await start((await incident()).id, ['sms']);
    expect(await untilState(refused.id, 'failed')).toMatchObject({ history: [] });
    expect(gateway.kept).toHaveLength(1);
    gateway.state.answers = [{ status: 500 }];
    const call = await start((await incident()).id, ['sms']);
    await untilState(call.id, 'retrying');
    await chief.call('POST /api/v1/call-outs/{id}/stop', { params: { id: call.id }, body: { reason: '誤検知' } });
    clock.advance(11_000);
    await until(
      async () => {
        await wakeClocks();
        return attemptOf(call.id);
      },
      (attempt) => attempt?.state === 'withheld',
    );
    expect(await attemptOf(call.id)).toMatchObject({ reason: 'call-ended' });
    expect(gateway.kept).toHaveLength(2);
  });
});

describe('while the mail of the whole team may be read by others', () => {
  it('nothing leaves by mail and by the chat of the company; push, SMS and voice do, and a page can be given by other means', async () => {
    await admin.call('POST /api/v1/mail-compromise/begin', { body: { reason: 'メールが読まれている疑い' } });
    await oneBrowser();
    const before = sink.mails.length;
    const call = await start((await incident()).id, ['mail', 'push', 'sms', 'voice', 'chat']);
    const states = () =>
      show(call.id).then(({ people }) => new Map(people[0]?.attempts.map(({ way, state }) => [way, state]) ?? []));
    await until(states, (known) => ['push', 'sms', 'voice'].every((way) => known.get(way as Way) === 'sent'));
    expect([...(await states()).keys()].sort()).toEqual(['push', 'sms', 'voice']);
    expect(sink.mails).toHaveLength(before);
    const id = call.people[0]?.id ?? '';
    const reader = await program.person('reader');
    const ask = (who: Visitor) => who.call('POST /api/v1/call-out-people/{id}/link', { params: { id }, body: {} });
    expect(await refusalOf(ask(reader))).toBe('permission.use.denied');
    const { link } = await ask(chief);
    expect((await openPage(program, new URL(link).pathname)).text).toContain('対応できますか');
  });

  it('an instruction waits for other means too, and its page opens by the link that is given', async () => {
    const { id } = await incident();
    const before = sink.mails.length;
    const sent = await chief.call('POST /api/v1/instructions', {
      body: {
        subjectId: id,
        kind: 'order',
        title: 'ケーブルを抜いてください',
        what: 'K-21',
        why: '広がるのを止めるため',
        recipients: [{ name: '高橋', address: 'takahashi@example.jp', locale: 'ja' }],
      },
    });
    expect(sent.recipients[0]).toMatchObject({ state: 'withheld' });
    const { address } = await chief.call('POST /api/v1/instruction-recipients/{id}/link', {
      params: { id: sent.recipients[0]?.id ?? '' },
      body: { means: '電話' },
    });
    expect((await openPage(program, new URL(address).pathname)).text).toContain('ケーブルを抜いてください');
    expect(sink.mails).toHaveLength(before);
    await admin.call('POST /api/v1/mail-compromise/end', { body: { reason: '確認が終わった' } });
  });
});

describe('what a service reports', () => {
  /** Posts as a service does, without anything but the address. */
  const report = async (address: string, body: object | string) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(program.origin + new URL(address).pathname, {
      method: 'POST',
      headers: { 'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json' },
      body: text,
    });
    return answer.status;
  };

  async function sentCall() {
    gateway.kept.length = 0;
    // The newest word to a number is the one that is answered.
    clock.advance(1_000);
    const call = await start((await incident()).id, ['sms']);
    await untilState(call.id, 'sent');
    return { call, receipt: gateway.kept[0]?.receipt ?? '', word: gateway.kept[0]?.word ?? '' };
  }

  it('is not taken with a wrong secret, for another word, or from a service that may not', async () => {
    const [one, other] = [await sentCall(), await sentCall()];
    const swapped = one.receipt.replace(one.word, other.word);
    const wrong = [swapped, `${one.receipt}x`, one.receipt.slice(0, -1), one.receipt.replace('/w.', '/s.')];
    for (const address of wrong) expect([address, await report(address, { Digits: '1' })]).toEqual([address, 404]);
    expect((await show(other.call.id)).people[0]?.state).toBe('called');
    // A page of another site cannot send it either, whatever the browser has: there is nothing but the address.
    expect(await report(one.receipt, '{"Digits":')).toBe(202);
    expect((await attemptOf(one.call.id))?.state).toBe('sent');
  });

  it('says whether a word arrived, once; the same report again changes nothing', async () => {
    const { call, receipt } = await sentCall();
    expect(await report(receipt, { status: 'delivered' })).toBe(202);
    expect(await attemptOf(call.id)).toMatchObject({ state: 'delivered', words: 'delivered' });
    for (const status of ['delivered', 'undelivered', 'unheard-of']) await report(receipt, { status });
    expect((await attemptOf(call.id))?.history.map(({ state }) => state)).toEqual(['sent']);
  });

  it('that a word was lost ends the waiting for whoever has no other way', async () => {
    const { call, receipt } = await sentCall();
    await report(receipt, 'status=undelivered');
    await until(
      () => show(call.id),
      ({ state }) => state === 'silent',
    );
    expect((await show(call.id)).people[0]).toMatchObject({ state: 'unreached' });
  });

  it('of a key that was pressed takes the call, and sent again later does not take back what was said since', async () => {
    const { call, receipt } = await sentCall();
    await report(receipt, 'Digits=1');
    const taken = await show(call.id);
    expect(taken).toMatchObject({
      state: 'answered',
      people: [
        {
          state: 'acknowledged',
          answeredBy: { kind: 'system', name: 'gateway sms' },
          attempts: [{ state: 'answered' }],
        },
      ],
    });
    const personId = taken.people[0]?.id ?? '';
    await chief.call('POST /api/v1/call-out-people/{id}/answer', {
      params: { id: personId },
      body: { answer: 'refused', text: '' },
    });
    await report(receipt, 'Digits=1');
    expect((await show(call.id)).people[0]?.state).toBe('refused');
  });

  it('at one address for all is told apart by id or number, and a new address ends the old one', async () => {
    const renew = () =>
      admin.call('POST /api/v1/call-adapters/{id}/receipt-address', { params: { id: adapterId }, body: {} });
    const { address: old } = await renew();
    const { address } = await renew();
    const { call, word } = await sentCall();
    expect(await report(old, { word, Digits: '9' })).toBe(404);
    expect(await report(address, { word: '0193a000-0000-7000-8000-000000000000', Digits: '9' })).toBe(202);
    expect(await report(address, { From: '+819011112222', Digits: '9' })).toBe(202);
    expect((await show(call.id)).people[0]?.state).toBe('called');
    expect(await report(address, { From: '090-0000-0001', Digits: '9' })).toBe(202);
    expect((await show(call.id)).people[0]?.state).toBe('refused');
    const second = await sentCall();
    expect(await report(address, { word: second.word, Digits: '1' })).toBe(202);
    expect((await show(second.call.id)).people[0]?.state).toBe('acknowledged');
  });

  it('a day later is of no use any more', async () => {
    const { call, receipt } = await sentCall();
    clock.advance(25 * 3_600_000);
    chief = await program.person('commander', 'handler');
    admin = await program.person('administrator', 'commander');
    expect(await report(receipt, { status: 'delivered' })).toBe(202);
    expect((await attemptOf(call.id))?.state).toBe('sent');
  });

  it('is not taken any more from a service that is switched off or leads elsewhere', async () => {
    const { receipt } = await sentCall();
    const { items } = await admin.call('GET /api/v1/call-adapters', {});
    const version = items.find(({ id }) => id === adapterId)?.version ?? 0;
    expect(items.find(({ id }) => id === adapterId)?.hasReceiptAddress).toBe(true);
    const change = (body: object, at: number) =>
      admin.call('PATCH /api/v1/call-adapters/{id}', {
        params: { id: adapterId },
        version: at,
        body: { ...adapter('sms'), ...body },
      });
    await change({ isOn: false }, version);
    expect(await report(receipt, { status: 'delivered' })).toBe(404);
    const moved = await change({ url: gateway.url.replace('127.0.0.1', 'localhost') }, version + 1);
    expect(moved.hasReceiptAddress).toBe(false);
  });
});
