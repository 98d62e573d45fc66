import holidayJp from '@holiday-jp/holiday_jp';
import calendarsFile from './data/calendars.v1.json' with { type: 'json' };
import fieldsFile from './data/fact-fields.v1.json' with { type: 'json' };
import viewsFile from './data/form-views.v1.json' with { type: 'json' };
import phrasesFile from './data/phrases.v1.json' with { type: 'json' };
import templatesFile from './data/regime-templates.v1.json' with { type: 'json' };
import europeFile from './data/regimes.eu.v1.json' with { type: 'json' };
import japanFile from './data/regimes.jp.v1.json' with { type: 'json' };
import otherFile from './data/regimes.other.v1.json' with { type: 'json' };
import remindersFile from './data/reminders.v1.json' with { type: 'json' };
import questionsFile from './data/scope-questions.v1.json' with { type: 'json' };
import {
  type AnchorKind,
  anchorKinds,
  type FactField,
  type FactGroup,
  type FormView,
  type HolidayCalendar,
  type Phrases,
  type Regime,
  type ReminderRow,
  type ScopeQuestion,
  type Text,
} from './obligation.model.ts';

/**
 * What the program brings along: data files with source and date. A released file never changes; a new version of a rule
 * stands beside the old one. `regime-definition.map.test.ts` checks every one of them against the schema of administrators' rules.
 */

export const shippedRegimes = [
  ...japanFile.regimes,
  ...europeFile.regimes,
  ...otherFile.regimes,
] as readonly unknown[] as readonly Regime[];

/** Rules that a team takes as a beginning for its own: contracts, insurance, the company's own rules. */
export const regimeTemplates = templatesFile.regimes as readonly unknown[] as readonly Regime[];

export const factGroups: readonly FactGroup[] = fieldsFile.groups;
export const factFields = fieldsFile.fields as readonly FactField[];
export const scopeQuestions = questionsFile.questions as readonly ScopeQuestion[];
export const formViews = viewsFile.views as readonly unknown[] as readonly FormView[];
export const phrases: Phrases = phrasesFile.phrases;
export const reminderRows = remindersFile.rows as readonly ReminderRow[];

/** For recipients that have no form of their own. */
export const plainView = viewOf('plain');

/** Names of anchors: 「知った時」. */
export const anchorNames = Object.fromEntries(
  anchorKinds.map((kind) => [kind, phraseOf(`anchor-name.${kind}`)]),
) as Readonly<Record<AnchorKind, Text>>;

const japanese = holidayJp.holidays as Readonly<Record<string, { readonly name: string; readonly name_en: string }>>;
const japaneseDays = Object.keys(japanese).sort();

/** Closed days of Japanese government offices: holidays of the library, weekends, 12-29 to 01-03. */
export const homeCalendar: HolidayCalendar = {
  ...calendarsFile.japan,
  version: calendarsFile.version,
  source: calendarsFile.source,
  from: `${(japaneseDays[0] ?? '').slice(0, 4)}-01-01`,
  to: earlierDay(calendarsFile.japan.to, `${(japaneseDays.at(-1) ?? '').slice(0, 4)}-12-31`),
  holidays: Object.fromEntries(japaneseDays.map((day) => [day, nameOf(day)])),
};

export const calendars: readonly HolidayCalendar[] = [
  homeCalendar,
  ...calendarsFile.others.map((calendar) => ({
    ...calendar,
    version: calendarsFile.version,
    source: calendarsFile.source,
    holidays: Object.fromEntries(calendar.holidays.map((day) => [day, phraseOf('closed.holiday')])),
    yearly: [],
  })),
];

function earlierDay(a: string, b: string): string {
  return a < b ? a : b;
}

function nameOf(day: string): Text {
  const { name = '', name_en: english = '' } = japanese[day] ?? {};
  return { ja: name, en: english };
}

function phraseOf(key: string): Text {
  const phrase = phrases[key];
  if (phrase === undefined) throw new Error(`there is no phrase ${key}`);
  return phrase;
}

function viewOf(id: string): FormView {
  const view = formViews.find((one) => one.id === id);
  if (view === undefined) throw new Error(`there is no form view ${id}`);
  return view;
}
