import { createHash } from 'node:crypto';
import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { plainCell, type Sheet, tableLimits } from '../../../platform/tables/index.ts';
import { knownExternalIds } from '../reports/index.ts';
import { headingsOf, shapeOf } from './heading.rules.ts';
import type { JudgedRow, LedgerImport, LedgerOptions } from './import.model.ts';
import { judgingGround } from './import.queries.ts';
import { contentRows, judgeRow, type RowGround } from './row.rules.ts';
import { rowsAfter } from './row.store.ts';
import { collectUnknown, countRows, markRepeated } from './table.rules.ts';
import { ledgerWords } from './vocabulary.queries.ts';

/** Reads in transactions of their own: judging a file takes longer than one should be open. */
export type Read = <T>(use: (reading: Reading) => Promise<T>) => Promise<T>;

/** Rows that are judged before others get their turn. */
const turn = 250;
const askedAtOnce = 2_000;

/** Judges all rows of a sheet, and finds out which of them are there already. */
export async function judgeSheet(
  read: Read,
  given: { readonly found: LedgerImport; readonly sheet: Sheet; readonly options: LedgerOptions },
) {
  const { found, sheet, options } = given;
  const headings = headingsOf(sheet.rows, options.headerRow, sheet.columnCount);
  const ours = await read(async (reading) => ({ ...(await judgingGround(reading)), now: reading.now }));
  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const ground: RowGround = { options, headings, hash, words: ledgerWords, ...ours };
  const rows: JudgedRow[] = [];
  for (const [index, row] of contentRows(sheet.rows, options.headerRow).entries()) {
    // What was exported by us comes back as it was before it was made safe for spreadsheets.
    rows.push(judgeRow({ ...row, cells: row.cells.map(plainCell) }, ground));
    if (index % turn === turn - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  const known = new Set<string>();
  for (let from = 0; from < rows.length; from += askedAtOnce) {
    const ids = rows.slice(from, from + askedAtOnce).map(({ draft }) => draft.externalId);
    for (const id of await read((reading) => knownExternalIds(reading, ids))) known.add(id);
  }
  const judged = markRepeated(rows, known);
  return {
    id: found.id,
    limit: tableLimits.rows,
    shape: shapeOf(headings),
    options,
    counts: countRows(judged),
    unknown: collectUnknown(judged),
    rows: judged,
  };
}

/** The table of problems, a thousand rows at a time. */
export async function* problemPages(read: Read, found: LedgerImport, locale: Locale) {
  const say = (key: SentenceKey) => sentence(locale, key);
  yield [
    [
      say('ledger.problems.line'),
      say('ledger.problems.kind'),
      say('ledger.problems.column'),
      say('ledger.problems.value'),
      say('ledger.problems.text'),
    ],
  ];
  const at = { importId: found.id, round: found.round };
  for (let line = 0; ; ) {
    const asked = { line, states: ['warning', 'error', 'duplicate'] as const, limit: 1_000 };
    const rows = await read((reading) => rowsAfter(reading, at, asked));
    if (rows.length === 0) return;
    yield rows.flatMap((row) =>
      row.problems.map(({ code, column, value }) => [
        String(row.line),
        say(`ledger.row-state.${row.state}`),
        column,
        value,
        say(`ledger.problem.${code}`),
      ]),
    );
    line = rows.at(-1)?.line ?? line;
  }
}
