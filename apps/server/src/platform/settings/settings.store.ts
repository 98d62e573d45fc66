import type { Locale } from '@matoi/contract';
import type { Tx } from '../db/index.ts';

/** What the team has set. Kept small: anything that one module alone needs belongs there. */
export type Settings = {
  readonly teamName: string;
  /** IANA zone of the team; years of numbers and times in mails are in it. */
  readonly zone: string;
  readonly locale: Locale;
  readonly automaticMail: boolean;
  readonly mailFrom: string;
};

export const defaultSettings: Settings = {
  teamName: 'CSIRT',
  zone: 'Asia/Tokyo',
  locale: 'ja',
  automaticMail: true,
  mailFrom: 'csirt@localhost',
};

/** Whether the team has an address of its own that mail can leave from and answers can come to. */
export function hasSender(settings: Pick<Settings, 'mailFrom'>): boolean {
  return settings.mailFrom !== defaultSettings.mailFrom;
}

/** What was read in a transaction that still runs: several parts of one act ask for the same settings. */
const readIn = new WeakMap<object, Promise<Settings>>();

/** Reads the settings in the caller's transaction; what was never set has its default. */
export function readSettings(db: Pick<Tx, 'selectFrom'>): Promise<Settings> {
  const read = readIn.get(db) ?? selectSettings(db);
  if ('isTransaction' in db && db.isTransaction === true) readIn.set(db, read);
  return read;
}

async function selectSettings(db: Pick<Tx, 'selectFrom'>): Promise<Settings> {
  const rows = await db.selectFrom('platform.setting').select(['name', 'value']).execute();
  const known = rows.filter(({ name }) => Object.hasOwn(defaultSettings, name));
  return { ...defaultSettings, ...Object.fromEntries(known.map((row) => [row.name, row.value])) };
}

/** Writes the given settings and leaves the others. */
export async function writeSettings(db: Tx, changes: Partial<Settings>, now: Date): Promise<void> {
  readIn.delete(db);
  for (const [name, value] of Object.entries(changes)) {
    const text = JSON.stringify(value);
    await db
      .insertInto('platform.setting')
      .values({ name, value: text, changed_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text, changed_at: now }))
      .execute();
  }
}
