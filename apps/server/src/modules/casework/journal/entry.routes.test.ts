import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserSession, browserOf, makeClock, minutes } from '../../../../test/support/sessions.ts';
import { startTestProgram, type TestProgram } from '../../../../test/support/test-program.ts';

const clock = makeClock();
let program: TestProgram;
let session: BrowserSession;
let incident: string;

beforeAll(async () => {
  program = await startTestProgram({ trustProxy: true }, { clock: clock.now });
  session = await browserOf(program, 'handler');
  incident = String((await session.post('/api/v1/incidents', { title: 'journal' })).body.id);
});
afterAll(() => program.stop());

const add = (text: string, at?: Date) =>
  session.post('/api/v1/journal-entries', {
    subjectId: incident,
    text,
    ...(at === undefined ? {} : { occurredAt: at.toISOString() }),
  });
const texts = async (query = '') =>
  ((await session.get(`/api/v1/journal-entries?subjectId=${incident}${query}`)).body.items as { text: string | null }[])
    .map((entry) => entry.text)
    .filter((text) => text !== null);

describe('the journal of a record', () => {
  it('is in the order in which things happened, not in which they were written, and pages so', async () => {
    const now = clock.now();
    await add('second', new Date(now.getTime() - 20 * minutes));
    await add('third', new Date(now.getTime() - 10 * minutes));
    await add('first', new Date(now.getTime() - 30 * minutes));
    expect(await texts()).toEqual(['first', 'second', 'third']);
    expect(await texts('&sort=occurred-newest')).toEqual(['third', 'second', 'first']);
    const page = await session.get(`/api/v1/journal-entries?subjectId=${incident}&limit=2`);
    const rest = await session.get(`/api/v1/journal-entries?subjectId=${incident}&limit=2&cursor=${page.body.next}`);
    expect((rest.body.items as { text: string }[])[0]?.text).toBe('third');
  });

  it('takes a time ahead only as far as clocks differ', async () => {
    expect((await add('soon', new Date(clock.now().getTime() + 5 * minutes))).status).toBe(201);
    const late = await add('later', new Date(clock.now().getTime() + 5 * minutes + 1));
    expect([late.status, late.body.code]).toEqual([422, 'journal.add.in-the-future']);
  });

  it('is corrected by a further entry; the former one stays readable, and only the last can be corrected', async () => {
    const until = clock.now().toISOString();
    const at = new Date(clock.now().getTime() - 60 * minutes).toISOString();
    const first = await add('switched off the wrong server', new Date(at));
    const correct = (id: unknown, text: string) =>
      session.post(`/api/v1/journal-entries/${id}/correct`, {
        text,
        lane: 'systems',
        occurredAt: at,
        occurredUntil: until,
        isAssumed: true,
      });
    const second = await correct(first.body.id, 'switched off FS-03');
    expect(second).toMatchObject({ status: 201, body: { version: 2, lane: 'systems', isAssumed: true } });
    expect(second.body.occurredUntil).toBe(until);
    const again = await correct(first.body.id, 'twice');
    expect([again.status, again.body.code]).toEqual([409, 'journal.correct.superseded']);
    await correct(second.body.id, 'switched off FS-04');
    const shown = await texts('&limit=200');
    expect(shown).toContain('switched off FS-04');
    expect(shown).not.toContain('switched off FS-03');
    const { items } = (await session.get(`/api/v1/journal-entries/${first.body.id}/versions`)).body;
    expect((items as { text: string; version: number }[]).map(({ text, version }) => [version, text])).toEqual([
      [3, 'switched off FS-04'],
      [2, 'switched off FS-03'],
      [1, 'switched off the wrong server'],
    ]);
    const found = (await session.get('/api/v1/search?q=switched')).body.items as unknown[];
    expect(found).toHaveLength(1);
  });

  it('does not take a correction of what it wrote by itself', async () => {
    const { items } = (await session.get(`/api/v1/journal-entries?subjectId=${incident}`)).body;
    const act = (items as { id: string; kind: string }[]).find(({ kind }) => kind === 'act');
    const answer = await session.post(`/api/v1/journal-entries/${act?.id}/correct`, {
      text: 'x',
      occurredAt: clock.now().toISOString(),
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'journal.correct.not-a-note']);
  });

  it('S28 cannot be reworded or cut, not even by a statement of the application or of the owner', async () => {
    const { app, owner } = program.ground.databases;
    for (const db of [app, owner]) {
      await expect(sql`update journal.entry set text = 'forged'`.execute(db)).rejects.toThrow();
      await expect(sql`delete from journal.entry`.execute(db)).rejects.toThrow();
    }
    expect(await texts()).not.toContain('forged');
  });

  it('of a record that does not exist is not there', async () => {
    expect((await session.get('/api/v1/journal-entries?subjectId=INC-2026-9999')).status).toBe(404);
    expect((await session.get('/api/v1/journal-entries')).status).toBe(400);
  });
});

describe('afterwards', () => {
  it('the only problems are the statements that were refused', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
