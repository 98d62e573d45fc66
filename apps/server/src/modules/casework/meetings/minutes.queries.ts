import { sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { cleanDocument } from '../../../platform/documents/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { tlpOf } from '../../../platform/subjects/index.ts';
import type { Documents, Whole } from './meeting.model.ts';
import { type Confirmation, hashDocuments, type MinutesFacts, minutesDocument } from './minutes.map.ts';

/** What minutes tell of: once the meeting is closed, decisions and tasks as they stood then. */
export async function minutesFacts(reading: Reading, whole: Whole): Promise<MinutesFacts> {
  const { meeting, subject, attendees, items, lines } = whole;
  const { teamName, zone } = await readSettings(reading.db);
  return {
    ...{ meeting, attendees, items, lines },
    subject: { number: subject.number ?? '', title: subject.title },
    outcome: meeting.closing ?? whole.outcome,
    tlp: await tlpOf(reading, subject),
    team: { name: teamName, zone },
  };
}

function bothLanguages(facts: MinutesFacts, confirmation: Confirmation | null): Documents {
  const make = (language: Locale) => cleanDocument(minutesDocument(facts, { language, confirmation }));
  return { ja: make('ja'), en: make('en') };
}

/** The minutes as they would be confirmed now, in both languages. */
export type Draft = {
  readonly facts: MinutesFacts;
  readonly edition: number;
  readonly reason: string;
  readonly documents: Documents;
  readonly contentHash: string;
};

/** Composes the draft from what the meeting says now; null once it is confirmed or cancelled. */
export async function draftOf(reading: Reading, whole: Whole): Promise<Draft | null> {
  const { state, correction } = whole.meeting;
  if (state === 'confirmed' || state === 'cancelled') return null;
  const facts = await minutesFacts(reading, whole);
  const documents = bothLanguages(facts, null);
  const edition = (whole.editions[0]?.edition ?? 0) + 1;
  return {
    ...{ facts, edition, documents },
    reason: edition === 1 ? '' : correction,
    contentHash: hashDocuments(documents).toString('hex'),
  };
}

/** The same documents with what is only written when they are confirmed, and their checksum. */
export function confirmedDocuments(
  draft: Pick<Draft, 'facts'>,
  confirmation: Confirmation,
): { readonly documents: Documents; readonly sha256: Buffer } {
  const { ja, en } = bothLanguages(draft.facts, confirmation);
  const sha256 = hashDocuments({ ja, en });
  const checksum = `SHA-256 ${sha256.toString('hex')}`;
  return { documents: { ja: { ...ja, checksum }, en: { ...en, checksum } }, sha256 };
}

/** The marking of a draft on its pages. */
export const draftMark = (language: Locale) => sentence(language, 'meetings.minutes.draft', {});
