import type { DocumentModel, DocumentTlp, Tlp } from '@matoi/contract';
import type { WrittenSection } from './filing.rules.ts';

const tlpNames: Readonly<Record<Tlp, DocumentTlp>> = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  'amber+strict': 'TLP:AMBER+STRICT',
  red: 'TLP:RED',
};

/** What is said around the text of a filing; finished sentences in its language. */
export type FilingWords = {
  readonly recipient: string;
  readonly number: string;
  readonly receipt: string;
  readonly filedAt: string;
  readonly channel: string;
  readonly draft: string;
  readonly checksum: (sum: string) => string;
};

export type FilingPaper = {
  readonly language: 'ja' | 'en';
  readonly title: string;
  readonly recipientName: string;
  readonly sections: readonly Pick<WrittenSection, 'number' | 'heading' | 'items'>[];
  readonly issuer: string;
  readonly number: string;
  readonly tlp: Tlp | null;
  /** Null for a draft. The time is a finished text with its zone. */
  readonly filed: {
    readonly at: string;
    readonly channel: string;
    readonly receipt: string | null;
    readonly sha256: string;
  } | null;
};

/** The paper of a filing. A draft says on each page that it is one; a filed one names its checksum. */
export function filingDocument(paper: FilingPaper, words: FilingWords): DocumentModel {
  const { filed } = paper;
  return {
    language: paper.language,
    title: paper.title,
    subtitle: null,
    tlp: paper.tlp === null ? null : tlpNames[paper.tlp],
    issuer: paper.issuer,
    reference: `${paper.number} ${paper.title}`,
    date: filed === null ? null : filed.at,
    draftMark: filed === null ? words.draft : null,
    facts: [
      { label: words.recipient, value: paper.recipientName },
      { label: words.number, value: paper.number },
      ...(filed === null
        ? []
        : [
            { label: words.filedAt, value: filed.at },
            { label: words.channel, value: filed.channel },
            ...(filed.receipt === null ? [] : [{ label: words.receipt, value: filed.receipt }]),
          ]),
    ],
    sections: paper.sections.map(({ number, heading, items }) => ({
      heading: number === null ? heading : `${number}. ${heading}`,
      blocks: [{ kind: 'facts', facts: items.map(({ label, value }) => ({ label, value })) }],
    })),
    checksum: filed === null ? null : words.checksum(filed.sha256),
  };
}

/** How a file of a filing is called: `INC-2026-0012-jp-appi-final.pdf`. */
export function filingFileName(
  given: { readonly number: string; readonly regimeId: string; readonly stage: string; readonly isDraft: boolean },
  format: string,
): string {
  const name = [given.number, given.regimeId, given.stage, ...(given.isDraft ? ['draft'] : [])].join('-');
  return `${name.replace(/[^A-Za-z0-9.-]/g, '-')}.${format}`;
}
