import { type Locale, type MinutesFormat, openCompartment } from '@matoi/contract';
import { writeCalendar } from '@matoi/formats/ical';
import { refuse } from '@matoi/kernel';
import { chainHead } from '../../../platform/audit/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile } from '../../../platform/files/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { nameOf, sayIn } from './kind.map.ts';
import { findWhole } from './meeting.queries.ts';
import { sayAt, sayDecisionState, sayTaskState } from './minutes.map.ts';
import { confirmedDocuments, draftMark, draftOf } from './minutes.queries.ts';

/** How a file of minutes is called: `MTG-2026-0001-minutes-01-ja.pdf`. */
export const minutesName = (
  number: string,
  file: { readonly edition: number; readonly language: Locale; readonly format: string },
) => `${number}-minutes-${String(file.edition).padStart(2, '0')}-${file.language}.${file.format}`;

/** What confirming the minutes now would freeze; null where nothing is to be confirmed. */
export async function prepareMinutes(reading: Reading, ref: string, given: { readonly at: Date; readonly by: string }) {
  const whole = await findWhole(reading, ref);
  const draft = await draftOf(reading, whole);
  if (draft === null || whole.meeting.state !== 'closed') return null;
  const { edition, reason, contentHash } = draft;
  const chain = await chainHead(reading);
  const { documents, sha256 } = confirmedDocuments(draft, { ...given, edition, reason, chain });
  const { number, compartmentId } = whole.meeting;
  return { number, compartmentId, edition, contentHash, at: given.at, documents, sha256 };
}

/** The file of confirmed minutes as it was stored, or what the draft would be. */
export async function minutesFile(
  reading: Reading,
  ref: string,
  asked: { readonly language: Locale; readonly format: MinutesFormat; readonly edition: number | undefined },
) {
  const { language, format } = asked;
  const whole = await findWhole(reading, ref);
  const draft = asked.edition === undefined ? await draftOf(reading, whole) : null;
  if (draft !== null)
    return {
      document: { ...draft.documents[language], draftMark: draftMark(language) },
      name: minutesName(whole.meeting.number, { edition: draft.edition, language, format: `draft.${format}` }),
    };
  const minutes = whole.editions.find(({ edition }) => asked.edition === undefined || edition === asked.edition);
  const file = minutes?.files.find((one) => one.language === language && one.format === format);
  return file === undefined ? refuse('record.find.not-found') : { stored: await findFile(reading, file.fileId) };
}

/** 決定・宿題一覧: decisions and tasks of a meeting as they stand now, as rows. */
export async function actionRows(reading: Reading, ref: string, language: Locale) {
  const { meeting, outcome } = await findWhole(reading, ref);
  const { zone } = await readSettings(reading.db);
  const say = sayIn(language);
  const at = (moment: string | null) => (moment === null ? '' : sayAt(moment, { language, zone, form: 'day' }));
  const headings = (['kind', 'number', 'text', 'outcome', 'person', 'rule', 'due', 'state'] as const).map((column) =>
    say(`meetings.actions.column.${column}`),
  );
  return {
    name: `${meeting.number}-actions-${language}.csv`,
    rows: [
      headings,
      ...outcome.decisions.map((one) => [
        say('meetings.actions.decision'),
        one.number,
        one.question,
        one.outcome,
        one.by,
        one.rule,
        at(one.saidAt),
        sayDecisionState(one, language),
      ]),
      ...outcome.tasks.map((one) => [
        say('meetings.actions.task'),
        '',
        one.title,
        '',
        one.assignee,
        '',
        at(one.dueAt),
        sayTaskState(one, language),
      ]),
    ],
  };
}

/** The date as a calendar file. Of a restricted record it says the number and where, because calendars travel. */
export async function calendarFile(
  reading: Reading,
  ref: string,
  given: { readonly language: Locale; readonly publicUrl: string },
) {
  const { meeting, items } = await findWhole(reading, ref);
  const { language, publicUrl } = given;
  const isOpen = meeting.compartmentId === openCompartment;
  const where = [meeting.place, meeting.url, meeting.bridge].filter(Boolean);
  const agenda = isOpen ? items.map(({ title }, at) => `${at + 1}. ${title}`) : [];
  const hour = 3_600_000;
  return {
    compartmentId: meeting.compartmentId,
    name: `${meeting.number}.ics`,
    text: writeCalendar({
      name: meeting.number,
      entries: [
        {
          uid: `meeting-${meeting.id}@matoi`,
          start: meeting.plannedBeginAt,
          end: meeting.plannedEndAt ?? new Date(meeting.plannedBeginAt.getTime() + hour),
          stamp: reading.now,
          summary: isOpen ? `${meeting.number} ${nameOf(meeting, language)}` : meeting.number,
          description: [...where, ...agenda].join('\n'),
          address: `${publicUrl}/casework/meetings/${meeting.number}`,
        },
      ],
    }),
  };
}
