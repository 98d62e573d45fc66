import type { BodyInput, RouteOf, TaskState } from '@matoi/contract';
import { readCalendar } from '@matoi/formats/ical';
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
let handler: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() }, { clock: clock.now });
  handler = await program.person('commander', 'handler');
  outsider = await program.person('handler');
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000).toISOString();

async function incident(title = '感染の疑い') {
  return handler.call('POST /api/v1/incidents', { body: { title } });
}

async function restricted(title: string) {
  const opened = await incident(title);
  const compartment = await handler.call('POST /api/v1/compartments', { body: { name: `閉じた範囲 ${title}` } });
  await handler.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: opened.id },
    body: { compartmentId: compartment.id },
  });
  return opened;
}

type Sent = Parameters<typeof handler.call<'POST /api/v1/instructions'>>[1]['body'];

function send(subjectId: string, more: Partial<Sent> = {}) {
  return handler.call('POST /api/v1/instructions', {
    body: {
      subjectId,
      kind: 'order',
      title: '工場の端末のケーブルを抜いてください',
      what: 'K-21 から K-25',
      why: '広がるのを止めるため',
      recipients: [{ name: '高橋', address: 'takahashi@example.jp', locale: 'ja' }],
      ...more,
    },
  });
}

const show = (id: string) => handler.call('GET /api/v1/instructions/{id}', { params: { id } });
const recipient = async (id: string, at = 0) => (await show(id)).recipients[at];

/** The link that a mail to this address carried last. */
async function linkTo(address: string): Promise<string> {
  const mails = await until(
    async () => sink.mails.filter((mail) => mail.to.includes(address)),
    (found) => found.some((mail) => /\/g\/[\w-]{43}/.test(textOf(mail))),
  );
  return /\/g\/[\w-]{43}/.exec(textOf(mails.at(-1)))?.[0] ?? 'no link';
}

const textOf = (mail: (typeof sink.mails)[number] | undefined) => mail?.email.text ?? '';
const mailsTo = (address: string) => sink.mails.filter((mail) => mail.to.includes(address));

async function answer(path: string, act: string, text = '', files: Parameters<typeof sendForm>[2]['files'] = []) {
  const { nonce } = await openPage(program, path);
  return sendForm(program, path, { fields: { nonce, text, act }, files });
}

/** Lets the jobs that wait for a moment run now; what they do is decided by the clock of the program. */
async function wakeClocks(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where key like 'again:tasks.follow-up:%'`.execute(
    program.ground.databases.owner,
  );
}

async function bounce(original: (typeof sink.mails)[number] | undefined, address: string): Promise<void> {
  const raw = [
    'From: MAILER-DAEMON@example.jp',
    'To: csirt@example.jp',
    'Subject: Undelivered Mail',
    'Message-ID: <bounce@example.jp>',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'could not be delivered',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; example.jp',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${original?.email.messageId ?? ''}`,
    '',
    '--b--',
    '',
  ].join('\r\n');
  await sendMail(program.smtpPort, { envelope: { from: '', to: 'csirt@example.jp' }, raw });
}

describe('tasks', () => {
  it('are added as a list, keep their order, and are ended, reopened and put elsewhere', async () => {
    const { id } = await incident();
    const titles = ['ログを保全する', '端末を切り離す', '利用者に連絡する'];
    const added = await handler.call('POST /api/v1/tasks', {
      body: { subjectId: id, source: 'list', tasks: titles.map((title) => ({ title })) },
    });
    const [first, second, third] = added.items;
    if (first === undefined || second === undefined || third === undefined) throw new Error('not added');
    await handler.call('PATCH /api/v1/tasks/{id}', {
      params: { id: third.id },
      body: { after: null },
      version: third.version,
    });
    const listed = await handler.call('GET /api/v1/tasks', { query: { subjectId: id, sort: 'order' } });
    expect(listed.items.map(({ title }) => title)).toEqual([titles[2], titles[0], titles[1]]);

    const titled = async (q: string) =>
      (await handler.call('GET /api/v1/tasks', { query: { subjectId: id, q } })).items.map(({ title }) => title);
    expect(await titled('ろぐ')).toEqual([]);
    expect(await titled('ﾛｸﾞ　保全')).toEqual([titles[0]]);
    expect(await titled('ログ 連絡')).toEqual([]);

    const move = (
      task: { id: string; version: number },
      body: { state: 'done' | 'open' | 'cancelled'; reason?: string },
    ) => handler.call('POST /api/v1/tasks/{id}/state', { params: { id: task.id }, body, version: task.version });
    expect(await refusalOf(move(first, { state: 'cancelled' }))).toBe('tasks.move.needs-reason');
    const done = await move(first, { state: 'done' });
    expect(done).toMatchObject({ state: 'done', endedBy: { kind: 'user' } });
    expect(await move(done, { state: 'open' })).toMatchObject({ state: 'open', endedAt: null });
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: id } });
    expect(journal.items.map((entry) => entry.act?.code)).toEqual(
      expect.arrayContaining(['task.added-many', 'task.done', 'task.reopened']),
    );
  });

  it('on a report are shown from the incident that comes of it', async () => {
    const report = await handler.call('POST /api/v1/reports', { body: { title: 'task on a report', text: 'x' } });
    await handler.call('POST /api/v1/tasks', { body: { subjectId: report.id, tasks: [{ title: '送信元を調べる' }] } });
    const opened = await handler.call('POST /api/v1/incidents', { body: { reportId: report.id } });
    const { items } = await handler.call('GET /api/v1/tasks', { query: { subjectId: opened.id } });
    expect(items.map(({ title, subject }) => [title, subject.kind])).toEqual([['送信元を調べる', 'report']]);
  });

  it('S8 are listed, counted and given only to those who see their record', async () => {
    const { id } = await restricted('S8');
    const task = { title: '極秘の作業', assigneeId: handler.id, dueAt: inHours(-1) };
    const before = await handler.call('GET /api/v1/tasks/counts', {});
    await handler.call('POST /api/v1/tasks', { body: { subjectId: id, tasks: [task] } });
    const after = await handler.call('GET /api/v1/tasks/counts', {});
    expect([after.mine - before.mine, after.overdue - before.overdue]).toEqual([1, 1]);
    const seen = await outsider.call('GET /api/v1/tasks', {});
    expect(JSON.stringify(seen)).not.toContain('極秘の作業');
    const refused = handler.call('POST /api/v1/tasks', {
      body: { subjectId: id, tasks: [{ title: 'x', assigneeId: outsider.id }] },
    });
    expect(await refusalOf(refused)).toBe('tasks.assign.cannot-work');
  });

  it('are changed together, all or none, and tell who was given one', async () => {
    const { id } = await incident();
    const { items } = await handler.call('POST /api/v1/tasks', {
      body: { subjectId: id, tasks: [{ title: 'a' }, { title: 'b' }] },
    });
    const ids = items.map((task) => task.id);
    const never = '01900000-0000-7000-8000-000000000000';
    const bulk = (body: Parameters<typeof handler.call<'POST /api/v1/tasks/bulk'>>[1]['body']) =>
      handler.call('POST /api/v1/tasks/bulk', { body });
    expect(await refusalOf(bulk({ act: 'state', ids: [...ids, never], state: 'done' }))).toBe('record.find.not-found');
    await bulk({ act: 'assign', ids, assigneeId: outsider.id });
    const mine = await outsider.call('GET /api/v1/tasks', { query: { assignee: 'me', subjectId: id, sort: 'order' } });
    expect(mine.items.map(({ title, state }) => [title, state])).toEqual([
      ['a', 'open'],
      ['b', 'open'],
    ]);
    await until(
      () => outsider.call('GET /api/v1/notifications', {}),
      ({ items: told }) => told.some(({ kind }) => kind === 'task.assigned'),
    );
  });
});

describe('a task that needs authority', () => {
  type Rule = BodyInput<RouteOf<'POST /api/v1/authority/draft'>>['definition']['rules'][number];
  const isolate = (system = '') => ({ kind: 'isolate-host', target: { system, site: '', tag: '' } });
  const add = async (subjectId: string, action: ReturnType<typeof isolate> | null, title = '端末を隔離する') => {
    const { items } = await handler.call('POST /api/v1/tasks', { body: { subjectId, tasks: [{ title, action }] } });
    return items[0]?.id ?? '';
  };
  const task = (id: string) => handler.call('GET /api/v1/tasks/{id}', { params: { id } });
  const move = async (id: string, state: TaskState) =>
    handler.call('POST /api/v1/tasks/{id}/state', {
      params: { id },
      body: { state, reason: '' },
      version: (await task(id)).version,
    });
  const order = (subjectId: string, system: string, supersedesId: string | null = null, kind = 'isolate-host') =>
    handler.call('POST /api/v1/subjects/{id}/decisions/order', {
      params: { id: subjectId },
      body: {
        ...{ question: `${system} を隔離する`, reason: '通信が続いている', actionKind: kind, supersedesId },
        ...{ target: { system, site: '', tag: '' }, evidenceLost: kind === 'reimage-host' ? 'メモリ' : '' },
        ...{ isEmergency: false, conditionsMet: '' },
      },
    });

  let tanaka = '';
  /** Somebody asks again, and it is decided to let it be: what was ordered stands no more. */
  const takeBack = async (subjectId: string, system: string, supersedesId: string) => {
    const option = { business: '', technical: '', risk: 'low', riskText: '', cost: '', reversible: 'yes' } as const;
    const asked = await outsider.call('POST /api/v1/subjects/{id}/decisions', {
      params: { id: subjectId },
      body: {
        ...{ question: '続けますか', whyNow: '誤検知と分かった', waitingCost: '', decideByAt: null, csirt: null },
        options: [
          { ...option, title: '続ける', isOrder: true },
          { ...option, title: 'やめる', isOrder: false },
        ],
        ...{ vendor: null, actionKind: 'isolate-host', target: { system, site: '', tag: '' }, evidenceLost: '' },
        ...{ memberIds: [tanaka], supersedesId },
      },
    });
    await handler.call('POST /api/v1/decisions/{id}/decide', {
      params: { id: asked.id },
      body: { option: 'B', reason: '誤検知' },
      version: asked.version,
    });
  };

  beforeAll(async () => {
    const administrator = await program.person('administrator');
    const member = await administrator.call('POST /api/v1/members', {
      body: {
        ...{ name: '田中', reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
        ...{ contract: 'employee', superior: null, deputyIds: [], language: 'ja', note: '', isActive: true },
        ...{ roles: [], channels: [], accountId: handler.id },
      },
    });
    tanaka = member.id;
    const rule: Rule = {
      ...{ id: 'r1', number: '1-1', force: 'order', actionKinds: ['isolate-host', 'reimage-host'] },
      ...{ scope: { kind: 'all', names: [] }, severityAtLeast: null, when: 'always', mustInform: [], carriesOut: [] },
      ...{ carriesOutText: '', needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
      mayOrder: [{ kind: 'member', memberId: member.id }],
    };
    const business = { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true };
    const { version } = await administrator.call('GET /api/v1/authority/draft', {});
    await administrator.call('POST /api/v1/authority/draft', {
      version,
      body: { definition: { business, rules: [rule] } },
    });
    const approver = await program.person('commander');
    const draft = await approver.call('GET /api/v1/authority/draft', {});
    await approver.call('POST /api/v1/authority/draft/approve', {
      version: draft.version,
      body: { contentHash: draft.contentHash, effectiveAt: null, note: '初版' },
    });
  });

  it('S31 is refused by name until somebody with authority has ordered it for its target, and says by what it is done', async () => {
    const opened = await incident('隔離');
    const id = await add(opened.id, isolate('PC-1'));
    expect((await task(id)).order).toEqual({ state: 'needed', decision: null });
    for (const state of ['in-progress', 'done'] as const)
      expect(await refusalOf(move(id, state))).toBe('tasks.move.needs-decision');
    expect(
      await refusalOf(handler.call('POST /api/v1/tasks/bulk', { body: { act: 'state', ids: [id], state: 'done' } })),
    ).toBe('tasks.move.needs-decision');
    // Ordered for another computer it is still refused, and by a decision on it, it is free.
    await order(opened.id, 'PC-2');
    expect(await refusalOf(move(id, 'done'))).toBe('tasks.move.other-target');
    const made = await order(opened.id, 'pc-1');
    expect((await task(id)).order).toMatchObject({ state: 'ordered', decision: { number: made.number, by: '田中' } });
    await move(id, 'in-progress');
    const body = { action: null };
    const version = (await task(id)).version;
    expect(await refusalOf(handler.call('PATCH /api/v1/tasks/{id}', { params: { id }, body, version }))).toBe(
      'tasks.change.action-begun',
    );
    // What takes its place and lets it be takes the ground from what was begun, and that is told once.
    await takeBack(opened.id, 'pc-1', made.id);
    const flagged = await until(
      () => handler.call('GET /api/v1/journal-entries', { query: { subjectId: opened.id } }),
      ({ items }) => items.some(({ act }) => act?.code === 'task.order-ended'),
    );
    expect(flagged.items.filter(({ act }) => act?.code === 'task.order-ended')).toHaveLength(1);
    expect((await task(id)).order).toMatchObject({ state: 'ended', decision: { number: made.number } });
    expect(await refusalOf(move(id, 'done'))).toBe('tasks.move.other-target');
    await order(opened.id, 'PC-1');
    await move(id, 'done');
    expect((await task(id)).order?.state).toBe('ordered');
  });

  it('S31 keeps action and target while it waits for a decision, from whoever may not order it', async () => {
    const opened = await incident('操作を外す');
    const id = await add(opened.id, isolate('PC-9'));
    const change = async (as: Visitor, action: ReturnType<typeof isolate> | null) =>
      as.call('PATCH /api/v1/tasks/{id}', { params: { id }, body: { action }, version: (await task(id)).version });
    for (const action of [null, isolate(), isolate('PC-10'), { ...isolate('PC-9'), kind: 'pay' }]) {
      expect(await refusalOf(change(outsider, action))).toBe('tasks.change.action-waits');
      const all = outsider.call('POST /api/v1/tasks/bulk', { body: { act: 'action', ids: [id], action } });
      expect(await refusalOf(all)).toBe('tasks.change.action-waits');
    }
    const exact = { ...isolate('PC-9'), target: { system: 'PC-9', site: '大阪', tag: '' } };
    expect((await change(outsider, exact)).action?.target.site).toBe('大阪');
    expect((await change(handler, null)).action).toBeNull();
    const { items } = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: opened.id } });
    expect(items.map(({ act }) => act?.code)).toContain('task.action-removed');
    expect((await move(id, 'done')).state).toBe('done');
  });

  it('S31 is not begun by a decision that goes at the same moment', async () => {
    const opened = await incident('同時');
    const id = await add(opened.id, isolate('PC-7'));
    const made = await order(opened.id, 'PC-7');
    const later = await order(opened.id, 'PC-8');
    const { owner } = program.ground.databases;
    let moving: Promise<string | null> = Promise.resolve(null);
    await owner.transaction().execute(async (tx) => {
      await sql`update decisions.decision set superseded_by_id = ${later.id} where id = ${made.id}`.execute(tx);
      moving = refusalOf(move(id, 'in-progress'));
      await until(
        () => sql<{ pid: number }>`select pid from pg_locks where not granted`.execute(owner),
        ({ rows }) => rows.length > 0,
      );
    });
    expect(await moving).toBe('tasks.move.other-target');
  });

  it('is free where it names nothing that the matrix speaks of, and takes over the target of a decision where it names none', async () => {
    const opened = await incident('対象なし');
    const free = await add(opened.id, { ...isolate(), kind: 'pay' });
    expect((await move(free, 'done')).order?.state).toBe('free');
    const id = await add(opened.id, null, 'あとで種類を決める');
    await handler.call('POST /api/v1/tasks/bulk', { body: { act: 'action', ids: [id], action: isolate() } });
    expect(await refusalOf(move(id, 'done'))).toBe('tasks.move.needs-decision');
    await order(opened.id, 'SRV-9');
    expect((await move(id, 'done')).order).toMatchObject({ decision: { target: { system: 'SRV-9' } } });
    const list = (action: string) =>
      handler.call('GET /api/v1/tasks', { query: { subjectId: opened.id, action } }).then(({ items }) => items.length);
    expect([await list('any'), await list('isolate-host'), await list('publish')]).toEqual([2, 1, 0]);
    expect(await refusalOf(add(opened.id, { ...isolate(), kind: 'no-such-act' }))).toBe('tasks.action.unknown');
  });

  it('says with the decision which evidence is lost', async () => {
    const opened = await incident('初期化');
    const id = await add(opened.id, { ...isolate('PC-5'), kind: 'reimage-host' });
    await order(opened.id, 'PC-5', null, 'reimage-host');
    expect((await move(id, 'done')).order).toMatchObject({ decision: { evidenceLost: 'メモリ' } });
  });

  it('as a step of a playbook is done neither on the step nor by its task before it is ordered', async () => {
    const opened = await incident('手順');
    const run = await handler.call('POST /api/v1/playbook-runs', { body: { subjectId: opened.id, code: 'malware' } });
    const params = { id: run.id, stepId: 'disconnect' };
    const done = () =>
      handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}', { params, body: { state: 'done' } });
    const given = await handler.call('POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee', {
      params,
      body: { assigneeId: handler.id },
    });
    const step = given.steps.find(({ id }) => id === 'disconnect');
    expect(step).toMatchObject({ state: 'open', order: { isNeeded: true, decision: null } });
    expect(await refusalOf(done())).toBe('playbook-runs.change-step.needs-decision');
    expect(await refusalOf(move(step?.taskId ?? '', 'done'))).toBe('tasks.move.needs-decision');
    const made = await order(opened.id, '');
    const after = await done();
    expect(after.steps.find(({ id }) => id === 'disconnect')).toMatchObject({
      state: 'done',
      order: { isNeeded: false, decision: { number: made.number } },
    });
    expect((await task(step?.taskId ?? '')).state).toBe('done');
  });

  it('as an instruction is sent to nobody before it is ordered, and tells its recipient on whose word', async () => {
    const opened = await incident('指示');
    const recipients = [{ name: '現場', address: 'genba@example.jp', locale: 'ja' as const }];
    const words = { action: isolate('K-21'), recipients };
    expect(await refusalOf(send(opened.id, words))).toBe('instructions.send.needs-decision');
    expect(mailsTo('genba@example.jp')).toEqual([]);
    const made = await order(opened.id, 'K-21');
    const sent = await send(opened.id, words);
    expect(sent.order).toMatchObject({ state: 'ordered', decision: { number: made.number } });
    const link = await linkTo('genba@example.jp');
    const page = await openPage(program, link);
    expect(page.text).toContain('田中 さんが');
    expect(page.text).toContain(made.number);
    await takeBack(opened.id, 'K-21', made.id);
    await until(
      () => openPage(program, link),
      ({ text }) => text.includes('もとになった判断は変わりました'),
    );
    expect((await show(sent.id)).order).toMatchObject({ state: 'ended' });
    const again = handler.call('POST /api/v1/instruction-recipients/{id}/resend', {
      params: { id: sent.recipients[0]?.id ?? '' },
      body: {},
    });
    expect(await refusalOf(again)).toBe('instructions.send.needs-decision');
  });
});

describe('an instruction', () => {
  it('S6 gives each recipient a link that reaches this one instruction and nothing else', async () => {
    const opened = await incident('社内だけの題名');
    const { id } = await send(opened.id, {
      recipients: [
        { name: '一人目', address: 'one@example.jp', locale: 'ja', department: '検査室' },
        { name: '二人目', address: 'two@example.jp', locale: 'en' },
      ],
    });
    const [one, two] = [await linkTo('one@example.jp'), await linkTo('two@example.jp')];
    expect(one).not.toBe(two);
    const page = await openPage(program, one);
    expect(page.text).toContain('工場の端末のケーブルを抜いてください');
    expect(page.html).toContain('lang="ja"');
    for (const secret of ['二人目', 'two@example.jp', '社内だけの題名', opened.number, opened.id, handler.id])
      expect([secret, page.html.includes(secret)]).toEqual([secret, false]);
    expect((await openPage(program, two)).html).toContain('lang="en"');
    expect((await openPage(program, `${one}/files/${opened.id}`)).status).toBe(404);
    const session = await fetch(`${program.origin}/api/v1/instructions/${id}`, {
      headers: { authorization: `Bearer ${one.slice(3)}` },
    });
    expect(session.status).toBe(401);
    const done = await answer(two, 'done', 'pulled', [{ name: '写真.png', content: 'png', type: 'image/png' }]);
    expect(done.text).toContain('We have your report that it is done');
    expect((await openPage(program, one)).html).not.toContain('pulled');
    // Who has said nothing stands first.
    expect((await show(id)).recipients.map(({ name, state }) => [name, state])).toEqual([
      ['一人目', 'opened'],
      ['二人目', 'done'],
    ]);
    const said = await recipient(id, 1);
    const file = said?.answers[0]?.files[0];
    expect(file).toMatchObject({ name: '写真.png', size: 3 });
    const bytes = await handler.fetch(`/api/v1/instruction-recipients/${said?.id}/files/${file?.id}`);
    expect([bytes.status, await bytes.text()]).toEqual([200, 'png']);
    const attached = await handler.call('GET /api/v1/attachments', { query: { subjectId: opened.id } });
    expect(attached.items).toMatchObject([{ name: '写真.png', addedBy: { kind: 'guest', name: '二人目' } }]);
  });

  it('is opened without a word said, takes an answer once, refuses one without reason, and says what it is then', async () => {
    const { id } = await send((await incident()).id);
    const path = await linkTo('takahashi@example.jp');
    expect((await recipient(id))?.times.openedAt).toBeNull();
    await openPage(program, path);
    await openPage(program, path);
    expect(await recipient(id)).toMatchObject({ state: 'opened', isSilent: true, answers: [] });
    const empty = await answer(path, 'refused');
    expect([empty.status, empty.text.includes('理由を書いてから')]).toEqual([422, true]);
    expect((await sendForm(program, path, { fields: { act: 'done', nonce: 'x.y.z' } })).status).toBe(409);
    expect((await answer(path, 'everything')).status).toBe(422);
    const { nonce } = await openPage(program, path);
    for (const _time of [1, 2]) {
      const sent = await sendForm(program, path, { fields: { nonce, text: '人がいません', act: 'refused' } });
      expect([sent.status, sent.text.includes('「対応できません」を受け付けました')]).toEqual([200, true]);
    }
    expect(await recipient(id)).toMatchObject({
      state: 'refused',
      answers: [{ text: '人がいません', isByHand: false }],
    });
    await until(
      () => handler.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind }) => kind === 'instruction.answered'),
    );
  });

  it('S15 takes only so many answers by one link', async () => {
    await send((await incident()).id, { recipients: [{ name: '多', address: 'many@example.jp', locale: 'ja' }] });
    const path = await linkTo('many@example.jp');
    await answer(path, 'done');
    const { nonce } = await openPage(program, path);
    const statuses: number[] = [];
    for (let at = 0; at < 31; at += 1)
      statuses.push((await sendForm(program, path, { fields: { nonce, act: 'note', text: String(at) } })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('S33 of a restricted record tells nothing by mail but a number, and everything on the page', async () => {
    const { id: subjectId } = await restricted('S33の題名');
    await send(subjectId, {
      title: '秘密の指示',
      why: '秘密の理由',
      what: '秘密の内容',
      recipients: [{ name: '秘', address: 'hidden@example.jp', locale: 'ja' }],
    });
    const path = await linkTo('hidden@example.jp');
    const [mail] = mailsTo('hidden@example.jp');
    for (const secret of ['秘密の', 'S33の題名', 'K-21'])
      expect(`${mail?.email.subject} ${textOf(mail)}`).not.toContain(secret);
    expect(mail?.email.subject).toMatch(/INS-\d{4}-\d{4}-01/);
    const page = await openPage(program, path);
    expect(page.text).toContain('秘密の指示');
    // What is said there stays behind the wall.
    expect((await answer(path, 'acknowledged', '秘密の返事')).status).toBe(200);
    expect(JSON.stringify(await outsider.call('GET /api/v1/instructions', {}))).not.toContain('秘密');
  });

  it('reminds on silence, then tells the superior, each once, and nobody who has answered', async () => {
    const { id } = await send((await incident()).id, {
      clock: { remindAfter: 30, escalateAfter: 60 },
      recipients: [
        {
          name: '静',
          address: 'silent@example.jp',
          locale: 'ja',
          superior: { name: '課長', address: 'boss@example.jp' },
        },
        {
          name: '応',
          address: 'quick@example.jp',
          locale: 'ja',
          superior: { name: '課長', address: 'boss@example.jp' },
        },
      ],
    });
    await answer(await linkTo('quick@example.jp'), 'acknowledged');
    await linkTo('silent@example.jp');
    clock.advance(31 * 60_000);
    await wakeClocks();
    await until(
      async () => mailsTo('silent@example.jp'),
      (mails) => mails.length === 2,
    );
    expect(mailsTo('silent@example.jp').at(-1)?.email.subject).toContain('再送');
    expect(mailsTo('boss@example.jp')).toEqual([]);
    clock.advance(30 * 60_000);
    await wakeClocks();
    await until(
      async () => mailsTo('boss@example.jp'),
      (mails) => mails.length === 1,
    );
    expect(textOf(mailsTo('boss@example.jp')[0])).not.toMatch(/\/g\//);
    clock.advance(120 * 60_000);
    await wakeClocks();
    const after = await show(id);
    expect(after.recipients[0]).toMatchObject({ name: '静', state: 'sent', isEscalationTold: true });
    expect([mailsTo('silent@example.jp').length, mailsTo('boss@example.jp').length]).toEqual([2, 1]);
    expect(mailsTo('quick@example.jp')).toHaveLength(1);
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: after.subject.id } });
    const codes = journal.items.flatMap((entry) => entry.act?.code ?? []);
    expect(codes.filter((code) => code === 'instruction.escalated')).toHaveLength(1);
  });

  it('tells the superior of whoever took it on and is late', async () => {
    const { id } = await send((await incident()).id, {
      dueAt: new Date(clock.now().getTime() + 60 * 60_000).toISOString(),
      clock: { remindAfter: null, remindBefore: 10, escalateAfter: 600 },
      recipients: [
        {
          name: '遅',
          address: 'late@example.jp',
          locale: 'ja',
          superior: { name: '部長', address: 'head@example.jp' },
        },
      ],
    });
    await answer(await linkTo('late@example.jp'), 'acknowledged');
    clock.advance(51 * 60_000);
    await wakeClocks();
    await until(
      async () => mailsTo('late@example.jp'),
      (mails) => mails.length === 2,
    );
    expect(textOf(mailsTo('late@example.jp').at(-1))).toContain('まだ完了のご連絡をいただいていません');
    clock.advance(10 * 60_000);
    await wakeClocks();
    await until(
      async () => mailsTo('head@example.jp'),
      (mails) => mails.length === 1,
    );
    expect(mailsTo('head@example.jp')[0]?.email.subject).toContain('期限を過ぎています');
    const after = await show(id);
    expect(after.recipients[0]).toMatchObject({ state: 'acknowledged', isSilent: false, isEscalationTold: true });
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: after.subject.id } });
    const codes = journal.items.flatMap((entry) => entry.act?.code ?? []);
    expect(codes.filter((code) => code === 'instruction.late-escalated')).toHaveLength(1);
  });

  it('says on the recipient that a mail came back, and forgets it when it is sent to another address', async () => {
    const { id } = await send((await incident()).id, {
      recipients: [{ name: '誤', address: 'wrong@example.jp', locale: 'ja' }],
    });
    await linkTo('wrong@example.jp');
    await until(
      () => recipient(id),
      (one) => one?.state === 'sent',
    );
    await bounce(mailsTo('wrong@example.jp')[0], 'wrong@example.jp');
    const bounced = await until(
      () => show(id),
      (one) => one.recipients[0]?.state === 'bounced' && one.counts.undelivered === 1,
    );
    expect(bounced.recipients[0]?.problem).toBe('5.1.1');
    await handler.call('POST /api/v1/instruction-recipients/{id}/resend', {
      params: { id: bounced.recipients[0]?.id ?? '' },
      body: { address: 'right@example.jp' },
    });
    expect(await linkTo('right@example.jp')).toBe(await linkTo('wrong@example.jp'));
    await until(
      () => recipient(id),
      (one) => one?.state === 'sent' && one.times.bouncedAt === null,
    );
  });

  it('waits for other means while mail is withheld: the link is handed over, and the word comes by telephone', async () => {
    const opened = await incident();
    await handler.call('POST /api/v1/subjects/{id}/mail-silence', {
      params: { id: opened.id },
      body: { scope: 'record', reason: 'メールが見られている疑い' },
    });
    const sent = await send(opened.id, {
      recipients: [{ name: '電', address: 'phone@example.jp', locale: 'ja' }],
    });
    expect(sent.recipients[0]).toMatchObject({ state: 'withheld', isSilent: true });
    const recipientId = sent.recipients[0]?.id ?? '';
    const { address } = await handler.call('POST /api/v1/instruction-recipients/{id}/link', {
      params: { id: recipientId },
      body: { means: '電話' },
    });
    expect((await openPage(program, new URL(address).pathname)).text).toContain('工場の端末');
    const note = (body: { answer: 'refused' | 'done'; text?: string; occurredAt?: string }) =>
      handler.call('POST /api/v1/instruction-recipients/{id}/note', { params: { id: recipientId }, body });
    expect(await refusalOf(note({ answer: 'refused' }))).toBe('instruction-recipients.note.needs-reason');
    expect(await refusalOf(note({ answer: 'done', occurredAt: inHours(1) }))).toBe(
      'instruction-recipients.note.in-the-future',
    );
    const occurredAt = inHours(-0.5);
    const noted = await note({ answer: 'done', text: '電話で確認', occurredAt });
    expect(noted.recipients[0]).toMatchObject({
      state: 'done',
      handed: { means: '電話' },
      times: { doneAt: occurredAt },
      answers: [{ isByHand: true, occurredAt }],
    });
    expect(mailsTo('phone@example.jp')).toEqual([]);
  });

  it('is withdrawn: the recipient is told by mail and on the page, and can say no more', async () => {
    const { id } = await send((await incident()).id, {
      recipients: [{ name: '取', address: 'gone@example.jp', locale: 'ja' }],
    });
    const path = await linkTo('gone@example.jp');
    const { nonce } = await openPage(program, path);
    await handler.call('POST /api/v1/instructions/{id}/withdraw', { params: { id }, body: { reason: '不要になった' } });
    await until(
      async () => mailsTo('gone@example.jp'),
      (mails) => mails.some((mail) => mail.email.subject?.includes('取消') === true),
    );
    expect((await sendForm(program, path, { fields: { nonce, act: 'done' } })).status).toBe(409);
    const page = await openPage(program, path);
    expect(page.text).toContain('取り消されました');
    expect(page.html).not.toContain('<form');
    clock.advance(91 * 86_400_000);
    expect((await openPage(program, path)).status).toBe(404);
  });
});

describe('the calendar of a person', () => {
  it('S8 holds what its owner may see at that moment, restricted things by number alone, until it is revoked', async () => {
    const owner = await program.person('commander', 'handler');
    const opened = await owner.call('POST /api/v1/incidents', { body: { title: '公開の件' } });
    const secret = await owner.call('POST /api/v1/incidents', { body: { title: '秘密の件' } });
    const compartment = await owner.call('POST /api/v1/compartments', { body: { name: '暦' } });
    await owner.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: secret.id },
      body: { compartmentId: compartment.id },
    });
    for (const [subjectId, title] of [
      [opened.id, '公開の作業; a, b'],
      [secret.id, '秘密の作業'],
    ] as const)
      await owner.call('POST /api/v1/tasks', {
        body: { subjectId, tasks: [{ title, assigneeId: owner.id, dueAt: inHours(5) }] },
      });
    const { address } = await owner.call('POST /api/v1/calendar-feed', { body: {} });
    const path = new URL(address).pathname;
    const read = async () => fetch(program.origin + path);
    const answered = await read();
    expect(answered.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await answered.text();
    expect(text).not.toContain('秘密の');
    expect(
      readCalendar(text)
        .events.map((event) => event.SUMMARY)
        .sort(),
    ).toEqual([`${secret.number} の期限`, `[${opened.number}] 公開の作業; a, b`]);
    const stored = await sql<{ token_hash: Buffer }>`select token_hash from platform.calendar_feed`.execute(
      program.ground.databases.owner,
    );
    expect(stored.rows.map((row) => row.token_hash.toString('base64url'))).not.toContain(path.slice(10, -4));
    await sql`delete from platform.compartment_member where account_id = ${owner.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    expect(readCalendar(await (await read()).text()).events.map((event) => event.SUMMARY)).toEqual([
      `[${opened.number}] 公開の作業; a, b`,
    ]);
    await owner.call('POST /api/v1/calendar-feed/revoke', { body: {} });
    expect((await read()).status).toBe(404);
    expect((await fetch(`${program.origin}/calendar/${'x'.repeat(43)}.ics`)).status).toBe(404);
  });

  it('reports no problem of its own', () => {
    expect(program.problems).toEqual([]);
  });
});
