import type { BodyInput, ResponseOf, RouteOf } from '@matoi/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink } from '../../../../test/support/mail-sink.ts';
import { makeClock, minutes } from '../../../../test/support/sessions.ts';
import {
  freePort,
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';

type Meeting = ResponseOf<RouteOf<'GET /api/v1/meetings/{id}'>>;
type Plan = BodyInput<RouteOf<'POST /api/v1/subjects/{id}/meetings'>>;
type Member = BodyInput<RouteOf<'POST /api/v1/members'>>;
type Decide = Extract<BodyInput<RouteOf<'POST /api/v1/meetings/{id}/decisions'>>, { what: 'new' }>;

const clock = makeClock(new Date('2026-11-24T00:55:00Z'));
let program: TestProgram;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let scribe: Visitor;
let chair: Visitor;
let commander: Visitor;
let administrator: Visitor;
let incident: { readonly id: string };
const members: Record<string, string> = {};

async function member(key: string, name: string, account: Visitor | null, role: Member['roles'][number]['key'] | null) {
  const body: Member = {
    ...{ name, reading: '', nameEn: '', department: '本社', title: '', employment: 'full-time', share: 100 },
    ...{ contract: 'employee', superior: null, deputyIds: [], language: 'ja', note: '', isActive: true },
    roles: role === null ? [] : [{ key: role, from: null, until: null }],
    channels: [{ kind: 'mail', address: `${key}@example.jp`, isAlternate: false }],
    accountId: account?.id ?? null,
  };
  members[key] = (await administrator.call('POST /api/v1/members', { body })).id;
}

/** One rule: executives may stop a service, and nobody else. */
async function agreeOnMatrix(): Promise<void> {
  const definition: BodyInput<RouteOf<'POST /api/v1/authority/draft'>>['definition'] = {
    business: { days: [1, 2, 3, 4, 5], from: '09:00', until: '18:00', closesOnHolidays: true },
    rules: [
      {
        id: 'r1',
        number: '4-2',
        force: 'order',
        ...{ actionKinds: ['stop-service'], severityAtLeast: null, when: 'always' as const },
        scope: { kind: 'all', names: [] },
        ...{ mustInform: [], carriesOut: [], carriesOutText: '' },
        ...{ needsFourEyes: false, conditions: '', reportWithinMinutes: null, note: '' },
        mayOrder: [{ kind: 'role', roleKey: 'executive' }],
      },
    ],
  };
  const { version } = await administrator.call('GET /api/v1/authority/draft', {});
  await administrator.call('POST /api/v1/authority/draft', { version, body: { definition } });
  const draft = await commander.call('GET /api/v1/authority/draft', {});
  await commander.call('POST /api/v1/authority/draft/approve', {
    version: draft.version,
    body: { contentHash: draft.contentHash, effectiveAt: null, note: '初版' },
  });
}

const somebody = {
  id: null,
  memberId: null,
  accountId: null,
  name: '',
  organisation: '',
  role: '',
  address: '',
  deputyFor: '',
};
const plan = (change: Partial<Plan> = {}): Plan => ({
  ...{
    kind: 'headquarters',
    title: '',
    place: '第1会議室',
    url: 'https://meet.example.jp/1',
    bridge: '03-0000-0000 #12',
  },
  ...{ plannedBeginAt: '2026-11-24T01:00:00Z', plannedEndAt: '2026-11-24T02:00:00Z', chair: 0, scribe: 1 },
  attendees: [
    { ...somebody, memberId: members.coo ?? '' },
    { ...somebody, memberId: members.scribe ?? '' },
    { ...somebody, memberId: members.plant ?? '', deputyFor: '工場長' },
    { ...somebody, name: '顧問弁護士', organisation: '法律事務所', address: 'lawyer@example.jp' },
  ],
  agenda: [
    { id: null, title: '状況の確認', text: '' },
    { id: null, title: '停止の要否', text: '' },
  ],
  ...change,
});
const planOn = (body = plan(), as = scribe) =>
  as.call('POST /api/v1/subjects/{id}/meetings', { params: { id: incident.id }, body });
const show = (id: string, as = scribe) => as.call('GET /api/v1/meetings/{id}', { params: { id } });
type Move = BodyInput<RouteOf<'POST /api/v1/meetings/{id}/move'>>;
const move = ({ id, version }: Pick<Meeting, 'id' | 'version'>, body: Move, as = scribe) =>
  as.call('POST /api/v1/meetings/{id}/move', { params: { id }, version, body });
type Note = BodyInput<RouteOf<'POST /api/v1/meetings/{id}/lines'>>;
/** Each line a second after the one before. */
const note = (id: string, body: Partial<Note>, as = scribe) => {
  clock.advance(1_000);
  return as.call('POST /api/v1/meetings/{id}/lines', {
    params: { id },
    body: { text: '', at: null, itemId: null, attendeeId: null, supersedesId: null, ...body },
  });
};
const decide = (id: string, body: Partial<Decide>) => {
  clock.advance(1_000);
  return scribe.call('POST /api/v1/meetings/{id}/decisions', {
    params: { id },
    body: {
      ...{ what: 'new', itemId: null, lineId: null, saidAt: null, reason: '', attendeeId: '', isOrder: true },
      ...{ question: '基幹システムを止めるか', answer: '止める', actionKind: 'stop-service', evidenceLost: '' },
      target: { system: '', site: '', tag: '' },
      ...body,
    },
  });
};
const confirm = ({ id, version, draft }: Meeting, as: Visitor) =>
  as.call('POST /api/v1/meetings/{id}/minutes', {
    params: { id },
    version,
    body: { contentHash: draft?.contentHash ?? '0'.repeat(64) },
  });
/** Writes the summary, and leaves plan, people and agenda as they are. */
const summarise = ({ id, version, attendees, agenda }: Meeting, summary: string, as: Visitor) =>
  as.call('PATCH /api/v1/meetings/{id}', {
    params: { id },
    version,
    body: {
      ...plan({
        attendees: attendees.map((one) => ({
          ...{ id: one.id, memberId: one.memberId, accountId: one.accountId, name: one.name },
          ...{ organisation: one.organisation, role: one.role, address: one.address, deputyFor: one.deputyFor },
        })),
        agenda: agenda.map(({ isTouched: _known, ...item }) => item),
      }),
      summary,
    },
  });
const people = (meeting: Meeting) => meeting.attendees.map(({ id }) => id);

beforeAll(async () => {
  sink = await startMailSink();
  program = await startTestProgram({ smtpRelayUrl: sink.url, smtpPort: await freePort() }, { clock: clock.now });
  administrator = await program.person('administrator');
  commander = await program.person('commander');
  scribe = await program.person('handler');
  chair = await program.person('reader');
  await member('coo', '久保田 COO', chair, 'executive');
  await member('scribe', '佐藤', scribe, 'incident-handler');
  await member('plant', '製造課長', null, null);
  await agreeOnMatrix();
  incident = await scribe.call('POST /api/v1/incidents', { body: { title: 'ランサムウェア' } });
});
afterAll(async () => {
  await program.stop();
  await sink.stop();
});

let held: Meeting;

describe('planning a meeting', () => {
  it('is refused to readers, and with a decision of another record', async () => {
    expect(await refusalOf(planOn(plan(), chair))).toBe('permission.use.denied');
    const foreign = plan({ agenda: [{ id: null, title: 'x', text: '', decisionId: incident.id }] });
    expect(await refusalOf(planOn(foreign))).toBe('meetings.plan.decision-unknown');
  });

  it('numbers it in its kind, tells those with an account, and shows it to them as one of today', async () => {
    held = await planOn();
    const technical = await planOn(plan({ kind: 'technical' }));
    expect(held).toMatchObject({
      ordinal: 1,
      name: { ja: '第1回対策本部会議' },
      state: 'planned',
      number: 'MTG-2026-0001',
    });
    expect(technical).toMatchObject({ ordinal: 1, name: { en: 'Technical meeting no. 1' } });
    expect(await show(held.number)).toMatchObject({ id: held.id, counts: { invited: 4, present: 0 } });
    await until(
      () => chair.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind, subject }) => kind === 'meeting.invited' && subject?.id === held.id),
    );
    const { items } = await chair.call('GET /api/v1/meetings/today', {});
    expect(items.map(({ number }) => number)).toEqual([held.number, technical.number]);
    expect((await commander.call('GET /api/v1/meetings/today', {})).items).toEqual([]);
    await move(technical, { act: 'cancel', reason: '対策本部会議で扱う' });
    expect(
      await refusalOf(
        move({ ...technical, version: technical.version + 1 }, { act: 'begin', presentIds: people(technical) }),
      ),
    ).toBe('meetings.move.not-now');
    expect((await planOn(plan({ kind: 'technical' }))).ordinal).toBe(2);
  });

  it('answers a calendar file and sends it, only when asked', async () => {
    const file = await scribe.fetch(`/api/v1/meetings/${held.id}/file?format=ics&language=ja`);
    expect(file.headers.get('content-disposition')).toContain(`${held.number}.ics`);
    expect(await file.text()).toContain('DTSTART:20261124T010000Z');
    expect(sink.mails).toHaveLength(0);
    const sent = await scribe.call('POST /api/v1/meetings/{id}/send', {
      params: { id: held.id },
      body: { what: 'invitation', attendeeIds: people(held), text: 'ご出席ください', language: 'ja', formats: [] },
    });
    expect(sent.deliveries).toMatchObject([
      { what: 'invitation', to: ['久保田 COO', '佐藤', '製造課長', '顧問弁護士'] },
    ]);
    const [mail] = await until(
      async () => sink.mails,
      (mails) => mails.length > 0,
    );
    expect(mail?.to).toEqual(expect.arrayContaining(['coo@example.jp', 'lawyer@example.jp']));
    expect(mail?.email.attachments.map(({ filename }) => filename)).toEqual([`${held.number}.ics`]);
  });
});

describe('a meeting in session', () => {
  it('takes no line before it has begun, and begins with nobody for nobody', async () => {
    expect(await refusalOf(note(held.id, { text: 'x' }))).toBe('meetings.note.not-now');
    expect(await refusalOf(decide(held.id, { attendeeId: people(held)[0] ?? '' }))).toBe(
      'meetings.decide.not-in-session',
    );
    expect(await refusalOf(move(await show(held.id), { act: 'begin', presentIds: [] }))).toBe(
      'meetings.move.nobody-present',
    );
  });

  it('takes everybody who is there in one stroke, and who comes later with the time', async () => {
    clock.advance(5 * minutes);
    const [coo = '', scribeId = '', plant = '', lawyer = ''] = people(held);
    await move(await show(held.id), { act: 'begin', presentIds: [coo, scribeId] });
    const attend = (attendeeId: string, act: 'came' | 'left' | 'absent') =>
      scribe.call('POST /api/v1/meetings/{id}/attendance', {
        params: { id: held.id },
        body: { attendeeId, act, at: null, reason: act === 'absent' ? '出廷' : '' },
      });
    expect(await refusalOf(attend(plant, 'left'))).toBe('meetings.attend.not-there');
    clock.advance(3 * minutes);
    await attend(plant, 'came');
    held = await attend(lawyer, 'absent');
    expect(held).toMatchObject({ state: 'in-session', counts: { invited: 4, present: 3 } });
    expect(held.attendees.map(({ state }) => state)).toEqual(['present', 'present', 'present', 'absent']);
    expect(held.lines).toMatchObject([{ kind: 'attendance', text: 'came', attendeeId: plant }]);
  });

  it('S28 keeps what was noted: a correction takes its place, and the database lets nobody change it', async () => {
    const [item] = held.agenda;
    const noted = await note(held.id, { text: '暗号化は2台', itemId: item?.id ?? null });
    const first = noted.lines.at(-1);
    const corrected = await note(held.id, {
      text: '暗号化は3台',
      itemId: item?.id ?? null,
      supersedesId: first?.id ?? null,
    });
    expect(corrected.lines.at(-1)).toMatchObject({ text: '暗号化は3台', corrects: '暗号化は2台', at: first?.at });
    expect(await refusalOf(note(held.id, { text: 'x', supersedesId: first?.id ?? null }))).toBe('meetings.note.fixed');
    const stray = await note(held.id, { text: '雑談' });
    const struck = await note(held.id, { supersedesId: stray.lines.at(-1)?.id ?? null });
    expect(struck.lines.map(({ text }) => text)).not.toContain('雑談');
    const { owner } = program.ground.databases;
    for (const attempt of [
      sql`update meetings.line set text = 'x' where id = ${first?.id}`,
      sql`delete from meetings.line where id = ${first?.id}`,
      sql`update meetings.meeting set state = 'confirmed' where id = ${held.id}`,
    ])
      await expect(attempt.execute(owner)).rejects.toThrow();
    const found = await scribe.call('GET /api/v1/search', { query: { q: '暗号化は3台' } });
    expect(JSON.stringify(found)).toContain(held.number);
  });

  it('S29 records a decision only of somebody present who has the authority, and nobody their own', async () => {
    const [coo = '', scribeId = '', plant = '', lawyer = ''] = people(held);
    expect(await refusalOf(decide(held.id, { attendeeId: plant }))).toBe('decisions.decide.not-authorised');
    expect(await refusalOf(decide(held.id, { attendeeId: lawyer }))).toBe('meetings.decide.not-a-member');
    expect(await refusalOf(decide(held.id, { attendeeId: scribeId }))).toBe('decisions.oral.own');
    expect(await refusalOf(decide(held.id, { attendeeId: coo, saidAt: '2026-11-24T00:56:00Z' }))).toBe(
      'meetings.decide.not-present',
    );
    const line = (await note(held.id, { text: '止めよう', attendeeId: coo })).lines.at(-1);
    const made = await decide(held.id, {
      attendeeId: coo,
      lineId: line?.id ?? null,
      itemId: held.agenda[1]?.id ?? null,
    });
    expect(made.decisions).toMatchObject([
      { by: '久保田 COO', rule: '4-2', outcome: '止める', waitsFor: 'confirmation' },
    ]);
    expect(made.lines.some(({ text }) => text === '止めよう')).toBe(false);
    // It is a record of its own: its decider confirms it there, and the meeting shows it.
    const { items } = await chair.call('GET /api/v1/subjects/{id}/decisions', { params: { id: incident.id } });
    const [oral] = items;
    expect(oral).toMatchObject({ kind: 'oral', decision: { means: '第1回対策本部会議（MTG-2026-0001）で口頭' } });
    await chair.call('POST /api/v1/decisions/{id}/confirm', {
      params: { id: oral?.id ?? '' },
      version: oral?.version ?? 0,
      body: { isRight: true, text: '' },
    });
    expect((await show(held.id)).decisions).toMatchObject([{ state: 'decided', waitsFor: null }]);
  });

  it('decides an open brief, which is over once its decider confirms it', async () => {
    const option = { business: '', technical: '', riskText: '', cost: '', reversible: 'yes', risk: 'low' } as const;
    const brief = await commander.call('POST /api/v1/subjects/{id}/decisions', {
      params: { id: incident.id },
      body: {
        ...{ question: '工場も止めるか', whyNow: 'x', waitingCost: '', decideByAt: null, csirt: null, vendor: null },
        options: [
          { ...option, title: '止める', isOrder: true },
          { ...option, title: '続ける', isOrder: false },
        ],
        ...{ actionKind: 'stop-service', target: { system: '', site: '', tag: '' }, evidenceLost: '' },
        memberIds: [members.coo ?? ''],
      },
    });
    expect((await show(held.id)).briefs).toMatchObject([{ number: brief.number }]);
    const [coo = ''] = people(held);
    clock.advance(1_000);
    const made = await scribe.call('POST /api/v1/meetings/{id}/decisions', {
      params: { id: held.id },
      body: {
        ...{ what: 'brief', itemId: null, lineId: null, saidAt: null, reason: '', attendeeId: coo },
        ...{ decisionId: brief.id, option: 'B' },
      },
    });
    expect(made.decisions.map(({ outcome }) => outcome)).toEqual(['止める', '続ける']);
    expect(made.briefs).toEqual([]);
    // The question is over once the one who is said to have decided says so too.
    const shown = () => chair.call('GET /api/v1/decisions/{id}', { params: { id: brief.id } });
    expect((await shown()).state).toBe('open');
    const oral = await chair.call('GET /api/v1/decisions/{id}', { params: { id: made.decisions[1]?.id ?? '' } });
    await chair.call('POST /api/v1/decisions/{id}/confirm', {
      params: { id: oral.id },
      version: oral.version,
      body: { isRight: true, text: '' },
    });
    expect(await shown()).toMatchObject({ state: 'withdrawn', supersededBy: { number: oral.number } });
  });

  it('gives tasks of the record, to who can work there, and by name to who cannot', async () => {
    const [coo = '', scribeId = ''] = people(held);
    const give = (title: string, attendeeId: string) => {
      clock.advance(1_000);
      return scribe.call('POST /api/v1/meetings/{id}/tasks', {
        params: { id: held.id },
        body: { itemId: null, lineId: null, title, text: '', attendeeId, dueAt: '2026-11-24T06:00:00Z' },
      });
    };
    await give('端末の隔離', scribeId);
    held = await give('取締役会への説明', coo);
    expect(held.tasks).toMatchObject([
      { title: '端末の隔離', assignee: '佐藤' },
      { title: '取締役会への説明', assignee: '久保田 COO' },
    ]);
    const { items } = await scribe.call('GET /api/v1/tasks', { query: { subjectId: incident.id } });
    expect(items).toMatchObject([
      { title: '端末の隔離', assignee: { id: scribe.id }, source: { kind: 'meeting', label: held.number } },
      { title: '取締役会への説明', assignee: null, text: '担当：久保田 COO' },
    ]);
  });
});

describe('minutes', () => {
  it('are confirmed by nobody who wrote them, not before the end, and only as they were read', async () => {
    expect(await refusalOf(confirm(await show(held.id), chair))).toBe('meetings.confirm.not-closed');
    clock.advance(30 * minutes);
    held = await move(await show(held.id), { act: 'close' });
    expect(held.can).toMatchObject({ confirm: false, confirmWhyNot: 'meetings.confirm.scribe', decide: false });
    expect(await refusalOf(confirm(held, scribe))).toBe('meetings.confirm.scribe');
    const late = await note(held.id, { text: '広報は待機' });
    expect(await refusalOf(confirm({ ...late, draft: held.draft }, chair))).toBe('meetings.confirm.changed');
    expect(await refusalOf(confirm(held, chair))).toBe('record.change.stale');
    // Whoever wrote the summary wrote as much of them as whoever noted a line.
    const summed = await summarise(await show(held.id, commander), '全系統の停止を決めた。', commander);
    expect(await refusalOf(confirm(summed, commander))).toBe('meetings.confirm.scribe');
    const { owner } = program.ground.databases;
    const forget = sql`update meetings.meeting set summary_by = '{}' where id = ${held.id}`;
    await expect(forget.execute(owner)).rejects.toThrow();
  });

  it('S28 are frozen in both languages with files and hash, and the database lets nobody change them', async () => {
    const confirmed = await confirm(await show(held.id, chair), chair);
    expect(confirmed).toMatchObject({ state: 'confirmed', draft: null, editions: [{ edition: 1, isIntact: true }] });
    const [edition] = confirmed.editions;
    expect(edition?.files.map(({ name }) => name)).toEqual([
      'MTG-2026-0001-minutes-01-ja.pdf',
      'MTG-2026-0001-minutes-01-ja.docx',
      'MTG-2026-0001-minutes-01-en.pdf',
      'MTG-2026-0001-minutes-01-en.docx',
    ]);
    const file = await chair.fetch(`/api/v1/meetings/${held.id}/file?format=pdf&language=ja&edition=1`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await refusalOf(note(held.id, { text: 'x' }))).toBe('meetings.note.not-now');
    const { owner } = program.ground.databases;
    for (const attempt of [
      sql`update meetings.minutes set documents = '{}' where meeting_id = ${held.id}`,
      sql`delete from meetings.minutes where meeting_id = ${held.id}`,
      sql`update meetings.meeting set summary = 'x' where id = ${held.id}`,
      sql`update meetings.meeting set state = 'closed' where id = ${held.id}`,
    ])
      await expect(attempt.execute(owner)).rejects.toThrow();
    const { items } = await scribe.call('GET /api/v1/journal-entries', { query: { subjectId: incident.id } });
    const codes = items.map(({ act }) => act?.code);
    for (const code of ['meeting.planned', 'meeting.begun', 'meeting.held', 'minutes.confirmed'])
      expect(codes).toContain(code);
  });

  it('show how decisions and tasks stood at the end, whatever becomes of them; the list shows them now', async () => {
    const { items } = await scribe.call('GET /api/v1/tasks', { query: { subjectId: incident.id } });
    const task = items.find(({ title }) => title === '端末の隔離');
    await scribe.call('POST /api/v1/tasks/{id}/state', {
      params: { id: task?.id ?? '' },
      version: task?.version ?? 0,
      body: { state: 'done', reason: '' },
    });
    const now = await show(held.id);
    expect(now.tasks[0]?.state).toBe('done');
    expect(JSON.stringify(now.documents?.ja)).toContain('"端末の隔離","佐藤","11/24 15:00","未着手"');
    const list = await scribe.fetch(`/api/v1/meetings/${held.id}/file?format=csv&language=ja`);
    expect(await list.text()).toMatch(/宿題,,端末の隔離,.*完了/);
  });

  it('are put right by a new edition that says why; the first one stays', async () => {
    const again = await move(await show(held.id), { act: 'correct', reason: '台数の誤り' });
    expect(again).toMatchObject({ state: 'closed', draft: { edition: 2, reason: '台数の誤り' } });
    await note(held.id, { text: '暗号化は4台と判明' });
    const second = await confirm(await show(held.id, chair), chair);
    expect(second.editions).toMatchObject([
      { edition: 2, reason: '台数の誤り', isIntact: true },
      { edition: 1, isIntact: true },
    ]);
    const both = await Promise.all(
      [1, 2].map(
        async (edition) =>
          (await chair.fetch(`/api/v1/meetings/${held.id}/file?format=docx&language=en&edition=${edition}`)).status,
      ),
    );
    expect(both).toEqual([200, 200]);
  });

  it('leave by mail on a click to who is chosen; where mail is withheld nothing leaves', async () => {
    const send = () =>
      scribe.call('POST /api/v1/meetings/{id}/send', {
        params: { id: held.id },
        body: {
          ...{ what: 'minutes', attendeeIds: [people(held)[3] ?? ''], text: '議事録です', language: 'ja' },
          formats: ['pdf', 'docx'],
        },
      });
    const sent = await send();
    expect(sent.deliveries.at(-1)).toMatchObject({ what: 'minutes', edition: 2, to: ['顧問弁護士'] });
    const mails = await until(
      async () => sink.mails.filter(({ to }) => to.length === 1 && to[0] === 'lawyer@example.jp'),
      (found) => found.length > 0,
    );
    expect(mails[0]?.email.attachments.map(({ filename }) => filename)).toEqual([
      'MTG-2026-0001-minutes-02-ja.pdf',
      'MTG-2026-0001-minutes-02-ja.docx',
    ]);
    await commander.call('POST /api/v1/subjects/{id}/mail-silence', {
      params: { id: incident.id },
      body: { scope: 'record', reason: 'メールが見られている' },
    });
    expect(await refusalOf(send())).toBe('correspondence.send.silenced');
  });
});

describe('the next meeting', () => {
  it('begins with what is still open, and knows the one before', async () => {
    const list = await scribe.call('GET /api/v1/subjects/{id}/meetings', { params: { id: incident.id } });
    expect(list.items).toHaveLength(3);
    const titles = list.carry.map(({ title }) => title);
    expect(titles).toContain('取締役会への説明');
    expect(titles.some((title) => title.includes('工場も止めるか'))).toBe(false);
    expect(titles).not.toContain('端末の隔離');
    const agenda = list.carry.map((one) => ({ ...one, id: null, text: '' }));
    const next = await planOn(plan({ previousId: held.id, agenda }));
    expect(next).toMatchObject({ ordinal: 2, previous: { number: held.number } });
    expect(next.tasks).toMatchObject([{ title: '取締役会への説明' }]);
    expect((await show(held.id)).next).toMatchObject({ number: next.number });
  });
});
