import { createHash } from 'node:crypto';
import { canonicalJson, type SubjectId } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import type { Work } from '../work/index.ts';

type NewEntry = {
  readonly action: string;
  readonly subjectId: SubjectId | null;
  readonly about: { readonly compartmentId: number } | { readonly mailId: string } | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
};

/** Writes who did what, in the transaction of the act. The detail is kept apart so that it can be purged one day. */
export async function writeAuditEntry(
  work: Pick<Work, 'db' | 'actor' | 'now' | 'newId'>,
  entry: NewEntry,
): Promise<void> {
  await writeAuditEntries(work, [{ ...entry, actor: work.actor }]);
}

/** The same for several acts of one transaction, each by its actor. */
export async function writeAuditEntries(
  work: Pick<Work, 'db' | 'now' | 'newId'>,
  entries: readonly (NewEntry & { readonly actor: Actor })[],
): Promise<void> {
  if (entries.length === 0) return;
  const made = entries.map((entry) => ({ entry, id: work.newId<'AuditEntry'>(), detail: canonicalJson(entry.detail) }));
  const rows = made.map(({ entry: { action, subjectId, about, requestId, actor }, id, detail }) => ({
    id,
    at: work.now,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    action,
    subject_id: subjectId,
    about_compartment: about !== null && 'compartmentId' in about ? about.compartmentId : null,
    about_mail: about !== null && 'mailId' in about ? about.mailId : null,
    detail_hash: detail === '{}' ? null : createHash('sha256').update(detail).digest(),
    address: actor.address,
    request_id: requestId,
  }));
  const details = made.filter(({ detail }) => detail !== '{}').map(({ id, detail }) => ({ entry_id: id, detail }));
  if (details.length === 0) {
    await work.db.insertInto('platform.audit_entry').values(rows).execute();
    return;
  }
  // One statement for both: intake by machines writes hundreds of entries a second.
  await work.db
    .with('entry', (db) => db.insertInto('platform.audit_entry').values(rows))
    .insertInto('platform.audit_detail')
    .values(details)
    .execute();
}
