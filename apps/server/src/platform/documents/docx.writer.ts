import type { DocumentBlock, DocumentColumn, DocumentFact, DocumentModel, DocumentTlp } from '@matoi/contract';
import { TextReader, TextWriter, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { writeFigure } from './figure.writer.ts';

/** Names of faces that every Word has; the file carries none. */
const faces = {
  ja: { ascii: 'Yu Gothic', hAnsi: 'Yu Gothic', eastAsia: '游ゴシック', cs: 'Yu Gothic' },
  en: { ascii: 'Calibri', hAnsi: 'Calibri', eastAsia: '游ゴシック', cs: 'Calibri' },
} as const;

/** A4 between margins of 23 mm, in twentieths of a point. */
const page = { width: 11_906, height: 16_838, margin: 1_304, text: 11_906 - 2 * 1_304 } as const;
const colours = { ink: '18202B', faint: '626D7D', hair: 'C6CDD6', indigo: '1E4470', soft: 'EEF3F9', amber: '8A4B08' };
const tlpColours: Readonly<Record<DocumentTlp, string>> = {
  'TLP:RED': 'FF2B2B',
  'TLP:AMBER+STRICT': 'FFC000',
  'TLP:AMBER': 'FFC000',
  'TLP:GREEN': '33FF00',
  'TLP:CLEAR': 'FFFFFF',
};

/** One white point, for readers that know no SVG (older LibreOffice shows a transparent one black). The table below a figure says the same in words. */
const nothing = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC',
  'base64',
);

type Look = { readonly size?: number; readonly bold?: boolean; readonly color?: string };

/** Text as runs: a new line is a line break, everything else is text. */
function runs(text: string, look: Look = {}): TextRun[] {
  return text.split('\n').map((line, at) => new TextRun({ text: line, ...(at === 0 ? {} : { break: 1 }), ...look }));
}

/** Makes a Word document. All text goes in as text; the library escapes it. `at` is the only moment that it names. */
export async function writeDocx(document: DocumentModel, at: Date): Promise<Uint8Array> {
  const made = new Document({
    title: document.title,
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    description: document.reference,
    features: { updateFields: false },
    styles: {
      default: {
        document: {
          run: {
            font: faces[document.language],
            size: 21,
            color: colours.ink,
            language: { value: document.language === 'ja' ? 'ja-JP' : 'en-GB', eastAsia: 'ja-JP' },
          },
          paragraph: { spacing: { line: document.language === 'ja' ? 340 : 300, after: 120 } },
        },
        title: { run: { size: 38, bold: true }, paragraph: { spacing: { after: 60 } } },
        heading1: {
          run: { size: 25, bold: true, color: colours.indigo },
          paragraph: {
            spacing: { before: 360, after: 140 },
            keepNext: true,
            border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 3, color: colours.hair } },
          },
        },
        heading2: {
          run: { size: 21, bold: true },
          paragraph: { spacing: { before: 240, after: 100 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: 'headings',
          levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT }],
        },
        {
          reference: 'points',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 360, hanging: 240 } } },
            },
          ],
        },
        {
          reference: 'steps',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 480, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: 1_530, bottom: 1_360, left: page.margin, right: page.margin, header: 620, footer: 560 },
          },
        },
        headers: { default: new Header({ children: [headLine(document)] }) },
        footers: { default: new Footer({ children: footLines(document) }) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(document.title) }),
          ...(document.subtitle === null
            ? []
            : [new Paragraph({ children: runs(document.subtitle, { size: 27, bold: true, color: colours.indigo }) })]),
          ...(document.date === null
            ? []
            : [new Paragraph({ children: runs(document.date, { size: 18, color: colours.faint }) })]),
          ...(document.facts.length === 0 ? [] : [factTable(document.facts), gap()]),
          ...document.sections.flatMap((section, number) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_1,
              numbering: { reference: 'headings', level: 0 },
              children: runs(section.heading),
            }),
            ...section.blocks.flatMap((block, place) => writeBlock(block, number * 10_000 + place)),
          ]),
        ],
      },
    ],
  });
  return withMoment(await Packer.toBuffer(made), at);
}

/** The library writes the time of the clock into each part and into the properties; the same document gives the same bytes. */
async function withMoment(bytes: Uint8Array, at: Date): Promise<Uint8Array> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes));
  const writer = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: at, extendedTimestamp: false });
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const isProperties = entry.filename === 'docProps/core.xml';
    if (isProperties) {
      const text = await entry.getData(new TextWriter());
      const dated = text.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${at.toISOString().slice(0, 19)}Z`);
      await writer.add(entry.filename, new TextReader(dated));
    } else await writer.add(entry.filename, new Uint8ArrayReader(await entry.getData(new Uint8ArrayWriter())));
  }
  await reader.close();
  return await writer.close();
}

function headLine(document: DocumentModel): Paragraph {
  return new Paragraph({
    tabStops: [
      { type: TabStopType.CENTER, position: page.text / 2 },
      { type: TabStopType.RIGHT, position: page.text },
    ],
    border: { bottom: { style: BorderStyle.SINGLE, size: 3, space: 4, color: colours.hair } },
    children: [
      ...runs(document.issuer, { size: 16, color: colours.faint }),
      new TextRun('\t'),
      ...runs(document.draftMark ?? '', { size: 16, bold: true, color: colours.amber }),
      new TextRun('\t'),
      ...tlpRuns(document.tlp),
    ],
  });
}

function footLines(document: DocumentModel): Paragraph[] {
  const look = { size: 15, color: colours.faint };
  return [
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: page.text }],
      border: { top: { style: BorderStyle.SINGLE, size: 3, space: 4, color: colours.hair } },
      spacing: { after: 0 },
      children: [
        ...runs(document.reference, look),
        new TextRun({ children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], ...look }),
      ],
    }),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: page.text }],
      spacing: { after: 0 },
      children: [...runs(document.checksum ?? '', { ...look, size: 13 }), new TextRun('\t'), ...tlpRuns(document.tlp)],
    }),
  ];
}

function tlpRuns(tlp: DocumentTlp | null): TextRun[] {
  if (tlp === null) return [];
  const shading = { type: ShadingType.CLEAR, fill: '000000', color: 'auto' };
  return [new TextRun({ text: ` ${tlp} `, bold: true, size: 16, color: tlpColours[tlp], shading })];
}

const gap = () => new Paragraph({ spacing: { before: 0, after: 0, line: 120 }, children: [] });

function writeBlock(block: DocumentBlock, list: number): FileChild[] {
  switch (block.kind) {
    case 'text':
      return [
        new Paragraph({
          children: runs(block.text, block.tone === 'note' ? { size: 18, color: colours.faint } : {}),
        }),
      ];
    case 'heading':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(block.text) })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            numbering:
              block.isNumbered === true
                ? { reference: 'steps', level: 0, instance: list }
                : { reference: 'points', level: 0 },
            spacing: { after: 60 },
            children: runs(item),
          }),
      );
    case 'facts':
      return [factTable(block.facts), gap()];
    case 'table':
      return [contentTable(block.columns, block.rows), gap()];
    case 'figure': {
      const width = (page.text / 1_440) * 96;
      const size = { width: Math.round(width), height: Math.round((width * block.height) / block.width) };
      const svg = Buffer.from(writeFigure(block, 'Yu Gothic, Noto Sans CJK JP, sans-serif'));
      const image = new ImageRun({
        type: 'svg',
        data: svg,
        transformation: size,
        fallback: { type: 'png', data: nothing },
        altText: { name: block.caption, title: block.caption, description: block.caption },
      });
      return [
        new Paragraph({ keepNext: true, spacing: { line: 240, after: 40 }, children: [image] }),
        new Paragraph({ children: runs(block.caption, { size: 18, color: colours.faint }) }),
      ];
    }
  }
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
const cellMargins = { top: 60, bottom: 60, left: 100, right: 100 };

function factTable(facts: readonly DocumentFact[]): Table {
  const widths = [2_300, page.text - 2_300];
  return new Table({
    width: { size: page.text, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      ...noBorders,
      top: { style: BorderStyle.SINGLE, size: 8, color: colours.indigo },
      bottom: { style: BorderStyle.SINGLE, size: 4, color: colours.hair },
    },
    rows: facts.map(
      ({ label, value }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell(label, { width: widths[0] ?? 0, look: { size: 19, color: colours.faint } }),
            cell(value, { width: widths[1] ?? 0 }),
          ],
        }),
    ),
  });
}

function contentTable(columns: readonly DocumentColumn[], rows: readonly (readonly string[])[]): Table {
  const shares = columns.map(({ share }) => share ?? 1);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((page.text * share) / all));
  const hair = { style: BorderStyle.SINGLE, size: 4, color: colours.hair };
  return new Table({
    width: { size: page.text, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      ...noBorders,
      top: { style: BorderStyle.SINGLE, size: 8, color: colours.indigo },
      bottom: hair,
      insideHorizontal: hair,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ title }, at) =>
          cell(title, { width: widths[at] ?? 0, fill: colours.soft, look: { size: 18, bold: true } }),
        ),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map(({ isLarge = false }, at) =>
              cell(row[at] ?? '', {
                width: widths[at] ?? 0,
                look: isLarge ? { size: 26, bold: true } : { size: 18 },
              }),
            ),
          }),
      ),
    ],
  });
}

function cell(
  text: string,
  { width, look, fill }: { readonly width: number; readonly look?: Look; readonly fill?: string },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: cellMargins,
    ...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill, color: 'auto' } }),
    children: [new Paragraph({ spacing: { line: 290, after: 0 }, children: runs(text, look) })],
  });
}
