import type {
  DocumentBlock,
  DocumentFact,
  DocumentModel,
  DocumentTlp,
  Locale,
  ManagementReportKind,
  Tlp,
} from '@matoi/contract';
import type { Given, ReportShape, SayIn } from './compose.model.ts';
import { sayMinute } from './moment.rules.ts';
import type { DraftSection } from './report.rules.ts';

const tlpNames: Readonly<Record<Tlp, DocumentTlp>> = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  'amber+strict': 'TLP:AMBER+STRICT',
  red: 'TLP:RED',
};

const kanji = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** What an issue of a report is called: 第一報, 第三報（最終報）, Report No. 2, 第2版. */
export function nameOfIssue(
  shape: Pick<ReportShape, 'kind' | 'language' | 'isFinal'>,
  number: number,
  say: SayIn,
): string {
  if (shape.kind === 'closing') return say('management-reports.name.edition', { number });
  const inWords = shape.language === 'ja' ? (kanji[number] ?? String(number)) : String(number);
  return say(shape.isFinal ? 'management-reports.name.final' : 'management-reports.name.progress', { number: inWords });
}

/** The title of a document by its kind. */
export const titleOf = (kind: ManagementReportKind, say: SayIn) =>
  say(kind === 'closing' ? 'management-reports.title.closing' : 'management-reports.title.progress');

/** What is written into a document when it is issued. */
export type Issue = {
  readonly at: Date;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly chain: { readonly position: number; readonly hash: string } | null;
};

/**
 * The document of a report. Parts without text and figures are left out with their headings. `issue` is null for a
 * draft, which has neither date nor checksum.
 */
export function documentOf(
  given: Given,
  {
    sections,
    number,
    issue,
  }: {
    readonly sections: readonly DraftSection[];
    readonly number: number;
    readonly issue: Issue | null;
  },
): DocumentModel {
  const { facts, shape, say } = given;
  const name = nameOfIssue(shape, number, say);
  return {
    language: shape.language,
    title: titleOf(shape.kind, say),
    subtitle: name,
    tlp: facts.tlp === null ? null : tlpNames[facts.tlp],
    issuer: facts.team.name,
    reference: `${facts.number} ${titleOf(shape.kind, say)} ${name}`,
    date:
      issue === null
        ? null
        : say('management-reports.document.date', { at: sayMinute(shape.language, issue.at, facts.team.zone) }),
    draftMark: null,
    facts: headFacts(given),
    sections: [
      ...sections
        .map(({ heading, text, blocks }) => ({ heading, blocks: [...textBlocks(text), ...blocks] }))
        .filter(({ blocks }) => blocks.length > 0),
      ...(issue === null
        ? []
        : [
            {
              heading: say('management-reports.heading.document'),
              blocks: [{ kind: 'facts', facts: issueFacts(given, issue) } as const],
            },
          ]),
    ],
    checksum: null,
  };
}

function headFacts({ facts, shape, say }: Given): readonly DocumentFact[] {
  const fact = (label: string, value: string) => ({ label: say(`management-reports.fact.${label}`), value });
  return [
    fact('title', facts.title),
    fact('number', facts.number),
    ...(facts.className === null ? [] : [fact('class', facts.className[shape.language])]),
    ...(facts.severity === null ? [] : [fact('severity', say(`management-reports.severity.${facts.severity}`))]),
    fact('commander', facts.commander ?? say('management-reports.say.owner-open')),
    fact('audience', say(`management-reports.audience.${shape.kind === 'closing' ? 'closing' : shape.audience}`)),
  ];
}

function issueFacts({ facts, shape, say }: Given, issue: Issue): readonly DocumentFact[] {
  const fact = (label: string, value: string) => ({ label: say(`management-reports.fact.${label}`), value });
  return [
    fact('issued-by', issue.by),
    ...(issue.approvedBy === null ? [] : [fact('approved-by', issue.approvedBy)]),
    fact('as-of', sayMinute(shape.language, issue.at, facts.team.zone)),
    ...(issue.chain === null
      ? []
      : [
          fact(
            'chain',
            say('management-reports.document.chain', { position: issue.chain.position, hash: issue.chain.hash }),
          ),
        ]),
  ];
}

/** Text as people type it: lines that begin with a bullet are a list, every other line is a paragraph. */
export function textBlocks(text: string): readonly DocumentBlock[] {
  const blocks: DocumentBlock[] = [];
  let items: string[] = [];
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: 'list', items });
    items = [];
  };
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const item = /^(?:・|[-*•]\s)\s*(.+)$/u.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else {
      endList();
      if (line !== '') blocks.push({ kind: 'text', text: line });
    }
  }
  endList();
  return blocks;
}

/** How a file of a report is called: `INC-2026-0012-report-02-ja.pdf`. */
export function fileNameOf(
  given: { readonly number: string; readonly language: Locale; readonly kind: ManagementReportKind },
  issue: number,
  format: string,
): string {
  const name = given.kind === 'closing' ? 'closing-report' : 'report';
  return `${given.number}-${name}-${String(issue).padStart(2, '0')}-${given.language}.${format}`;
}
