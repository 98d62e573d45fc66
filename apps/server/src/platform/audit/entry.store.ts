import { createHash } from 'node:crypto';
import { canonicalJson, type SubjectId } from '@matoi/kernel';
import type { Work } from '../work/index.ts';

/** Writes who did what, in the transaction of the act. The detail is kept apart so that it can be purged one day. */
export async function writeAuditEntry(
  work: Pick<Work, 'db' | 'actor' | 'now' | 'newId'>,
  entry: {
    readonly action: string;
    readonly subjectId: SubjectId | null;
    readonly about: { readonly compartmentId: number } | { readonly mailId: string } | null;
    readonly detail: Readonly<Record<string, unknown>>;
    readonly requestId: string | null;
  },
): Promise<void> {
  const id = work.newId<'AuditEntry'>();
  const detail = canonicalJson(entry.detail);
  const hasDetail = detail !== '{}';
  const row = {
    id,
    at: work.now,
    actor_kind: work.actor.kind,
    actor_id: work.actor.id,
    actor_name: work.actor.name,
    action: entry.action,
    subject_id: entry.subjectId,
    about_compartment: entry.about !== null && 'compartmentId' in entry.about ? entry.about.compartmentId : null,
    about_mail: entry.about !== null && 'mailId' in entry.about ? entry.about.mailId : null,
    detail_hash: hasDetail ? createHash('sha256').update(detail).digest() : null,
    address: work.actor.address,
    request_id: entry.requestId,
  };
  if (!hasDetail) {
    await work.db.insertInto('platform.audit_entry').values(row).execute();
    return;
  }
  // One statement for both: intake by machines writes hundreds of entries a second.
  await work.db
    .with('entry', (db) => db.insertInto('platform.audit_entry').values(row))
    .insertInto('platform.audit_detail')
    .values({ entry_id: id, detail })
    .execute();
}
