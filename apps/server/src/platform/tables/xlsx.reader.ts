import { SaxesParser } from 'saxes';
import { type Sheet, TableFault, type TableFile, type TableTask, tableLimits } from './table.model.ts';
import { isDateFormat, serialText } from './xlsx.dates.ts';
import { openZip, type Zip } from './zip.reader.ts';

type Attributes = Readonly<Record<string, string>>;
type Handlers = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

/**
 * Reads an Excel workbook (ECMA-376 / ISO 29500) as the texts that its cells show. Formulas are never evaluated: the
 * value that Excel kept beside them counts. Macros, links and pictures are other parts of the archive and never opened.
 * Furigana (`rPh`), which Japanese Excel keeps beside each word, is left out.
 */
export async function readXlsx(bytes: Buffer, task: TableTask): Promise<TableFile> {
  const zip = openZip(bytes);
  const book = await readBook(zip);
  const strings = await readStrings(zip, book.stringsPath);
  const dates = await readDateStyles(zip, book.stylesPath);
  const sheets: Sheet[] = [];
  for (const sheet of book.sheets.slice(0, tableLimits.sheets)) {
    if (task.kind === 'read' && task.sheet !== sheet.name) continue;
    const keep = task.kind === 'read' ? tableLimits.rows : task.rows;
    const grid = await readSheet(zip, sheet.path, { keep, strings, dates, is1904: book.is1904 });
    sheets.push({ name: sheet.name, isHidden: sheet.isHidden, ...grid });
  }
  return { format: 'xlsx', encoding: null, sheets };
}

/** Feeds a part to the handlers piece by piece. A document type (where entities would be declared) is refused. */
async function parsePart(zip: Zip, path: string, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const broken = () => {
    throw new TableFault('unreadable');
  };
  parser.on('doctype', broken);
  parser.on('error', broken);
  parser.on('opentag', (tag) => handlers.open?.(local(tag.name), tag.attributes));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of zip.chunks(path)) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

type Book = {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly path: string }[];
  readonly stringsPath: string | null;
  readonly stylesPath: string | null;
  readonly is1904: boolean;
};

async function readBook(zip: Zip): Promise<Book> {
  const relations = new Map<string, { readonly type: string; readonly path: string }>();
  await parsePart(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const path = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path });
    },
  });
  const sheets: { name: string; isHidden: boolean; path: string }[] = [];
  let is1904 = false;
  await parsePart(zip, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(attributes['r:id'] ?? relationId(attributes));
      if (relation?.type !== 'worksheet' || !zip.has(relation.path)) return;
      const isHidden = attributes.state !== undefined && attributes.state !== 'visible';
      sheets.push({ name: attributes.name ?? '', isHidden, path: relation.path });
    },
  });
  if (sheets.length === 0) throw new TableFault('unreadable');
  const pathOf = (type: string) => {
    const path = [...relations.values()].find((relation) => relation.type === type)?.path;
    return path !== undefined && zip.has(path) ? path : null;
  };
  return { sheets, stringsPath: pathOf('sharedStrings'), stylesPath: pathOf('styles'), is1904 };
}

/** The relation of a sheet, whatever prefix the writer of the file has given to the namespace. */
function relationId(attributes: Attributes): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

async function readStrings(zip: Zip, path: string | null): Promise<readonly string[]> {
  const strings: string[] = [];
  if (path === null) return strings;
  const cell = makeCellText();
  let characters = 0;
  await parsePart(zip, path, {
    open(name) {
      if (name === 'si') cell.begin();
      else cell.open(name);
    },
    text: (text) => cell.add(text),
    close(name) {
      cell.close(name);
      if (name !== 'si') return;
      const text = cell.text();
      characters += text.length;
      if (characters > tableLimits.characters) throw new TableFault('too-large');
      strings.push(text);
    },
  });
  return strings;
}

/** Collects what `t` elements hold, in runs of formatted text too, and leaves out the furigana in `rPh`. */
function makeCellText() {
  let text = '';
  let isText = false;
  let isFurigana = false;
  return {
    begin() {
      text = '';
      isText = false;
      isFurigana = false;
    },
    open(name: string) {
      if (name === 'rPh') isFurigana = true;
      if (name === 't') isText = !isFurigana;
    },
    add(more: string) {
      if (isText && text.length < tableLimits.cell) text += more;
    },
    close(name: string) {
      if (name === 'rPh') isFurigana = false;
      if (name === 't') isText = false;
    },
    text: () => unescapeText(text),
  };
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

async function readDateStyles(zip: Zip, path: string | null): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isCellFormats = false;
  if (path === null) return styles;
  await parsePart(zip, path, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') isCellFormats = true;
      if (name !== 'xf' || !isCellFormats || styles.length > 65_000) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(isDateFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return styles;
}

type Shown = {
  /** Rows that are kept; the rest is counted. */
  readonly keep: number;
  readonly strings: readonly string[];
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
};

async function readSheet(
  zip: Zip,
  path: string,
  shown: Shown,
): Promise<Pick<Sheet, 'rowCount' | 'columnCount' | 'rows'>> {
  const rows: string[][] = [];
  const merged: string[] = [];
  const inline = makeCellText();
  let rowCount = 0;
  let columnCount = 0;
  let characters = 0;
  let rowNumber = 0;
  let column = 0;
  let type = '';
  let style = 0;
  let value = '';
  let isValue = false;

  function put(text: string): void {
    if (text === '' || column > tableLimits.columns) return;
    rowCount = Math.max(rowCount, rowNumber);
    columnCount = Math.max(columnCount, column);
    if (rowNumber > shown.keep || rowNumber > tableLimits.rows) return;
    characters += text.length;
    if (characters > tableLimits.characters) throw new TableFault('too-large');
    while (rows.length < rowNumber) rows.push([]);
    const row = rows[rowNumber - 1];
    if (row === undefined) return;
    while (row.length < column) row.push('');
    row[column - 1] = text;
  }

  await parsePart(zip, path, {
    open(name, attributes) {
      switch (name) {
        case 'row':
          rowNumber = attributes.r === undefined ? rowNumber + 1 : Number(attributes.r);
          if (!Number.isInteger(rowNumber) || rowNumber < 1 || rowNumber > 1_048_576)
            throw new TableFault('unreadable');
          column = 0;
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = '';
          inline.begin();
          break;
        case 'v':
          isValue = true;
          break;
        case 'mergeCell':
          if (merged.length < 20_000) merged.push(attributes.ref ?? '');
          break;
        default:
          inline.open(name);
      }
    },
    text(text) {
      if (isValue && value.length < tableLimits.cell) value += text;
      else inline.add(text);
    },
    close(name) {
      if (name === 'v') isValue = false;
      if (name === 'c') put(cellText({ type, value, isDate: shown.dates[style] === true }, inline.text(), shown));
      else inline.close(name);
    },
  });
  fillMerged(rows, merged);
  return { rowCount, columnCount, rows };
}

function cellText(
  cell: { readonly type: string; readonly value: string; readonly isDate: boolean },
  inline: string,
  shown: Shown,
): string {
  switch (cell.type) {
    case 's':
      return (shown.strings[Number(cell.value)] ?? '').trim();
    case 'inlineStr':
      return inline.trim();
    case 'b':
      return cell.value === '1' ? 'TRUE' : cell.value === '' ? '' : 'FALSE';
    case 'd':
      return cell.value.replace('T', ' ').replace(/\.0+$/, '');
    case 'n': {
      if (cell.value === '') return '';
      const number = Number(cell.value);
      if (cell.isDate) return serialText(number, shown.is1904);
      return Number.isFinite(number) ? plainNumber(number) : cell.value;
    }
    default:
      return unescapeText(cell.value).trim();
  }
}

/** A number without the noise of binary fractions: Excel shows at most 15 digits. */
function plainNumber(number: number): string {
  return Number.isInteger(number) ? String(number) : String(Number(number.toPrecision(15)));
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.slice(0, 3)) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column;
}

/**
 * A cell that was merged downwards shows its value beside every row (a heading over two rows, a date for three
 * entries), so every row gets it. Merged to the right it is decoration.
 */
function fillMerged(rows: string[][], merged: readonly string[]): void {
  for (const reference of merged) {
    const parts = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(reference);
    if (parts === null || parts[1] !== parts[3]) continue;
    const column = columnOf(parts[1] ?? '') - 1;
    const first = Number(parts[2]) - 1;
    const value = rows[first]?.[column] ?? '';
    if (value === '' || Number(parts[4]) - first > 2_000) continue;
    for (let at = first + 1; at < Math.min(Number(parts[4]), rows.length); at += 1) {
      const row = rows[at];
      // A row with nothing of its own is the empty end of a merged block and stays empty.
      if (row === undefined || row.every((cell) => cell === '')) continue;
      while (row.length <= column) row.push('');
      row[column] = value;
    }
  }
}
