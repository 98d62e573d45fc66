import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import type { FormVersion, MappedCell } from './recipient-form.model.ts';
import type { ActorLink } from './record.model.ts';

type Db = Tables<'obligations.recipient_form'>;

/** Every version of every form, without the forms themselves. */
export async function formVersions(
  reading: Reading,
  of: Partial<Pick<FormVersion, 'regimeId' | 'recipient'>> = {},
): Promise<readonly FormVersion[]> {
  let query = (reading.db as Db)
    .selectFrom('obligations.recipient_form')
    .select(['id', 'regime_id', 'recipient', 'name', 'version', 'file_name', 'sha256', 'cells', 'reason'])
    .select(['written_at', 'written_by']);
  if (of.regimeId !== undefined) query = query.where('regime_id', '=', of.regimeId);
  if (of.recipient !== undefined) query = query.where('recipient', '=', of.recipient);
  const rows = await query.orderBy('regime_id').orderBy('recipient').orderBy('name').orderBy('version').execute();
  return rows.map((row) => ({
    id: row.id,
    regimeId: row.regime_id,
    recipient: row.recipient,
    name: row.name,
    version: row.version,
    fileName: row.file_name,
    sha256: row.sha256,
    cells: row.cells as unknown as readonly MappedCell[],
    reason: row.reason,
    writtenAt: row.written_at,
    writtenBy: row.written_by as ActorLink,
  }));
}

/** The .xlsx of a version; null where there is none. */
export async function formBytes(reading: Reading, id: string): Promise<Buffer | null> {
  const row = await (reading.db as Db)
    .selectFrom('obligations.recipient_form')
    .select('form')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.form ?? null;
}

type New = Pick<
  FormVersion,
  'regimeId' | 'recipient' | 'name' | 'version' | 'fileName' | 'sha256' | 'cells' | 'reason'
>;

/** Writes the next version, under the lock of the rules. Without a form it ends the line. */
export async function insertForm(work: Work, form: New & { readonly bytes: Buffer | null }): Promise<void> {
  await (work.db as Db)
    .insertInto('obligations.recipient_form')
    .values({
      id: work.newId<'RecipientForm'>(),
      regime_id: form.regimeId,
      recipient: form.recipient,
      name: form.name,
      version: form.version,
      file_name: form.fileName,
      form: form.bytes,
      sha256: form.sha256,
      cells: JSON.stringify(form.cells),
      reason: form.reason,
      written_at: work.now,
      written_by: JSON.stringify(actorLink(work.actor)),
    })
    .execute();
}
