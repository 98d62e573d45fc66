import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentModel, Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, tlpOf } from '../../../platform/subjects/index.ts';
import { actionKind } from '../../governance/authority/index.ts';
import type { Decision } from './decision.model.ts';
import { decisionsOn } from './decision.queries.ts';

const tlpNames = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  'amber+strict': 'TLP:AMBER+STRICT',
  red: 'TLP:RED',
} as const;

/** The decisions of a record as minutes: rows for a table, and a document. */
export async function decisionLog(reading: Reading, asked: { readonly ref: string; readonly language: Locale }) {
  const { language } = asked;
  const subject = await findSubject(reading, asked.ref);
  const decisions = [...(await decisionsOn(reading, subject.id))].reverse();
  const { zone, teamName } = await readSettings(reading.db);
  const say = (key: SentenceKey, params: Readonly<Record<string, string>> = {}) => sentence(language, key, params);
  const moment = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const at = (when: Date | string | null | undefined) => (when == null ? '' : moment.format(new Date(when)));
  const name = (code: string) => actionKind(code)?.name[language] ?? code;
  const targetOf = ({ target }: Decision) => [target.system, target.site, target.tag].filter(Boolean).join(' ');
  const columns = [
    'number',
    'kind',
    'state',
    'question',
    'action',
    'target',
    'outcome',
    'reason',
    'decider',
    'authority',
    'second',
    'decided-at',
    'recorded-at',
    'asked-by',
  ] as const;
  const rows = decisions.map((decision) => {
    const { decision: made, options } = decision;
    const outcome = options.find(({ key }) => key === made?.option)?.title ?? '';
    return [
      decision.number,
      say(`decisions.kind.${decision.kind}`),
      say(`decisions.state.${decision.state}`),
      decision.question,
      name(decision.actionKind),
      targetOf(decision),
      outcome,
      made?.reason ?? '',
      made?.by.name ?? '',
      made === null
        ? ''
        : say('decisions.log.rule', { rule: made.authority.rule, version: String(made.authority.version) }),
      decision.second?.by.name ?? '',
      at(made?.at),
      at(made?.recordedAt),
      decision.askedBy.name,
    ];
  });
  const headings = columns.map((column) => say(`decisions.log.column.${column}`));
  const tlp = await tlpOf(reading, subject);
  const number = subject.number ?? subject.id;
  const document: DocumentModel = {
    language,
    title: say('decisions.log.title'),
    subtitle: null,
    tlp: tlp === null ? null : tlpNames[tlp],
    issuer: teamName,
    reference: `${number} ${say('decisions.log.title')}`,
    date: say('decisions.log.date', { at: `${at(reading.now)} (${zone})` }),
    draftMark: null,
    facts: [
      { label: say('decisions.log.record'), value: number },
      { label: say('decisions.log.record-title'), value: subject.title },
    ],
    sections: decisions.map((decision, index) => ({
      heading: `${decision.number} ${decision.question}`,
      blocks: [
        {
          kind: 'facts' as const,
          facts: columns.flatMap((column, position) => {
            const value = rows[index]?.[position] ?? '';
            return value === '' || column === 'number' || column === 'question'
              ? []
              : [{ label: headings[position] ?? '', value }];
          }),
        },
      ],
    })),
    checksum: null,
  };
  return { name: `${number}-decisions-${language}`, headings, rows, document };
}
