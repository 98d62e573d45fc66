import { randomBytes } from 'node:crypto';
import { formatNumber, indexTokens, makeId, normaliseText, tokenizerVersion } from '@matoi/kernel';
import type { Databases } from '../../apps/server/src/platform/db/index.ts';
import { arrayText, inBatches, insert } from './insert.ts';
import { entryColumns, incidentColumns, journalColumns, reportColumns, subjectColumns } from './seed.columns.ts';
import { textOf, titleOf } from './texts.ts';

/** What all parts of the seeder share. */
export type Seeding = {
  readonly databases: Databases;
  readonly pick: (limit: number) => number;
  /** Milliseconds of the newest record; the others lie a minute apart before it. */
  readonly end: number;
};

type Row = Record<string, unknown>;

const restricted = 5_000;
const author = JSON.stringify({ kind: 'system', id: 'bench', name: 'bench' });

/** One incident in fifty is restricted, with all that hangs on it. */
const compartmentOf = (incident: number) => (incident % 50 === 49 ? restricted : 1);
const momentOf = ({ end }: Seeding, at: number, count: number) => new Date(end - (count - at) * 60_000);

function searchRow(given: {
  id: string;
  part: string;
  kind: string;
  compartment: number;
  at: Date;
  body: string;
}): Row {
  return {
    subject_id: given.id,
    part: given.part,
    compartment_id: given.compartment,
    kind: given.kind,
    updated_at: given.at,
    body: given.body,
    norm: normaliseText(given.body),
    tokens_text: arrayText(indexTokens(given.body)),
    tokenizer_version: tokenizerVersion,
  };
}

const closingOf = (isClosed: boolean, moment: Date, outcome: string) => ({
  outcome: isClosed ? outcome : null,
  close_reason: isClosed ? 'done' : null,
  closed_at: isClosed ? moment : null,
  closed_by: isClosed ? author : null,
});

/** Makes the place for search entries and the compartment that restricted incidents lie in. */
export async function prepare({ databases: { ownerPool } }: Seeding): Promise<void> {
  await ownerPool.query(`insert into platform.compartment (id, name) values (${restricted}, 'restricted')`);
  await ownerPool.query('create table bench_entry (like platform.search_entry)');
  await ownerPool.query('alter table bench_entry drop column tokens, add column tokens_text text[]');
}

/** Turns the collected texts into the search index. */
export async function finishSearch({ databases: { ownerPool } }: Seeding): Promise<void> {
  const columns = 'subject_id, part, compartment_id, kind, updated_at, body, norm';
  await ownerPool.query(`
    insert into platform.search_entry (${columns}, tokens, tokenizer_version)
    select ${columns}, array_to_tsvector(tokens_text), tokenizer_version from bench_entry`);
  await ownerPool.query('drop table bench_entry');
}

/** Incidents, one in ten open; answers their ids in order. */
export async function seedIncidents(seeding: Seeding, count: number): Promise<string[]> {
  const ids: string[] = [];
  const subjects: Row[] = [];
  const incidents: Row[] = [];
  const entries: Row[] = [];
  const make = (at: number) => {
    const moment = momentOf(seeding, at, count);
    const id = makeId(moment, randomBytes);
    const number = formatNumber({ prefix: 'INC', year: 2025, sequence: at + 1 });
    const title = titleOf(at, seeding.pick);
    const compartment = compartmentOf(at);
    const isClosed = at % 10 !== 0;
    const common = { id, number, title, compartment_id: compartment };
    ids.push(id);
    subjects.push({ ...common, kind: 'incident', created_at: moment, updated_at: moment });
    incidents.push({
      ...common,
      phase: isClosed ? 'closed' : 'triage',
      opened_at: moment,
      opened_by: author,
      ...closingOf(isClosed, moment, 'resolved'),
    });
    entries.push(
      searchRow({ id, part: 'main', kind: 'incident', compartment, at: moment, body: `${number}\n${title}` }),
    );
  };
  await inBatches(count, make, async () => {
    await insert(seeding.databases, 'platform.subject', subjectColumns, subjects.splice(0));
    await insert(seeding.databases, 'incidents.incident', incidentColumns, incidents.splice(0));
    await insert(seeding.databases, 'bench_entry', entryColumns, entries.splice(0));
  });
  return ids;
}

function stateOf(at: number, incident: number | null): 'handled' | 'new' | 'closed' {
  if (incident !== null) return 'handled';
  return at % 20 === 1 ? 'new' : 'closed';
}

const hourMs = 3_600_000;
const classes = [
  'own:suspicious-mail',
  'own:ransomware',
  'own:mis-sent',
  'malicious-code',
  'intrusions',
  'own:exercise',
];
/** Hours until the first answer by priority; what has none waits longest. */
const hoursByPriority = [4, 8, 24, 72] as const;

/** One in two hundred is the most urgent, one in twenty of the second priority, a third has none yet. */
function priorityOf(at: number): 1 | 2 | 3 | 4 | null {
  if (at % 200 === 1) return 1;
  if (at % 20 === 3) return 2;
  if (at % 3 === 2) return null;
  return at % 3 === 0 ? 3 : 4;
}

/** What triage leaves on a report: its class, when it has to be answered, and when it was. */
function triageOf(at: number, moment: Date, isOpen: boolean): Row {
  const priority = priorityOf(at);
  const after = (ms: number) => new Date(moment.getTime() + ms);
  return {
    priority,
    class_code: priority === null ? null : (classes[at % classes.length] ?? null),
    tags: arrayText(at % 50 === 0 ? ['vip'] : []),
    due_at: after((hoursByPriority[(priority ?? 4) - 1] ?? 72) * hourMs),
    triaged_at: priority === null ? null : after((5 + (at % 90)) * 60_000),
    acknowledged_at: after(30_000),
    answered_at: isOpen ? null : after((10 + (at % 600)) * 60_000),
    // As the trigger would say, which the seeder goes past.
    work_rank: (priority ?? 5) * 100_000_000_000_000 + moment.getTime(),
  };
}

/** Reports by mail and API; every third belongs to an incident. Answers them with their compartments, in order. */
export async function seedReports(
  seeding: Seeding,
  count: number,
  incidents: readonly string[],
): Promise<readonly { readonly id: string; readonly compartment: number }[]> {
  const made: { readonly id: string; readonly compartment: number }[] = [];
  const subjects: Row[] = [];
  const reports: Row[] = [];
  const entries: Row[] = [];
  const make = (at: number) => {
    const moment = momentOf(seeding, at, count);
    const id = makeId(moment, randomBytes);
    const number = formatNumber({ prefix: 'REP', year: 2025, sequence: at + 1 });
    const title = titleOf(at, seeding.pick);
    const text = textOf(at, seeding.pick);
    const incident = at % 3 === 0 && at / 3 < incidents.length ? at / 3 : null;
    const compartment = incident === null ? 1 : compartmentOf(incident);
    const parent = incident === null ? null : (incidents[incident] ?? null);
    const state = stateOf(at, incident);
    const isApi = at % 4 === 0;
    const common = { id, number, title, compartment_id: compartment };
    made.push({ id, compartment });
    subjects.push({ ...common, kind: 'report', parent_id: parent, created_at: moment, updated_at: moment });
    reports.push({
      ...common,
      preview: text.slice(0, 160),
      text,
      channel: isApi ? 'api' : 'mail',
      state,
      parse: 'parsed',
      reporter_name: '佐藤 健',
      reporter_address: `reporter${at % 900}@example.co.jp`,
      locale: 'ja',
      source: isApi ? 'soc' : null,
      external_id: isApi ? `alert-${at}` : null,
      received_at: moment,
      ...triageOf(at, moment, state === 'new'),
      handled_as: parent,
      ...closingOf(state === 'closed', moment, 'not-an-incident'),
    });
    const body = `${number}\n${title}\n${text}`;
    entries.push(searchRow({ id, part: 'main', kind: 'report', compartment, at: moment, body }));
  };
  await inBatches(count, make, async () => {
    await insert(seeding.databases, 'platform.subject', subjectColumns, subjects.splice(0));
    await insert(seeding.databases, 'reports.report', reportColumns, reports.splice(0));
    await insert(seeding.databases, 'bench_entry', entryColumns, entries.splice(0));
  });
  return made;
}

/** Journal entries; every twentieth belongs to the same incident, as in a crisis. */
export async function seedJournal(seeding: Seeding, count: number, incidents: readonly string[]): Promise<void> {
  const journal: Row[] = [];
  const entries: Row[] = [];
  const busiest = incidents.length - 2;
  const make = (at: number) => {
    const incident = at % 20 === 0 ? busiest : seeding.pick(incidents.length);
    const subject = incidents[incident] ?? '';
    const compartment = compartmentOf(incident);
    const moment = momentOf(seeding, at, count);
    const id = makeId(moment, randomBytes);
    const text = textOf(at + 1, seeding.pick);
    journal.push({
      id,
      subject_id: subject,
      compartment_id: compartment,
      kind: 'note',
      lane: 'us',
      occurred_at: moment,
      recorded_at: moment,
      author,
      text,
    });
    entries.push(
      searchRow({ id: subject, part: `journal ${id}`, kind: 'incident', compartment, at: moment, body: text }),
    );
  };
  await inBatches(count, make, async () => {
    await insert(seeding.databases, 'journal.entry', journalColumns, journal.splice(0));
    await insert(seeding.databases, 'bench_entry', entryColumns, entries.splice(0));
  });
}
