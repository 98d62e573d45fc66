import type { MailTemplateDefinition } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { type ActorLink, actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'sources.mail_template' | 'sources.mail_template_version'>;

export type MailTemplate = {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly version: number;
  readonly definition: MailTemplateDefinition;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
};

/** All templates by name. They are settings of the team, open to everyone who may see settings. */
export async function listMailTemplates(reading: Pick<Reading, 'db'>): Promise<readonly MailTemplate[]> {
  const rows = await (reading.db as Db).selectFrom('sources.mail_template').selectAll().orderBy('name').execute();
  return rows.map(toTemplate);
}

/** One template; refuses with `record.find.not-found`. */
export async function findMailTemplate(
  reading: Pick<Reading, 'db'>,
  id: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<MailTemplate> {
  const query = (reading.db as Db).selectFrom('sources.mail_template').selectAll().where('id', '=', id);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? refuse('record.find.not-found') : toTemplate(row);
}

type Row = {
  id: string;
  name: string;
  is_active: boolean;
  version: number;
  definition: unknown;
  changed_at: Date;
  changed_by: unknown;
};

function toTemplate(row: Row): MailTemplate {
  return {
    id: row.id,
    name: row.name,
    isActive: row.is_active,
    version: row.version,
    definition: row.definition as MailTemplateDefinition,
    changedAt: row.changed_at,
    changedBy: row.changed_by as ActorLink,
  };
}

type Saved = { readonly name: string; readonly isActive: boolean; readonly definition: MailTemplateDefinition };

/** Writes a template as its next version, and keeps that version for good. */
export async function writeMailTemplate(
  work: Work,
  template: Saved & { readonly id: string; readonly version: number },
): Promise<void> {
  const { id, name, isActive, version } = template;
  const definition = JSON.stringify(template.definition);
  const changed = { changed_at: work.now, changed_by: JSON.stringify(actorLink(work.actor)) };
  const db = work.db as Db;
  await db
    .insertInto('sources.mail_template')
    .values({ id, name, is_active: isActive, version, definition, ...changed })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ name, is_active: isActive, version, definition, ...changed }),
    )
    .execute();
  await db
    .insertInto('sources.mail_template_version')
    .values({ template_id: id, version, name, is_active: isActive, definition, ...changed })
    .execute();
}
