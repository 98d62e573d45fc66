import holidayJp from '@holiday-jp/holiday_jp';

const holidays = holidayJp.holidays as Readonly<Record<string, { readonly name: string; readonly name_en: string }>>;

/** Whether a local date is a public holiday of Japan (国民の祝日・休日; Cabinet Office, by @holiday-jp/holiday_jp). */
export function isJapaneseHoliday(date: string): boolean {
  return Object.hasOwn(holidays, date);
}

/** The name of a public holiday of Japan in both languages; null on other days. */
export function holidayNameOf(date: string): { readonly ja: string; readonly en: string } | null {
  const found = Object.hasOwn(holidays, date) ? holidays[date] : undefined;
  return found === undefined ? null : { ja: found.name, en: found.name_en };
}
