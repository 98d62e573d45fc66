import type { BodyInput, RouteOf } from '@matoi/contract';
import { readCalendar } from '@matoi/formats/ical';
import { sql } from 'kysely';
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
let administrator: Visitor;
let commander: Visitor;
let handler: Visitor;
let reader: Visitor;

let now = new Date('2026-11-24T03:00:00Z');

beforeAll(async () => {
  program = await startTestProgram({}, { clock: () => now });
  [administrator, commander, handler, reader] = await Promise.all([
    program.person('administrator'),
    program.person('commander'),
    program.person('handler'),
    program.person('reader'),
  ]);
});
afterAll(() => program.stop());

type Saved = BodyInput<RouteOf<'POST /api/v1/members'>>;
const blank: Saved = {
  ...{ name: '', reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
  ...{ contract: 'employee', superior: null, deputyIds: [], roles: [], channels: [], language: 'ja', note: '' },
  ...{ accountId: null, isActive: true },
};
const phone = [{ kind: 'voice' as const, address: '090-0000-0001', isAlternate: false }];
const add = (name: string, more: Partial<Saved> = {}) =>
  commander.call('POST /api/v1/members', { body: { ...blank, name, channels: phone, ...more } });
const membersOf = (visitor: Visitor) => visitor.call('GET /api/v1/members', {});
const named = async (visitor: Visitor, name: string) => {
  const found = (await membersOf(visitor)).items.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

describe('members', () => {
  it('are added by whoever leads, and telephone numbers stay with those who handle incidents', async () => {
    expect(await refusalOf(handler.call('POST /api/v1/members', { body: { ...blank, name: 'x' } }))).toBe(
      'permission.use.denied',
    );
    const held = { key: 'commander' as const, from: null, until: null };
    await add('田中 一郎', { accountId: handler.id, roles: [held] });
    expect((await named(handler, '田中 一郎')).channels).toEqual(phone);
    const seen = await membersOf(reader);
    expect(seen.items[0]).toMatchObject({ name: '田中 一郎', channels: null, can: { change: false } });
    expect(JSON.stringify(seen)).not.toContain('090-0000-0001');
    expect(seen.accounts).toEqual([]);
  });

  it('change with the version that was read, and never share an account', async () => {
    const { id, version } = await named(commander, '田中 一郎');
    const taken = { ...blank, name: '別人', accountId: handler.id };
    expect(await refusalOf(commander.call('POST /api/v1/members', { body: taken }))).toBe('members.save.account-taken');
    const change = { params: { id }, body: { ...blank, name: '田中 一郎', accountId: handler.id, channels: phone } };
    await commander.call('POST /api/v1/members/{id}/change', { ...change, version });
    expect(await refusalOf(commander.call('POST /api/v1/members/{id}/change', { ...change, version }))).toBe(
      'record.change.stale',
    );
  });

  it('S31 get no role by themselves, also once everybody else who could give it is disabled', async () => {
    const { owner } = program.ground.databases;
    const others = [administrator.id, handler.id, reader.id];
    const disable = (state: 'disabled' | 'active') =>
      sql`update platform.account set state = ${state} where id = any(${others}::uuid[])`.execute(owner);
    await disable('disabled');
    const roles = [{ key: 'executive' as const, from: null, until: null }];
    const body = { ...blank, name: 'x', accountId: commander.id, roles };
    const refused = await refusalOf(commander.call('POST /api/v1/members', { body }));
    await disable('active');
    expect(refused).toBe('members.save.own-roles');
  });

  it('say themselves how they are reached and when they are away, and nobody else does', async () => {
    const mine = await named(handler, '田中 一郎');
    const channels = [{ kind: 'mail' as const, address: 'tanaka@example.org', isAlternate: true }, ...phone];
    const own = { params: { id: mine.id }, version: mine.version, body: { channels, language: 'en' as const } };
    expect(await refusalOf(reader.call('POST /api/v1/members/{id}/reach', own))).toBe('members.change-own.not-own');
    expect(await handler.call('POST /api/v1/members/{id}/reach', own)).toMatchObject({ channels, language: 'en' });
    const away = { params: { id: mine.id }, body: { from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' } };
    expect(await refusalOf(reader.call('POST /api/v1/members/{id}/absences', away))).toBe('absences.add.not-own');
    const { absences, isAbsent } = await handler.call('POST /api/v1/members/{id}/absences', away);
    expect([absences.length, isAbsent]).toEqual([1, true]);
    const id = absences[0]?.id ?? '';
    expect(await handler.call('POST /api/v1/absences/{id}/cancel', { params: { id }, body: {} })).toMatchObject({
      isAbsent: false,
    });
    const again = handler.call('POST /api/v1/absences/{id}/cancel', { params: { id }, body: {} });
    expect(await refusalOf(again)).toBe('record.find.not-found');
  });

  it('come from a table that people paste, name each other in it, and go out as one that is read again', async () => {
    const text = [
      'CSIRT 名簿\t\t\t\t\t',
      '氏名\tふりがな\t所属部署\t役割\t携帯電話\t上司\t代理',
      '佐藤 花子\tさとう はなこ\t情報システム部\tコマンダー、トリアージ担当\t090-0000-0002\t田中 一郎\t鈴木 次郎',
      '鈴木 次郎\tすずき じろう\t情報システム部\tインシデントハンドラー\t090-0000-0003\t佐藤 花子\t',
      '高橋 三郎\t\t法務部\t法律家\t電話なし\t\t',
    ].join('\n');
    const checked = await commander.call('POST /api/v1/members/check-table', { body: { text } });
    expect(checked.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [3, 'new'],
      [4, 'new'],
      [5, 'refused'],
    ]);
    expect(checked.rows[2]?.problems).toEqual([
      { column: 'voice', reason: 'wrong', value: '電話なし' },
      { column: 'roles', reason: 'unknown', value: '法律家' },
    ]);
    const taken = await commander.call('POST /api/v1/members/import', { body: { text } });
    expect(taken).toEqual({ added: 2, changed: 0, left: 1 });
    const [sato, suzuki] = [await named(commander, '佐藤 花子'), await named(commander, '鈴木 次郎')];
    expect(sato).toMatchObject({ deputyIds: [suzuki.id], roles: [{ key: 'commander' }, { key: 'triage' }] });
    expect(suzuki.superior).toEqual({ kind: 'member', id: sato.id });
    const exported = await commander.fetch('/api/v1/members/export?format=csv&language=ja');
    const again = { body: { text: await exported.text() } };
    const judged = await commander.call('POST /api/v1/members/check-table', again);
    expect(judged.rows.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same']);
    expect(await refusalOf(commander.call('POST /api/v1/members/import', again))).toBe('members.import.nothing-new');
    expect(await refusalOf(commander.call('POST /api/v1/members/import', { body: { text: 'x\ty\n1\t2' } }))).toBe(
      'members.import.no-name-column',
    );
    expect((await reader.fetch('/api/v1/members/export')).status).toBe(403);
  });
});

describe('the roster', () => {
  let rotationId = '';
  it('says who is on duty, with the deputy of who is away', async () => {
    const [tanaka, sato, suzuki] = await Promise.all(
      ['田中 一郎', '佐藤 花子', '鈴木 次郎'].map((name) => named(commander, name)),
    );
    const ids = [tanaka, sato, suzuki].map((one) => one?.id ?? '');
    const body = {
      ...{
        name: '当番',
        isActive: true,
        zone: 'Asia/Tokyo',
        startsOn: '2026-11-02',
        handoverAt: '09:00',
        everyDays: 7,
      },
      levels: [{ memberIds: ids }],
      cover: { kind: 'always' as const, days: [], from: '09:00', until: '17:30', hasHolidays: false },
    };
    expect(await refusalOf(handler.call('POST /api/v1/rotations', { body }))).toBe('permission.use.denied');
    const wrong = { ...body, zone: 'Asia/Nowhere' };
    expect(await refusalOf(commander.call('POST /api/v1/rotations', { body: wrong }))).toBe(
      'rotations.save.zone-unknown',
    );
    rotationId = (await commander.call('POST /api/v1/rotations', { body })).id;
    const duty = () => commander.call('GET /api/v1/duty/now', {});
    expect((await duty()).people).toMatchObject([{ name: '田中 一郎', rank: 1, reason: 'rotation' }]);
    const away = { from: '2026-11-24T02:00:00Z', until: '2026-11-24T04:00:00Z', deputyId: ids[2] ?? '' };
    await commander.call('POST /api/v1/members/{id}/absences', { params: { id: ids[0] ?? '' }, body: away });
    expect((await duty()).people).toMatchObject([{ name: '鈴木 次郎', reason: 'deputy' }]);
    expect((await reader.call('GET /api/v1/duty/now', {})).people[0]).toMatchObject({ channels: null });
  });

  it('changes by a swap only when who was asked agrees', async () => {
    const sato = await named(commander, '佐藤 花子');
    const asked = { level: 1, from: '2026-11-25T00:00:00Z', until: '2026-11-26T00:00:00Z', onMemberId: sato.id };
    const ask = (visitor: Visitor, more: object = {}) =>
      visitor.call('POST /api/v1/rotations/{id}/swaps', { params: { id: rotationId }, body: { ...asked, ...more } });
    expect(await refusalOf(ask(commander))).toBe('duty-changes.ask.not-own');
    expect(await refusalOf(ask(handler, { until: '2026-12-02T00:00:00Z' }))).toBe('duty-changes.ask.not-own');
    const { id } = await ask(handler);
    const planned = async () => {
      const { rotations } = await handler.call('GET /api/v1/duty', { query: { from: '2026-11-25', days: 2 } });
      return rotations[0]?.shifts.map(({ people }) => people[0]?.reason);
    };
    expect(await planned()).toEqual(['rotation']);
    const answer = (visitor: Visitor) =>
      visitor.call('POST /api/v1/duty-changes/{id}/answer', { params: { id }, body: { isAgreed: true } });
    expect(await refusalOf(answer(handler))).toBe('duty-changes.answer.not-asked');
    // 佐藤 has no account: whoever plans the roster answers.
    await answer(administrator);
    expect(await refusalOf(answer(administrator))).toBe('duty-changes.answer.answered');
    expect(await planned()).toEqual(['rotation', 'swap', 'rotation']);
    const told = await until(
      () => handler.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind }) => kind === 'duty.swap-answered'),
    );
    expect(told.unread).toBeGreaterThan(0);
    await handler.call('POST /api/v1/duty-changes/{id}/withdraw', { params: { id }, body: {} });
    expect(await planned()).toEqual(['rotation']);
  });

  it('is in the calendar of who is on duty, behind an address that can be ended', async () => {
    const { address } = await handler.call('POST /api/v1/duty-feed', { body: {} });
    const path = `/duty-calendar/${address.split('/').at(-1)}`;
    const answer = await program.nobody().fetch(path);
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const { events } = readCalendar(await answer.text());
    expect(events.map(({ DTSTART, DTEND }) => [DTSTART, DTEND])).toContainEqual([
      '20261124T040000Z',
      '20261130T000000Z',
    ]);
    await handler.call('POST /api/v1/duty-feed/revoke', { body: {} });
    expect((await program.nobody().fetch(path)).status).toBe(404);
  });
});

describe('mail that is held for compromised', () => {
  const begin = (visitor: Visitor) =>
    visitor.call('POST /api/v1/mail-compromise/begin', { body: { reason: 'メールゲートウェイに侵入の痕跡' } });
  const end = (visitor: Visitor) =>
    visitor.call('POST /api/v1/mail-compromise/end', { body: { reason: 'ゲートウェイを入れ替えた' } });

  it('is withheld from every record, reaches people by other ways, and is trusted again by whoever leads', async () => {
    const suzuki = await named(commander, '鈴木 次郎');
    const channels = [
      { kind: 'mail' as const, address: 'suzuki@example.jp', isAlternate: false },
      { kind: 'mail' as const, address: 'suzuki@example.org', isAlternate: true },
      ...phone,
    ];
    const { name, superior } = suzuki;
    await commander.call('POST /api/v1/members/{id}/change', {
      ...{ params: { id: suzuki.id }, version: suzuki.version, body: { ...blank, name, superior, channels } },
    });
    const { id } = await handler.call('POST /api/v1/incidents', { body: { title: 'メールの侵害' } });
    const scopes = async () => {
      const { silences } = await handler.call('GET /api/v1/subjects/{id}/correspondence', {
        params: { id },
        query: {},
      });
      return silences.map(({ scope, reason }) => `${scope} ${reason}`);
    };
    const onDuty = async () => (await handler.call('GET /api/v1/duty/now', {})).people.map((one) => one.channels);
    expect(await onDuty()).toEqual([channels]);
    expect(await refusalOf(begin(reader))).toBe('permission.use.denied');
    expect(await refusalOf(end(commander))).toBe('mail-compromise.end.not-begun');
    await begin(handler);
    expect(await refusalOf(begin(handler))).toBe('mail-compromise.begin.already');
    expect(await scopes()).toEqual(['team メールゲートウェイに侵入の痕跡']);
    expect(await onDuty()).toEqual([channels.slice(1)]);
    expect((await reader.call('GET /api/v1/mail-compromise', {})).active).toMatchObject({ by: { id: handler.id } });
    const endHere = commander.call('POST /api/v1/subjects/{id}/mail-silence/end', {
      ...{ params: { id }, body: { scope: 'compartment' as const } },
    });
    expect(await refusalOf(endHere)).toBe('correspondence.end-silence.not-silenced');
    expect(await refusalOf(end(handler))).toBe('permission.use.denied');
    await end(commander);
    expect(await scopes()).toEqual([]);
    const told = await until(
      () => commander.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind }) => kind === 'mail-compromise.ended'),
    );
    expect(told.items.some(({ kind }) => kind === 'mail-compromise.begun')).toBe(true);
  });
});

describe('the directory', () => {
  const entry: BodyInput<RouteOf<'POST /api/v1/directory-entries'>> = {
    ...{
      kind: 'vendor',
      name: '東都フォレンジック',
      nameEn: '',
      isActive: true,
      region: '関東',
      capabilities: ['フォレンジック'],
    },
    ...{
      arrivalHours: 4,
      contractNumber: 'C-1',
      hours: '24/365',
      retainerLeft: '20時間',
      validUntil: null,
      website: '',
    },
    ...{ note: '', ownerId: null, confirmEveryMonths: 1 },
    contacts: [{ name: '受付', title: '', channels: [{ kind: 'voice', address: '03-0000-0004', isAlternate: false }] }],
  };

  it('reminds who keeps an entry when it is due, and "still right" begins anew', async () => {
    const wrong = [{ name: '', title: '', channels: [{ kind: 'mail' as const, address: 'x', isAlternate: false }] }];
    const refused = handler.call('POST /api/v1/directory-entries', { body: { ...entry, contacts: wrong } });
    expect(await refusalOf(refused)).toBe('directory-entries.save.address-wrong');
    const owner = await named(commander, '田中 一郎');
    const machine = await program.machine('handler');
    now = new Date('2026-09-24T03:00:00Z');
    const body = { ...entry, ownerId: owner.id };
    const made = await machine.call('POST /api/v1/directory-entries', { body });
    now = new Date('2026-11-24T03:00:00Z');
    await until(
      () => handler.call('GET /api/v1/notifications', {}),
      ({ items }) => items.some(({ kind }) => kind === 'directory.stale'),
    );
    const [seen] = (await reader.call('GET /api/v1/directory-entries', {})).items;
    expect(seen).toMatchObject({
      staleness: 'stale',
      contacts: [{ name: '受付', channels: null }],
      owner: '田中 一郎',
    });
    expect((await commander.call('GET /api/v1/duty/now', {})).staleEntries).toBe(1);
    const confirm = { params: { id: made.id }, version: made.version, body: {} };
    expect(await refusalOf(reader.call('POST /api/v1/directory-entries/{id}/confirm', confirm))).toBe(
      'permission.use.denied',
    );
    expect(await handler.call('POST /api/v1/directory-entries/{id}/confirm', confirm)).toMatchObject({
      ...{ staleness: 'fresh', confirmDueAt: '2026-12-24T03:00:00.000Z' },
    });
  });

  it('leaves as a table with a row for each contact, for those who may have the numbers', async () => {
    expect((await reader.fetch('/api/v1/directory-entries/export?format=csv')).status).toBe(403);
    const csv = await (await handler.fetch('/api/v1/directory-entries/export?format=csv&language=ja')).text();
    const [head, ...rows] = csv.trim().split(/\r?\n/);
    expect(head).toContain('種類,名前');
    const directory = await handler.call('GET /api/v1/directory-entries', {});
    const contacts = directory.items.filter(({ isActive }) => isActive).flatMap((entry) => entry.contacts);
    expect(rows).toHaveLength(contacts.length);
    expect(csv).toContain('03-0000-0004');
  });

  it('is printed with the team, telephone numbers and the day on which each line was confirmed', async () => {
    expect((await reader.fetch('/api/v1/contact-list')).status).toBe(403);
    const list = await handler.fetch('/api/v1/contact-list?language=ja');
    expect(list.status).toBe(200);
    const { text } = await readPdf(new Uint8Array(await list.arrayBuffer()));
    for (const part of [
      '緊急連絡先一覧',
      '田中 一郎',
      '090-0000-0002',
      '03-0000-0004',
      '2026-11-24',
      'TLP:AMBER+STRICT',
    ])
      expect(text.replaceAll(/[\s\u200b]/g, '')).toContain(part.replaceAll(' ', ''));
  });
});
