import type { DocumentBlock, DocumentModel, DocumentSection } from '@matoi/contract';

/**
 * The largest document that is made. The engine works outside of the heap that a thread can limit, so size is the bound:
 * at these figures a document takes a few seconds and some hundred megabytes.
 */
export const documentLimits = { characters: 1_000_000, parts: 20_000 } as const;

/** Whether a document is small enough to be made. */
export function isWithinLimits(document: DocumentModel): boolean {
  let characters = 0;
  let parts = 0;
  const count = (value: unknown): void => {
    if (typeof value === 'string') characters += value.length;
    if (value === null || typeof value !== 'object') return;
    parts += 1;
    for (const one of Object.values(value)) count(one);
  };
  count(document);
  return characters <= documentLimits.characters && parts <= documentLimits.parts;
}

/**
 * Takes out of every text what is no text: control characters (neither XML nor PDF/A can hold them), halves of pairs,
 * and signs that turn the direction of writing and so could make a sentence read as another one.
 */
export function cleanDocument(document: DocumentModel): DocumentModel {
  return {
    ...document,
    title: cleanLine(document.title),
    subtitle: document.subtitle === null ? null : cleanLine(document.subtitle),
    issuer: cleanLine(document.issuer),
    reference: cleanLine(document.reference),
    date: document.date === null ? null : cleanLine(document.date),
    draftMark: document.draftMark === null ? null : cleanLine(document.draftMark),
    checksum: document.checksum === null ? null : cleanLine(document.checksum),
    facts: document.facts.map(cleanFact),
    sections: document.sections.map(cleanSection),
  };
}

const cleanFact = ({ label, value }: { readonly label: string; readonly value: string }) => ({
  label: cleanLine(label),
  value: cleanText(value),
});

const cleanSection = ({ heading, blocks }: DocumentSection): DocumentSection => ({
  heading: cleanLine(heading),
  blocks: blocks.map(cleanBlock),
});

function cleanBlock(block: DocumentBlock): DocumentBlock {
  switch (block.kind) {
    case 'text':
      return { ...block, text: cleanText(block.text) };
    case 'heading':
      return { ...block, text: cleanLine(block.text) };
    case 'list':
      return { ...block, items: block.items.map(cleanText) };
    case 'facts':
      return { ...block, facts: block.facts.map(cleanFact) };
    case 'table':
      return {
        ...block,
        columns: block.columns.map((column) => ({ ...column, title: cleanLine(column.title) })),
        rows: block.rows.map((row) => row.map(cleanText)),
      };
    case 'figure':
      return {
        ...block,
        caption: cleanLine(block.caption),
        shapes: block.shapes.map((shape) =>
          shape.kind === 'label' ? { ...shape, text: cleanLine(shape.text) } : shape,
        ),
      };
  }
}

const notText = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Text in lines, without what is no text. */
export function cleanText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll('\t', '  ')
    .split('\n')
    .map((line) => line.replace(notText, ''))
    .join('\n');
}

/** The same in one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s*\n\s*/gu, ' ');
}
