import type { ObservableColumn, ResponseOf, RouteWith } from '@matoi/contract';
import { observableRowLimit } from '@matoi/contract';
import { defang, guessType, normalise } from '@matoi/formats/ioc';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { plainCell, type TableReader } from '../../../platform/tables/index.ts';
import { findOn, valueIdOf } from './observable.store.ts';
import { type JudgedRow, judgeRows, type Shape, type Spelling, shapeOf } from './table.rules.ts';
import words from './table-headings.data.json' with { type: 'json' };
import { comparable } from './warning.map.ts';
import { activeLists } from './warning.queries.ts';
import { warningsOf } from './warning.rules.ts';
import { viewWarnings } from './warning.views.ts';

const spelling: Spelling = { guess: guessType, spell: normalise };

export type ReadTable = Shape & { readonly rows: readonly JudgedRow[]; readonly isCut: boolean };

/**
 * Reads a table of strangers: of a workbook the first sheet that is shown. `columns` say what its columns mean, in their
 * order; left out, Matoi guesses. Refuses `observables.import.unreadable`, `.too-large`, `.column-unknown`.
 */
export async function readTable(
  reader: TableReader,
  bytes: Uint8Array,
  columns: readonly ObservableColumn[] | undefined,
): Promise<ReadTable> {
  const inspected = await reader.read(bytes, { kind: 'inspect', rows: 1 });
  if (!inspected.isRead) return refuse(problemOf(inspected.problem));
  const sheet = inspected.table.sheets.find(({ isHidden, rowCount }) => !isHidden && rowCount > 0);
  if (sheet === undefined) return refuse('observables.import.unreadable');
  const answer = await reader.read(bytes, { kind: 'read', sheet: sheet.name });
  if (!answer.isRead) return refuse(problemOf(answer.problem));
  const all = answer.table.sheets.find(({ name }) => name === sheet.name)?.rows ?? [];
  const cells = all.map((row) => row.map(plainCell));
  const guessed = shapeOf(cells, words, spelling);
  if (columns !== undefined && (columns.length !== guessed.columns.length || !isUsable(columns)))
    return refuse('observables.import.column-unknown');
  const shape = { ...guessed, columns: columns ?? guessed.columns };
  const read = cells.slice(0, shape.skipped + observableRowLimit);
  return {
    ...shape,
    rows: judgeRows(read, shape, { words, spelling }),
    isCut: cells.length > read.length,
  };
}

/** One column has the values, and no meaning is given twice. */
function isUsable(columns: readonly ObservableColumn[]): boolean {
  const told = columns.filter((one) => one !== 'ignore');
  return told.includes('value') && new Set(told).size === told.length;
}

function problemOf(problem: 'unreadable' | 'locked' | 'too-large' | 'too-slow') {
  return problem === 'too-large' || problem === 'too-slow'
    ? 'observables.import.too-large'
    : 'observables.import.unreadable';
}

const shownRows = 200;
const longestHeading = 80;

/** What would be entered, for a person to look at: problems first. */
export async function viewTable(
  reading: Reading,
  subjectId: string,
  table: ReadTable,
): Promise<ResponseOf<RouteWith<'observables.read-table'>>> {
  const subject = await findSubject(reading, subjectId);
  const idOf = ({ entered }: JudgedRow) => (entered === null ? '' : valueIdOf(entered.type, entered.value));
  const good = table.rows.filter(({ problem }) => problem === null);
  const there = new Set((await findOn(reading, [subject.id], good.map(idOf))).map(({ valueId }) => valueId));
  const lists = await activeLists(reading);
  const bad = table.rows.filter(({ problem }) => problem !== null);
  return {
    headings: table.headings.map((heading) => heading.slice(0, longestHeading)),
    columns: [...table.columns],
    counts: { good: good.length, there: good.filter((one) => there.has(idOf(one))).length, bad: bad.length },
    isCut: table.isCut,
    rows: [...bad, ...good].slice(0, shownRows).map((one) => {
      const { row, written, problem, entered } = one;
      return {
        ...{ row, written, problem },
        type: entered?.type ?? null,
        defanged: entered === null ? '' : defang(entered.type, entered.value),
        role: entered?.role ?? 'unknown',
        tags: [...(entered?.tags ?? [])],
        tlp: entered?.tlp ?? null,
        pap: entered?.pap ?? null,
        note: entered?.note ?? '',
        isThere: there.has(idOf(one)),
        warnings: entered === null ? [] : viewWarnings(warningsOf(comparable(entered), lists)),
      };
    }),
  };
}
