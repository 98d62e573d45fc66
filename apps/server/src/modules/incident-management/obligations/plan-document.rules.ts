import type { DocumentModel, DocumentTlp, Tlp } from '@matoi/contract';

const tlpNames: Readonly<Record<Tlp, DocumentTlp>> = {
  clear: 'TLP:CLEAR',
  green: 'TLP:GREEN',
  amber: 'TLP:AMBER',
  'amber+strict': 'TLP:AMBER+STRICT',
  red: 'TLP:RED',
};

/** What is said around the lines of the plan; finished sentences in its language. */
export type PlanWords = {
  readonly title: string;
  readonly number: string;
  readonly subject: string;
  readonly asOf: string;
  readonly lines: string;
  readonly columns: readonly [who: string, channel: string, what: string, due: string, told: string];
  readonly none: string;
};

/** One line, in finished words. */
export type PlanLine = {
  readonly who: string;
  readonly channel: string;
  readonly what: string;
  readonly due: string;
  readonly told: string;
};

/** The communication plan on a page: who is told by when, and who was. */
export function planDocument(
  paper: {
    readonly language: 'ja' | 'en';
    readonly issuer: string;
    readonly number: string;
    readonly subject: string;
    readonly tlp: Tlp | null;
    readonly at: string;
    readonly lines: readonly PlanLine[];
  },
  words: PlanWords,
): DocumentModel {
  const [who, channel, what, due, told] = words.columns;
  return {
    language: paper.language,
    title: words.title,
    subtitle: null,
    tlp: paper.tlp === null ? null : tlpNames[paper.tlp],
    issuer: paper.issuer,
    reference: `${paper.number} ${words.title}`,
    date: paper.at,
    draftMark: null,
    facts: [
      { label: words.number, value: paper.number },
      { label: words.subject, value: paper.subject },
      { label: words.asOf, value: paper.at },
    ],
    sections: [
      {
        heading: words.lines,
        blocks:
          paper.lines.length === 0
            ? [{ kind: 'text', text: words.none }]
            : [
                {
                  kind: 'table',
                  columns: [
                    { title: who, share: 3 },
                    { title: channel, share: 2 },
                    { title: what, share: 4 },
                    { title: due, share: 2 },
                    { title: told, share: 4 },
                  ],
                  rows: paper.lines.map((line) => [line.who, line.channel, line.what, line.due, line.told]),
                },
              ],
      },
    ],
    checksum: null,
  };
}
