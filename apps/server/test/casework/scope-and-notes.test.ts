import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserSession, browserOf, type Json } from '../support/sessions.ts';
import { startTestProgram, type TestProgram } from '../support/test-program.ts';

let program: TestProgram;
let session: BrowserSession;
let colleague: BrowserSession;
let incident: string;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true });
  session = await browserOf(program, 'handler');
  colleague = await browserOf(program, 'handler');
  incident = String((await session.post('/api/v1/incidents', { title: 'scope and notes' })).body.id);
});
afterAll(() => program.stop());

async function send(method: string, path: string, version: number, body: object, as = session) {
  const answer = await fetch(program.origin + path, {
    method,
    headers: { ...as.headers, 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Json & { current?: Json } };
}

type Item = { readonly id: string; readonly version: number; readonly name: string; readonly state: string };
const items = async () =>
  (await session.get(`/api/v1/scope-items?subjectId=${incident}`)).body.items as unknown as Item[];
const itemCalled = async (name: string) => {
  const found = (await items()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing is called ${name}`);
  return found;
};
const add = (names: readonly string[], over: object = {}) =>
  session.post('/api/v1/scope-items', {
    subjectId: incident,
    items: names.map((name) => ({ kind: 'system', name })),
    ...over,
  });
const searchFor = async (words: string) =>
  ((await session.get(`/api/v1/search?q=${encodeURIComponent(words)}`)).body.items as Json[]).length;

describe('the scope of an incident', () => {
  it('S5 takes no field that is not asked for', async () => {
    for (const field of ['compartmentId', 'version', 'addedBy', 'nameKey'])
      expect([field, (await add(['x'], { [field]: 1 })).status]).toEqual([field, 400]);
    expect((await add(['x'], { state: 'recovered' })).status).toBe(400);
  });

  it('leaves what is there already, and says when nothing is new', async () => {
    expect((await add(['FS-01', 'FS-02', 'ｆｓ－０１'])).body).toEqual({ added: 2, there: 1 });
    const again = await add(['fs-01']);
    expect([again.status, again.body.code]).toEqual([409, 'scope.add.nothing-new']);
  });

  it('refuses who is too late with the item as it is now', async () => {
    const { id, version } = await itemCalled('FS-01');
    const path = `/api/v1/scope-items/${id}/move`;
    expect((await send('POST', path, version, { state: 'confirmed' }, colleague)).status).toBe(200);
    const late = await send('POST', path, version, { state: 'contained' });
    expect([late.status, late.body.current?.state]).toEqual([412, 'confirmed']);
    expect((await send('POST', path, version + 1, { state: 'cleared' })).body.code).toBe('scope.move.needs-reason');
    expect((await send('POST', path, version + 1, { state: 'suspected', reason: '誤検知' })).status).toBe(200);
    const shown = await session.get(`/api/v1/scope-items/${id}`);
    expect((shown.body.moves as { to: string }[]).map(({ to }) => to)).toEqual(['suspected', 'confirmed', 'suspected']);
  });

  it('in a change of many leaves those that somebody changed, and names them', async () => {
    const [one, two] = [await itemCalled('FS-01'), await itemCalled('FS-02')];
    const answer = await session.post('/api/v1/scope-items/move', {
      subjectId: incident,
      items: [
        { id: one.id, version: one.version - 1 },
        { id: two.id, version: two.version },
      ],
      state: 'confirmed',
    });
    expect(answer.body).toEqual({ moved: 1, stale: ['FS-01'], impossible: [] });
  });

  it('renamed to a name that is taken is refused by its field', async () => {
    const { id, version } = await itemCalled('FS-01');
    const body = { name: 'fs-02', kind: 'system', details: {}, certainty: 'known', tags: [], note: '' };
    const answer = await send('PATCH', `/api/v1/scope-items/${id}`, version, body);
    expect([answer.status, answer.body.code]).toEqual([409, 'scope.change.name-taken']);
  });

  it('is found by names, and no more after it was withdrawn; the name is free again', async () => {
    await add(['誤登録端末']);
    expect(await searchFor('誤登録端末')).toBe(1);
    const { id } = await itemCalled('誤登録端末');
    await session.post('/api/v1/scope-items/withdraw', { subjectId: incident, ids: [id], reason: '別件' });
    expect(await searchFor('誤登録端末')).toBe(0);
    expect((await add(['誤登録端末'])).body.added).toBe(1);
  });

  it('of a thousand accounts is added, changed and counted at once', async () => {
    const accounts = Array.from({ length: 1_000 }, (_, at) => ({ kind: 'account', name: `member${at}` }));
    await add([], { items: accounts, measures: ['reset-password'], state: 'confirmed' });
    const made = (await items()).filter(({ name }) => name.startsWith('member'));
    const done = await session.post('/api/v1/scope-items/measures', {
      subjectId: incident,
      ids: made.slice(0, 611).map(({ id }) => id),
      measure: 'reset-password',
      state: 'done',
    });
    expect(done.body).toEqual({ changed: 611 });
    const summary = (await session.get(`/api/v1/scope-summary?subjectId=${incident}`)).body;
    expect(summary.measures).toContainEqual({ kind: 'account', measure: 'reset-password', open: 389, done: 611 });
  });

  it('leaves as a table without formulas', async () => {
    await add(['=cmd|calc!A1', '+1', '@x']);
    const answer = await fetch(`${program.origin}/api/v1/scope-items/export?subjectId=${incident}`, {
      headers: session.headers,
    });
    const text = await answer.text();
    for (const cell of ["'=cmd|calc!A1", "'+1", "'@x"]) expect(text).toContain(`"${cell}"`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('S28 its numbers and moves cannot be reworded, and a number follows the one that was seen', async () => {
    const record = (previousId: string | null, known: number | null) =>
      session.post('/api/v1/scope-numbers', {
        subjectId: incident,
        category: 'customers',
        known,
        maximum: 1_200,
        source: 'sales',
        previousId,
      });
    const first = await record(null, null);
    expect([first.status, first.body.isCurrent]).toEqual([201, true]);
    expect((await record(null, 41)).body.code).toBe('scope.number.superseded');
    expect((await record(String(first.body.id), 41)).status).toBe(201);
    const { body } = await session.get(`/api/v1/scope-numbers?subjectId=${incident}`);
    expect([(body.items as Json[]).length, body.persons]).toEqual([
      2,
      { known: 41, maximum: 1_200, hasUnknown: false },
    ]);
    const { owner } = program.ground.databases;
    await expect(sql`update scope.number set known = 0`.execute(owner)).rejects.toThrow();
    await expect(sql`delete from scope.move`.execute(owner)).rejects.toThrow();
  });
});

describe('a note', () => {
  const text = '# 経路\n\n<script>alert(1)</script>';
  const made = async () =>
    (await session.post('/api/v1/notes', { subjectId: incident, title: '侵入経路', text })).body as {
      id: string;
      version: number;
    };

  it('S1 is kept as it was typed, and leaves as text in JSON', async () => {
    const { id } = await made();
    const { body, headers } = await session.get(`/api/v1/notes?subjectId=${incident}`);
    expect((body.items as { id: string; text: string }[]).find((one) => one.id === id)?.text).toBe(text);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('refuses who is too late with the text of who was faster', async () => {
    const { id } = await made();
    const path = `/api/v1/notes/${id}`;
    expect((await send('PATCH', path, 1, { title: '侵入経路', text: 'faster' }, colleague)).status).toBe(200);
    const late = await send('PATCH', path, 1, { title: '侵入経路', text: 'slower' });
    expect([late.status, late.body.current?.text]).toEqual([412, 'faster']);
    expect((await send('PATCH', path, 2, { title: '侵入経路', text: 'faster' })).body.code).toBe('notes.change.same');
  });

  it('comes back from an old version as a new one; no version is lost', async () => {
    const { id } = await made();
    await send('PATCH', `/api/v1/notes/${id}`, 1, { title: 'second', text: 'second' });
    const restored = await send('POST', `/api/v1/notes/${id}/restore`, 2, { version: 1 });
    expect([restored.body.version, restored.body.text]).toEqual([3, text]);
    const { body } = await session.get(`/api/v1/notes/${id}/versions`);
    const versions = body.items as { version: number; restoredFrom: number | null }[];
    expect(versions.map(({ version, restoredFrom }) => [version, restoredFrom])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ]);
    expect((await session.get(`/api/v1/notes/${id}/versions/2`)).body.text).toBe('second');
    expect((await session.get(`/api/v1/notes/${id}/versions/9`)).status).toBe(404);
    await expect(
      sql`update notes.version set text = 'forged'`.execute(program.ground.databases.owner),
    ).rejects.toThrow();
  });

  it('is found until it is withdrawn', async () => {
    const { body } = await session.post('/api/v1/notes', { subjectId: incident, title: 'x', text: '鳳凰計画の件' });
    expect(await searchFor('鳳凰計画')).toBe(1);
    expect((await send('POST', `/api/v1/notes/${body.id}/withdraw`, 1, { reason: '別件' })).status).toBe(200);
    expect(await searchFor('鳳凰計画')).toBe(0);
    const again = await send('PATCH', `/api/v1/notes/${body.id}`, 1, { title: 'x', text: 'y' });
    expect([again.status, again.body.code]).toEqual([409, 'notes.change.withdrawn']);
  });
});

describe('afterwards', () => {
  it('the only problems are the statements that were refused', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
