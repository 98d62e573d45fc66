import type { WebhookDefinition, WebhookProof } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'sources.webhook' | 'sources.webhook_version'>;

export type Webhook = {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly version: number;
  readonly proof: WebhookProof;
  readonly headerName: string;
  /** Of a header the hash, of a signature the encrypted secret. */
  readonly secret: Buffer;
  readonly secretSetAt: Date;
  readonly definition: WebhookDefinition;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
};

/** All webhooks by name. */
export async function listWebhooks(reading: Pick<Reading, 'db'>): Promise<readonly Webhook[]> {
  const rows = await (reading.db as Db).selectFrom('sources.webhook').selectAll().orderBy('name').execute();
  return rows.map(toWebhook);
}

/** One webhook; refuses with `record.find.not-found`. */
export async function findWebhook(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Webhook> {
  const query = (reading.db as Db).selectFrom('sources.webhook').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toWebhook(row);
}

/** One webhook, or null: for whoever must not learn whether it exists. */
export async function seekWebhook(reading: Pick<Reading, 'db'>, id: string): Promise<Webhook | null> {
  const row = await (reading.db as Db)
    .selectFrom('sources.webhook')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toWebhook(row);
}

type Row = {
  id: string;
  name: string;
  is_active: boolean;
  version: number;
  proof: string;
  header_name: string;
  secret: Buffer;
  secret_set_at: Date;
  definition: unknown;
  changed_at: Date;
  changed_by: unknown;
};

function toWebhook(row: Row): Webhook {
  return {
    id: row.id,
    name: row.name,
    isActive: row.is_active,
    version: row.version,
    proof: row.proof as WebhookProof,
    headerName: row.header_name,
    secret: row.secret,
    secretSetAt: row.secret_set_at,
    definition: row.definition as WebhookDefinition,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
  };
}

export type SavedWebhook = Pick<
  Webhook,
  'id' | 'name' | 'isActive' | 'version' | 'proof' | 'headerName' | 'definition'
>;

/** Writes a webhook as its next version and keeps that version for good. A secret is written only when one is given. */
export async function writeWebhook(work: Work, webhook: SavedWebhook, secret: Buffer | null): Promise<void> {
  const { id, name, version, proof } = webhook;
  const db = work.db as Db;
  const saved = {
    name,
    is_active: webhook.isActive,
    version,
    proof,
    header_name: webhook.headerName,
    definition: JSON.stringify(webhook.definition),
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  const secrets = secret === null ? {} : { secret, secret_set_at: work.now };
  if (version === 1) {
    await db
      .insertInto('sources.webhook')
      .values({ id, ...saved, secret: secret ?? Buffer.alloc(0), secret_set_at: work.now })
      .execute();
  } else {
    await db
      .updateTable('sources.webhook')
      .set({ ...saved, ...secrets })
      .where('id', '=', id)
      .execute();
  }
  await db
    .insertInto('sources.webhook_version')
    .values({ webhook_id: id, ...saved })
    .execute();
}
