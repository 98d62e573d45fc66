import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentModel } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, tlpOf } from '../../../platform/subjects/index.ts';
import { spokenMoment } from './anchor.rules.ts';
import { groundOf, judge } from './gather.queries.ts';
import { planDocument } from './plan-document.rules.ts';
import { factFields } from './shipped.queries.ts';
import { type PlanRow, planOf } from './telling.rules.ts';
import { spokenFact } from './words.map.ts';

type Language = 'ja' | 'en';

/** The communication plan of a record ready to become a file. */
export async function planPaper(
  reading: Reading,
  ref: string,
  language: Language,
): Promise<{ readonly name: string; readonly document: DocumentModel }> {
  const subject = await findSubject(reading, ref);
  const { zone, teamName } = await readSettings(reading.db);
  const ground = await groundOf(reading, subject);
  const { assessments } = judge(ground, reading.now);
  const rows = planOf({ assessments, regimes: ground.input.regimes, tellings: ground.tellings });
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(language, key, params);
  const moment = (at: Date) => spokenMoment(at, zone, 'minute');
  const told = ({ telling }: PlanRow): string => {
    if (telling === null) return say('obligations.plan.not-told');
    const numbers = Object.entries(telling.told).flatMap(([key, fact]) => {
      const field = factFields.find((one) => one.key === key);
      if (field === undefined || fact === undefined) return [];
      return [`${field.name[language]} ${spokenFact(fact, field)[language]}`];
    });
    const to = telling.toldTo === '' ? '' : say('obligations.plan.told-to', { name: telling.toldTo });
    const parts = [moment(telling.toldAt), telling.channel, to, telling.recordedBy.name, ...numbers, telling.note];
    return parts.filter((part) => part !== '').join(language === 'ja' ? '・' : ' · ');
  };
  const number = subject.number ?? subject.id;
  return {
    name: `${number}-communication-plan`,
    document: planDocument(
      {
        language,
        issuer: teamName,
        number,
        subject: subject.title,
        tlp: await tlpOf(reading, subject),
        at: moment(reading.now),
        lines: rows.map((row) => ({
          who: `${row.recipientName[language]}\n${row.rule[language]}`,
          channel: row.channel[language],
          what: row.what?.[language] ?? row.name[language],
          due: row.due === null ? '—' : (row.due.on ?? moment(new Date(row.due.at))),
          told: told(row),
        })),
      },
      {
        title: say('obligations.plan.title'),
        number: say('filings.document.number'),
        subject: say('obligations.plan.subject'),
        asOf: say('obligations.plan.as-of'),
        lines: say('obligations.plan.lines'),
        columns: [
          say('obligations.plan.who'),
          say('obligations.plan.channel'),
          say('obligations.plan.what'),
          say('obligations.plan.due'),
          say('obligations.plan.told'),
        ],
        none: say('obligations.plan.none'),
      },
    ),
  };
}
