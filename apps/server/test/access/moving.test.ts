import { permissions } from '@matoi/contract';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setCompartments, type Tx } from '../../src/platform/db/index.ts';
import { freePort, refusalOf, startTestProgram, type TestProgram, type Visitor } from '../support/test-program.ts';
import { contentTables, type Planted, plantCompartment, plantRecord } from './planted.records.ts';
import { addCallee, agreeOnMatrix, drained, secretWord, sendReport, tellSecret } from './secret.story.ts';

let program: TestProgram;
let commander: Visitor;
let handler: Visitor;
let tables: readonly string[];

beforeAll(async () => {
  program = await startTestProgram({ smtpPort: await freePort() });
  commander = await program.person('commander');
  handler = await program.person('handler');
  tables = await contentTables(program.ground.databases.owner);
});
afterAll(() => program.stop());

const owner = () => program.ground.databases.owner;

async function asApp<T>(seen: readonly number[], use: (db: Tx) => Promise<T>): Promise<T> {
  return program.ground.databases.app.transaction().execute(async (tx) => {
    await setCompartments(tx, seen);
    return use(tx);
  });
}

/** Waits for what the program does about a new record by itself, which would take part in the races below. */
async function plant(compartmentId: number): Promise<Planted> {
  const planted = await plantRecord(owner(), { compartmentId, accountId: handler.id, rank: 1 });
  await drained(program);
  return planted;
}

/** In which compartments the rows of an incident and of its parts lie, table by table. */
async function placesOf(ids: readonly string[]): Promise<Record<string, readonly number[]>> {
  const places: Record<string, readonly number[]> = {};
  const { rows } = await sql<{ name: string; subject_column: string }>`
    select name::text as name, subject_column from platform.content_table
    union all select 'platform.subject', 'id' union all select 'platform.search_entry', 'subject_id'`.execute(owner());
  for (const { name, subject_column } of rows) {
    const found = await sql<{ compartment_id: number }>`select distinct compartment_id from ${sql.table(name)}
      where ${sql.ref(subject_column)} = any (${[...ids]}::uuid[]) order by 1`.execute(owner());
    places[name] = found.rows.map((row) => row.compartment_id);
  }
  return places;
}

/** What a mail that became an incident leaves behind in every case. */
const alwaysFilled = [
  'platform.subject',
  'platform.search_entry',
  'platform.file',
  'platform.inbound_mail',
  'reports.report',
  'reports.attachment',
  'incidents.incident',
  'journal.entry',
  'correspondence.message',
] as const;

describe('restricting an incident', () => {
  it('moves report, attachments, files, mail, journal, messages and search entries, and later back again', async () => {
    const report = await sendReport(program, handler, '移動する報告');
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: report.id } });
    await handler.call('POST /api/v1/journal-entries', { body: { subjectId: incident.id, text: '記録' } });
    await drained(program);
    const compartment = await commander.call('POST /api/v1/compartments', {
      body: { name: '移動先', memberIds: [handler.id] },
    });
    const ids = [incident.id, report.id];
    const before = await placesOf(ids);
    const filled = Object.keys(before).filter((table) => before[table]?.length !== 0);
    expect(filled).toEqual(expect.arrayContaining([...alwaysFilled]));
    const allIn = (compartmentId: number) =>
      Object.fromEntries(Object.keys(before).map((table) => [table, filled.includes(table) ? [compartmentId] : []]));
    expect(before).toEqual(allIn(1));

    await handler.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: compartment.id },
    });
    expect(await placesOf(ids)).toEqual(allIn(compartment.id));
    await drained(program);
    expect(await placesOf(ids)).toEqual(allIn(compartment.id));

    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: incident.id },
      body: { compartmentId: 1 },
    });
    expect(await placesOf(ids)).toEqual(allIn(1));
  });

  it('is one transaction: when anything of it fails, everything stays', async () => {
    const one = await plant(1);
    const target = await plantCompartment(owner(), 'fails');
    const before = await placesOf([one.incidentId, one.reportId]);
    await expect(
      asApp([1, target], async (db) => {
        await sql`update platform.subject set compartment_id = ${target} where id = ${one.incidentId}`.execute(db);
        throw new Error('after the move');
      }),
    ).rejects.toThrow('after the move');
    expect(await placesOf([one.incidentId, one.reportId])).toEqual(before);
  });

  it('leaves a part that lies in another compartment where it is', async () => {
    const one = await plant(1);
    const [elsewhere, target] = [
      await plantCompartment(owner(), 'elsewhere'),
      await plantCompartment(owner(), 'target'),
    ];
    await sql`update platform.subject set compartment_id = ${elsewhere} where id = ${one.reportId}`.execute(owner());
    await asApp([1, target], (db) =>
      sql`update platform.subject set compartment_id = ${target} where id = ${one.incidentId}`.execute(db),
    );
    const report = await placesOf([one.reportId]);
    expect(report['platform.subject']).toEqual([elsewhere]);
    expect(report['platform.search_entry']).toEqual([elsewhere]);
    expect((await placesOf([one.incidentId]))['journal.entry']).toEqual([target]);
  });

  it('takes along what somebody is writing at that moment', async () => {
    const one = await plant(1);
    const target = await plantCompartment(owner(), 'race');
    const { app } = program.ground.databases;
    let written: Promise<unknown> = Promise.resolve();
    await app.transaction().execute(async (mover) => {
      await setCompartments(mover, [1, target]);
      await sql`update platform.subject set compartment_id = ${target} where id = ${one.incidentId}`.execute(mover);
      written = asApp([1, target], (db) => writeNote(db, one.incidentId));
      written.catch(() => undefined);
      await isBlocked();
    });
    await written;
    expect((await placesOf([one.incidentId]))['journal.entry']).toEqual([target]);
    expect((await placesOf([one.incidentId]))['platform.search_entry']).toEqual([target]);
  });

  it('refuses what somebody without sight of the new compartment is writing at that moment', async () => {
    const one = await plant(1);
    const target = await plantCompartment(owner(), 'race 2');
    let written: Promise<unknown> = Promise.resolve();
    await program.ground.databases.app.transaction().execute(async (mover) => {
      await setCompartments(mover, [1, target]);
      await sql`update platform.subject set compartment_id = ${target} where id = ${one.incidentId}`.execute(mover);
      written = asApp([1], (db) => writeNote(db, one.incidentId));
      written.catch(() => undefined);
      await isBlocked();
    });
    await expect(written).rejects.toThrow('not visible');
    expect((await placesOf([one.incidentId]))['journal.entry']).toEqual([target]);
  });
});

async function writeNote(db: Tx, subjectId: string): Promise<void> {
  await sql`insert into journal.entry (id, subject_id, kind, lane, occurred_at, recorded_at, author, text)
    values (gen_random_uuid(), ${subjectId}, 'note', 'us', now(), now(), '{}', 'while it moves')`.execute(db);
  await sql`select platform.search_write(${subjectId}::uuid, 'race', 'x', 'x', '{x}'::text[], 1, now())`.execute(db);
}

/** Waits until one backend of this database waits for another one's lock. */
async function isBlocked(): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from pg_locks waiting
      join pg_stat_activity backend on backend.pid = waiting.pid and backend.datname = current_database()
      where not waiting.granted`.execute(owner());
    if ((rows[0]?.count ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nobody waits: the write did not take the lock of its subject');
}

describe('content', () => {
  it('cannot be moved alone, by the application or by the owner', async () => {
    const one = await plant(1);
    const target = await plantCompartment(owner(), 'alone');
    for (const table of tables.filter((name) => name !== 'platform.subject')) {
      const move = sql`update ${sql.table(table)} set compartment_id = ${target} where compartment_id = 1`;
      await expect(move.execute(owner())).rejects.toThrow('follows its subject');
      await expect(asApp([1, target], (db) => move.execute(db))).rejects.toThrow(
        /follows its subject|permission denied/,
      );
    }
    expect((await placesOf([one.incidentId]))['journal.entry']).toEqual([1]);
  });

  it('cannot be given to another subject', async () => {
    const one = await plant(1);
    const other = await plant(await plantCompartment(owner(), 'other'));
    const { rows } = await sql<{ name: string; subject_column: string }>`
      select name::text as name, subject_column from platform.content_table`.execute(owner());
    for (const { name, subject_column } of rows) {
      const give = sql`update ${sql.table(name)} set ${sql.ref(subject_column)} = ${other.reportId}
        where compartment_id = ${one.compartmentId}`;
      await expect(give.execute(owner())).rejects.toThrow(
        /never changes its subject|append-only|kept as it (?:is|was)/,
      );
    }
  });

  it('is deleted by nobody through the application', async () => {
    await plant(1);
    for (const table of [
      ...tables,
      'platform.audit_entry',
      'platform.audit_detail',
      'platform.audit_seal',
      'platform.fact',
    ]) {
      await expect(asApp([1], (db) => sql`delete from ${sql.table(table)}`.execute(db))).rejects.toThrow(
        'permission denied',
      );
    }
  });
});

describe('journal and audit log', () => {
  it.each(['journal.entry', 'platform.audit_entry', 'platform.audit_detail', 'platform.audit_seal'])(
    '%s cannot be changed, deleted or truncated by the application or the owner',
    async (table) => {
      await plant(1);
      await handler.call('POST /api/v1/incidents', { body: { title: 'for the audit log' } });
      await drained(program);
      const column =
        {
          'journal.entry': 'text',
          'platform.audit_entry': 'action',
          'platform.audit_detail': 'detail',
          'platform.audit_seal': 'chain_hash',
        }[table] ?? '';
      const value =
        { 'platform.audit_detail': sql`'{}'::jsonb`, 'platform.audit_seal': sql`'\\x00'::bytea` }[table] ??
        sql`'forged'`;
      const count = async () =>
        (
          await sql<{
            text: string;
          }>`select md5(string_agg(t::text, ',' order by t::text)) as text from ${sql.table(table)} t`.execute(owner())
        ).rows[0]?.text;
      const before = await count();
      for (const act of [
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value}`,
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)} cascade`,
      ]) {
        await expect(act.execute(owner())).rejects.toThrow(/append-only/);
        await expect(asApp([1], (db) => act.execute(db))).rejects.toThrow(/permission denied|append-only/);
      }
      expect(await count()).toBe(before);
    },
  );

  it('audit entries and facts stay as they were when their record moves; their visibility follows it', async () => {
    const one = await plant(1);
    const target = await plantCompartment(owner(), 'facts');
    const rows = async () =>
      JSON.stringify([
        (await sql`select * from platform.audit_entry where id = ${one.auditId}`.execute(owner())).rows,
        (
          await sql`select id, kind, subject_id, actor, payload, occurred_at from platform.fact where id = ${one.factId}`.execute(
            owner(),
          )
        ).rows,
      ]);
    const seenBy = (seen: readonly number[]) =>
      asApp(seen, async (db) => [
        (await sql`select from platform.audit_entry where id = ${one.auditId}`.execute(db)).rows.length,
        (await sql`select from platform.fact where id = ${one.factId}`.execute(db)).rows.length,
      ]);
    const before = await rows();
    expect(await seenBy([1])).toEqual([1, 1]);
    await sql`update platform.subject set compartment_id = ${target} where id = ${one.incidentId}`.execute(owner());
    expect(await rows()).toBe(before);
    expect(await seenBy([1])).toEqual([0, 0]);
    expect(await seenBy([target])).toEqual([1, 1]);
  });
});

describe('who may move what where', () => {
  it('only into a compartment that one sees: a foreign one is refused like one that never was', async () => {
    const foreign = await plantCompartment(owner(), 'foreign');
    const incident = await handler.call('POST /api/v1/incidents', { body: { title: 'mine' } });
    for (const visitor of [handler, commander, await program.person('administrator', 'commander')]) {
      for (const compartmentId of [foreign, 2_000_000]) {
        const call = visitor.call('POST /api/v1/subjects/{id}/restrict', {
          params: { id: incident.id },
          body: { compartmentId },
        });
        expect(await refusalOf(call)).toBe('subjects.restrict.compartment-unknown');
      }
    }
  });

  it('out to everyone only by a commander, and nobody moves what they do not see', async () => {
    await addCallee(commander);
    await agreeOnMatrix(await program.person('administrator'), await program.person('commander'));
    const secret = await tellSecret(program, commander);
    await commander.call('POST /api/v1/compartments/{id}/members', {
      params: { id: secret.compartmentId },
      body: { accountId: handler.id },
    });
    const release = (visitor: Visitor) =>
      visitor.call('POST /api/v1/subjects/{id}/restrict', {
        params: { id: secret.incidentId },
        body: { compartmentId: 1 },
      });
    expect(await refusalOf(release(handler))).toBe('subjects.restrict.release-needs-commander');
    expect(await refusalOf(release(await program.person('commander')))).toBe('record.find.not-found');
    expect(await refusalOf(release(await program.person('reader')))).toBe('permission.use.denied');
    expect(await refusalOf(release(await program.machine('soc')))).toBe('permission.use.denied');
    const released = await release(commander);
    expect(released.compartment.isOpen).toBe(true);
    const seen = await (await program.person('reader')).call('GET /api/v1/search', { query: { q: secretWord } });
    expect(seen.items.map((hit) => hit.subject.id)).toContain(secret.incidentId);
  });

  it('a part only with its whole', async () => {
    const report = await sendReport(program, handler, '部分');
    const incident = await handler.call('POST /api/v1/incidents', { body: { reportId: report.id } });
    const compartment = await commander.call('POST /api/v1/compartments', {
      body: { name: '部分', memberIds: [handler.id] },
    });
    const alone = handler.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: report.id },
      body: { compartmentId: compartment.id },
    });
    expect(await refusalOf(alone)).toBe('subjects.restrict.part-of-another');
    expect(incident.reports.map((one) => one.id)).toEqual([report.id]);
  });

  it('an incident opened while its report is being restricted lies where the report then lies', async () => {
    const report = await sendReport(program, handler, '同時');
    const target = await plantCompartment(owner(), 'while');
    await sql`insert into platform.compartment_member values (${target}, ${handler.id}, now())`.execute(owner());
    const lock = new pg.Client({ ...program.ground.databases.ownerConfig, ssl: false });
    await lock.connect();
    await lock.query('begin');
    await lock.query('update platform.subject set compartment_id = $1 where id = $2', [target, report.id]);
    const opening = handler.call('POST /api/v1/incidents', { body: { reportId: report.id } });
    await isBlocked();
    await lock.query('commit');
    await lock.end();
    expect((await opening).compartment.id).toBe(target);
  });

  it('every role that may restrict may also open what it restricted, or it would be lost to its mover', () => {
    for (const role of permissions['subjects.restrict'] ?? []) {
      expect(permissions['incidents.show']).toContain(role);
      expect(permissions['reports.show']).toContain(role);
    }
  });

  it('is reported as no problem', () => {
    expect(program.problems.map(String)).toEqual([]);
  });
});
