import { sql } from 'kysely';
import { visibleTo } from '../../../platform/access/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'reports.report' | 'reports.attachment'>;

/** What rules ask about a report, with what is needed to name it. Of a long text only its beginning. */
export type TriedReport = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly receivedAt: Date;
  readonly text: string;
  readonly channel: string;
  readonly reporterName: string | null;
  readonly reporterAddress: string | null;
  readonly recipients: readonly string[];
  readonly source: string | null;
  readonly mailboxId: string | null;
  readonly tags: readonly string[];
  readonly attachments: readonly { readonly name: string; readonly mediaType: string }[];
};

/** The newest reports that the reader sees. Those of a ledger were triaged elsewhere and get no proposal. */
export async function newestForTrial(
  reading: Reading,
  { count, textLength }: { readonly count: number; readonly textLength: number },
): Promise<readonly TriedReport[]> {
  const rows = await (reading.db as Db)
    .selectFrom('reports.report')
    .select([
      'id',
      'number',
      'title',
      'received_at',
      'channel',
      'reporter_name',
      'reporter_address',
      'recipients',
      'source',
      'mailbox_id',
      'tags',
      sql<string>`left(text, ${textLength}::integer)`.as('text'),
    ])
    .where(visibleTo(reading.actor, 'reports.report.compartment_id'))
    .where('withdrawn_at', 'is', null)
    .where('channel', '<>', 'ledger')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  const files = await attachmentsOf(
    reading,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    receivedAt: row.received_at,
    text: row.text,
    channel: row.channel,
    reporterName: row.reporter_name,
    reporterAddress: row.reporter_address,
    recipients: row.recipients,
    source: row.source,
    mailboxId: row.mailbox_id,
    tags: row.tags,
    attachments: files.get(row.id) ?? [],
  }));
}

async function attachmentsOf(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string; mediaType: string }[]>> {
  const found = new Map<string, { name: string; mediaType: string }[]>();
  if (ids.length === 0) return found;
  const rows = await (reading.db as Db)
    .selectFrom('reports.attachment')
    .select(['report_id', 'name', 'media_type'])
    .where('report_id', 'in', [...ids])
    .where(visibleTo(reading.actor, 'reports.attachment.compartment_id'))
    .orderBy('report_id')
    .orderBy('rank')
    .execute();
  for (const { report_id, name, media_type } of rows)
    found.set(report_id, [...(found.get(report_id) ?? []), { name, mediaType: media_type }]);
  return found;
}
