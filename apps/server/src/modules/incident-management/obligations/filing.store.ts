import type { FilingKind, FilingState, Locale } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { DutyFiling, Filed, FilingText, Texts } from './filing.model.ts';
import type { Facts } from './obligation.model.ts';

type Db = Tables<'obligations.filing'>;

/** Most filings of one record that are read; a record has a handful. */
const mostFilings = 500;

function seenFilings(reading: Reading) {
  return (reading.db as Db)
    .selectFrom('obligations.filing')
    .selectAll()
    .where(visibleTo(reading.actor, 'obligations.filing.compartment_id'));
}

/** The filings on a record that were not given up: the newest first. */
export async function filingsOn(reading: Reading, subjectId: string): Promise<readonly DutyFiling[]> {
  const rows = await seenFilings(reading)
    .where('subject_id', '=', subjectId)
    .where('state', '<>', 'discarded')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostFilings)
    .execute();
  return rows.map(toFiling);
}

/** One that the actor sees; refuses with `record.find.not-found`. */
export async function findFiling(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<DutyFiling> {
  const query = seenFilings(reading).where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toFiling(row);
}

export async function insertFiling(
  work: Work,
  subjectId: SubjectId,
  given: Pick<DutyFiling, 'regimeId' | 'regimeVersion' | 'stage' | 'recipient' | 'kind' | 'language'>,
): Promise<string> {
  const id = work.newId<'ObligationFiling'>();
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('obligations.filing')
    .values({
      id,
      subject_id: subjectId,
      regime_id: given.regimeId,
      regime_version: given.regimeVersion,
      stage: given.stage,
      recipient: given.recipient,
      kind: given.kind,
      language: given.language,
      state: 'draft',
      started_at: work.now,
      started_by: by,
      changed_at: work.now,
      changed_by: by,
      authors: [work.actor.id],
    })
    .execute();
  return id;
}

/** Writes a draft again. An approval that it had is void. */
export async function updateTexts(
  work: Work,
  id: string,
  change: Pick<DutyFiling, 'texts' | 'language' | 'authors'>,
): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.filing')
    .set((eb) => ({
      texts: JSON.stringify(change.texts),
      language: change.language,
      authors: [...change.authors],
      state: 'draft',
      approved_at: null,
      approved_by: null,
      approved_hash: null,
      changed_at: work.now,
      changed_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'obligations.filing.compartment_id'))
    .execute();
}

export async function updateDiscarded(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.filing')
    .set((eb) => ({
      state: 'discarded',
      approved_at: null,
      approved_by: null,
      approved_hash: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'obligations.filing.compartment_id'))
    .execute();
}

export async function updateApproved(work: Work, id: string, hash: string): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.filing')
    .set((eb) => ({
      state: 'approved',
      approved_at: work.now,
      approved_by: JSON.stringify(actorLink(work.actor)),
      approved_hash: hash,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'obligations.filing.compartment_id'))
    .execute();
}

export async function updateFiled(
  work: Work,
  id: string,
  filed: Omit<Filed, 'recordedAt' | 'recordedBy'>,
): Promise<void> {
  await (work.db as Db)
    .updateTable('obligations.filing')
    .set((eb) => ({
      state: 'filed',
      filed_at: filed.at,
      channel: filed.channel,
      receipt: filed.receipt,
      file_id: filed.fileId,
      frozen: JSON.stringify(filed.text),
      facts: JSON.stringify(filed.told),
      sha256: Buffer.from(filed.sha256, 'hex'),
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'obligations.filing.compartment_id'))
    .execute();
}

type Row = Awaited<ReturnType<ReturnType<typeof seenFilings>['executeTakeFirstOrThrow']>>;

function toFiling(row: Row): DutyFiling {
  const { approved_at, approved_hash } = row;
  return {
    id: row.id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    version: row.version,
    regimeId: row.regime_id,
    regimeVersion: row.regime_version,
    stage: row.stage,
    recipient: row.recipient,
    kind: row.kind as FilingKind,
    language: row.language as Locale,
    state: row.state as FilingState,
    texts: row.texts as Texts,
    startedAt: row.started_at,
    startedBy: row.started_by as ActorLink,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
    authors: row.authors,
    approval:
      approved_at === null || approved_hash === null
        ? null
        : { at: approved_at, by: row.approved_by as ActorLink, hash: approved_hash },
    filed: filedOf(row),
  };
}

function filedOf(row: Row): Filed | null {
  const { filed_at, channel, sha256, recorded_at } = row;
  if (filed_at === null || channel === null || sha256 === null || recorded_at === null) return null;
  return {
    at: filed_at,
    channel,
    receipt: row.receipt,
    fileId: row.file_id,
    text: row.frozen as unknown as FilingText,
    told: row.facts as unknown as Facts,
    sha256: sha256.toString('hex'),
    recordedAt: recorded_at,
    recordedBy: row.recorded_by as ActorLink,
  };
}
