import type { ActorLink, DecisionAnswerKind, DecisionIdentity, Locale } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import { actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Answer, Asked } from './decision.model.ts';

type Db = Tables<'decisions.asked' | 'decisions.answer'>;

export type NewAsked = Pick<
  Asked,
  'id' | 'decisionId' | 'number' | 'memberId' | 'accountId' | 'name' | 'address' | 'locale' | 'why'
> & { readonly subjectId: SubjectId };

export async function insertAsked(work: Work, asked: NewAsked): Promise<void> {
  await (work.db as Db)
    .insertInto('decisions.asked')
    .values({
      id: asked.id,
      decision_id: asked.decisionId,
      subject_id: asked.subjectId,
      number: asked.number,
      member_id: asked.memberId,
      account_id: asked.accountId,
      name: asked.name,
      address: asked.address,
      locale: asked.locale,
      why: asked.why,
      asked_at: work.now,
    })
    .execute();
}

/** Who is asked by some decisions, in the order of asking. */
export async function askedOf(reading: Reading, decisionIds: readonly string[]): Promise<readonly Asked[]> {
  if (decisionIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('decisions.asked')
    .selectAll()
    .where('decision_id', 'in', [...decisionIds])
    .where(visibleTo(reading.actor, 'decisions.asked.compartment_id'))
    .orderBy('asked_at')
    .orderBy('id')
    .limit(3_000)
    .execute();
  return rows.map(toAsked);
}

/** Finds one who is asked; refuses with `record.find.not-found`. */
export async function findAsked(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Asked> {
  const query = (reading.db as Db)
    .selectFrom('decisions.asked')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'decisions.asked.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toAsked(row);
}

export type AskedChange = {
  readonly messageId?: string;
  readonly isMailed?: boolean;
  readonly openedAt?: Date;
  readonly pinHash?: Buffer | null;
  readonly pinTries?: number;
  /** Set with a new PIN: who made it. */
  readonly isPinMade?: boolean;
  readonly handed?: { readonly means: string; readonly before: readonly ActorLink[] };
};

export async function updateAsked(work: Work, id: string, change: AskedChange): Promise<void> {
  const by = actorLink(work.actor);
  const { messageId, isMailed, openedAt, pinHash, pinTries, isPinMade, handed } = change;
  await (work.db as Db)
    .updateTable('decisions.asked')
    .set({
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(isMailed === undefined ? {} : { is_mailed: isMailed }),
      ...(openedAt === undefined ? {} : { opened_at: openedAt }),
      ...(pinHash === undefined ? {} : { pin_hash: pinHash }),
      ...(pinTries === undefined ? {} : { pin_tries: pinTries }),
      ...(isPinMade === undefined ? {} : { pin_made_at: work.now, pin_made_by: JSON.stringify(by) }),
      ...(handed === undefined ? {} : { handed: JSON.stringify({ ...handed, at: work.now.toISOString(), by }) }),
    })
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'decisions.asked.compartment_id'))
    .execute();
}

function toAsked(row: {
  id: string;
  decision_id: string;
  subject_id: string;
  compartment_id: number;
  number: string;
  member_id: string | null;
  account_id: string | null;
  name: string;
  address: string | null;
  locale: string;
  why: string;
  asked_at: Date;
  is_mailed: boolean;
  opened_at: Date | null;
  pin_hash: Buffer | null;
  pin_tries: number;
  pin_made_by: unknown;
  handed: unknown;
}): Asked {
  return {
    id: row.id,
    decisionId: row.decision_id,
    subjectId: row.subject_id,
    compartmentId: row.compartment_id,
    number: row.number,
    memberId: row.member_id,
    accountId: row.account_id,
    name: row.name,
    address: row.address,
    locale: row.locale as Locale,
    why: row.why as Asked['why'],
    askedAt: row.asked_at,
    isMailed: row.is_mailed,
    openedAt: row.opened_at,
    pin: { hash: row.pin_hash, tries: row.pin_tries, madeBy: row.pin_made_by as ActorLink | null },
    handed: row.handed as Asked['handed'],
  };
}

/** Writes what somebody said; it never changes again. */
export async function insertAnswer(
  work: Work,
  answer: {
    readonly decisionId: string;
    readonly subjectId: string;
    readonly askedId: string | null;
    readonly kind: DecisionAnswerKind;
    readonly text: string;
    readonly option: string | null;
    readonly author: ActorLink;
    readonly identity: DecisionIdentity;
  },
): Promise<void> {
  await (work.db as Db)
    .insertInto('decisions.answer')
    .values({
      id: work.newId<'DecisionAnswer'>(),
      decision_id: answer.decisionId,
      asked_id: answer.askedId,
      subject_id: answer.subjectId,
      kind: answer.kind,
      text: answer.text,
      option: answer.option,
      author: JSON.stringify(answer.author),
      identity: answer.identity,
      recorded_at: work.now,
    })
    .execute();
}

/** What was said about some decisions, the earliest first. */
export async function answersOf(reading: Reading, decisionIds: readonly string[]): Promise<readonly Answer[]> {
  if (decisionIds.length === 0) return [];
  const rows = await (reading.db as Db)
    .selectFrom('decisions.answer')
    .selectAll()
    .where('decision_id', 'in', [...decisionIds])
    .where(visibleTo(reading.actor, 'decisions.answer.compartment_id'))
    .orderBy('recorded_at')
    .orderBy('id')
    .limit(3_000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    decisionId: row.decision_id,
    askedId: row.asked_id,
    kind: row.kind as DecisionAnswerKind,
    text: row.text,
    option: row.option,
    author: row.author as unknown as ActorLink,
    identity: row.identity as DecisionIdentity,
    recordedAt: row.recorded_at,
  }));
}
