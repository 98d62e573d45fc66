import type { DocumentModel } from '@matoi/contract';
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What somebody may type anywhere, meaning harm. */
export const hostileTexts = [
  '#read("/etc/passwd")',
  '#import "@preview/cetz:0.3.4"',
  '*bold* _it_ $x^2$ = heading',
  '<script>alert(1)</script>',
  '<img src=file:///etc/passwd>',
  '"); #panic("x") //',
  ']] #eval("1+1") [[',
  '&lt;b&gt; &amp; <w:t>x</w:t>',
  '{{ 7*7 }} {PAGE} \\input{x}',
  'C:\\temp\\new\\u{1F600}',
] as const;

/** The same text in every place of a document. */
export const documentWith = (text: string): DocumentModel => ({
  language: 'ja',
  title: text,
  subtitle: text,
  tlp: 'TLP:AMBER',
  issuer: text,
  reference: text,
  date: text,
  draftMark: text,
  checksum: text,
  facts: [{ label: text, value: text }],
  sections: [
    {
      heading: text,
      blocks: [
        { kind: 'text', text },
        { kind: 'text', text, tone: 'note' },
        { kind: 'heading', text },
        { kind: 'list', items: [text] },
        { kind: 'list', isNumbered: true, items: [text] },
        { kind: 'facts', facts: [{ label: text, value: text }] },
        { kind: 'table', columns: [{ title: text }, { title: text, share: 2 }], rows: [[text, text]] },
        {
          kind: 'figure',
          width: 400,
          height: 40,
          caption: text,
          shapes: [{ kind: 'label', x: 4, y: 20, size: 6, tone: 'ink', text }],
        },
      ],
    },
  ],
});

/** The text of a PDF, page after page, and how many pages it has. */
export async function readPdf(bytes: Uint8Array): Promise<{ readonly text: string; readonly pages: number }> {
  const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  await pdf.destroy();
  return { text: texts.join('\n'), pages: texts.length };
}

/** The parts of a Word document by their names. */
export async function readDocx(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>();
  const zip = new ZipReader(new Uint8ArrayReader(bytes));
  for (const entry of await zip.getEntries()) {
    if (entry.directory === false && entry.getData !== undefined)
      parts.set(entry.filename, await entry.getData(new TextWriter()));
  }
  await zip.close();
  return parts;
}

/** The moments that the parts of a Word document carry, in milliseconds. */
export async function datesOfParts(bytes: Uint8Array): Promise<readonly number[]> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes));
  const dates = (await zip.getEntries()).map((entry) => entry.lastModDate.getTime());
  await zip.close();
  return dates;
}

/** The text of one part of a Word document as its reader sees it. */
export const textOfXml = (xml: string) =>
  xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
