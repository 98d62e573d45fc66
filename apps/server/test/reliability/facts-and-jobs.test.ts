import { randomBytes } from 'node:crypto';
import type { FactKind } from '@matoi/contract';
import { makeId } from '@matoi/kernel';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/platform/access/index.ts';
import { makeRunner } from '../../src/platform/commands/index.ts';
import type { Ground } from '../../src/platform/composition/index.ts';
import { makeDelivery, relayBatch, type Subscription, startRelay } from '../../src/platform/facts/index.ts';
import { makeHealth, type Running } from '../../src/platform/health/index.ts';
import { startWorker, unlockStale } from '../../src/platform/jobs/index.ts';
import { notifyAccounts } from '../../src/platform/notifications/index.ts';
import { asSuperuser, openTestGround } from '../support/test-database.ts';
import { eventually } from './eventually.ts';

let ground: Ground;
const running: Running[] = [];
const problems: unknown[] = [];
const clock = () => new Date();
const newId = () => makeId(clock(), randomBytes);

beforeEach(async () => {
  problems.length = 0;
  ground = await openTestGround();
});
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
  await ground.close();
});

async function makeSubjects(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  const rows = ids.map((id) => ({
    id,
    kind: 'report',
    number: null,
    title: 'x',
    compartment_id: 1,
    created_at: clock(),
    updated_at: clock(),
  }));
  await ground.databases.owner.insertInto('platform.subject').values(rows).execute();
  return ids;
}

async function writeFact(kind: FactKind, subjectId: string | null, payload: object): Promise<string> {
  const id = newId();
  await ground.databases.owner
    .insertInto('platform.fact')
    .values({
      id,
      kind,
      subject_id: subjectId,
      actor: JSON.stringify({ kind: 'system', id: 'test', name: 'test' }),
      payload: JSON.stringify(payload),
      occurred_at: clock(),
    })
    .execute();
  return id;
}

function startAll(
  subscriptions: readonly Subscription[],
  options: { isOnly?: boolean; isHasty?: boolean } = {},
): Promise<Running> {
  const { databases } = ground;
  const health = makeHealth(clock);
  const onProblem = (error: unknown) => problems.push(error);
  const runner = makeRunner({ databases, clock, random: randomBytes, kinds: new Map() });
  const deliver = makeDelivery({ databases, runner, subscriptions });
  return startWorker({
    databases,
    tasks: { fact: (payload) => deliver(payload as Parameters<typeof deliver>[0]) },
    schedules: [],
    isOnly: options.isOnly ?? true,
    health,
    clock,
    onProblem,
    ...(options.isHasty === true ? { pace: { heartbeatMs: 200, lostAfterSeconds: 1 } } : {}),
  }).then((worker) => {
    const idleMs = options.isHasty === true ? 100 : 1_000;
    const relay = startRelay({ databases, subscriptions, health, onProblem, idleMs });
    running.push(worker, relay);
    return worker;
  });
}

const locks = () =>
  sql<{ locked_by: string }>`
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union all select locked_by from graphile_worker._private_job_queues where locked_by is not null`
    .execute(ground.databases.owner)
    .then(({ rows }) => rows.map((row) => row.locked_by));

const jobCount = () =>
  sql<{ count: number }>`select count(*) as count from graphile_worker._private_jobs`
    .execute(ground.databases.owner)
    .then(({ rows }) => rows[0]?.count ?? -1);

describe('positions of facts', () => {
  it('have no gap and keep the order of each subject while eight writers write at once', async () => {
    const subjects = await makeSubjects(8);
    const handlers = new Map<string, readonly Subscription[]>();
    let isWriting = true;
    const relaying = (async () => {
      while (isWriting || (await relayBatch(ground.databases, handlers)) > 0) {
        await relayBatch(ground.databases, handlers);
      }
    })();
    const written = new Map<string, string[]>();
    await Promise.all(
      subjects.map(async (subject) => {
        const own: string[] = [];
        written.set(subject, own);
        for (let at = 0; at < 60; at += 1) own.push(await writeFact('incident.reopened', subject, {}));
      }),
    );
    isWriting = false;
    await relaying;
    const facts = await ground.databases.owner
      .selectFrom('platform.fact')
      .select(['id', 'subject_id', 'position'])
      .orderBy('position')
      .execute();
    expect(facts.map((fact) => fact.position)).toEqual(Array.from({ length: 480 }, (_, at) => at + 1));
    for (const [subject, ids] of written) {
      expect(facts.filter((fact) => fact.subject_id === subject).map((fact) => fact.id)).toEqual(ids);
    }
  });

  it('are given once, however many relays there are', async () => {
    const seen: string[] = [];
    const subscriptions: Subscription[] = [
      { fact: 'incident.reopened', handler: 'test.see', react: async (_reaction, fact) => void seen.push(fact.id) },
    ];
    await startAll(subscriptions);
    running.push(
      startRelay({
        databases: ground.databases,
        subscriptions,
        health: makeHealth(clock),
        onProblem: (error) => problems.push(error),
      }),
    );
    const [subject = ''] = await makeSubjects(1);
    const ids: string[] = [];
    for (let at = 0; at < 100; at += 1) ids.push(await writeFact('incident.reopened', subject, {}));
    await eventually(
      async () => seen.length,
      (count) => count >= 100,
    );
    expect(seen).toEqual(ids);
    expect(problems).toEqual([]);
  });
});

describe('reactions', () => {
  it('of one subject that fail do not hold up other subjects', async () => {
    const subjects = await makeSubjects(40);
    const [broken] = subjects;
    const done = new Set<string | null>();
    await startAll([
      {
        fact: 'incident.reopened',
        handler: 'test.fail',
        async react(_reaction, { subjectId }) {
          if (subjectId === broken) throw new Error('this one cannot be handled');
          done.add(subjectId);
        },
      },
    ]);
    for (const subject of subjects) await writeFact('incident.reopened', subject, {});
    await eventually(
      async () => done.size,
      (size) => size === 39,
    );
    await eventually(
      async () => problems.map(String),
      (all) => all.includes('Error: this one cannot be handled'),
    );
  });

  it('act once for a fact that is delivered three times, at the same time too', async () => {
    const account = newId();
    await ground.databases.owner
      .insertInto('platform.account')
      .values({
        id: account,
        email: 'a@example.jp',
        name: 'a',
        roles: ['handler'],
        state: 'active',
        locale: 'ja',
        created_at: clock(),
      })
      .execute();
    const runner = makeRunner({ databases: ground.databases, clock, random: randomBytes, kinds: new Map() });
    const subscriptions: Subscription[] = [
      {
        fact: 'incident.reopened',
        handler: 'test.notify',
        async react(reaction) {
          const asked = reaction.askedBy(systemActor('notifications', [1]));
          const input = {
            kind: 'report.received',
            subjectId: null,
            roles: ['handler'],
            exceptAccountId: null,
          } as const;
          await reaction.runner.react(notifyAccounts, input, asked);
        },
      },
    ];
    const deliver = makeDelivery({ databases: ground.databases, runner, subscriptions });
    const factId = await writeFact('incident.reopened', null, {});
    const job = { factId, handler: 'test.notify' };
    await Promise.all([deliver(job), deliver(job)]);
    await deliver(job);
    const told = await ground.databases.owner.selectFrom('platform.notification').select('id').execute();
    expect(told).toHaveLength(1);
  });
});

describe('locks of jobs', () => {
  it('are taken in the name of a living instance, so that they can be freed when it dies', async () => {
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    await startAll([{ fact: 'incident.reopened', handler: 'test.hang', react: () => blocked }]);
    await writeFact('incident.reopened', null, {});
    const held = await eventually(locks, (names) => names.length > 0);
    const instances = () =>
      ground.databases.owner
        .selectFrom('platform.worker_instance')
        .select('worker_ids')
        .execute()
        .then((rows) => rows.flatMap((row) => row.worker_ids));
    const alive = await eventually(instances, (names) => names.length > 0);
    for (const name of held) expect(alive).toContain(name);
    await unlockStale(ground.databases, new Date(Date.now() - 60_000));
    expect(await locks()).toEqual(held);
    release();
    await eventually(jobCount, (count) => count === 0);
  });

  it('of a killed worker are freed at once at the start of the only process', async () => {
    const handled: string[] = [];
    const subscriptions: Subscription[] = [
      { fact: 'incident.reopened', handler: 'test.see', react: async (_reaction, fact) => void handled.push(fact.id) },
    ];
    const id = await writeFact('incident.reopened', null, {});
    await relayBatch(ground.databases, new Map([['incident.reopened', subscriptions]]));
    await sql`update graphile_worker._private_jobs set locked_by = 'pool-of-the-dead', locked_at = now()`.execute(
      ground.databases.owner,
    );
    await sql`update graphile_worker._private_job_queues set locked_by = 'pool-of-the-dead', locked_at = now()`.execute(
      ground.databases.owner,
    );
    await startAll(subscriptions, { isOnly: true });
    await eventually(
      async () => handled,
      (ids) => ids.length === 1,
    );
    expect(handled).toEqual([id]);
  });

  it('of a killed worker are freed when its heartbeat is old, those of a living one stay', async () => {
    const { owner } = ground.databases;
    await writeFact('incident.reopened', null, {});
    await writeFact('incident.closed', null, { outcome: 'resolved' });
    const nothing: Omit<Subscription, 'fact' | 'handler'> = { react: async () => undefined };
    await relayBatch(
      ground.databases,
      new Map([
        ['incident.reopened', [{ fact: 'incident.reopened', handler: 'dead', ...nothing }]],
        ['incident.closed', [{ fact: 'incident.closed', handler: 'living', ...nothing }]],
      ]),
    );
    const long = new Date(Date.now() - 120_000);
    for (const name of ['dead', 'living']) {
      await sql`update graphile_worker._private_job_queues set locked_by = ${`pool-${name}`}, locked_at = ${long}
        where queue_name like ${`${name}:%`}`.execute(owner);
      await sql`update graphile_worker._private_jobs set locked_by = ${`pool-${name}`}, locked_at = ${long}
        where payload ->> 'handler' = ${name}`.execute(owner);
      await owner
        .insertInto('platform.worker_instance')
        .values({ id: name, worker_ids: [`pool-${name}`], heartbeat_at: name === 'dead' ? long : clock() })
        .execute();
    }
    expect(await locks()).toHaveLength(4);
    await unlockStale(ground.databases, new Date(Date.now() - 60_000));
    expect(await locks()).toEqual(['pool-living', 'pool-living']);
  });

  it('do not outlast a database that went away while a job ran: the job comes to its end, without a restart', async () => {
    let runs = 0;
    let release = () => {};
    const started = new Promise<void>((resolve) => {
      release = resolve;
    });
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const cut: Subscription = {
      fact: 'incident.reopened',
      handler: 'test.cut',
      async react() {
        runs += 1;
        release();
        if (runs === 1) await gate;
      },
    };
    await startAll([cut], { isHasty: true });
    await writeFact('incident.reopened', null, {});
    await started;
    const { database } = ground.databases.ownerConfig;
    await asSuperuser(`alter database ${database} connection limit 0`);
    await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`);
    goOn();
    await eventually(
      async () => problems.length,
      (count) => count > 0,
    );
    await asSuperuser(`alter database ${database} connection limit -1`);
    await eventually(
      () => jobCount().catch(() => -1),
      (count) => count === 0,
      70_000,
    );
    expect(await locks()).toEqual([]);
    // Whether the end of the first run could be written is left to the moment at which the database came back.
    const before = runs;
    await writeFact('incident.reopened', null, {});
    await eventually(
      async () => runs,
      (count) => count > before,
      70_000,
    );
  }, 180_000);

  it('leave connections for others, however often the database went away', async () => {
    await startAll([], { isHasty: true });
    const { database } = ground.databases.ownerConfig;
    for (let at = 0; at < 15; at += 1) {
      await eventually(
        () =>
          sql<{ pid: number }>`
            select l.pid from pg_locks l join pg_database d on d.oid = l.database
            where l.locktype = 'advisory' and d.datname = ${database} and l.objid = 7303001`
            .execute(ground.databases.owner)
            .then(({ rows }) => rows.length)
            .catch(() => 0),
        (count) => count === 1,
      );
      await asSuperuser(
        `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
          where l.locktype = 'advisory' and d.datname = '${database}' and l.objid = 7303001`,
      );
    }
    const { ownerPool } = ground.databases;
    expect(ownerPool.totalCount - ownerPool.idleCount).toBeLessThan(8);
  }, 60_000);
});

describe('a burst of facts', () => {
  it('becomes few jobs, skips what a handler does not want, and one that fails holds up no other', async () => {
    const [subject] = await makeSubjects(1);
    const acted: string[] = [];
    let failures = 0;
    const subscriptions: Subscription[] = [
      {
        fact: 'report.closed',
        handler: 'test.burst',
        wants: (fact) => fact.kind === 'report.closed' && fact.outcome !== 'spam',
        async react(_reaction, { id, fact }) {
          if (fact.kind === 'report.closed' && fact.outcome === 'duplicate' && failures < 1) {
            failures += 1;
            throw new Error('not now');
          }
          acted.push(id);
        },
      },
    ];
    const outcomes = ['answered', 'duplicate', 'spam', 'answered'];
    const ids: string[] = [];
    for (const outcome of outcomes) ids.push(await writeFact('report.closed', subject ?? null, { outcome }));
    await relayBatch(ground.databases, new Map([['report.closed', subscriptions]]));
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from graphile_worker.jobs`.execute(
      ground.databases.owner,
    );
    expect(rows[0]?.count).toBe(1);
    await startAll(subscriptions);
    await eventually(
      () => acted.length,
      (count) => count === 3,
    );
    expect(acted).toEqual([ids[0], ids[3], ids[1]]);
  });
});
