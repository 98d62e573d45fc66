import type { DocumentModel, DocumentSection, Locale } from '@matoi/contract';
import type { Part } from './charter.model.ts';

/** The document as PDF and Word take it: a section for each part of the first depth, the others as headings in it. */
export function charterPaper(given: {
  readonly language: Locale;
  readonly title: string;
  readonly issuer: string;
  readonly date: string;
  readonly checksum: string;
  readonly parts: readonly Part[];
}): DocumentModel {
  const { parts, ...head } = given;
  const sections = parts
    .filter(({ number }) => !number.includes('.'))
    .map(
      (section): DocumentSection => ({
        // The document numbers its sections by itself, in the same order.
        heading: section.title,
        blocks: [
          ...section.blocks,
          ...parts
            .filter(({ number }) => number.startsWith(`${section.number}.`))
            .flatMap(({ number, title, blocks }) => [
              { kind: 'heading' as const, text: `${number} ${title}` },
              ...blocks,
            ]),
        ],
      }),
    );
  return {
    ...head,
    subtitle: null,
    tlp: null,
    reference: `${head.title} ${head.date}`,
    draftMark: null,
    facts: [],
    sections,
  };
}
