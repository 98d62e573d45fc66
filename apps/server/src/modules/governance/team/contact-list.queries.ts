import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentModel, Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { composeContactList } from './contact-list.rules.ts';
import { stalenessOf } from './directory.rules.ts';
import { listEntries } from './directory.store.ts';
import { dateOfDay, dayIn } from './local-day.rules.ts';
import { dutyOfAll, gatherDuty } from './reach.queries.ts';
import { roleName } from './role.queries.ts';

/** The contact list as a document, as team and directory stand now. */
export async function contactListOf(reading: Reading, language: Locale): Promise<DocumentModel> {
  const { now } = reading;
  const { zone, teamName } = await readSettings(reading.db);
  const gathered = await gatherDuty(reading, now);
  const entries = await listEntries(reading);
  const say = (key: SentenceKey, params?: Record<string, string>) => sentence(language, key, params);
  const today = dateOfDay(dayIn(zone, now));
  const time = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'long', timeStyle: 'short' }).format(now);
  return composeContactList({
    language,
    issuer: teamName,
    date: say('team.contact-list.made', { at: `${time} (${zone})` }),
    members: gathered.members,
    entries: entries.map((entry) => ({
      ...entry,
      isStale: ['stale', 'expired'].includes(stalenessOf(entry, { now, today })),
    })),
    onDuty: dutyOfAll(gathered, now),
    words: {
      title: say('team.contact-list.title'),
      name: say('team.column.name'),
      telephone: say('team.contact-list.telephone'),
      other: say('team.contact-list.other'),
      confirmed: say('team.contact-list.confirmed'),
      handling: say('team.contact-list.handling'),
      note: say('team.contact-list.note'),
      staleMark: say('team.contact-list.stale'),
      duty: say('team.contact-list.duty'),
      none: say('team.contact-list.none'),
      day: (at) => dateOfDay(dayIn(zone, at)),
      group: (kind) => (kind === 'member' ? say('team.people.title') : say(`directory.kind.${kind}`)),
      role: (key) => roleName(key, language),
      channel: ({ kind, isAlternate }) =>
        isAlternate ? `${say(`team.reach.${kind}`)} ${say('team.reach.alternate-short')}` : say(`team.reach.${kind}`),
    },
  });
}
