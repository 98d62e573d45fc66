import { refuse, type SubjectId } from '@matoi/kernel';
import { type ActorLink, actorLink, visibleTo } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { Review, ReviewTexts } from './review.model.ts';

type Db = Tables<'lessons.review'>;

export async function insertReview(
  work: Work,
  subjectId: SubjectId,
  { edition, texts }: Pick<Review, 'edition' | 'texts'>,
): Promise<string> {
  const id = work.newId<'Review'>();
  await (work.db as Db)
    .insertInto('lessons.review')
    .values({
      id,
      subject_id: subjectId,
      edition,
      texts: JSON.stringify(texts),
      started_at: work.now,
      started_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return id;
}

/** Every edition of the review of one record, the newest first. */
export async function reviewsOn(reading: Reading, subjectId: string): Promise<readonly Review[]> {
  const rows = await (reading.db as Db)
    .selectFrom('lessons.review')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'lessons.review.compartment_id'))
    .orderBy('edition', 'desc')
    .execute();
  return rows.map(toReview);
}

/** Which of some records have a review that somebody has begun. */
export async function subjectsWithReview(
  reading: Reading,
  subjectIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await (reading.db as Db)
    .selectFrom('lessons.review')
    .select('subject_id')
    .where('subject_id', 'in', [...subjectIds])
    .where(visibleTo(reading.actor, 'lessons.review.compartment_id'))
    .execute();
  return new Set(rows.map((row) => row.subject_id));
}

/** Finds a review that the actor may see; refuses with `record.find.not-found`. */
export async function findReview(
  reading: Reading,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Review> {
  const query = (reading.db as Db)
    .selectFrom('lessons.review')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(reading.actor, 'lessons.review.compartment_id'));
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toReview(row);
}

export async function updateTexts(work: Work, id: string, texts: ReviewTexts): Promise<void> {
  await (work.db as Db)
    .updateTable('lessons.review')
    .set((eb) => ({ texts: JSON.stringify(texts), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'lessons.review.compartment_id'))
    .execute();
}

/** Finishes a review and puts it in the place of the one before. */
export async function updateFinished(work: Work, review: Review, sha256: Buffer): Promise<void> {
  const db = work.db as Db;
  await db
    .updateTable('lessons.review')
    .set((eb) => ({ state: 'superseded', version: eb('version', '+', 1) }))
    .where('subject_id', '=', review.subjectId)
    .where('state', '=', 'finished')
    .where(visibleTo(work.actor, 'lessons.review.compartment_id'))
    .execute();
  await db
    .updateTable('lessons.review')
    .set((eb) => ({
      state: 'finished',
      finished_at: work.now,
      finished_by: JSON.stringify(actorLink(work.actor)),
      sha256,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', review.id)
    .where(visibleTo(work.actor, 'lessons.review.compartment_id'))
    .execute();
}

type Row = {
  id: string;
  subject_id: string;
  version: number;
  edition: number;
  state: string;
  texts: unknown;
  started_at: Date;
  started_by: unknown;
  finished_at: Date | null;
  finished_by: unknown;
  sha256: Buffer | null;
};

function toReview(row: Row): Review {
  return {
    id: row.id,
    subjectId: row.subject_id,
    version: row.version,
    edition: row.edition,
    state: row.state as Review['state'],
    texts: row.texts as ReviewTexts,
    startedAt: row.started_at,
    startedBy: row.started_by as ActorLink,
    finishedAt: row.finished_at,
    finishedBy: row.finished_by as ActorLink | null,
    sha256: row.sha256,
  };
}
