import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../../../../test/support/mail-sink.ts';
import { openPage, sendForm } from '../../../../test/support/portal.client.ts';
import { sendMail } from '../../../../test/support/send-mail.ts';
import { makeClock } from '../../../../test/support/sessions.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

const clock = makeClock(new Date());
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let chief: Visitor;
let outsider: Visitor;
let admin: Visitor;
/** Members by name: Sato and Suzuki are on duty, first and second; Takahashi has no way to be reached at all. */
const members: Record<string, string> = {};

/** A service for SMS that keeps what it is handed. `status` is what it answers. */
async function startGateway() {
  const kept: { readonly headers: Record<string, unknown>; readonly body: string }[] = [];
  const state = { status: 202 };
  const server: Server = createServer((request, answer) => {
    void buffer(request).then((body) => {
      kept.push({ headers: request.headers, body: body.toString('utf8') });
      answer.writeHead(state.status, { 'content-type': 'application/json' });
      answer.end(state.status === 202 ? '{"ok":true}' : '{"error":"no credit"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    kept,
    state,
    url: `http://127.0.0.1:${port}/send`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function addMember(name: string, channels: readonly { kind: 'mail' | 'sms'; address: string }[]) {
  await admin.call('POST /api/v1/members', {
    body: {
      name,
      reading: '',
      nameEn: '',
      department: '',
      title: '',
      employment: 'full-time',
      share: 100,
      contract: 'employee',
      superior: null,
      deputyIds: [],
      roles: name === 'sato' ? [{ key: 'commander', from: null, until: null }] : [],
      language: 'ja',
      note: '',
      accountId: null,
      isActive: true,
      channels: channels.map((channel) => ({ ...channel, isAlternate: false })),
    },
  });
}

const duty = (rank: number) => ({ kind: 'duty' as const, rank });
const chain = (...targets: ReturnType<typeof duty>[]) =>
  targets.map((target) => ({ target, ways: [], waitMinutes: 5 }));

const policyId = '0193a000-0000-7000-8000-0000000ca111';
const policy = {
  id: policyId,
  name: 'SOCの優先度1',
  isOn: true,
  priorities: [1 as const],
  severities: ['critical' as const],
  classCodes: [],
  sources: [],
  mailboxIds: [],
  onlyOffHours: false,
  steps: chain(duty(1), duty(2)),
  repeat: 0,
};

beforeAll(async () => {
  sink = await startMailSink();
  gateway = await startGateway();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() }, { clock: clock.now });
  admin = await program.person('administrator', 'commander');
  chief = await program.person('commander', 'handler');
  outsider = await program.person('handler');
  await addMember('sato', [{ kind: 'mail', address: 'sato@example.jp' }]);
  await addMember('suzuki', [
    { kind: 'mail', address: 'suzuki@example.jp' },
    { kind: 'sms', address: '+819000000002' },
  ]);
  await addMember('takahashi', []);
  const { items } = await admin.call('GET /api/v1/members', {});
  for (const { id, name } of items) members[name] = id;
  await admin.call('POST /api/v1/rotations', {
    body: {
      name: '当番',
      isActive: true,
      zone: 'Asia/Tokyo',
      startsOn: '2026-01-01',
      handoverAt: '09:00',
      everyDays: 7,
      levels: [{ memberIds: [members.sato ?? ''] }, { memberIds: [members.suzuki ?? ''] }],
      cover: { kind: 'always', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00', hasHolidays: false },
    },
  });
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
  await gateway.stop();
});

const mailsTo = (address: string) => sink.mails.filter((mail) => mail.to.includes(address));
const callsOf = async (subjectId: string) => {
  const { items } = await chief.call('GET /api/v1/call-outs', { query: { subjectId } });
  return items;
};
const show = (id: string) => chief.call('GET /api/v1/call-outs/{id}', { params: { id } });

/** The link of the newest mail to an address. */
async function linkTo(address: string, after = 0): Promise<string> {
  const mails = await until(
    async () => mailsTo(address),
    (found) => found.length > after,
  );
  return /\/g\/[\w-]{43}/.exec(mails.at(-1)?.email.text ?? '')?.[0] ?? 'no link';
}

/** Lets the jobs that wait for a moment run now; what they do is decided by the clock of the program. */
async function wakeClocks(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'again:callout.wait:%'`.execute(
    program.ground.databases.owner,
  );
}

async function answer(path: string, act: string, text = '') {
  const { nonce } = await openPage(program, path);
  return sendForm(program, path, { fields: { nonce, text, act } });
}

async function incident(title = '暗号化されたファイル') {
  return chief.call('POST /api/v1/incidents', { body: { title } });
}

async function makeCritical(id: string): Promise<void> {
  const { version } = await chief.call('GET /api/v1/incidents/{id}', { params: { id } });
  await chief.call('POST /api/v1/incidents/{id}/severity', {
    params: { id },
    version,
    body: { severity: 'critical', reason: '基幹系', ticks: [] },
  });
}

async function restrictedIncident() {
  const opened = await incident('人事部の漏洩');
  const compartment = await chief.call('POST /api/v1/compartments', { body: { name: `閉じた範囲 ${opened.number}` } });
  await chief.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: opened.id },
    body: { compartmentId: compartment.id },
  });
  return opened;
}

const start = (subjectId: string, more: object = {}) =>
  chief.call('POST /api/v1/call-outs', {
    body: { subjectId, targets: [duty(1), duty(2)], reason: '夜間の感染', ...more },
  });

describe('calling people', () => {
  it('is refused where nobody is meant, where it does not belong, and of what is not seen', async () => {
    const { id } = await incident();
    expect(await refusalOf(start(id, { targets: [duty(4)] }))).toBe('call-outs.start.nobody');
    expect(await refusalOf(start('INC-2026-9999'))).toBe('record.find.not-found');
    const closed = await restrictedIncident();
    const asked = { subjectId: closed.id, targets: [duty(1)], reason: 'x' };
    expect(await refusalOf(outsider.call('POST /api/v1/call-outs', { body: asked }))).toBe('record.find.not-found');
  });

  it('calls the second when the first stays silent, and ends when the second takes it on the page of the link', async () => {
    const { id } = await incident();
    const before = { sato: mailsTo('sato@example.jp').length, suzuki: mailsTo('suzuki@example.jp').length };
    const call = await start(id);
    expect(call).toMatchObject({ state: 'running', step: 0, people: [{ name: 'sato', state: 'called' }] });
    const first = await linkTo('sato@example.jp', before.sato);
    // A program that looks through mail opens every link.
    const opened = await openPage(program, first);
    expect(opened.text).toContain('対応できますか');
    expect((await show(call.id)).people[0]).toMatchObject({ state: 'called', answeredAt: null });
    clock.advance(4 * 60_000);
    await wakeClocks();
    expect((await show(call.id)).people).toHaveLength(1);
    clock.advance(61_000);
    await wakeClocks();
    await until(
      () => show(call.id),
      ({ people }) => people.some(({ name }) => name === 'suzuki'),
    );
    const second = await linkTo('suzuki@example.jp', before.suzuki);
    clock.advance(60_000);
    const taken = await answer(second, 'acknowledged');
    expect(taken.text).toContain('「対応します」と回答しました');
    const after = await until(
      () => show(call.id),
      ({ state }) => state === 'answered',
    );
    expect(after.nextAt).toBeNull();
    expect(after.figures).toMatchObject({ called: 2, acknowledged: 1, firstAfterSeconds: 361 });
    // The link of one answers for nobody else, and what was said is said.
    expect(after.people.find(({ name }) => name === 'sato')).toMatchObject({ state: 'called' });
    expect((await openPage(program, first)).text).toContain('1人が対応すると答えています');
    expect((await answer(second, 'released')).text).toContain('お疲れさまでした');
    const { items } = await chief.call('GET /api/v1/call-outs/hours', { query: { subjectId: id } });
    expect(items).toMatchObject([{ name: 'suzuki', isRunning: false, times: 1 }]);
    const journal = await chief.call('GET /api/v1/journal-entries', { query: { subjectId: id } });
    const codes = journal.items.map(({ act }) => act?.code);
    expect(codes).toEqual(expect.arrayContaining(['call-out.begun', 'call-out.called', 'call-out.acknowledged']));
  });

  it('calls the next at once when the first cannot come, and tells everybody who leads when nobody is left', async () => {
    const { id } = await incident();
    const before = { sato: mailsTo('sato@example.jp').length, suzuki: mailsTo('suzuki@example.jp').length };
    const call = await start(id);
    await answer(await linkTo('sato@example.jp', before.sato), 'refused', '子どもが熱を出している');
    await until(
      () => show(call.id),
      ({ people }) => people.length === 2,
    );
    const { people } = await show(call.id);
    expect(people[0]).toMatchObject({ state: 'refused', answerText: '子どもが熱を出している' });
    clock.advance(5 * 60_000 + 1_000);
    await until(
      async () => {
        await wakeClocks();
        return show(call.id);
      },
      ({ state }) => state === 'silent',
    );
    await until(
      () => admin.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind, subject }) => kind === 'call-out.silent' && subject?.id === id),
    );
    const board = await admin.call('GET /api/v1/call-outs/board', {});
    expect(board.items.map((one) => one.id)).toContain(call.id);
    // Whoever wakes up late is welcome.
    await answer(await linkTo('suzuki@example.jp', before.suzuki), 'acknowledged');
    expect(
      await until(
        () => show(call.id),
        ({ state }) => state === 'answered',
      ),
    ).toMatchObject({ state: 'answered' });
  });

  it('does not wait for somebody whom no word can reach', async () => {
    const { id } = await incident();
    const call = await start(id, {
      targets: [{ kind: 'members', memberIds: [members.takahashi] }, duty(1)],
    });
    expect(call.people).toMatchObject([
      { name: 'takahashi', state: 'unreached', attempts: [{ state: 'withheld', reason: 'no-address' }] },
      { name: 'sato', state: 'called' },
    ]);
    const stopped = await chief.call('POST /api/v1/call-outs/{id}/stop', {
      params: { id: call.id },
      body: { reason: '誤検知' },
    });
    expect(stopped).toMatchObject({ state: 'stopped', endReason: '誤検知' });
    const again = chief.call('POST /api/v1/call-outs/{id}/stop', { params: { id: call.id }, body: { reason: 'x' } });
    expect(await refusalOf(again)).toBe('call-outs.stop.ended');
  });

  it('says number, priority and link in a notice of a restricted record, and nothing of it; nobody outside sees the call', async () => {
    const closed = await restrictedIncident();
    const before = mailsTo('sato@example.jp').length;
    const call = await start(closed.id, { reason: '人事部の漏洩', targets: [duty(1)] });
    const link = await linkTo('sato@example.jp', before);
    const mail = mailsTo('sato@example.jp').at(-1)?.email;
    const page = await openPage(program, link);
    for (const text of [mail?.subject ?? '', mail?.text ?? '', page.html]) {
      expect(text).toContain(closed.number);
      expect(text).not.toContain('人事');
    }
    expect(await refusalOf(outsider.call('GET /api/v1/call-outs/{id}', { params: { id: call.id } }))).toBe(
      'record.find.not-found',
    );
    const { items } = await outsider.call('GET /api/v1/call-outs', {});
    expect(items.map((one) => one.id)).not.toContain(call.id);
    expect((await outsider.call('GET /api/v1/call-outs/board', {})).items.map((one) => one.id)).not.toContain(call.id);
    await answer(link, 'acknowledged');
    await until(
      () => show(call.id),
      ({ state }) => state === 'answered',
    );
  });

  it('notes who was phoned and what they said, and books hours in the right order only', async () => {
    const { id } = await incident();
    const call = await start(id, { targets: [duty(2)] });
    const [person] = call.people;
    const params = { id: person?.id ?? '' };
    expect(person?.phones).toEqual(['+819000000002']);
    const later = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const early = new Date(clock.now().getTime() - 3_600_000).toISOString();
    const phone = (body: object) =>
      chief.call('POST /api/v1/call-out-people/{id}/phone-calls', { params, body: { isAnswered: true, ...body } });
    const book = (arrivedAt: string, releasedAt: string | null) =>
      chief.call('POST /api/v1/call-out-people/{id}/hours', { params, body: { arrivedAt, releasedAt } });
    expect(await refusalOf(phone({ at: later }))).toBe('call-out-people.phone.in-the-future');
    expect(await refusalOf(book(early, null))).toBe('call-out-people.book.not-on-duty');
    await phone({ isAnswered: false });
    const after = await phone({ answer: 'acknowledged', text: '30分で着く' });
    expect(after).toMatchObject({
      state: 'answered',
      people: [{ state: 'acknowledged', answeredBy: { kind: 'user' } }],
    });
    expect(after.people[0]?.phoneCalls.map(({ isAnswered }) => isAnswered)).toEqual([false, true]);
    expect(await refusalOf(phone({ answer: 'acknowledged' }))).toBe('call-out-people.answer.over');
    const now = clock.now().toISOString();
    expect(await refusalOf(book(now, early))).toBe('call-out-people.book.wrong-order');
    await book(early, now);
    const { items } = await chief.call('GET /api/v1/call-outs/hours', { query: { subjectId: id } });
    expect(items).toMatchObject([{ name: 'suzuki', minutes: 60, isRunning: false }]);
    const table = await chief.fetch(`/api/v1/call-outs/hours.csv?subjectId=${id}`);
    expect(await table.text()).toContain('suzuki');
  });

  it('cannot have its history changed, not even by the owner of the tables', async () => {
    const { owner } = program.ground.databases;
    const tables = ['attempt', 'attempt_note', 'phone_call'];
    for (const table of tables)
      await expect(sql`delete from ${sql.id('callout', table)}`.execute(owner)).rejects.toThrow('cannot be changed');
    await expect(sql`update callout.attempt set address = 'x'`.execute(owner)).rejects.toThrow('cannot be changed');
  });
});

describe('rules of the team', () => {
  it('are proposed and off, say what they would have called, and are set over what was read', async () => {
    const shown = await admin.call('GET /api/v1/call-policies', {});
    expect(shown).toMatchObject({ version: 0, isProposal: true });
    expect((await admin.call('GET /api/v1/call-outs/board', {})).hasPolicyOn).toBe(false);
    const tried = await admin.call('POST /api/v1/call-policies/try', { body: { policies: [policy] } });
    expect(tried.looked).toBeGreaterThan(0);
    expect(tried.items).toMatchObject([{ policyId }]);
    const stale = admin.call('POST /api/v1/call-policies', { body: { version: 7, policies: [policy] } });
    expect(await refusalOf(stale)).toBe('call-policies.set.superseded');
    await admin.call('POST /api/v1/call-policies', { body: { version: 0, policies: [policy] } });
    expect((await admin.call('GET /api/v1/call-outs/board', {})).hasPolicyOn).toBe(true);
  });

  it('call for an incident of the severity, once', async () => {
    const { id } = await incident('重大になる');
    expect(await callsOf(id)).toHaveLength(0);
    await makeCritical(id);
    const calls = await until(
      () => callsOf(id),
      (found) => found.length > 0,
    );
    expect(calls).toMatchObject([{ cause: 'policy', policyName: 'SOCの優先度1', state: 'running' }]);
    expect(calls).toHaveLength(1);
  });

  it('do not ring for each of a flood, and the record says so', async () => {
    const opened = [];
    for (const title of ['二つ目', '三つ目', '四つ目']) {
      const { id } = await incident(title);
      await makeCritical(id);
      await until(
        () => chief.call('GET /api/v1/journal-entries', { query: { subjectId: id } }),
        ({ items }) => items.some(({ act }) => /^call-out\.(held-back|begun-by-rule)$/.test(act?.code ?? '')),
      );
      opened.push(id);
    }
    expect((await Promise.all(opened.map(callsOf))).map((calls) => calls.length)).toEqual([1, 1, 0]);
    clock.advance(11 * 60_000);
  });
});

describe('services', () => {
  const adapter = {
    kind: 'sms' as const,
    name: 'SMS',
    isOn: true,
    method: 'POST' as const,
    url: '',
    body: '{"to":"{{address}}","text":"{{text}}"}',
    contentType: 'application/json',
    expectedStatus: [200, 202],
    isPrivateAllowed: true,
  };

  it('do not reach into the own network unless that is allowed, and keep their keys to themselves', async () => {
    const headers = [{ name: 'Authorization', value: 'Bearer very-secret' }];
    const made = await admin.call('POST /api/v1/call-adapters', {
      body: { ...adapter, url: gateway.url.replace('http:', 'https:'), isPrivateAllowed: false, headers },
    });
    expect(JSON.stringify(made)).not.toContain('very-secret');
    expect(made.headerNames).toEqual(['Authorization']);
    const test = () =>
      admin.call('POST /api/v1/call-adapters/{id}/test', { params: { id: made.id }, body: { address: '+8190' } });
    expect((await test()).tested).toMatchObject({ isGood: false, words: 'private' });
    expect(gateway.kept).toHaveLength(0);
    const change = (body: object, version: number) =>
      admin.call('PATCH /api/v1/call-adapters/{id}', {
        params: { id: made.id },
        version,
        body: { ...adapter, url: gateway.url, ...body },
      });
    expect(await refusalOf(change({ isPrivateAllowed: false, headers }, 1))).toBe('call-adapters.save.bad-address');
    expect(await refusalOf(change({}, 1))).toBe('call-adapters.save.headers-again');
    await change({ headers }, 1);
    expect((await test()).tested).toMatchObject({ isGood: true, words: 'HTTP 202: {"ok":true}' });
    expect(gateway.kept[0]?.headers.authorization).toBe('Bearer very-secret');
    expect(JSON.parse(gateway.kept[0]?.body ?? '{}')).toMatchObject({ to: '+8190' });
  });

  it('carry a call to a telephone with its own link, and what they refuse is kept with the words', async () => {
    const { id } = await incident();
    gateway.kept.length = 0;
    const call = await start(id, { targets: [duty(2)], ways: ['sms'] });
    await until(
      () => show(call.id),
      ({ people }) => people[0]?.attempts[0]?.state === 'sent',
    );
    const sent = JSON.parse(gateway.kept[0]?.body ?? '{}') as { to: string; text: string };
    expect(sent.to).toBe('+819000000002');
    expect(sent.text).toMatch(/\/g\/[\w-]{43}/);
    expect(sent.text).not.toContain('暗号化');
    gateway.state.status = 402;
    const other = await start((await incident()).id, { targets: [duty(2)], ways: ['sms'] });
    const failed = await until(
      () => show(other.id),
      ({ state }) => state === 'silent',
    );
    expect(failed.people[0]).toMatchObject({
      state: 'unreached',
      attempts: [{ state: 'failed', words: 'HTTP 402: {"error":"no credit"}' }],
    });
    gateway.state.status = 202;
  });

  it('are no way around withheld mail: nothing leaves by mail then', async () => {
    const { id } = await incident();
    await chief.call('POST /api/v1/subjects/{id}/mail-silence', {
      params: { id },
      body: { scope: 'record', reason: 'メールが読まれている疑い' },
    });
    const call = await start(id, { targets: [duty(2)] });
    const attempts = call.people[0]?.attempts ?? [];
    expect(attempts.find(({ way }) => way === 'mail')).toMatchObject({ state: 'withheld', reason: 'mail-withheld' });
    expect(attempts.find(({ way }) => way === 'sms')?.state).not.toBe('withheld');
  });
});

describe('an exercise', () => {
  it('is marked as one everywhere, measures everybody, and is no duty', async () => {
    const before = mailsTo('sato@example.jp').length;
    const drill = await chief.call('POST /api/v1/call-outs/drills', {
      body: { targets: [{ kind: 'role', roleKey: 'commander' }], reason: '四半期の訓練', needs: 'all', ways: ['mail'] },
    });
    expect(drill).toMatchObject({ cause: 'drill', subject: null });
    const link = await linkTo('sato@example.jp', before);
    expect(mailsTo('sato@example.jp').at(-1)?.email.subject).toContain('訓練');
    clock.advance(90_000);
    expect((await answer(link, 'acknowledged')).text).toContain('これは訓練です');
    const after = await until(
      () => show(drill.id),
      ({ state }) => state === 'answered',
    );
    expect(after.figures).toMatchObject({ called: 1, reached: 1, medianSeconds: 90 });
    const { items } = await chief.call('GET /api/v1/call-outs', { query: { show: 'drill' } });
    expect(items.map((one) => one.id)).toEqual([drill.id]);
    expect((await chief.call('GET /api/v1/call-outs/board', {})).items.every(({ cause }) => cause !== 'drill')).toBe(
      true,
    );
  });
});

describe('a mail of the SOC at night', () => {
  it('of priority 1 calls whoever is on duty', async () => {
    const mailId = '<night@soc.example.com>';
    const raw = [
      'From: soc@soc.example.com',
      'To: csirt@example.jp',
      'Subject: night alert',
      `Message-ID: ${mailId}`,
      '',
      'ransomware on the file server',
      '',
    ].join('\r\n');
    await sendMail(program.smtpPort, { envelope: { from: 'soc@soc.example.com', to: 'csirt@example.jp' }, raw });
    const report = await until(
      async () => (await chief.call('GET /api/v1/reports', {})).items.find(({ title }) => title === 'night alert'),
      (found) => found !== undefined,
    );
    const id = report?.id ?? '';
    const shown = await chief.call('GET /api/v1/reports/{id}', { params: { id } });
    await chief.call('PATCH /api/v1/reports/{id}', {
      params: { id },
      version: shown.version,
      body: { impact: 'high', urgency: 'high' },
    });
    const calls = await until(
      () => callsOf(id),
      (found) => found.length > 0,
    );
    expect(calls).toMatchObject([{ cause: 'policy', priority: 1, people: [{ name: 'sato' }] }]);
  });
});
