import { zoneOffset } from '@matoi/kernel';
import { dayIn } from './day.rules.ts';
import type { DayText, InstantText, Phrases, Sentence, SentencePart, Text, Zone } from './fact.model.ts';

/** What is filled into a phrase. A day names its year when it is the first of the sentence or the year has changed. */
export type Param =
  | { readonly day: DayText }
  | { readonly moment: InstantText; readonly zone: Zone }
  | { readonly number: number }
  | { readonly text: Text };

/** One piece of a sentence: a phrase and what is filled into it. */
export type Said = { readonly key: string; readonly params?: Readonly<Record<string, Param>> };

type Locale = 'ja' | 'en';
// Made once: each costs more than a whole assessment.
const formats = { ja: formatsOf('ja-JP'), en: formatsOf('en-GB') };

function formatsOf(tag: string) {
  return {
    weekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
    month: new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }),
    number: new Intl.NumberFormat(tag),
  };
}

/** The sentence in both languages. A phrase that is missing is an error of the program, not of a person. */
export function sentenceOf(phrases: Phrases, said: readonly Said[]): Sentence {
  return { ja: partsOf({ phrases, said, locale: 'ja' }), en: partsOf({ phrases, said, locale: 'en' }) };
}

/** A sentence as plain text. */
export function plainText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('');
}

function partsOf(given: { readonly phrases: Phrases; readonly said: readonly Said[]; readonly locale: Locale }) {
  const { phrases, said, locale } = given;
  const years: { last: string | null } = { last: null };
  const parts: { text: string; isStrong: boolean }[] = [];
  for (const { key, params } of said) {
    // Bold is taken apart first: what is filled in can never be read as a mark.
    for (const [index, piece] of phraseOf(phrases, key, locale)
      .split(/\[\[|\]\]/)
      .entries()) {
      const text = piece.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
        const param = params?.[name];
        if (param === undefined) throw new Error(`phrase ${key} asks for ${name}`);
        return written({ param, locale, years });
      });
      if (text !== '') parts.push({ text, isStrong: index % 2 === 1 });
    }
  }
  const end = parts.at(-1);
  if (end !== undefined) end.text = end.text.trimEnd();
  return parts;
}

/** A phrase in one language. */
export function phraseOf(phrases: Phrases, key: string, locale: Locale): string {
  const phrase = phrases[key];
  if (phrase === undefined) throw new Error(`there is no phrase ${key}`);
  return phrase[locale];
}

function written(given: { readonly param: Param; readonly locale: Locale; readonly years: { last: string | null } }) {
  const { param, locale, years } = given;
  if ('text' in param) return param.text[locale];
  if ('number' in param) return numberText(param.number, locale);
  const day = 'day' in param ? param.day : dayIn(param.zone, param.moment);
  const hasYear = years.last !== day.slice(0, 4);
  years.last = day.slice(0, 4);
  const date = dayText({ day, locale, hasYear });
  return 'day' in param ? date : `${date} ${timeText(param.moment, param.zone)}`;
}

/** `11月24日(火)` or `Tue 24 Nov`, with the year when it is asked for. */
export function dayText(given: { readonly day: DayText; readonly locale: Locale; readonly hasYear: boolean }): string {
  const { day, locale, hasYear } = given;
  const at = new Date(`${day}T00:00:00.000Z`);
  const weekday = formats[locale].weekday.format(at);
  const [year = '', month = '', date = ''] = day.split('-');
  if (locale === 'en') {
    return `${weekday} ${Number(date)} ${formats.en.month.format(at)}${hasYear ? ` ${Number(year)}` : ''}`;
  }
  return `${hasYear ? `${Number(year)}年` : ''}${Number(month)}月${Number(date)}日(${weekday})`;
}

/** `05:40` in a zone. */
export function timeText(moment: InstantText, zone: Zone): string {
  const at = Date.parse(moment);
  return new Date(at + zoneOffset(zone, at)).toISOString().slice(11, 16);
}

/** `1,204`. */
export function numberText(value: number, locale: Locale): string {
  return formats[locale].number.format(value);
}

/** A zone as people call it, or its name. */
export function zoneText(phrases: Phrases, zone: Zone): Text {
  return phrases[`zone.${zone}`] ?? { ja: zone, en: zone };
}
