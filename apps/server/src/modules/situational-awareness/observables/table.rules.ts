import type { ObservableColumn, ObservableRole, ObservableRowProblem, ObservableType, Pap, Tlp } from '@matoi/contract';

/** Words of tables by what they mean; compared without case, width, blanks and signs. */
export type TableWords = {
  readonly headings: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly tlp: Readonly<Record<string, readonly string[]>>;
  readonly pap: Readonly<Record<string, readonly string[]>>;
};

/** A value that a row brings, with what the row says of it. */
export type EnteredRow = {
  readonly type: ObservableType;
  readonly value: string;
  readonly written: string;
  readonly role: ObservableRole;
  readonly tags: readonly string[];
  readonly tlp: Tlp | null;
  readonly pap: Pap | null;
  readonly note: string;
};
export type JudgedRow = {
  /** Its number in the table, from 1. */
  readonly row: number;
  readonly written: string;
  readonly problem: ObservableRowProblem | null;
  readonly entered: EnteredRow | null;
};

/** How values are told apart and spelled; handed in, so that this stays without a library. */
export type Spelling = {
  readonly guess: (written: string) => ObservableType | null;
  readonly spell: (type: ObservableType, written: string) => string | null;
};

const mostTags = 20;
const longestTag = 60;
const longestNote = 2_000;
/** Rows at the top in which headings are looked for: titles stand above them. */
const searchedRows = 5;
/** Rows by which a table without headings shows where its values are. */
const triedRows = 50;

/** A word as it is compared. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

function wordOf(words: Readonly<Record<string, readonly string[]>>, text: string): string | null {
  const asked = plain(text);
  if (asked === '') return null;
  return Object.entries(words).find(([, all]) => all.includes(asked))?.[0] ?? null;
}

export type Shape = {
  /** How many rows stand before the first one that counts. */
  readonly skipped: number;
  /** As they stand there; empty texts where the table has none. */
  readonly headings: readonly string[];
  readonly columns: readonly ObservableColumn[];
};

/** Where the headings of a table are, and what its columns seem to mean. */
export function shapeOf(rows: readonly (readonly string[])[], words: TableWords, { guess }: Spelling): Shape {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  for (const [at, row] of rows.slice(0, searchedRows).entries()) {
    const columns = columnsBy(row, width, words);
    if (columns.includes('value')) {
      const headings = Array.from({ length: width }, (_, column) => row[column] ?? '');
      return { skipped: at + 1, headings, columns };
    }
  }
  const fits = Array.from(
    { length: width },
    (_, column) => rows.slice(0, triedRows).filter((row) => guess(row[column] ?? '') !== null).length,
  );
  const best = fits.indexOf(Math.max(0, ...fits));
  const columns = fits.map((_, column): ObservableColumn => (column === best ? 'value' : 'ignore'));
  return { skipped: 0, headings: columns.map(() => ''), columns };
}

function columnsBy(row: readonly string[], width: number, { headings }: TableWords): readonly ObservableColumn[] {
  const found = Array.from({ length: width }, (_, column) => wordOf(headings, row[column] ?? ''));
  // Two columns can be called a value (our own export has it made harmless besides): the word that stands first counts.
  const rankOf = (column: number) => headings.value?.indexOf(plain(row[column] ?? '')) ?? 0;
  const values = found.flatMap((one, column) => (one === 'value' ? [column] : []));
  const value = values.toSorted((a, b) => rankOf(a) - rankOf(b) || a - b)[0];
  const taken = new Set<string>();
  return found.map((one, column): ObservableColumn => {
    if (one === null || taken.has(one) || (one === 'value' && column !== value)) return 'ignore';
    taken.add(one);
    return one as ObservableColumn;
  });
}

/** What the rows of a table bring. A value twice is taken once; the first row counts. */
export function judgeRows(
  rows: readonly (readonly string[])[],
  { skipped, columns }: Pick<Shape, 'skipped' | 'columns'>,
  { words, spelling }: { readonly words: TableWords; readonly spelling: Spelling },
): readonly JudgedRow[] {
  const seen = new Set<string>();
  return rows.slice(skipped).flatMap((cells, at): JudgedRow[] => {
    const of = (column: ObservableColumn) => {
      const index = columns.indexOf(column);
      return index === -1 ? '' : (cells[index] ?? '').trim();
    };
    if (cells.every((cell) => cell.trim() === '')) return [];
    const row = at + skipped + 1;
    const written = of('value');
    const bad = (problem: ObservableRowProblem): JudgedRow[] => [
      { row, written: written.slice(0, 200), problem, entered: null },
    ];
    if (written === '') return bad('empty');
    const told = wordOf(words.types, of('type')) as ObservableType | null;
    const type = told ?? spelling.guess(written);
    if (type === null) return bad('unreadable');
    const value = spelling.spell(type, written);
    if (value === null) return bad(told === null ? 'unreadable' : 'type-unfit');
    const key = `${type} ${value}`;
    if (seen.has(key)) return bad('in-table');
    seen.add(key);
    const entered: EnteredRow = {
      ...{ type, value, written: written.slice(0, 2_048) },
      role: (wordOf(words.roles, of('role')) ?? 'unknown') as ObservableRole,
      tags: tagsOf(of('tags')),
      tlp: labelOf(words.tlp, of('tlp'), 'tlp') as Tlp | null,
      pap: labelOf(words.pap, of('pap'), 'pap') as Pap | null,
      note: cleaned(of('note')).slice(0, longestNote),
    };
    return [{ row, written: written.slice(0, 200), problem: null, entered }];
  });
}

/** `TLP:AMBER+STRICT`, `amber`, `2`. */
function labelOf(words: Readonly<Record<string, readonly string[]>>, text: string, prefix: string): string | null {
  const asked = plain(text);
  return wordOf(words, asked.startsWith(prefix) ? asked.slice(prefix.length) : asked);
}

/** Tags of one cell: separated by commas, semicolons, or line breaks; blanks belong to a tag. */
function tagsOf(text: string): readonly string[] {
  const tags = text.split(/[,;、\n|]+/u).map((tag) => cleaned(tag).trim().slice(0, longestTag));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, mostTags);
}

/** Line feeds stay; other signs that steer a screen do not. */
function cleaned(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (sign) => (sign === '\n' ? sign : ' '));
}
