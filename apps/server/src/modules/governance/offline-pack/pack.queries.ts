import { type SentenceKey, sentence } from '@matoi/catalogues';
import { type DocumentModel, type Locale, locales, type ResponseOf, type RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { unwrapSecret } from '../../../platform/files/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { currentAuthorityPaper } from '../authority/index.ts';
import { contactListOf, dutyShifts } from '../team/index.ts';
import cardsFile from './data/first-response.v1.json' with { type: 'json' };
import { openDeadlines } from './deadlines.queries.ts';
import { cardsPaper, deadlinesPaper, isDue, nextRun, rosterPaper } from './pack.rules.ts';
import { findPack, findSetting, listPacks, type PackSetting } from './pack.store.ts';

/** To what a sealed passphrase is bound. */
export const passphraseOwner = 'offline pack';

/** How far the roster of a pack reaches. Days. */
const rosterDays = 14;

/** When packs are made, and those that are kept. */
export async function showPacks(reading: Reading): Promise<ResponseOf<RouteWith<'offline-packs.show'>>> {
  const setting = await findSetting(reading);
  const { zone } = await readSettings(reading.db);
  return {
    setting: setting === null ? null : viewSetting(setting, { zone, now: reading.now }),
    packs: (await listPacks(reading)).map(({ id, fileName, size, sha256, contents, madeAt }) => ({
      ...{ id, fileName, size, sha256: sha256.toString('hex'), contents: [...contents] },
      madeAt: madeAt.toISOString(),
    })),
  };
}

/** The file of a pack that is kept; refuses with `record.find.not-found`. */
export async function fileNameOf(reading: Reading, id: string): Promise<string> {
  return (await findPack(reading, id)).fileName;
}

function viewSetting(setting: PackSetting, given: { readonly zone: string; readonly now: Date }) {
  const { version, runAt, changedAt, changedBy } = setting;
  const nextAt = nextRun(given.now, { zone: given.zone, runAt }).toISOString();
  return { version, runAt, nextAt, changedAt: changedAt.toISOString(), changedBy };
}

/** What the clock of the packs waits for: nothing any more, a moment, or a pack that is due. */
export async function planOf(
  reading: Reading,
  version: number,
): Promise<{ readonly act: 'nothing' } | { readonly act: 'make' | 'wait'; readonly next: Date }> {
  const setting = await findSetting(reading);
  if (setting === null || setting.version !== version) return { act: 'nothing' };
  const { zone } = await readSettings(reading.db);
  const { runAt, changedAt: setAt } = setting;
  const lastAt = (await listPacks(reading))[0]?.madeAt ?? new Date(0);
  const next = nextRun(reading.now, { zone, runAt });
  return { act: isDue(reading.now, { zone, runAt, lastAt, setAt }) ? 'make' : 'wait', next };
}

export type Gathered = {
  readonly zone: string;
  readonly passphrase: string;
  readonly at: Date;
  readonly papers: readonly { readonly name: string; readonly document: DocumentModel }[];
};

/** Everything of a pack as documents, in both languages; null without a passphrase. It holds what is open to everyone. */
export async function gatherPack(reading: Reading, key: Buffer): Promise<Gathered | null> {
  const setting = await findSetting(reading);
  if (setting === null) return null;
  const { zone } = await readSettings(reading.db);
  const papers = [];
  for (const language of locales) papers.push(...(await papersIn(reading, language)));
  return {
    zone,
    passphrase: unwrapSecret(key, setting.passphrase, passphraseOwner).toString('utf8'),
    at: reading.now,
    papers,
  };
}

async function papersIn(reading: Reading, language: Locale): Promise<Gathered['papers']> {
  const { zone, teamName: issuer } = await readSettings(reading.db);
  const say = (key: SentenceKey, params: Record<string, string> = {}) => sentence(language, key, params);
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' });
  const date = say('team.contact-list.made', { at: `${format.format(reading.now)} (${zone})` });
  const frame = { language, issuer, date };
  const clocks = (await openDeadlines(reading, language)).map(({ at, on, ...rest }) => ({
    ...rest,
    due: on === null ? format.format(at) : day.format(new Date(`${on}T00:00:00Z`)),
    isOver: at < reading.now,
  }));
  const shifts = (await dutyShifts(reading, rosterDays)).map(({ from, until, rotation, people }) => ({
    from: format.format(from),
    until: format.format(until),
    rotation,
    people: people.map(({ name, telephones }, at) => `${at + 1}. ${[name, ...telephones].join('  ')}`).join('\n'),
  }));
  const authority = await currentAuthorityPaper(reading, language);
  return [
    { name: `contacts-${language}.pdf`, document: await contactListOf(reading, language) },
    ...(authority === null ? [] : [{ name: `authority-${language}.pdf`, document: authority }]),
    {
      name: `deadlines-${language}.pdf`,
      document: deadlinesPaper(clocks, {
        ...frame,
        words: {
          title: say('offline-pack.deadlines.title'),
          due: say('offline-pack.deadlines.due'),
          record: say('offline-pack.deadlines.record'),
          name: say('offline-pack.deadlines.name'),
          kind: say('offline-pack.deadlines.kind'),
          who: say('offline-pack.deadlines.who'),
          over: say('offline-pack.deadlines.over'),
          none: say('offline-pack.deadlines.none'),
          note: say('offline-pack.deadlines.note'),
        },
      }),
    },
    {
      name: `roster-${language}.pdf`,
      document: rosterPaper(shifts, {
        ...frame,
        words: {
          title: say('offline-pack.roster.title'),
          from: say('offline-pack.roster.from'),
          until: say('offline-pack.roster.until'),
          rotation: say('offline-pack.roster.rotation'),
          people: say('offline-pack.roster.people'),
          none: say('offline-pack.roster.none'),
        },
      }),
    },
    {
      name: `first-response-${language}.pdf`,
      document: cardsPaper(cardsFile.cards, { ...frame, title: say('offline-pack.cards.title') }),
    },
  ];
}
