import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  refusalOf,
  startTestProgram,
  type TestProgram,
  until,
  type Visitor,
} from '../../../../test/support/test-program.ts';
import { generic, l2tcsv } from './file.builders.ts';
import type { ImportView } from './import.views.ts';

vi.setConfig({ testTimeout: 60_000 });

let program: TestProgram;
let handler: Visitor;
let reader: Visitor;
let incident: string;
beforeAll(async () => {
  program = await startTestProgram();
  handler = await program.person('handler', 'auditor');
  reader = await program.person('reader');
  incident = await newIncident();
});
afterAll(() => program.stop());

async function newIncident(): Promise<string> {
  return (await handler.call('POST /api/v1/incidents', { body: { title: 'timeline' } })).id;
}

async function upload(text: string | Buffer, on = incident, by = handler): Promise<ImportView> {
  const answer = await by.fetch(`/api/v1/timeline-imports?subjectId=${on}&fileName=${encodeURIComponent('記録.csv')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: text,
  });
  const body = (await answer.json()) as ImportView & { readonly code: string };
  if (answer.status !== 201) throw new Error(body.code);
  return body;
}

const show = (id: string) => handler.call('GET /api/v1/timeline-imports/{id}', { params: { id } });

async function run(one: ImportView, changes: Partial<ImportView['mapping']> = {}): Promise<ImportView> {
  const { version } = await show(one.id);
  const body = { ...one.mapping, ...changes };
  await handler.call('POST /api/v1/timeline-imports/{id}/run', { params: { id: one.id }, body, version });
  return until(
    () => show(one.id),
    ({ state }) => state !== 'running',
  );
}

type Asked = { readonly [name: string]: string | number | undefined };
const list = (subjectId: string, query: Asked = {}) =>
  handler.call('GET /api/v1/timeline', { query: { subjectId, ...query } });
const picture = (subjectId: string, query: Asked = {}) =>
  handler.call('GET /api/v1/timeline/picture', { query: { subjectId, ...query } });
const textsOf = (page: { readonly items: readonly { readonly text: string | null }[] }) =>
  page.items.flatMap(({ text }) => text ?? []);
const csvOf = (rows: readonly string[]) => ['datetime,message,source', ...rows].join('\n');
const at = (minute: number, message: string, source = 'fw') =>
  `${new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString()},${message},${source}`;

describe('a file that comes in', () => {
  it.each([
    ['nothing', '', 'timeline-imports.upload.empty'],
    ['prose', 'hello\nworld', 'timeline-imports.upload.unreadable'],
    ['no names of columns', '1,2,3\n4,5,6', 'timeline-imports.upload.no-headings'],
    ['bytes that are no text', Buffer.from([1, 0, 2, 0xff]), 'timeline-imports.upload.unreadable'],
  ])('that is %s is refused, and nothing of it is kept', async (_name, text, code) => {
    await expect(upload(text)).rejects.toThrow(code);
    expect((await handler.call('GET /api/v1/timeline-imports', { query: { subjectId: incident } })).items).toEqual([]);
  });

  it('is taken only from those who may import, and on no record that is closed', async () => {
    await expect(upload(l2tcsv, incident, reader)).rejects.toThrow('permission.use.denied');
    await expect(upload(l2tcsv, 'INC-2026-9999')).rejects.toThrow('record.find.not-found');
  });

  it('shows how its first rows are understood before anything is imported', async () => {
    const on = await newIncident();
    const one = await upload(generic, on);
    expect(one).toMatchObject({ state: 'uploaded', format: 'csv', needsZone: true, encoding: 'utf-8' });
    const preview = (zone: string | null) =>
      handler.call('POST /api/v1/timeline-imports/{id}/preview', {
        params: { id: one.id },
        body: { ...one.mapping, zone },
      });
    expect((await preview(null)).rows[0]).toMatchObject({ line: 2, problem: 'zone-missing' });
    expect((await preview('Asia/Tokyo')).rows[0]).toMatchObject({ at: '2026-11-23T17:10:00.000Z', problem: null });
    expect(await refusalOf(preview('Mars/Base'))).toBe('timeline-imports.run.zone-unknown');
    expect((await list(on, { kind: 'event' })).items).toEqual([]);
  });
});

describe('an import', () => {
  it('becomes events, its bad rows a list, and one entry of the log', async () => {
    const on = await newIncident();
    const done = await run(await upload(l2tcsv, on));
    expect(done).toMatchObject({ state: 'done', events: 2, errors: 1, firstAt: '2026-11-20T22:14:05.000Z' });
    expect(textsOf(await list(on))).toEqual(['maintenance account logged in', 'vssadmin delete shadows']);
    const errors = await (await handler.fetch(`/api/v1/timeline-imports/${done.id}/errors`)).text();
    expect(errors).toContain('4,時刻を読み取れません,11/24/2026 25:10:00');
    const { rows } = await sql<{ detail: { events: number } }>`
      select detail.detail from platform.audit_entry entry join platform.audit_detail detail on detail.entry_id = entry.id
      where entry.action = 'timeline-imports.write' and entry.subject_id = ${on}`.execute(
      program.ground.databases.owner,
    );
    expect(rows.map(({ detail }) => detail.events)).toEqual([2]);
  });

  it('is taken back whole; its events are kept and shown nowhere', async () => {
    const on = await newIncident();
    const done = await run(await upload(csvOf([at(1, 'one'), at(2, 'two')]), on));
    const [event] = (await list(on, { kind: 'event' })).items;
    const undo = (version: number) =>
      handler.call('POST /api/v1/timeline-imports/{id}/undo', { params: { id: done.id }, body: {}, version });
    expect(await refusalOf(undo(done.version - 1))).toBe('record.change.stale');
    expect(await undo(done.version)).toMatchObject({ state: 'undone' });
    expect((await list(on, { kind: 'event' })).items).toEqual([]);
    expect((await picture(on)).all).toBe(3);
    expect((await picture(on, { kind: 'event' })).count).toBe(0);
    const params = { id: event?.id ?? '' };
    expect(await refusalOf(handler.call('GET /api/v1/timeline-events/{id}', { params }))).toBe('record.find.not-found');
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer from timeline.event where import_id = ${done.id}::uuid`.execute(
      program.ground.databases.owner,
    );
    expect(rows[0]?.count).toBe(2);
    expect(await refusalOf(undo((await show(done.id)).version))).toBe('timeline-imports.undo.not-possible');
  });

  it('that somebody stops imports nothing, and can be run again', async () => {
    const on = await newIncident();
    const rows = Array.from({ length: 6_000 }, (_, index) => at(index, `event ${index}`));
    const one = await upload(csvOf(rows), on);
    // Whoever writes on a record waits for who moves it: so the import cannot be faster than the wish to stop it.
    await program.ground.databases.owner.transaction().execute(async (tx) => {
      await sql`select from platform.subject where id = ${on}::uuid for no key update`.execute(tx);
      await handler.call('POST /api/v1/timeline-imports/{id}/run', {
        params: { id: one.id },
        body: one.mapping,
        version: one.version,
      });
      await handler.call('POST /api/v1/timeline-imports/{id}/cancel', { params: { id: one.id }, body: {} });
    });
    const stopped = await until(
      () => show(one.id),
      ({ state }) => state !== 'running',
    );
    expect(stopped).toMatchObject({ state: 'uploaded', events: null, isCancelling: false });
    expect((await list(on, { kind: 'event' })).items).toEqual([]);
    const again = await run(stopped);
    expect(again).toMatchObject({ state: 'done', events: 6_000 });
    // Many are counted for each lane and step; few are shown one by one.
    const all = await picture(on, { kind: 'event' });
    expect(all.items).toEqual([]);
    expect(all.bins.length).toBeLessThanOrEqual(241);
    expect(all.bins.reduce((sum, { count }) => sum + count, 0)).toBe(6_000);
    const from = new Date(Date.UTC(2026, 0, 6)).toISOString();
    const part = await picture(on, { from, until: new Date(Date.UTC(2026, 0, 6, 1)).toISOString(), kind: 'event' });
    expect([part.items.length, part.bins.length, part.count]).toEqual([60, 0, 60]);
    expect((await list(on, { kind: 'event' })).total).toEqual({ count: 1_000, isMore: true });
  });
});

describe('the joint timeline', () => {
  let on: string;
  beforeAll(async () => {
    on = await newIncident();
    const note = (minute: number, text: string, more = {}) =>
      handler.call('POST /api/v1/journal-entries', {
        body: { subjectId: on, text, occurredAt: new Date(Date.UTC(2026, 0, 5, 0, minute)).toISOString(), ...more },
      });
    await note(2, 'noted', { lane: 'communication' });
    await note(4, 'assumed', { isAssumed: true, occurredUntil: '2026-01-05T00:30:00Z', lane: 'attacker' });
    await run(await upload(csvOf([at(1, 'first'), at(3, 'ＶＰＮ login', 'vpn'), at(5, 'last')]), on));
  });

  it('has people and machines in the order of their times, in pages of any size, either way', async () => {
    const kinds = { kind: 'note,event' };
    const expected = ['first', 'noted', 'ＶＰＮ login', 'assumed', 'last'];
    expect(textsOf(await list(on, kinds))).toEqual(expected);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(on, { ...kinds, limit: 2, sort: 'occurred-newest', cursor });
      seen.push(...textsOf(page));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected.toReversed());
  });

  it.each([
    ['a lane', { lane: 'attacker,communication' }, ['noted', 'assumed']],
    ['a kind', { kind: 'event' }, ['first', 'ＶＰＮ login', 'last']],
    ['a text, however it is written', { q: 'vpn' }, ['ＶＰＮ login']],
    ['a source', { source: 'vpn' }, ['ＶＰＮ login']],
    ['hidden sources', { hide: 'fw,other', kind: 'note,event' }, ['noted', 'ＶＰＮ login', 'assumed']],
    ['only what is starred', { events: 'starred', kind: 'note,event' }, ['noted', 'assumed']],
    [
      'a window, with what lasts into it',
      { from: '2026-01-05T00:05:00Z', until: '2026-01-05T00:06:00Z' },
      ['assumed', 'last'],
    ],
  ])('is filtered by %s', async (_name, query, expected) => {
    expect(textsOf(await list(on, query))).toEqual(expected);
    const drawn = await picture(on, query);
    expect(textsOf(drawn)).toEqual(expected);
  });

  it('a starred event is part of the story, is found by search, and keeps what is said about it', async () => {
    const [, event] = (await list(on, { kind: 'event' })).items;
    const params = { id: event?.id ?? '' };
    const mark = (isStarred: boolean, version: number) =>
      handler.call('POST /api/v1/timeline-events/{id}/mark', {
        params,
        body: { isStarred, note: '侵入の起点', tags: ['initial-access'] },
        version,
      });
    const marked = await mark(true, 1);
    expect(marked).toMatchObject({ isStarred: true, note: '侵入の起点', line: 3, fileName: '記録.csv' });
    expect(await refusalOf(mark(false, 1))).toBe('record.change.stale');
    expect(textsOf(await list(on, { events: 'starred', kind: 'event' }))).toEqual(['ＶＰＮ login']);
    expect(textsOf(await list(on, { tag: 'initial-access' }))).toEqual(['ＶＰＮ login']);
    const found = await handler.call('GET /api/v1/search', { query: { q: '侵入の起点' } });
    expect(found.items.map(({ subject }) => subject.id)).toEqual([on]);
    expect(await mark(false, 2)).toMatchObject({ isStarred: false, note: '侵入の起点' });
  });

  it('what was imported cannot be reworded or deleted, whoever writes', async () => {
    const { owner } = program.ground.databases;
    await expect(sql`update timeline.event set message = 'forged'`.execute(owner)).rejects.toThrow('not reworded');
    await expect(sql`delete from timeline.event`.execute(owner)).rejects.toThrow();
  });
});

describe('S1 hostile text in a file of events', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example","x")',
    '@SUM(1+1)*cmd|calc',
    '-2+3+cmd|calc',
    "{{constructor.constructor('alert(1)')()}}",
    '\u202egnp.exe',
  ];

  it('is stored and answered as it stands, is no formula in what leaves, and comes back the same', async () => {
    const on = await newIncident();
    const rows = hostile.map((text, index) =>
      JSON.stringify({ datetime: `2026-01-05T00:0${index}:00Z`, message: text, timestamp_desc: text, data_type: text }),
    );
    await run(await upload(rows.join('\n'), on));
    expect(textsOf(await list(on, { kind: 'event' }))).toEqual(hostile);
    const address = `/api/v1/timeline/export?subjectId=${on}&kind=event&language=en`;
    const leaving = await handler.fetch(address);
    expect(leaving.headers.get('content-disposition')).toContain('attachment');
    expect(leaving.headers.get('content-type')).toBe('application/octet-stream');
    const csv = await leaving.text();
    for (const cell of csv.split(/[\r\n]+|","|,/)) expect(cell).not.toMatch(/^"?[=@+]/);
    const other = await newIncident();
    await run(await upload(csv, other));
    expect(textsOf(await list(other, { kind: 'event' }))).toEqual(hostile);
    const lines = (await (await handler.fetch(`${address}&format=jsonl`)).text()).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(hostile);
    await run(await upload(lines.join('\n'), await newIncident()));
  });

  it('in the name of a file stays a name', async () => {
    const on = await newIncident();
    const name = encodeURIComponent('../../<b>"x"</b>\u202e.csv');
    const answer = await handler.fetch(`/api/v1/timeline-imports?subjectId=${on}&fileName=${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: csvOf([at(1, 'x')]),
    });
    const { id } = (await answer.json()) as ImportView;
    const errors = await handler.fetch(`/api/v1/timeline-imports/${id}/errors`);
    expect(errors.headers.get('content-disposition')).not.toMatch(/[<>]|\.\.[/\\]|%2F|%E2%80%AE/);
  });
});

describe('afterwards', () => {
  it('nothing has gone wrong that nobody was told of', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
