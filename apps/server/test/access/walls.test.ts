import { permissions } from '@matoi/contract';
import { asId, Refused } from '@matoi/kernel';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/compose.ts';
import { findMessage, listMessages } from '../../src/modules/casework/correspondence/message.store.ts';
import { listEntries } from '../../src/modules/casework/journal/entry.store.ts';
import { relationsOf } from '../../src/modules/casework/relations/relation.store.ts';
import {
  chosenTimes,
  phaseTraces,
  severityDecisions,
  summariesOf,
  timesOf,
} from '../../src/modules/incident-management/incidents/handling.store.ts';
import { findIncident } from '../../src/modules/incident-management/incidents/incident.store.ts';
import { listIncidents } from '../../src/modules/incident-management/incidents/incident-list.store.ts';
import { membersOf } from '../../src/modules/incident-management/incidents/member.store.ts';
import { listAttachments } from '../../src/modules/incident-management/reports/attachment.store.ts';
import { findReport } from '../../src/modules/incident-management/reports/report.store.ts';
import { listReports } from '../../src/modules/incident-management/reports/report-list.store.ts';
import { type Actor, maySee, visibleTo } from '../../src/platform/access/index.ts';
import { listAuditEntries, sealBatch } from '../../src/platform/audit/index.ts';
import type { Reading } from '../../src/platform/commands/index.ts';
import { setCompartments, type Tx } from '../../src/platform/db/index.ts';
import { findFile } from '../../src/platform/files/index.ts';
import { findInboundMail } from '../../src/platform/mail/index.ts';
import { listNotifications } from '../../src/platform/notifications/index.ts';
import { searchRecords } from '../../src/platform/search/index.ts';
import { findSubject, partsOf, subjectKinds, subjectLinks } from '../../src/platform/subjects/index.ts';
import { asSuperuser, openTestGround } from '../support/test-database.ts';
import {
  actorSeeing,
  contentTables,
  type Planted,
  plantAccount,
  plantCompartment,
  plantedWord,
  plantRecord,
} from './planted.records.ts';

const all = new Set(Object.keys(permissions));
const kinds = subjectKinds(modules.flatMap((module) => module.subjects));

let ground: Awaited<ReturnType<typeof openTestGround>>;
let accountId: string;
let compartments: readonly number[];
let tables: readonly string[];
const planted: Planted[] = [];

beforeAll(async () => {
  ground = await openTestGround();
  const { owner } = ground.databases;
  accountId = await plantAccount(owner);
  const others = [
    await plantCompartment(owner, 'a'),
    await plantCompartment(owner, 'b'),
    await plantCompartment(owner, 'c'),
  ];
  compartments = [1, ...others];
  tables = await contentTables(owner);
  for (const compartmentId of compartments) await plant(compartmentId);
});
afterAll(() => ground.close());

async function plant(compartmentId: number): Promise<void> {
  planted.push(await plantRecord(ground.databases.owner, { compartmentId, accountId, rank: planted.length }));
}

/** Through the application's role: row-level security decides by `seen`, the stores' predicates by the actor. */
async function asApp<T>(seen: readonly number[], use: (db: Tx) => Promise<T>): Promise<T> {
  return ground.databases.app.transaction().execute(async (tx) => {
    await setCompartments(tx, seen);
    return use(tx);
  });
}

/** Through the owner's role, to whom row-level security does not apply. */
async function asOwner<T>(use: (db: Tx) => Promise<T>): Promise<T> {
  return ground.databases.owner.transaction().execute(use);
}

async function idsOf(db: Tx, table: string, predicate = sql`true`): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where ${predicate} order by id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

const readingOf = (db: Tx, actor: Actor): Reading => ({ db, actor, now: new Date(), kinds });

async function found(find: Promise<{ readonly id: string }>): Promise<readonly string[]> {
  try {
    return [(await find).id];
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'record.find.not-found') return [];
    throw error;
  }
}

const everything = { from: undefined, until: undefined, ids: undefined };
const page = { cursor: null, limit: 1_000 } as const;

/** Every way in which a store hands content to a reader: the ids that it answers, for all planted records. */
const looks: Readonly<Record<string, (reading: Reading, records: readonly Planted[]) => Promise<readonly string[]>>> = {
  'incidents.list': async (reading) =>
    (await listIncidents(reading, { filters: everything, column: 'opened_at', direction: 'desc', ...page })).rows.map(
      (row) => row.id,
    ),
  'incidents.find': (reading, records) => each(records, (one) => found(findIncident(reading, one.incidentId))),
  'incidents.times': (reading, records) =>
    each(records, async (one) => (await timesOf(reading, one.incidentId)).map(() => one.incidentId)),
  'incidents.choices': (reading, records) =>
    each(records, async (one) => [...(await chosenTimes(reading, one.incidentId)).values()].map(() => one.incidentId)),
  'incidents.phases': (reading, records) =>
    each(records, async (one) => (await phaseTraces(reading, one.incidentId)).map(() => one.incidentId)),
  'incidents.severities': (reading, records) =>
    each(records, async (one) => (await severityDecisions(reading, one.incidentId)).map(() => one.incidentId)),
  'incidents.summaries': (reading, records) =>
    each(records, async (one) => (await summariesOf(reading, one.incidentId)).map(() => one.incidentId)),
  'incidents.members': async (reading, records) =>
    (
      await membersOf(
        reading,
        records.map((one) => one.incidentId),
        { isNow: true },
      )
    ).map((row) => row.incidentId),
  'relations.list': (reading, records) =>
    each(records, async (one) => (await relationsOf(reading, one.reportId)).map((row) => row.toId)),
  'reports.list': async (reading) =>
    (
      await listReports(reading, {
        filters: everything,
        column: 'received_at',
        direction: 'asc',
        ...page,
      })
    ).rows.map((row) => row.id),
  'reports.find': (reading, records) => each(records, (one) => found(findReport(reading, one.reportId))),
  'reports.attachments': (reading, records) =>
    each(records, async (one) => (await listAttachments(reading, one.reportId)).map((row) => row.id)),
  'journal.list': (reading, records) =>
    each(records, async (one) => {
      const subjectId = asId<'Subject'>(one.incidentId);
      return (await listEntries(reading, { subjectIds: [subjectId], direction: 'asc', ...page })).rows.map(
        (row) => row.id,
      );
    }),
  'messages.list': (reading, records) =>
    each(records, async (one) => {
      const subjectId = asId<'Subject'>(one.reportId);
      return (await listMessages(reading, { subjectIds: [subjectId], ...page })).rows.map((row) => row.id);
    }),
  'messages.find': (reading, records) => each(records, (one) => found(findMessage(reading, one.messageId))),
  'files.find': (reading, records) => each(records, (one) => found(findFile(reading, one.fileId))),
  'mails.find': (reading, records) => each(records, (one) => found(findInboundMail(reading, one.mailId))),
  'subjects.find': (reading, records) => each(records, (one) => found(findSubject(reading, one.incidentId))),
  'subjects.links': async (reading, records) => [
    ...(
      await subjectLinks(
        reading,
        records.map((one) => one.reportId),
      )
    ).keys(),
  ],
  'subjects.parts': (reading, records) =>
    each(records, async (one) =>
      (await partsOf(reading, asId<'Subject'>(one.incidentId), 'report')).map((row) => row.id),
    ),
  notifications: async (reading) => (await listNotifications(reading, accountId)).items.map((item) => item.id),
  audit: async (reading) =>
    (await listAuditEntries(reading, { filters: {}, withHashes: true, ...page })).rows.flatMap((row) =>
      row.entry_id === null ? [] : [row.entry_id],
    ),
};

async function each(
  records: readonly Planted[],
  look: (one: Planted) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const one of records) answers.push(...(await look(one)));
  return answers;
}

const idNames = [
  'incidentId',
  'reportId',
  'attachmentId',
  'fileId',
  'mailId',
  'entryId',
  'messageId',
  'auditId',
  'notificationId',
] as const;

function compartmentOf(id: string): number {
  const one = planted.find((record) => idNames.some((name) => record[name] === id));
  if (one === undefined) throw new Error(`nobody planted ${id}`);
  return one.compartmentId;
}

/** Compartments that a look showed something of, with how many rows of each: to compare with what may be seen. */
async function shownBy(reading: Reading, name: string): Promise<readonly number[]> {
  const ids = (await looks[name]?.(reading, sample())) ?? [];
  const asked = ids.filter((id) => sample().some((record) => idNames.some((one) => record[one] === id)));
  return asked.map(compartmentOf).sort((left, right) => left - right);
}

/** The records that the looks ask for one by one: two of each compartment are enough to tell a hole from a wall. */
const sample = () => compartments.flatMap((id) => planted.filter((one) => one.compartmentId === id).slice(0, 2));

const rowsIn = (seen: readonly number[]) =>
  sample()
    .map((one) => one.compartmentId)
    .filter((compartmentId) => seen.includes(compartmentId))
    .sort((left, right) => left - right);

describe('the three walls', () => {
  it('agree about every row of every content table, whatever an actor may see', async () => {
    const seenSets = fc.subarray([0, 1, 2, 3], { minLength: 0 });
    const places = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(seenSets, places, async (seenAt, placedAt) => {
        for (const at of placedAt) await plant(compartments[at] ?? 1);
        const seen = seenAt.map((at) => compartments[at] ?? 1);
        const actor = actorSeeing(seen, accountId, all);
        for (const table of tables) {
          const { rows } = await sql<{ id: string; compartment_id: number }>`
            select id, compartment_id from ${sql.table(table)} order by id`.execute(ground.databases.owner);
          const byRule = rows.filter((row) => maySee(actor, row.compartment_id)).map((row) => row.id);
          const byStore = await asOwner((db) => idsOf(db, table, sql`${visibleTo(actor, `${table}.compartment_id`)}`));
          const byPolicy = await asApp(seen, (db) => idsOf(db, table));
          expect({ table, ids: byStore }).toEqual({ table, ids: byRule });
          expect({ table, ids: byPolicy }).toEqual({ table, ids: byRule });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('have a row to decide about in every content table', async () => {
    for (const table of tables) {
      expect([table, (await asOwner((db) => idsOf(db, table))).length > 0]).toEqual([table, true]);
    }
  });

  it('show nothing when no compartments were set in the transaction', async () => {
    for (const table of [...tables, 'platform.audit_entry', 'platform.fact']) {
      const ids = await ground.databases.app.transaction().execute((tx) => idsOf(tx, table));
      const withoutSubject = await asOwner((db) =>
        table === 'platform.audit_entry' || table === 'platform.fact'
          ? idsOf(db, table, sql`subject_id is null`)
          : Promise.resolve([]),
      );
      expect([table, ids]).toEqual([table, withoutSubject]);
    }
  });

  it('refuse to write into a compartment that is not seen', async () => {
    const [, secret] = compartments;
    const target = planted.find((one) => one.compartmentId === secret);
    const write = asApp([1], (db) =>
      sql`insert into journal.entry (id, subject_id, kind, lane, occurred_at, recorded_at, author, text)
        values (gen_random_uuid(), ${target?.incidentId}, 'note', 'us', now(), now(), '{}', 'x')`.execute(db),
    );
    await expect(write).rejects.toThrow('the subject is not visible');
    const register = asApp([1], (db) =>
      sql`insert into platform.subject (id, kind, title, compartment_id, created_at, updated_at)
        values (gen_random_uuid(), 'report', 'x', ${secret}, now(), now())`.execute(db),
    );
    await expect(register).rejects.toThrow('row-level security');
  });
});

describe('each wall alone', () => {
  beforeAll(async () => {
    while ((await sealBatch(ground.databases, new Date())) > 0);
  });

  const names = Object.keys(looks);

  it.each(names)('the predicates hide in %s without row-level security', async (name) => {
    const actor = actorSeeing([1], accountId, all);
    expect(await asOwner((db) => shownBy(readingOf(db, actor), name))).toEqual(rowsIn([1]));
    const nobody = actorSeeing([], accountId, all);
    expect(await asOwner((db) => shownBy(readingOf(db, nobody), name))).toEqual([]);
  });

  it.each(names)('row-level security hides in %s without the predicates', async (name) => {
    const allSeeing = actorSeeing(compartments, accountId, all);
    expect(await asApp([1], (db) => shownBy(readingOf(db, allSeeing), name))).toEqual(rowsIn([1]));
    expect(await asApp([], (db) => shownBy(readingOf(db, allSeeing), name))).toEqual([]);
  });

  it.each(names)('without both, %s shows everything: these tests would notice', async (name) => {
    const allSeeing = actorSeeing(compartments, accountId, all);
    expect(await asOwner((db) => shownBy(readingOf(db, allSeeing), name))).toEqual(rowsIn(compartments));
  });

  it('search is bound by the compartments of the transaction, whatever the actor claims', async () => {
    const allSeeing = actorSeeing(compartments, accountId, all);
    const hits = await asApp([1], (db) => searchRecords(readingOf(db, allSeeing), plantedWord, 50));
    expect(new Set(hits.map((hit) => compartmentOf(hit.subject.id)))).toEqual(new Set([1]));
    await expect(asApp([1], (db) => sql`select from platform.search_entry`.execute(db))).rejects.toThrow(
      'permission denied',
    );
  });

  it('a record whose page the actor may not open is in no search', async () => {
    const withoutReports = actorSeeing([1], accountId, new Set([...all].filter((one) => one !== 'reports.show')));
    expect(await asApp([1], (db) => searchRecords(readingOf(db, withoutReports), plantedWord, 50))).toEqual([]);
    const withReports = actorSeeing([1], accountId, all);
    expect(await asApp([1], (db) => searchRecords(readingOf(db, withReports), plantedWord, 50))).not.toEqual([]);
  });
});

describe('a policy that is switched off', () => {
  const guarded = ['platform.audit_entry'];

  it('is noticed for each table, and the stores go on hiding', async () => {
    const { database } = ground.databases.ownerConfig;
    const honest = actorSeeing([1], accountId, all);
    for (const table of [...tables, ...guarded]) {
      const before = await asApp([1], (db) => idsOf(db, table));
      await asSuperuser(`alter table ${table} disable row level security`, database);
      try {
        const during = await asApp([1], (db) => idsOf(db, table));
        expect([table, during.length > before.length]).toEqual([table, true]);
        for (const name of Object.keys(looks)) {
          const shown = await asApp([1], (db) => shownBy(readingOf(db, honest), name));
          expect([table, name, shown]).toEqual([table, name, rowsIn([1])]);
        }
      } finally {
        await asSuperuser(`alter table ${table} enable row level security`, database);
      }
    }
  });

  it('and a dropped one closes the table instead of opening it', async () => {
    const { database } = ground.databases.ownerConfig;
    await asSuperuser('drop policy need_to_know on reports.report', database);
    expect(await asApp(compartments, (db) => idsOf(db, 'reports.report'))).toEqual([]);
    await asSuperuser(
      `create policy need_to_know on reports.report for all to matoi_app
        using (compartment_id = any (nullif(current_setting('app.compartments', true), '')::integer[]))`,
      database,
    );
    expect(await asApp([1], (db) => idsOf(db, 'reports.report'))).not.toEqual([]);
  });
});

describe('random sets', () => {
  it('deny wins: an actor sees a compartment only when it is in its set, never by order or repetition', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 })), fc.integer({ min: 1, max: 9 }), (set, asked) => {
        expect(maySee({ compartments: set }, asked)).toBe(new Set(set).has(asked));
      }),
    );
  });
});
