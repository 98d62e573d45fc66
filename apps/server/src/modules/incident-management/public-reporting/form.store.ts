import { sql } from 'kysely';
import { actorLink } from '../../../platform/access/index.ts';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import defaults from './data/form.defaults.v1.json' with { type: 'json' };
import type { FormSettings, Tile, VersionedForm } from './form.model.ts';

type Db = Tables<'public_reporting.form_setting'>;

/** The form as it comes: open, without a telephone number, with the choices that come with the program. */
export const defaultForm: VersionedForm = {
  version: 1,
  isOpen: true,
  phone: null,
  hours: { ja: '', en: '' },
  intro: { ja: '', en: '' },
  privacy: { ja: '', en: '' },
  tiles: defaults.tiles as readonly Tile[],
};

/** How the form is set; with `forUpdate`, one change at a time. */
export async function readForm(
  reading: Pick<Reading, 'db'>,
  options: { readonly forUpdate?: boolean } = {},
): Promise<VersionedForm> {
  if (options.forUpdate === true)
    await sql`select pg_advisory_xact_lock(hashtextextended('public form setting', 0))`.execute(reading.db);
  const row = await (reading.db as Db)
    .selectFrom('public_reporting.form_setting')
    .select(['value', 'version'])
    .executeTakeFirst();
  if (row === undefined) return defaultForm;
  return { ...defaultForm, ...(row.value as unknown as Partial<FormSettings>), version: row.version };
}

export async function writeForm(work: Work, form: FormSettings & { readonly version: number }): Promise<void> {
  const { version, ...value } = form;
  const row = {
    version,
    value: JSON.stringify(value),
    changed_at: work.now,
    changed_by: JSON.stringify(actorLink(work.actor)),
  };
  await (work.db as Db)
    .insertInto('public_reporting.form_setting')
    .values({ is_only: true, ...row })
    .onConflict((conflict) => conflict.column('is_only').doUpdateSet(row))
    .execute();
}
