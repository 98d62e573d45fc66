import holidayJp from '@holiday-jp/holiday_jp';
import type { Locale } from '@matoi/contract';
import type { BusinessCalendar } from './calendar.rules.ts';
import type { ShippedClasses } from './class.rules.ts';
import calendarFile from './data/business-calendar.v1.json' with { type: 'json' };
import ownFile from './data/classes.own.v1.json' with { type: 'json' };
import rsitFile from './data/classes.rsit.v1003.json' with { type: 'json' };
import prioritiesFile from './data/priorities.v1.json' with { type: 'json' };
import rulesFile from './data/rules.v1.json' with { type: 'json' };
import serviceLevelsFile from './data/service-levels.v1.json' with { type: 'json' };
import severitiesFile from './data/severities.v1.json' with { type: 'json' };
import type { PriorityTable } from './priority.rules.ts';
import type { Rule } from './rule.model.ts';
import type { ServiceLevels } from './service-level.rules.ts';
import type { SeverityTable } from './severity.rules.ts';

/** What the program brings along: data files with source and date, each the version 1 of its kind. */

export const shippedClasses: ShippedClasses = { rsit: rsitFile, own: ownFile };
export const rsitEdition = { version: rsitFile.version, source: rsitFile.source } as const;
export const shippedPriorities = prioritiesFile.content as PriorityTable;
export const shippedServiceLevels = serviceLevelsFile.content as ServiceLevels;
export const shippedSeverities = severitiesFile.content as SeverityTable;
export const shippedSeveritiesSource = severitiesFile.source;
export const shippedCalendar = calendarFile.content as BusinessCalendar;
export const shippedSince = new Date(prioritiesFile.effectiveAt);

const rules: Readonly<Record<Locale, readonly Rule[]>> = { ja: rulesIn('ja'), en: rulesIn('en') };

/** The ready rules, named in the language of the team. */
export function shippedRules(locale: Locale): readonly Rule[] {
  return rules[locale];
}

function rulesIn(locale: Locale): readonly Rule[] {
  return rulesFile.content.rules.map(
    (rule) => ({ ...(rule as Omit<typeof rule, 'name'>), name: rule.name[locale] }) as Rule,
  );
}

const holidays = holidayJp.holidays as Readonly<Record<string, { readonly name: string; readonly name_en: string }>>;

/** The last day for which public holidays are known; those more than a year ahead are computed, not proclaimed yet. */
export const holidaysUntil = Object.keys(holidays).at(-1) ?? '';

/** Whether a date is a public holiday of Japan (国民の祝日・休日). */
export function isJapaneseHoliday(date: string): boolean {
  return date in holidays;
}

/** The public holidays of one year. */
export function japaneseHolidaysOf(
  year: number,
): readonly { readonly on: string; readonly name: Record<Locale, string> }[] {
  return Object.entries(holidays)
    .filter(([on]) => on.startsWith(`${year}-`))
    .map(([on, { name, name_en }]) => ({ on, name: { ja: name, en: name_en } }));
}
