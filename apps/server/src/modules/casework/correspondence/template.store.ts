import type { Locale, MessagePurpose } from '@matoi/contract';
import type { Reading, Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';
import data from './data/templates.v1.json' with { type: 'json' };
import type { Author } from './message.model.ts';
import { mergeTemplates, type Template } from './template.rules.ts';

type Db = Tables<'correspondence.template' | 'correspondence.signature'>;

const ready: readonly Template[] = data.templates.map((one) => ({
  ...one,
  purpose: one.purpose as MessagePurpose,
  version: 1,
  isReady: true,
  isRetired: false,
  changedAt: null,
  changedBy: null,
}));

/** All prepared texts as they are now. */
export async function listTemplates(reading: Pick<Reading, 'db'>): Promise<readonly Template[]> {
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.template')
    .selectAll()
    .orderBy('rank')
    .orderBy('id')
    .limit(500)
    .execute();
  const own = rows.map((row) => ({
    key: row.key ?? row.id,
    version: row.version,
    purpose: row.purpose as MessagePurpose,
    name: { ja: row.name_ja, en: row.name_en },
    title: { ja: row.title_ja, en: row.title_en },
    text: { ja: row.text_ja, en: row.text_en },
    isReady: false,
    isRetired: row.is_retired,
    changedAt: row.changed_at,
    changedBy: row.changed_by as Author,
  }));
  return mergeTemplates(ready, own);
}

/** Writes a text: a new one, or the changed form of one that is there, also of one that comes with the program. */
export async function saveTemplate(
  work: Work,
  template: Pick<Template, 'key' | 'version' | 'purpose' | 'name' | 'title' | 'text' | 'isRetired'>,
  by: Author,
): Promise<void> {
  const values = {
    version: template.version,
    purpose: template.purpose,
    name_ja: template.name.ja,
    name_en: template.name.en,
    title_ja: template.title.ja,
    title_en: template.title.en,
    text_ja: template.text.ja,
    text_en: template.text.en,
    is_retired: template.isRetired,
    changed_at: work.now,
    changed_by: JSON.stringify(by),
  };
  await (work.db as Db)
    .insertInto('correspondence.template')
    .values({ id: work.newId<'MessageTemplate'>(), key: template.key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
}

export type Signature = { readonly locale: Locale; readonly version: number; readonly text: string };

/** The team's signature in each language; until it is changed, the one that comes with the program. */
export async function listSignatures(reading: Pick<Reading, 'db'>): Promise<readonly Signature[]> {
  const rows = await (reading.db as Db)
    .selectFrom('correspondence.signature')
    .select(['locale', 'version', 'text'])
    .execute();
  return (['ja', 'en'] as const).map((locale) => {
    const row = rows.find((one) => one.locale === locale);
    return { locale, version: row?.version ?? 1, text: row?.text ?? data.signatures[locale] };
  });
}

export async function saveSignature(work: Work, signature: Signature, by: Author): Promise<void> {
  const { locale, version, text } = signature;
  const values = { version, text, changed_at: work.now, changed_by: JSON.stringify(by) };
  await (work.db as Db)
    .insertInto('correspondence.signature')
    .values({ locale, ...values })
    .onConflict((conflict) => conflict.column('locale').doUpdateSet(values))
    .execute();
}
