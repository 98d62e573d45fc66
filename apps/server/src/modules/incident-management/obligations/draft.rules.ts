import { assertedOf, candidatesFor } from './anchor-status.rules.ts';
import type { AnchorCandidate, Filing } from './assessment.model.ts';
import { dayIn } from './day.rules.ts';
import type {
  Draft,
  DraftItem,
  DraftSection,
  FactConflict,
  FactDifference,
  FormItem,
  FormView,
} from './draft.model.ts';
import type { AnchorKind, Fact, FactField, Facts, FactValue, Phrases, Zone } from './fact.model.ts';
import { standingReports } from './recipient.rules.ts';
import { dayText, numberText, phraseOf, timeText, zoneText } from './sentence.rules.ts';

type Locale = 'ja' | 'en';
type Given = {
  readonly view: FormView;
  readonly fields: readonly FactField[];
  readonly facts: Facts;
  readonly anchors: readonly AnchorCandidate[];
  readonly phrases: Phrases;
  readonly locale: Locale;
  /** In which times are written; it is always named beside them. */
  readonly zone: Zone;
  /** Of the recipient: anchors that were asserted for this regime go before those for all. */
  readonly regimeId?: string;
};

/**
 * What a recipient would be told now, in the order and under the headings of its form. What is not known is said to be
 * unknown, what is estimated to be an estimate; nothing is left out and nothing is cut.
 */
export function composeDraft(given: Given): Draft {
  const { view, locale } = given;
  const told: Record<string, Fact> = {};
  const sections = view.sections.map((section): DraftSection => {
    const items = section.items.map((item) => {
      const found = foundFor(item, given);
      if (found.fact !== undefined) told[found.key] = found.fact;
      return itemOf(item, found, given);
    });
    return {
      number: section.number,
      heading: section.heading[locale],
      items,
      completeness: completenessOf(items),
    };
  });
  return { viewId: view.id, viewVersion: view.version, locale, sections, told };
}

/** The draft as text to paste into a form or a mail. */
export function draftText({ sections, locale }: Draft): string {
  const colon = locale === 'ja' ? '：' : ': ';
  return sections
    .map(({ number, heading, items }) => {
      const title = number === null ? heading : `${number}. ${heading}`;
      return [title, ...items.map(({ label, value }) => `${label}${colon}${value}`)].join('\n');
    })
    .join('\n\n');
}

/** What the later facts say otherwise than the earlier ones: another value, or the same with another certainty. */
export function differencesBetween(earlier: Facts, later: Facts): readonly FactDifference[] {
  const keys = [...new Set([...Object.keys(earlier), ...Object.keys(later)])].sort();
  return keys.flatMap((key) => {
    const before = earlier[key] ?? null;
    const after = later[key] ?? null;
    return sameWord(before, after) ? [] : [{ key, before, after }];
  });
}

/**
 * Where the latest standing reports to different recipients disagree on a fact that both were told. What one of them was
 * told as unknown is no contradiction, and neither are two tellings of a story: texts of more than a line are left out.
 */
export function conflictsBetween(filings: readonly Filing[]): readonly FactConflict[] {
  const latest = new Map<string, Filing>();
  for (const filing of standingReports(filings)) {
    const recipient = `${filing.regimeId} ${filing.recipient}`;
    const known = latest.get(recipient);
    if (known === undefined || Date.parse(filing.filedAt) >= Date.parse(known.filedAt)) latest.set(recipient, filing);
  }
  const reports = [...latest.values()];
  const keys = [...new Set(reports.flatMap(({ told }) => Object.keys(told)))].sort();
  return keys.flatMap((key) => {
    const told = reports.flatMap(({ id, regimeId, recipient, filedAt, told: facts }) => {
      const fact = facts[key];
      return fact !== undefined && isComparable(fact) ? [{ filingId: id, regimeId, recipient, filedAt, fact }] : [];
    });
    return new Set(told.map(({ fact }) => wordOf(fact.value))).size > 1 ? [{ key, told }] : [];
  });
}

const longestLine = 80;

function isComparable({ value, state }: Fact): boolean {
  if (value === null || state === 'unknown' || state === 'not-applicable') return false;
  return typeof value !== 'string' || (value.length <= longestLine && !value.includes('\n'));
}

/** Codes are told in any order. */
const wordOf = (value: FactValue | null) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);

function sameWord(a: Fact | null, b: Fact | null): boolean {
  const stateOf = (fact: Fact | null) => fact?.state ?? 'unknown';
  return stateOf(a) === stateOf(b) && wordOf(a?.value ?? null) === wordOf(b?.value ?? null);
}

type Found = { readonly key: string; readonly fact: Fact | undefined; readonly anchor: AnchorCandidate | null };

function foundFor(item: FormItem, { facts, anchors, regimeId }: Given): Found {
  if ('fact' in item.from) return { key: item.from.fact, fact: facts[item.from.fact], anchor: null };
  const anchor = anchorOf(anchors, { kind: item.from.anchor, regimeId: regimeId ?? '' });
  const key = `anchor:${item.from.anchor}`;
  if (anchor === null) return { key, fact: undefined, anchor };
  const state = anchor.assertion === null ? ('estimated' as const) : ('confirmed' as const);
  return {
    key,
    fact: { state, value: anchor.at, source: anchor.source, at: anchor.assertion?.at ?? anchor.at },
    anchor,
  };
}

/** The candidate that counts, or the earliest proposal. */
function anchorOf(
  anchors: readonly AnchorCandidate[],
  given: { readonly kind: AnchorKind; readonly regimeId: string },
): AnchorCandidate | null {
  return assertedOf(anchors, given) ?? candidatesFor(anchors, given)[0] ?? null;
}

function itemOf(item: FormItem, { key, fact, anchor }: Found, given: Given): DraftItem {
  const { fields, phrases, locale } = given;
  const field = fields.find((one) => one.key === key);
  const label = item.label ?? field?.name ?? phrases[`anchor-name.${key.slice('anchor:'.length)}`];
  const value =
    anchor === null ? factText({ fact, field, phrases, locale, zone: given.zone }) : anchorText(anchor, given);
  const length = [...value].length;
  return {
    key,
    label: label?.[locale] ?? key,
    value,
    state: fact?.state ?? 'unknown',
    isRequired: item.isRequired ?? false,
    tooLongBy: item.mostCharacters === undefined ? 0 : Math.max(0, length - item.mostCharacters),
  };
}

/** A fact in words: `1,204人`, `642人（見込み）`, `不明`. */
export function factText(given: {
  readonly fact: Fact | undefined;
  readonly field: Pick<FactField, 'type' | 'unit' | 'choices'> | undefined;
  readonly phrases: Phrases;
  readonly locale: Locale;
  readonly zone: Zone;
}): string {
  const { fact, phrases, locale } = given;
  if (fact === undefined || fact.state === 'unknown') return phraseOf(phrases, 'draft.unknown', locale);
  if (fact.state === 'not-applicable') return phraseOf(phrases, 'draft.not-applicable', locale);
  if (fact.value === null) return phraseOf(phrases, 'draft.unknown', locale);
  const text = valueText({ ...given, value: fact.value });
  return fact.state === 'estimated' ? estimated(text, phrases, locale) : text;
}

const estimated = (text: string, phrases: Phrases, locale: Locale) =>
  phraseOf(phrases, 'draft.estimated', locale).replace('{value}', () => text);

function valueText(given: {
  readonly value: FactValue;
  readonly field: Pick<FactField, 'type' | 'unit' | 'choices'> | undefined;
  readonly phrases: Phrases;
  readonly locale: Locale;
  readonly zone: Zone;
}): string {
  const { value, field, phrases, locale, zone } = given;
  if (typeof value === 'boolean') return phraseOf(phrases, value ? 'draft.yes' : 'draft.no', locale);
  if (typeof value === 'number') {
    const number = numberText(value, locale);
    const unit = field?.unit?.[locale] ?? '';
    return locale === 'ja' || unit === '' ? `${number}${unit}` : `${number} ${unit}`;
  }
  const nameOf = (code: string) => field?.choices?.find((choice) => choice.code === code)?.name[locale] ?? code;
  if (typeof value !== 'string') return value.map(nameOf).join(locale === 'ja' ? '、' : ', ');
  if (field?.type === 'date') return dayText({ day: value, locale, hasYear: true });
  if (field?.type === 'moment') return momentText({ at: value, phrases, locale, zone });
  return nameOf(value);
}

function anchorText(anchor: AnchorCandidate, { phrases, locale }: Given): string {
  const { precision, at, zone } = anchor;
  const day = dayIn(zone, at);
  const text =
    precision === 'month'
      ? phraseOf(phrases, 'draft.month', locale)
          .replace('{year}', String(Number(day.slice(0, 4))))
          .replace('{month}', String(Number(day.slice(5, 7))))
      : precision === 'date'
        ? dayText({ day, locale, hasYear: true })
        : momentText({ at, phrases, locale, zone });
  return anchor.assertion === null ? estimated(text, phrases, locale) : text;
}

function momentText(given: {
  readonly at: string;
  readonly phrases: Phrases;
  readonly locale: Locale;
  readonly zone: Zone;
}): string {
  const { at, phrases, locale, zone } = given;
  const name = zoneText(phrases, zone)[locale];
  const text = `${dayText({ day: dayIn(zone, at), locale, hasYear: true })} ${timeText(at, zone)}`;
  return locale === 'ja' ? `${text}（${name}）` : `${text} (${name})`;
}

function completenessOf(items: readonly DraftItem[]): DraftSection['completeness'] {
  const known = items.filter(({ state }) => state !== 'unknown').length;
  if (known === items.length) return 'filled';
  return known === 0 ? 'empty' : 'partly';
}
