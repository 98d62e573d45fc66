import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { AnchorKind, FactState, FactValue, Precision } from './obligation.model.ts';
import type { AnchorChoice, AnchorEntry, FactEntry, Known, RulingEntry } from './record.model.ts';

type Db = Tables<
  | 'obligations.fact'
  | 'obligations.anchor'
  | 'obligations.anchor_choice'
  | 'obligations.ruling'
  | 'obligations.known'
  | 'obligations.watched'
>;

/** Most rows of one kind on one record that are read; older ones are history nobody is shown. */
const mostRows = 1_000;

/** Everything that was said about the fields of a record, the newest first. */
export async function factEntries(reading: Reading, subjectId: string): Promise<readonly FactEntry[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.fact')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.fact.compartment_id'))
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostRows)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    state: row.certainty as FactState,
    value: row.value as FactValue | null,
    source: row.source,
    note: row.note,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by as ActorLink,
  }));
}

/** Writes what somebody said about fields; what was said before stays. */
export async function insertFacts(
  work: Work,
  subjectId: SubjectId,
  entries: readonly Pick<FactEntry, 'code' | 'state' | 'value' | 'source' | 'note'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const by = JSON.stringify(actorLink(work.actor));
  await (work.db as Db)
    .insertInto('obligations.fact')
    .values(
      entries.map((entry) => ({
        id: work.newId<'ObligationFact'>(),
        subject_id: subjectId,
        code: entry.code,
        certainty: entry.state,
        value: entry.value === null ? null : JSON.stringify(entry.value),
        source: entry.source,
        note: entry.note,
        recorded_at: work.now,
        recorded_by: by,
      })),
    )
    .execute();
}

/** The candidates of all kinds, the earliest first. */
export async function anchorEntries(reading: Reading, subjectId: string): Promise<readonly AnchorEntry[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.anchor')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.anchor.compartment_id'))
    .orderBy('at')
    .orderBy('id')
    .limit(mostRows)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as AnchorKind,
    regimeId: row.regime_id,
    at: row.at,
    precision: row.precision as Precision,
    zone: row.zone,
    who: row.who,
    evidence: row.evidence,
    origin: row.origin as AnchorEntry['origin'],
    originId: row.origin_id,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by as ActorLink,
  }));
}

/** Writes a candidate and answers its id. */
export async function insertAnchor(
  work: Work,
  subjectId: SubjectId,
  entry: Omit<AnchorEntry, 'id' | 'recordedAt' | 'recordedBy'>,
): Promise<string> {
  const id = work.newId<'ObligationAnchor'>();
  await (work.db as Db)
    .insertInto('obligations.anchor')
    .values({
      id,
      subject_id: subjectId,
      kind: entry.kind,
      regime_id: entry.regimeId,
      at: entry.at,
      precision: entry.precision,
      zone: entry.zone,
      who: entry.who,
      evidence: entry.evidence,
      origin: entry.origin,
      origin_id: entry.originId,
      recorded_at: work.now,
      recorded_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** The record on which a candidate stands; refuses with `record.find.not-found` what the actor does not see. */
export async function subjectOfAnchor(reading: Reading, id: string): Promise<string> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.anchor')
    .select('subject_id')
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'obligations.anchor.compartment_id'))
    .executeTakeFirst();
  return row?.subject_id ?? refuse('record.find.not-found');
}

/** What was said about which candidate counts, the newest first. */
export async function anchorChoices(reading: Reading, subjectId: string): Promise<readonly AnchorChoice[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.anchor_choice')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.anchor_choice.compartment_id'))
    .orderBy('chosen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostRows)
    .execute();
  return rows.map((row) => ({
    kind: row.kind as AnchorKind,
    regimeId: row.regime_id,
    anchorId: row.anchor_id,
    reason: row.reason,
    chosenAt: row.chosen_at,
    chosenBy: row.chosen_by as ActorLink,
  }));
}

export async function insertChoice(
  work: Work,
  subjectId: SubjectId,
  choice: Pick<AnchorChoice, 'kind' | 'regimeId' | 'anchorId' | 'reason'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.anchor_choice')
    .values({
      id: work.newId<'ObligationAnchorChoice'>(),
      subject_id: subjectId,
      kind: choice.kind,
      regime_id: choice.regimeId,
      anchor_id: choice.anchorId,
      reason: choice.reason,
      chosen_at: work.now,
      chosen_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** What was said about whether regimes apply, the newest first. */
export async function rulingsOn(reading: Reading, subjectId: string): Promise<readonly RulingEntry[]> {
  const rows = await (reading.db as Db)
    .selectFrom('obligations.ruling')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.ruling.compartment_id'))
    .orderBy('ruled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostRows)
    .execute();
  return rows.map((row) => ({
    regimeId: row.regime_id,
    ruling: row.ruling as RulingEntry['ruling'],
    reason: row.reason,
    ruledAt: row.ruled_at,
    ruledBy: row.ruled_by as ActorLink,
  }));
}

export async function insertRuling(
  work: Work,
  subjectId: SubjectId,
  ruling: Pick<RulingEntry, 'regimeId' | 'ruling' | 'reason'>,
): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.ruling')
    .values({
      id: work.newId<'ObligationRuling'>(),
      subject_id: subjectId,
      regime_id: ruling.regimeId,
      ruling: ruling.ruling,
      reason: ruling.reason,
      ruled_at: work.now,
      ruled_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}

/** What the module of the record said of it last; null where it never did. */
export async function knownOf(reading: Reading, subjectId: string): Promise<Known | null> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.known')
    .select(['class_code', 'severity', 'is_open', 'changed_at'])
    .where('id', '=', subjectId)
    .where(visibleTo(reading.actor, 'obligations.known.compartment_id'))
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    classCode: row.class_code,
    severity: row.severity,
    isOpen: row.is_open,
    changedAt: row.changed_at,
  };
}

export async function writeKnown(work: Work, subjectId: SubjectId, known: Omit<Known, 'changedAt'>): Promise<void> {
  const values = {
    class_code: known.classCode,
    severity: known.severity,
    is_open: known.isOpen,
    changed_at: work.now,
  };
  await (work.db as Db)
    .insertInto('obligations.known')
    .values({ id: subjectId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Notes that a record is looked at again when a rule of everybody changes. */
export async function watch(work: Work, subjectId: SubjectId): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.watched')
    .values({ subject_id: subjectId, since_at: work.now })
    .onConflict((conflict) => conflict.column('subject_id').doNothing())
    .execute();
}

/** The ids of all records that are looked at again, whoever may see them: for facts only, never for an answer. */
export async function watchedSubjects(work: Work): Promise<readonly string[]> {
  const rows = await (work.db as Db).selectFrom('obligations.watched').select('subject_id').execute();
  return rows.map((row) => row.subject_id);
}
