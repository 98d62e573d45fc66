import type { DocumentModel } from '@matoi/contract';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { datesOfParts, documentWith, hostileTexts, readDocx, readPdf, textOfXml } from './document.fixture.ts';
import { makeDocumentRenderer } from './document.renderer.ts';
import { cleanDocument, cleanLine, cleanText, documentLimits, isWithinLimits } from './document.rules.ts';
import { writeFigure } from './figure.writer.ts';

const renderer = makeDocumentRenderer();
const at = new Date('2026-11-21T05:05:00Z');

async function bytesOf(document: DocumentModel, format: 'pdf' | 'docx'): Promise<Buffer> {
  const made = await renderer.render({ document, format, at });
  if (!made.isMade) throw new Error(made.detail);
  return made.bytes;
}

const withoutGaps = (text: string) => text.replace(/[\s\u200b]+/g, '');
const countOf = (text: string, part: string) => withoutGaps(text).split(withoutGaps(part)).length - 1;

function refuseBrokenXml(xml: string): void {
  new SaxesParser({ xmlns: true }).write(xml).close();
}

describe('S1 S3 S18 what somebody typed', () => {
  it.each(hostileTexts)('%s is text in every place of a PDF', async (text) => {
    const { text: written } = await readPdf(await bytesOf(documentWith(text), 'pdf'));
    // Title, subtitle, date, two facts twice, heading, two texts, second heading, two lists, four cells, caption, figure;
    // issuer, mark, reference and checksum once on each page.
    expect(countOf(written, text)).toBeGreaterThanOrEqual(20);
    expect(written).not.toContain('root:');
  });

  it.each(hostileTexts)('%s is text in every place of a Word document', async (text) => {
    const parts = await readDocx(await bytesOf(documentWith(text), 'docx'));
    for (const [name, xml] of parts) if (name.endsWith('.xml') || name.endsWith('.rels')) refuseBrokenXml(xml);
    const body = textOfXml(parts.get('word/document.xml') ?? '');
    expect(countOf(body, text)).toBeGreaterThanOrEqual(15);
    const links = [...parts].filter(([name]) => name.endsWith('.rels')).map(([, xml]) => xml);
    expect(links.join('')).not.toContain('TargetMode="External"');
  });

  it('is escaped in a drawing, which has no script and no link', () => {
    const label = { kind: 'label', x: 0, y: 0, size: 8, tone: 'ink', text: '</text><script>"\'&' } as const;
    const svg = writeFigure({ width: 10, height: 10, shapes: [label] }, 'a"b');
    refuseBrokenXml(svg);
    expect(svg).not.toMatch(/<script|href|"a"b"/);
  });

  it('loses signs that are no text or that turn the direction, and nothing else', () => {
    expect(cleanText('a\u0000b\u202ec\u2066\ud800\tx\r\ny\u2028z👍🏽𠮷')).toBe('abc\ufffd  x\ny\nz👍🏽𠮷');
    expect(cleanLine('a\n  b')).toBe('a b');
  });
});

const report: DocumentModel = {
  ...documentWith('x'),
  title: 'インシデント対応報告書',
  subtitle: '第一報',
  sections: [
    {
      heading: '時系列',
      blocks: [
        {
          kind: 'table',
          columns: [{ title: '日時' }, { title: '内容', share: 3 }],
          rows: Array.from({ length: 90 }, (_, row) => [`第${row}行`, '不審な通信を遮断した。']),
        },
      ],
    },
  ],
};

describe('a document', () => {
  it('gives the same PDF from the same content and moment, in the archive form, with marking and number on each page', async () => {
    const first = await bytesOf(report, 'pdf');
    expect(first.equals(await bytesOf(report, 'pdf'))).toBe(true);
    expect(first.toString('latin1')).toMatch(/pdfaid:part/);
    const { text, pages } = await readPdf(first);
    expect(pages).toBeGreaterThan(1);
    expect(text.match(/TLP:AMBER/g)?.length).toBe(2 * pages);
    // The head of a table stands again on each page.
    expect(text.match(/日時/g)?.length).toBe(pages);
    expect(text).toContain(`${pages} / ${pages}`);
  });

  it('has Japanese and Latin faces, language and heading styles in Word', async () => {
    const parts = await readDocx(await bytesOf(report, 'docx'));
    const styles = parts.get('word/styles.xml') ?? '';
    expect(styles).toContain('w:eastAsia="游ゴシック"');
    expect(styles).toMatch(/w:lang w:val="ja-JP" w:eastAsia="ja-JP"/);
    expect(parts.get('word/document.xml')).toMatch(/<w:tblHeader\/>/);
    expect(parts.get('word/document.xml')).toContain('w:val="Heading1"');
    expect([...parts.keys()].filter((name) => /header|footer/.test(name)).length).toBeGreaterThanOrEqual(2);
  });

  it('names no other moment than its own in Word', async () => {
    const bytes = await bytesOf(report, 'docx');
    const properties = (await readDocx(bytes)).get('docProps/core.xml') ?? '';
    const dates = [...properties.matchAll(/<dcterms:\w+[^>]*>([^<]*)/g)].map((match) => match[1]);
    expect(dates).toEqual([at, at].map((moment) => `${moment.toISOString().slice(0, 19)}Z`));
    const dated = await datesOfParts(bytes);
    expect(new Set(dated)).toEqual(new Set([dated[0]]));
    expect(Math.abs((dated[0] ?? 0) - at.getTime())).toBeLessThan(2_000);
  });

  it('without marking, facts, sections and date is made too', async () => {
    const bare = {
      ...report,
      tlp: null,
      date: null,
      subtitle: null,
      checksum: null,
      draftMark: null,
      facts: [],
      sections: [],
    };
    expect((await readPdf(await bytesOf(bare, 'pdf'))).text).not.toContain('TLP');
    expect((await readDocx(await bytesOf(bare, 'docx'))).size).toBeGreaterThan(5);
  });

  it('beyond the limits is refused before a thread has it', async () => {
    const large = documentWith('x'.repeat(documentLimits.characters));
    expect(isWithinLimits(large)).toBe(false);
    expect(await renderer.render({ document: large, format: 'pdf', at })).toMatchObject({ problem: 'too-large' });
    expect(isWithinLimits(report)).toBe(true);
  });

  it('that was cleaned is clean', () => {
    expect(cleanDocument(cleanDocument(report))).toEqual(cleanDocument(report));
  });
});
