import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import type { RowPages } from '../../../platform/tables/index.ts';
import type { Contact } from './directory.model.ts';
import { confirmDueAt, stalenessOf } from './directory.rules.ts';
import { listEntries } from './directory.store.ts';
import { dateOfDay, dayIn } from './local-day.rules.ts';
import type { Channel } from './member.model.ts';
import { listMembers } from './member.store.ts';

const addressesOf = (contact: Contact | undefined, kinds: readonly Channel['kind'][]) =>
  (contact?.channels ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ address }) => address)
    .join(', ');

/** The headings of the table, and so its width. */
const columns = [
  'directory.form.kind',
  'directory.form.name',
  'directory.form.name-en',
  'directory.form.region',
  'directory.table.capabilities',
  'directory.form.hours',
  'directory.form.arrival',
  'directory.form.contract',
  'directory.form.retainer',
  'directory.form.valid-until',
  'directory.form.website',
  'directory.table.contact-name',
  'directory.table.contact-title',
  'directory.table.telephone',
  'directory.table.mail',
  'directory.form.owner',
  'directory.table.state',
  'directory.table.due',
  'directory.form.note',
] as const satisfies readonly SentenceKey[];

export const directoryColumnCount = columns.length;

/**
 * The directory as pages of a table: a row of headings, then a row for each contact of what is in use. Never answer it to
 * somebody without `contact-list.download`.
 */
export async function directoryPages(reading: Reading, language: Locale): Promise<RowPages> {
  const { zone } = await readSettings(reading.db);
  const given = { now: reading.now, today: dateOfDay(dayIn(zone, reading.now)) };
  const names = new Map((await listMembers(reading)).map(({ id, name }) => [id, name]));
  const say = (key: SentenceKey) => sentence(language, key);
  const rows = (await listEntries(reading))
    .filter(({ isActive }) => isActive)
    .flatMap((entry) =>
      (entry.contacts.length === 0 ? [undefined] : entry.contacts).map((contact) => [
        say(`directory.kind.${entry.kind}`),
        entry.name,
        entry.nameEn,
        entry.region,
        entry.capabilities.join(language === 'ja' ? '、' : ', '),
        entry.hours,
        entry.arrivalHours === null ? '' : String(entry.arrivalHours),
        entry.contractNumber,
        entry.retainerLeft,
        entry.validUntil ?? '',
        entry.website,
        contact?.name ?? '',
        contact?.title ?? '',
        addressesOf(contact, ['voice', 'sms']),
        addressesOf(contact, ['mail', 'chat']),
        entry.ownerId === null ? '' : (names.get(entry.ownerId) ?? ''),
        say(`directory.staleness.${stalenessOf(entry, given)}`),
        dateOfDay(dayIn(zone, confirmDueAt(entry))),
        entry.note,
      ]),
    );
  return (async function* () {
    yield [columns.map(say), ...rows];
  })();
}
