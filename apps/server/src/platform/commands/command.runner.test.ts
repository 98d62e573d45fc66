import { createHash, randomBytes } from 'node:crypto';
import { isRefusal, Refused, refusal, type SubjectId } from '@matoi/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGround } from '../../../test/support/test-database.ts';
import { refusalOf, startTestProgram, type TestProgram, type Visitor } from '../../../test/support/test-program.ts';
import type { Actor } from '../access/index.ts';
import { type Asked, defineCommand, makeRunner, permitAll, type Runner, type Work } from './index.ts';

let ground: Awaited<ReturnType<typeof openTestGround>>;
let runner: Runner;
beforeAll(async () => {
  ground = await openTestGround();
  runner = makeRunner({ databases: ground.databases, clock: () => new Date(), random: randomBytes, kinds: new Map() });
});
afterAll(() => ground.close());

const actor: Actor = {
  kind: 'user',
  id: 'somebody',
  name: 'somebody',
  roles: [],
  compartments: [1],
  permissions: new Set(['test.add']),
  address: null,
};
const asked: Asked = { actor, requestId: null, version: null, repeat: null };
const hash = (text: string) => createHash('sha256').update(text).digest();
const count = async (table: string) =>
  (await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(ground.databases.owner))
    .rows[0]?.count ?? -1;

type Input = { readonly title: string; readonly refuses?: boolean; readonly fails?: boolean };

/** Registers a record and says so. */
const add = defineCommand({
  id: 'test.add',
  load: async (_work: Work, input: Input) => input,
  permit: permitAll,
  decide: (_loaded, input) => (input.refuses === true ? refusal('test.add.no') : input),
  async record(work, { input }) {
    const id = work.newId<'Subject'>();
    await work.db
      .insertInto('platform.subject')
      .values({ id, kind: 'report', title: input.title, compartment_id: 1, created_at: work.now, updated_at: work.now })
      .execute();
    return {
      subjectId: id,
      audit: { title: input.title },
      facts: [{ kind: 'incident.reopened' as const }],
      result: id as SubjectId,
    };
  },
  async show(_work, id) {
    return { id: id as string };
  },
});

const failing = defineCommand({
  ...add,
  async show(): Promise<{ id: string }> {
    throw new Error('at the very end');
  },
});

async function codeOf(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (error instanceof Refused && isRefusal(error.refusal)) return error.refusal.code;
    throw error;
  }
  return 'not refused';
}

describe('a repeated command', () => {
  const repeat = (key: string, body = 'body') => ({ ...asked, repeat: { key, bodyHash: hash(body) } });

  it('with the same key and body answers the first answer and acts once', async () => {
    const before = await count('platform.subject');
    const first = await runner.run(add, { title: 'once' }, repeat('k1'));
    expect(await runner.run(add, { title: 'once' }, repeat('k1'))).toEqual(first);
    expect(await count('platform.subject')).toBe(before + 1);
  });

  it('with another body is refused, with another key or by another actor acts again', async () => {
    const first = await runner.run(add, { title: 'x' }, repeat('k2'));
    expect(await codeOf(runner.run(add, { title: 'y' }, repeat('k2', 'other')))).toBe('record.change.key-reused');
    expect(await runner.run(add, { title: 'x' }, repeat('k3'))).not.toEqual(first);
    const other = { ...repeat('k2'), actor: { ...actor, id: 'another' } };
    expect(await runner.run(add, { title: 'x' }, other)).not.toEqual(first);
  });

  it('asked ten times at once acts once and answers all the same', async () => {
    const before = await count('platform.subject');
    const answers = await Promise.all(Array.from({ length: 10 }, () => runner.run(add, { title: 'x' }, repeat('k4'))));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await count('platform.subject')).toBe(before + 1);
  });

  it('is not kept when it was refused, so that it can succeed later', async () => {
    expect(await codeOf(runner.run(add, { title: 'x', refuses: true }, repeat('k5')))).toBe('test.add.no');
    expect(await runner.run(add, { title: 'x' }, repeat('k5'))).toHaveProperty('id');
  });

  it('about a record that has left the sight is not found', async () => {
    const { id } = await runner.run(add, { title: 'x' }, repeat('k6'));
    const { rows } = await sql<{
      id: number;
    }>`insert into platform.compartment (name) values ('away') returning id`.execute(ground.databases.owner);
    await sql`update platform.subject set compartment_id = ${rows[0]?.id} where id = ${id}`.execute(
      ground.databases.owner,
    );
    expect(await codeOf(runner.run(add, { title: 'x' }, repeat('k6')))).toBe('record.find.not-found');
  });

  it('is answered to nobody who has lost the permission', async () => {
    await runner.run(add, { title: 'x' }, repeat('k7'));
    const without = { ...repeat('k7'), actor: { ...actor, permissions: new Set<string>() } };
    expect(await codeOf(runner.run(add, { title: 'x' }, without))).toBe('permission.use.denied');
  });
});

describe('a command that fails', () => {
  it('leaves neither record, audit entry, fact nor kept answer, at whichever step', async () => {
    const tables = ['platform.subject', 'platform.audit_entry', 'platform.fact', 'platform.kept_answer'];
    const before = await Promise.all(tables.map(count));
    const once = { ...asked, repeat: { key: 'fails', bodyHash: hash('x') } };
    expect(await codeOf(runner.run(add, { title: 'x', refuses: true }, once))).toBe('test.add.no');
    await expect(runner.run(failing, { title: 'x' }, once)).rejects.toThrow('at the very end');
    expect(await Promise.all(tables.map(count))).toEqual(before);
    await runner.run(add, { title: 'x' }, once);
    expect(await Promise.all(tables.map(count))).toEqual(before.map((one) => one + 1));
  });
});

describe('a reaction', () => {
  it('acts once for a fact and handler, however often and however concurrently it is delivered', async () => {
    await runner.run(add, { title: 'x' }, asked);
    const fact = await ground.databases.owner
      .selectFrom('platform.fact')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const before = await count('platform.subject');
    const deliver = (handler: string) =>
      runner.react(add, { title: 'x' }, { ...asked, reaction: { factId: fact.id, handler } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => deliver('one')));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await deliver('one')).toBeNull();
    expect(await deliver('two')).not.toBeNull();
    expect(await count('platform.subject')).toBe(before + 2);
  });

  it('that failed is not remembered as done', async () => {
    const fact = await ground.databases.owner
      .selectFrom('platform.fact')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const reaction = { factId: fact.id, handler: 'fails first' };
    await expect(runner.react(failing, { title: 'x' }, { ...asked, reaction })).rejects.toThrow();
    expect(await runner.react(add, { title: 'x' }, { ...asked, reaction })).not.toBeNull();
  });
});

describe('askings that may go together', () => {
  /** Fails as a whole for one title, as a constraint of the database would. */
  const many = defineCommand({
    ...add,
    async together(work: Work, inputs: readonly Input[]) {
      if (inputs.some((input) => input.fails === true)) throw new Error('one of them fails');
      const recorded = [];
      for (const input of inputs) recorded.push(await add.record(work, { loaded: input, change: input, input }));
      return recorded;
    },
  });
  const by = (requestId: string, more: Partial<Asked> = {}): Asked => ({ ...asked, requestId, ...more });
  const title = async (id: string) =>
    (await sql<{ title: string }>`select title from platform.subject where id = ${id}`.execute(ground.databases.owner))
      .rows[0]?.title;

  it('share transactions, and each has its answer, its audit entry and its fact', async () => {
    const facts = await count('platform.fact');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => runner.run(many, { title: `together ${at}` }, by(`together-${at}`))),
    );
    for (const [at, answer] of answers.entries()) expect(await title(answer.id)).toBe(`together ${at}`);
    const { rows } = await sql<{ subject: string; request: string; transaction: string }>`
      select s.title as subject, a.request_id as request, s.xmin::text as transaction
      from platform.audit_entry a join platform.subject s on s.id = a.subject_id
      where a.request_id like 'together-%'`.execute(ground.databases.owner);
    expect(rows).toHaveLength(30);
    for (const { subject, request } of rows) expect(subject.replace(' ', '-')).toBe(request);
    expect(new Set(rows.map((row) => row.transaction)).size).toBeLessThan(10);
    expect(await count('platform.fact')).toBe(facts + 30);
  });

  it("fail alone: what one of them does is nobody else's", async () => {
    const failing = defineCommand({
      ...many,
      async load(_work: Work, input: Input) {
        if (input.fails === true) throw new Error('it fails alone too');
        return input;
      },
    });
    const before = await count('platform.subject');
    const ended = await Promise.allSettled(
      Array.from({ length: 9 }, (_, at) => runner.run(failing, { title: `x${at}`, fails: at === 5 }, asked)),
    );
    expect(ended.map(({ status }) => status === 'rejected')).toEqual(ended.map((_, at) => at === 5));
    expect(await count('platform.subject')).toBe(before + 8);
  });

  it('with the same key act once, and a key that was used for something else is refused', async () => {
    const before = await count('platform.subject');
    const keyed = (key: string, body: string) =>
      runner.run(many, { title: key }, by('k', { repeat: { key, bodyHash: hash(body) } }));
    const first = await keyed('g1', 'body');
    const answers = await Promise.all(['g1', 'g2', 'g2', 'g3', 'g2'].map((key) => keyed(key, 'body')));
    expect(answers[0]).toEqual(first);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
    expect(await count('platform.subject')).toBe(before + 3);
    const codes = await Promise.all([keyed('g4', 'body'), codeOf(keyed('g3', 'other')), keyed('g5', 'body')]);
    expect(codes[1]).toBe('record.change.key-reused');
    expect(await keyed('g4', 'body')).toEqual(codes[0]);
  });

  it('of somebody without the permission are refused, of another actor are written in his name', async () => {
    const nobody = { ...asked, actor: { ...actor, permissions: new Set<string>() } };
    const another = by('by-another', { actor: { ...actor, id: 'another', address: '192.0.2.7' } });
    const [code] = await Promise.all([
      codeOf(runner.run(many, { title: 'x' }, nobody)),
      runner.run(many, { title: 'x' }, asked),
      runner.run(many, { title: 'x' }, another),
    ]);
    expect(code).toBe('permission.use.denied');
    const { rows } =
      await sql`select actor_id, address from platform.audit_entry where request_id = 'by-another'`.execute(
        ground.databases.owner,
      );
    expect(rows).toEqual([{ actor_id: 'another', address: '192.0.2.7' }]);
  });

  it('of reactions act once for each fact', async () => {
    await runner.run(add, { title: 'a' }, asked);
    const facts = await ground.databases.owner.selectFrom('platform.fact').select('id').limit(3).execute();
    const before = await count('platform.subject');
    const reactions = facts.map(({ id }) => ({
      input: { title: 'reacted' },
      asked: { ...asked, reaction: { factId: id, handler: 'together' } },
    }));
    await runner.react(many, { title: 'x' }, (reactions[0] ?? expect.fail('there are facts')).asked);
    await Promise.all([runner.reactTogether(many, reactions), runner.reactTogether(many, reactions)]);
    expect(await count('platform.subject')).toBe(before + 3);
  });
});

describe('over HTTP', () => {
  let program: TestProgram;
  let handler: Visitor;
  beforeAll(async () => {
    program = await startTestProgram();
    handler = await program.person('handler');
  });
  afterAll(() => program.stop());

  const open = (key?: string) =>
    handler.call('POST /api/v1/incidents', {
      body: { title: 'over HTTP' },
      ...(key === undefined ? {} : { idempotencyKey: key }),
    });
  const close = (id: string, headers: Record<string, string>) =>
    handler.fetch(`/api/v1/incidents/${id}/close`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ outcome: 'not-an-incident', reason: 'done' }),
    });

  it('a key of 200 characters counts whole, a longer one is refused instead of cut', async () => {
    const key = 'k'.repeat(199);
    const [first, second] = [await open(`${key}1`), await open(`${key}2`)];
    expect(first.id).not.toBe(second.id);
    expect((await open(`${key}1`)).id).toBe(first.id);
    expect(await refusalOf(open(`${key}12`))).toBe('record.change.key-too-long');
    expect(await refusalOf(open(`${key}13`))).toBe('record.change.key-too-long');
  });

  it('a change without the version that was read is refused, a stale one with the state as it is now', async () => {
    const incident = await open();
    for (const headers of [{}, { 'if-match': '*' }, { 'if-match': 'W/"1"' }, { 'if-match': '"one"' }]) {
      expect((await close(incident.id, headers as Record<string, string>)).status).toBe(428);
    }
    const stale = await close(incident.id, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({
      code: 'record.change.stale',
      current: { id: incident.id, version: 1, phase: 'triage' },
    });
    const done = await close(incident.id, { 'if-match': '"1"' });
    expect([done.status, await done.json()]).toMatchObject([200, { version: 2, phase: 'closed' }]);
    expect((await close(incident.id, { 'if-match': '"1"' })).status).toBe(412);
    expect((await close(incident.id, { 'if-match': '"2"' })).status).toBe(409);
  });

  it('of twenty who close one incident at once, one wins and the others are told how it is now', async () => {
    const incident = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => close(incident.id, { 'if-match': '"1"' })));
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const journal = await handler.call('GET /api/v1/journal-entries', { query: { subjectId: incident.id } });
    expect(journal.items.filter((entry) => entry.act?.code === 'incident.closed')).toHaveLength(1);
  });

  it('a repeat of a change that succeeded answers the same although the version has moved on', async () => {
    const incident = await open();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'close once' };
    const first = await (await close(incident.id, headers)).text();
    const again = await close(incident.id, headers);
    expect([again.status, await again.text()]).toEqual([200, first]);
  });

  it('what was kept of a compartment is not found once the sight is lost', async () => {
    const [first, second] = [await program.person('commander'), await program.person('commander')];
    const create = () =>
      first.call('POST /api/v1/compartments', {
        body: { name: 'kept', memberIds: [second.id] },
        idempotencyKey: 'compartment',
      });
    const made = await create();
    expect((await create()).id).toBe(made.id);
    await second.call('POST /api/v1/compartments/{id}/members/withdraw', {
      params: { id: made.id },
      body: { accountId: first.id },
    });
    expect(await refusalOf(create())).toBe('record.find.not-found');
  });
});
