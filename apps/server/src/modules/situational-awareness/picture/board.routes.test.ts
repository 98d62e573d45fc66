import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClock } from '../../../../test/support/sessions.ts';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../../test/support/test-program.ts';

const clock = makeClock(new Date('2026-11-24T08:00:00+09:00'));
let program: TestProgram;
let handler: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  program = await startTestProgram({}, { clock: clock.now });
  handler = await program.person('commander', 'handler');
  outsider = await program.person('handler');
});
afterAll(() => program.stop());

const inHours = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000).toISOString();
const boardOf = (who: Visitor) => who.call('GET /api/v1/board', {});

/** An incident with one of everything that the board tells. */
async function tell(title: string, dueInHours: number) {
  const { id, number, version } = await handler.call('POST /api/v1/incidents', { body: { title } });
  await handler.call('PATCH /api/v1/incidents/{id}', {
    params: { id },
    body: { nextReviewAt: inHours(dueInHours) },
    version,
  });
  await handler.call('POST /api/v1/tasks', {
    body: {
      subjectId: id,
      tasks: [
        { title: `${title} 自分のタスク`, assigneeId: handler.id, dueAt: inHours(dueInHours + 1) },
        { title: `${title} 期限のないタスク`, assigneeId: handler.id },
      ],
    },
  });
  await handler.call('POST /api/v1/instructions', {
    body: {
      subjectId: id,
      kind: 'order',
      title: `${title} 指示`,
      what: '止めてください',
      dueAt: inHours(dueInHours + 2),
      recipients: [{ name: '高橋', department: '工場', address: null, locale: 'ja' }],
    },
  });
  await handler.call('POST /api/v1/measures', {
    body: {
      subjectId: id,
      kind: 'permanent',
      title: `${title} 改善策`,
      ownerId: null,
      ownerName: '情報システム部',
      detail: null,
      dueOn: '2026-11-25',
    },
  });
  return { id, number };
}

it('is not shown to those who handle nothing here', async () => {
  expect(await refusalOf((await program.person('soc')).call('GET /api/v1/board', {}))).toBe('permission.use.denied');
  expect(await refusalOf(program.nobody().call('GET /api/v1/board', {}))).toMatch(/^session\./);
});

it('tells what runs, what is due in one order, who is silent, and what waits for the reader', async () => {
  const { number } = await tell('最初', 2);
  await handler.call('POST /api/v1/reports', { body: { title: '不審なメール', text: '不審なメールが届いた' } });
  const board = await boardOf(handler);
  expect(board.incidents?.items.map((one) => one.number)).toEqual([number]);
  expect(board.deadlines.items.map(({ dueAt }) => dueAt)).toEqual(
    board.deadlines.items.map(({ dueAt }) => dueAt).toSorted(),
  );
  const kinds = board.deadlines.items.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['review', 'task', 'instruction', 'measure']));
  const measure = board.deadlines.items.find(({ kind }) => kind === 'measure');
  // The end of the day in Tokyo.
  expect(measure).toMatchObject({ isDay: true, dueAt: '2026-11-25T15:00:00.000Z', who: '情報システム部' });
  expect(board.waiting).toMatchObject({ total: { count: 1 }, silent: { count: 1 } });
  expect(board.waiting?.items[0]).toMatchObject({ silent: 1, recipients: 1, first: { name: '高橋' } });
  expect(board.tasks?.items.map(({ title }) => title)).toEqual(['最初 自分のタスク', '最初 期限のないタスク']);
  expect(board.inbox).toMatchObject({ total: { count: 1 }, overdue: { count: 0 } });
  expect(board.inbox?.ages.map(({ count }) => count)).toEqual([1, 0, 0, 0]);
  expect((await boardOf(outsider)).tasks).toMatchObject({ items: [], total: { count: 0 } });
});

it('tells nothing of a restricted incident to those outside, in lists, counts or order', async () => {
  const before = JSON.stringify(await boardOf(outsider));
  const secret = await tell('極秘', -1);
  const compartment = await handler.call('POST /api/v1/compartments', { body: { name: '囲い' } });
  await handler.call('POST /api/v1/subjects/{id}/restrict', {
    params: { id: secret.id },
    body: { compartmentId: compartment.id },
  });
  expect(JSON.stringify(await boardOf(outsider))).toBe(before);
  const seen = await boardOf(handler);
  expect(seen.incidents?.items.map(({ number }) => number)).toContain(secret.number);
  expect(seen.waiting?.total.count).toBe(2);
});

it('grows old by the clock: the inbox by age, and what is late', async () => {
  clock.advance(5 * 3_600_000);
  const { inbox, proactive } = await boardOf(handler);
  expect(inbox?.ages.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
  expect(inbox?.oldest?.title).toContain('不審なメール');
  expect(proactive).toMatchObject({ measuresOverdue: { count: 0 }, incidentsWithoutNextReview: { count: 0 } });
  clock.advance(30 * 24 * 3_600_000);
  const late = await boardOf(await program.person('reader'));
  expect(late.proactive.measuresOverdue).toMatchObject({ count: 1 });
  expect(late.inbox).toMatchObject({ overdue: { count: 1 } });
  expect(late.inbox?.mostOverdue?.number).toBe(late.inbox?.oldest?.number);
});

it('says when something was recorded last on what runs, whatever day it is about, and by whom', async () => {
  const [reader, writer] = [await program.person('commander', 'handler'), await program.person('handler')];
  const { id } = await reader.call('POST /api/v1/incidents', { body: { title: '新着' } });
  clock.advance(60_000);
  const earlier = { subjectId: id, text: '一昨日の操作', occurredAt: inHours(-48) };
  const { recordedAt } = await writer.call('POST /api/v1/journal-entries', { body: earlier });
  const found = (await boardOf(reader)).newest.find(({ subjectId }) => subjectId === id);
  // What the program notes by itself about the incident may come after it.
  expect(Date.parse(found?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(recordedAt));
  expect(found?.byId).not.toBe(reader.id);
});
