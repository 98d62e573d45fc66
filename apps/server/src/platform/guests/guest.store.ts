import type { Locale } from '@matoi/contract';
import { asId, refuse, type SubjectId } from '@matoi/kernel';
import { type Kysely, sql } from 'kysely';
import { type Actor, actorLink, visibleTo } from '../access/index.ts';
import type { DB, Tables } from '../db/index.ts';
import type { Reading, Work } from '../work/index.ts';
import { guestToken, hashToken, isToken } from './guest.secret.ts';

type Db = Tables<'platform.guest_link'>;

/** A link as staff sees it; its secret is nowhere. */
export type GuestLink = {
  readonly id: string;
  readonly subjectId: SubjectId;
  readonly permits: readonly string[];
  readonly locale: Locale;
  readonly createdAt: Date;
  readonly createdBy: {
    readonly kind: 'user' | 'token' | 'guest' | 'system';
    readonly id: string;
    readonly name: string;
  };
  readonly expiresAt: Date | null;
  readonly uses: number;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** A guest who has shown the secret of a link. */
export type Guest = Actor & {
  readonly guestSubject: SubjectId;
  /** Where the record is now: an act of the guest may write there, and reads nothing from there. */
  readonly writesInto: number;
  readonly locale: Locale;
};

/** Who stands behind a secret: somebody who sees no compartment and may use the pages of this link. Null for nobody. */
export async function findGuest(
  app: Pick<Kysely<DB>, 'getExecutor'>,
  token: string,
  at: { readonly now: Date; readonly address: string | null },
): Promise<Guest | null> {
  if (!isToken(token)) return null;
  const { rows } = await sql<{
    id: string;
    subject_id: string;
    compartment_id: number;
    permits: string[];
    locale: Locale;
  }>`
    select * from platform.guest_link_find(${hashToken(token)}::bytea, ${at.now}::timestamptz)`.execute(app);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    kind: 'guest',
    id: row.id,
    name: 'guest',
    roles: [],
    compartments: [],
    permissions: new Set(row.permits),
    address: at.address,
    guestSubject: asId<'Subject'>(row.subject_id),
    writesInto: row.compartment_id,
    locale: row.locale,
  };
}

/** Makes a link for a record and answers its secret, which is not stored. The same seed makes the same secret. */
export async function createGuestLink(
  work: Work,
  link: {
    readonly key: Buffer;
    readonly subjectId: SubjectId;
    readonly permits: readonly string[];
    readonly locale: Locale;
    readonly seed?: Buffer;
  },
): Promise<{ readonly id: string; readonly token: string }> {
  const seed = link.seed ?? Buffer.from(work.random(32));
  const token = guestToken(link.key, seed);
  const id = work.newId<'GuestLink'>();
  await (work.db as Db)
    .insertInto('platform.guest_link')
    .values({
      id,
      subject_id: link.subjectId,
      token_hash: hashToken(token),
      seed,
      permits: [...link.permits],
      locale: link.locale,
      created_at: work.now,
      created_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
  return { id, token };
}

/** Notes that a guest has acted by a link. Opening one is not noted: mail scanners open every link. */
export async function noteUse(work: Work, id: string): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.guest_link')
    .set((eb) => ({ uses: eb('uses', '+', 1), last_used_at: work.now }))
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'platform.guest_link.compartment_id'))
    .execute();
}

/** The links of a record that the actor sees, newest first. */
export async function listGuestLinks(reading: Reading, subjectId: SubjectId): Promise<readonly GuestLink[]> {
  const rows = await (reading.db as Db)
    .selectFrom('platform.guest_link')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where(visibleTo(reading.actor, 'platform.guest_link.compartment_id'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map(toLink);
}

/** Finds a link that the actor may see, locked for change; refuses with `record.find.not-found`. */
export async function findGuestLink(work: Work, id: string): Promise<GuestLink> {
  const row = await (work.db as Db)
    .selectFrom('platform.guest_link')
    .selectAll()
    .where('id', '=', id)
    .where(visibleTo(work.actor, 'platform.guest_link.compartment_id'))
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toLink(row);
}

/** Makes links useless from now on: one, or all of a record. */
export async function revokeLinks(
  work: Work,
  which: { readonly id: string } | { readonly subjectId: SubjectId },
): Promise<void> {
  const change = { revoked_at: work.now, revoked_by: JSON.stringify(actorLink(work.actor)) };
  const links = (work.db as Db)
    .updateTable('platform.guest_link')
    .set(change)
    .where('revoked_at', 'is', null)
    .where(visibleTo(work.actor, 'platform.guest_link.compartment_id'));
  await ('id' in which ? links.where('id', '=', which.id) : links.where('subject_id', '=', which.subjectId)).execute();
}

/** Lets the links of a record end at a moment, or never (null) while it is open. */
export async function setLinkExpiry(work: Work, subjectId: SubjectId, expiresAt: Date | null): Promise<void> {
  await (work.db as Db)
    .updateTable('platform.guest_link')
    .set({ expires_at: expiresAt })
    .where('subject_id', '=', subjectId)
    .where('revoked_at', 'is', null)
    .where(visibleTo(work.actor, 'platform.guest_link.compartment_id'))
    .execute();
}

/** The secret of the newest usable link of a record, made again for a mail that leaves now; null without one. */
export async function currentToken(
  reading: Reading,
  given: { readonly key: Buffer; readonly subjectId: SubjectId },
): Promise<string | null> {
  const row = await (reading.db as Db)
    .selectFrom('platform.guest_link')
    .select('seed')
    .where('subject_id', '=', given.subjectId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', reading.now)]))
    .where(visibleTo(reading.actor, 'platform.guest_link.compartment_id'))
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : guestToken(given.key, row.seed);
}

type Row = {
  id: string;
  subject_id: string;
  permits: string[];
  locale: string;
  created_at: Date;
  created_by: unknown;
  expires_at: Date | null;
  uses: number;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

function toLink(row: Row): GuestLink {
  return {
    id: row.id,
    subjectId: asId<'Subject'>(row.subject_id),
    permits: row.permits,
    locale: row.locale as Locale,
    createdAt: row.created_at,
    createdBy: row.created_by as GuestLink['createdBy'],
    expiresAt: row.expires_at,
    uses: row.uses,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
