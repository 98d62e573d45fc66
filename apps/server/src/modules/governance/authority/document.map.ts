import type { SentenceKey } from '@matoi/catalogues';
import type { DocumentBlock, DocumentModel, Locale } from '@matoi/contract';
import type { ApprovedVersion } from '../../../platform/approved-versions/index.ts';
import type { ActionKind, Definition, Holder, Rule, Scope } from './matrix.model.ts';

type Say = (key: SentenceKey, params?: Readonly<Record<string, string | number>>) => string;

export type PaperGiven = {
  readonly version: ApprovedVersion<Definition>;
  readonly language: Locale;
  readonly issuer: string;
  readonly actionKinds: readonly ActionKind[];
  readonly nameOf: (holder: Holder) => string;
  readonly momentOf: (at: Date) => string;
  readonly say: Say;
};

const dash = '—';

/** A version of the matrix as a document for the rules of the company. */
export function matrixPaper(given: PaperGiven): DocumentModel {
  const { version, language, say, momentOf, issuer } = given;
  const { definition, number, approvedBy, approvedAt, authors, effectiveAt, note, sha256 } = version;
  const of = (force: Rule['force']) => definition.rules.filter((rule) => rule.force === force);
  const { business } = definition;
  const days = business.days
    .map((day) => say(`authority.day.${dayNames[day] ?? 'sunday'}`))
    .join(language === 'ja' ? '・' : ', ');
  return {
    language,
    title: say('authority.document.title'),
    subtitle: say('authority.document.edition', { number }),
    tlp: null,
    issuer,
    reference: `${say('authority.document.title')} ${say('authority.document.edition', { number })}`,
    date: say('authority.document.effective', { at: momentOf(effectiveAt) }),
    draftMark: null,
    facts: [
      { label: say('authority.document.authors'), value: authors.map(({ name }) => name).join(', ') },
      { label: say('authority.document.approved'), value: `${approvedBy.name} ${momentOf(approvedAt)}` },
      { label: say('authority.document.note'), value: note },
    ],
    sections: [
      {
        heading: say('authority.document.orders'),
        blocks: [{ kind: 'text', text: say('authority.document.orders-text') }, table(given, of('order'))],
      },
      {
        heading: say('authority.document.emergencies'),
        blocks: [
          { kind: 'text', text: say('authority.document.emergencies-text') },
          ...of('emergency').flatMap((rule) => emergency(given, rule)),
        ],
      },
      {
        heading: say('authority.document.hours'),
        blocks: [
          {
            kind: 'text',
            text: say('authority.document.hours-text', { days, from: business.from, until: business.until }),
          },
          ...(business.closesOnHolidays
            ? [{ kind: 'text' as const, text: say('authority.document.holidays-text') }]
            : []),
        ],
      },
    ],
    checksum: say('authority.document.checksum', { sum: sha256 }),
  };
}

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** The condition of a rule in words. */
export function conditionWords(rule: Pick<Rule, 'severityAtLeast' | 'when' | 'needsFourEyes'>, say: Say): string {
  const words = [
    ...(rule.severityAtLeast === null
      ? []
      : [say('authority.rule.severity-at-least', { severity: say(`authority.severity.${rule.severityAtLeast}`) })]),
    ...(rule.when === 'off-hours' ? [say('authority.rule.off-hours')] : []),
    ...(rule.needsFourEyes ? [say('authority.rule.four-eyes')] : []),
  ];
  return words.length === 0 ? dash : words.join('\n');
}

function actionsOf({ actionKinds, language }: PaperGiven, rule: Rule): string {
  return rule.actionKinds
    .map((code) => actionKinds.find((kind) => kind.code === code)?.name[language] ?? code)
    .join('\n');
}

function scopeOf({ say, language }: PaperGiven, scope: Scope): string {
  if (scope.kind === 'all') return say('authority.scope.all');
  const [colon, comma] = language === 'ja' ? ['：', '、'] : [': ', ', '];
  return `${say(`authority.scope.${scope.kind}`)}${colon}${scope.names.join(comma)}`;
}

const named = ({ nameOf }: PaperGiven, holders: readonly Holder[]) =>
  holders.length === 0 ? dash : holders.map(nameOf).join('\n');

function table(given: PaperGiven, rules: readonly Rule[]): DocumentBlock {
  const { say } = given;
  return {
    kind: 'table',
    columns: [
      { title: say('authority.column.number') },
      { title: say('authority.column.action'), share: 3 },
      { title: say('authority.column.scope'), share: 2 },
      { title: say('authority.column.condition'), share: 2 },
      { title: say('authority.column.may-order'), share: 2 },
      { title: say('authority.column.must-inform'), share: 2 },
      { title: say('authority.column.carries-out'), share: 3 },
    ],
    rows: rules.map((rule) => [
      rule.number,
      actionsOf(given, rule),
      scopeOf(given, rule.scope),
      conditionWords(rule, say),
      named(given, rule.mayOrder),
      named(given, rule.mustInform),
      [...rule.carriesOut.map(given.nameOf), rule.carriesOutText].filter(Boolean).join('\n') || dash,
    ]),
  };
}

function emergency(given: PaperGiven, rule: Rule): readonly DocumentBlock[] {
  const { say } = given;
  return [
    {
      kind: 'heading',
      text: `${rule.number} ${actionsOf(given, rule).replaceAll('\n', given.language === 'ja' ? '、' : ', ')}`,
    },
    {
      kind: 'facts',
      facts: [
        { label: say('authority.column.may-order'), value: named(given, rule.mayOrder) },
        { label: say('authority.column.scope'), value: scopeOf(given, rule.scope) },
        { label: say('authority.column.condition'), value: conditionWords(rule, say) },
        { label: say('authority.column.conditions'), value: rule.conditions },
        {
          label: say('authority.column.report'),
          value: say('authority.rule.report-within', { minutes: rule.reportWithinMinutes ?? 0 }),
        },
        { label: say('authority.column.must-inform'), value: named(given, rule.mustInform) },
      ],
    },
  ];
}
