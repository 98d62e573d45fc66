import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openTestGround } from '../../../test/support/test-database.ts';
import { type Actor, permissionsOf } from '../access/index.ts';
import { defineCommand, makeRunner, permitAll, type Runner, type Work } from '../commands/index.ts';
import type { Cursor } from '../lists/index.ts';
import { auditCursor, listAuditEntries, sealBatch, verifyChain } from './index.ts';

let ground: Awaited<ReturnType<typeof openTestGround>>;
let runner: Runner;

beforeEach(async () => {
  ground = await openTestGround();
  runner = makeRunner({ databases: ground.databases, clock: () => new Date(), random: randomBytes, kinds: new Map() });
});
afterEach(() => ground.close());

const actor: Actor = {
  kind: 'system',
  id: 'test',
  name: 'test',
  roles: [],
  compartments: [1],
  permissions: new Set(['test.act']),
  address: null,
};
const asked = { actor, requestId: 'r', version: null, repeat: null };

const act = defineCommand({
  id: 'test.act',
  load: async (_work: Work, input: { readonly note: string; readonly fails?: 'record' | 'show' }) => input,
  permit: permitAll,
  decide: (_loaded, input) => input,
  async record(_work, { input }) {
    if (input.fails === 'record') throw new Error('record failed');
    return { subjectId: null, audit: { note: input.note }, facts: [], result: input };
  },
  async show(_work, input) {
    if (input.fails === 'show') throw new Error('show failed');
    return input.note;
  },
});

async function acts(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await runner.run(act, { note: `act ${at}` }, asked);
}

const seal = () => sealBatch(ground.databases, new Date());

/** Plays the owner of the disk: a superuser for whom no trigger fires. */
async function tamper(statement: string): Promise<void> {
  const { database } = ground.databases.ownerConfig;
  const client = new pg.Client({ ...inject('cluster').superuser, database, ssl: false });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function countOf(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    ground.databases.owner,
  );
  return rows[0]?.count ?? -1;
}

describe('an audit entry', () => {
  it('is written with the act, and not at all when the act fails at any step', async () => {
    await acts(1);
    expect(await countOf('platform.audit_entry')).toBe(1);
    await expect(runner.run(act, { note: 'x', fails: 'record' }, asked)).rejects.toThrow('record failed');
    await expect(runner.run(act, { note: 'x', fails: 'show' }, asked)).rejects.toThrow('show failed');
    expect([await countOf('platform.audit_entry'), await countOf('platform.audit_detail')]).toEqual([1, 1]);
    expect(await countOf('platform.audit_unsealed')).toBe(1);
  });

  it('is sealed once and in order, however many sealers run', async () => {
    await acts(30);
    const done = await Promise.all(Array.from({ length: 6 }, seal));
    await Promise.all([acts(5), seal(), seal(), seal()]);
    while ((await seal()) > 0);
    expect(done.reduce((sum, count) => sum + count, 0)).toBe(30);
    const { rows } = await sql<{
      position: number;
    }>`select position from platform.audit_seal order by position`.execute(ground.databases.owner);
    expect(rows.map((row) => row.position)).toEqual(Array.from({ length: 35 }, (_, at) => at + 1));
    expect(await verifyChain(ground.databases)).toMatchObject({
      isIntact: true,
      count: 35,
      unsealed: 0,
      firstBroken: null,
    });
  });

  it('waits for its seal without breaking the chain', async () => {
    await acts(2);
    await seal();
    await acts(1);
    expect(await verifyChain(ground.databases)).toMatchObject({ isIntact: true, count: 2, unsealed: 1 });
  });
});

describe('what the owner of the disk does is detected', () => {
  const at = (position: number) => `(select entry_id from platform.audit_seal where position = ${position})`;

  const tampering: Readonly<Record<string, readonly [statement: string, broken: number | null]>> = {
    'an action rewritten': [`update platform.audit_entry set action = 'other' where id = ${at(3)}`, 3],
    'an actor rewritten': [`update platform.audit_entry set actor_id = 'other' where id = ${at(3)}`, 3],
    'a time shifted by a millisecond': [
      `update platform.audit_entry set at = at + interval '1 ms' where id = ${at(3)}`,
      3,
    ],
    'an address added': [`update platform.audit_entry set address = '192.0.2.1' where id = ${at(3)}`, 3],
    'an entry made need-to-know': [`update platform.audit_entry set about_compartment = 1 where id = ${at(3)}`, 3],
    'a detail rewritten': [`update platform.audit_detail set detail = '{"note":"other"}' where entry_id = ${at(3)}`, 3],
    'a detail and its hash rewritten': [
      `with changed as (update platform.audit_detail set detail = '{}' where entry_id = ${at(3)})
        update platform.audit_entry set detail_hash = '\\x00' where id = ${at(3)}`,
      3,
    ],
    'an entry deleted': [`delete from platform.audit_entry where id = ${at(3)}`, 3],
    'a seal deleted': ['delete from platform.audit_seal where position = 3', 3],
    'the first seal deleted': ['delete from platform.audit_seal where position = 1', 1],
    'an entry and its seal deleted': [
      `with gone as (delete from platform.audit_seal where position = 3 returning entry_id)
        delete from platform.audit_entry where id in (select entry_id from gone)`,
      3,
    ],
    'two entries swapped': [
      `update platform.audit_seal seal set entry_id = other.entry_id, entry_hash = other.entry_hash
        from platform.audit_seal other where seal.position in (3, 4) and other.position = 7 - seal.position`,
      3,
    ],
    'a link of the chain changed': [`update platform.audit_seal set chain_hash = '\\x00' where position = 3`, 3],
    'the last seal cut off, its entry left': ['delete from platform.audit_seal where position = 5', null],
    'an entry slipped in past the queue': [
      `insert into platform.audit_entry (id, at, actor_kind, actor_id, actor_name, action)
        values (gen_random_uuid(), now(), 'user', 'x', 'x', 'forged.act')`,
      null,
    ],
    'a waiting entry taken out of the queue': ['delete from platform.audit_unsealed', null],
  };

  it.each(Object.entries(tampering))('%s', async (_name, [statement, broken]) => {
    await acts(5);
    await seal();
    await acts(1);
    expect((await verifyChain(ground.databases)).isIntact).toBe(true);
    await tamper('alter table platform.audit_seal drop constraint if exists audit_seal_entry_id_key');
    await tamper(statement);
    expect(await verifyChain(ground.databases)).toMatchObject({ isIntact: false, firstBroken: broken });
  });

  it('a tail cut off with everything in it, by a head that was noted before', async () => {
    await acts(5);
    await seal();
    const { head } = await verifyChain(ground.databases);
    await tamper(`with gone as (delete from platform.audit_seal where position > 3 returning entry_id),
      detail as (delete from platform.audit_detail where entry_id in (select entry_id from gone))
      delete from platform.audit_entry where id in (select entry_id from gone)`);
    expect(await verifyChain(ground.databases, head)).toMatchObject({ isIntact: false, firstBroken: null });
    // Without the noted head a consistent shorter chain is a chain; that is why heads are noted elsewhere.
    expect(await verifyChain(ground.databases)).toMatchObject({ isIntact: true, count: 3 });
  });

  it('a whole chain computed anew, by a head that was noted before', async () => {
    await acts(3);
    await seal();
    const { head } = await verifyChain(ground.databases);
    await tamper(`update platform.audit_entry set actor_name = 'other' where id = ${at(1)}`);
    await tamper(
      'insert into platform.audit_unsealed (entry_id) select entry_id from platform.audit_seal order by position',
    );
    await tamper('delete from platform.audit_seal');
    await seal();
    expect(await verifyChain(ground.databases)).toMatchObject({ isIntact: true, count: 3 });
    expect(await verifyChain(ground.databases, head)).toMatchObject({ isIntact: false });
  });

  it('but a purged detail leaves the chain intact, and a noted head stays part of a chain that grew', async () => {
    await acts(3);
    await seal();
    const { head } = await verifyChain(ground.databases);
    await tamper('delete from platform.audit_detail');
    await acts(2);
    await seal();
    expect(await verifyChain(ground.databases, head)).toMatchObject({ isIntact: true, count: 5 });
  });
});

describe('who reads the log', () => {
  const reader = (role: 'auditor' | 'administrator', compartments: readonly number[]): Actor => ({
    ...actor,
    kind: 'user',
    roles: [role],
    compartments,
    permissions: permissionsOf([role]),
  });
  const read = (who: Actor, filters = {}) =>
    runner.read(who, (reading) =>
      listAuditEntries(reading, { filters, cursor: null, limit: 50, withHashes: who.roles.includes('auditor') }),
    );

  it('an auditor sees restricted entries as hashes alone, an administrator outside not at all, a member in full', async () => {
    const { rows } = await sql<{
      id: number;
    }>`insert into platform.compartment (name) values ('secret') returning id`.execute(ground.databases.owner);
    const secret = rows[0]?.id ?? 0;
    await sql`insert into platform.subject values ('01900000-0000-7000-8000-000000000001', 'incident', null, 'secret title', ${secret}, null, now(), now())`.execute(
      ground.databases.owner,
    );
    await sql`insert into platform.audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_id)
      values (gen_random_uuid(), now(), 'user', 'x', 'secret person', 'secret.act', '01900000-0000-7000-8000-000000000001')`.execute(
      ground.databases.owner,
    );
    await sql`insert into platform.audit_entry (id, at, actor_kind, actor_id, actor_name, action, about_compartment)
      values (gen_random_uuid(), now(), 'user', 'x', 'secret person', 'compartments.grant', ${secret})`.execute(
      ground.databases.owner,
    );
    await acts(1);
    await seal();

    const auditor = await read(reader('auditor', [1]));
    expect(auditor.rows).toHaveLength(3);
    const hidden = auditor.rows.filter((row) => row.entry_id === null);
    expect(hidden).toHaveLength(2);
    for (const row of hidden) {
      const { position, chain_hash, entry_hash, ...rest } = row;
      expect([position > 0, chain_hash.length, entry_hash.length]).toEqual([true, 32, 32]);
      expect(Object.values(rest).every((value) => value === null)).toBe(true);
    }
    expect(JSON.stringify(auditor)).not.toContain('secret');
    // A filter would be a question about what is hidden: it answers with what is visible only.
    expect((await read(reader('auditor', [1]), { action: 'secret.act' })).rows).toEqual([]);

    const administrator = await read(reader('administrator', [1]));
    expect([administrator.rows.length, administrator.total.count]).toEqual([1, 1]);
    const member = await read(reader('administrator', [1, secret]));
    expect([member.rows.length, member.total.count]).toEqual([3, 3]);
  });

  it.each([{}, { action: 'test.act' }, { actorId: 'test' }])('pages of %j have every entry once', async (filters) => {
    await acts(5);
    // Three of one moment, in which the order of the chain and of the moments may differ.
    await tamper(
      `update platform.audit_entry set at = '2026-11-01' where id in (select id from platform.audit_entry limit 3)`,
    );
    await seal();
    const found: (string | null)[] = [];
    let cursor: Cursor | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { rows, total } = await runner.read(reader('administrator', [1]), (reading) =>
        listAuditEntries(reading, { filters, cursor, limit: 2, withHashes: false }),
      );
      expect(total).toEqual({ count: 5, isMore: false });
      const shown = rows.slice(0, 2);
      found.push(...shown.map((row) => row.entry_id));
      const last = shown.at(-1);
      if (last !== undefined) cursor = { sort: '', ...auditCursor(last, filters) };
    }
    expect([found.length, new Set(found).size]).toEqual([5, 5]);
  });
});
