import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import table from './data/meeting-kinds.v1.json' with { type: 'json' };
import type { Meeting } from './meeting.model.ts';

/** The kinds of meetings, in the order of the form. */
export const meetingKinds: readonly { readonly code: string; readonly name: Readonly<Record<Locale, string>> }[] =
  table.kinds;

/** Sentences of one language. */
export const sayIn =
  (language: Locale) =>
  (key: SentenceKey, params: Readonly<Record<string, string | number>> = {}): string =>
    sentence(language, key, params);

/** What a meeting is called: its own title, else 第2回対策本部会議. */
export function nameOf(
  { title, kind, ordinal }: Pick<Meeting, 'title' | 'kind' | 'ordinal'>,
  language: Locale,
): string {
  if (title !== '') return title;
  const name = meetingKinds.find(({ code }) => code === kind)?.name[language] ?? kind;
  return sentence(language, 'meetings.name', { ordinal: String(ordinal), kind: name });
}

export const namesOf = (meeting: Pick<Meeting, 'title' | 'kind' | 'ordinal'>) => ({
  ja: nameOf(meeting, 'ja'),
  en: nameOf(meeting, 'en'),
});

/** Number and name of a meeting for the journal, which each reads in their own language. */
export const titleOf = (meeting: Pick<Meeting, 'number' | 'title' | 'kind' | 'ordinal'>) => ({
  number: meeting.number,
  titleJa: nameOf(meeting, 'ja'),
  titleEn: nameOf(meeting, 'en'),
});
