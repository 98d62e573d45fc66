import { buffer } from 'node:stream/consumers';
import { sentence } from '@matoi/catalogues';
import type { BodyOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { findFile } from '../../../platform/files/index.ts';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import {
  type Sheet,
  type TableFile,
  type TableReader,
  type TableTask,
  tableLimits,
  writeTable,
} from '../../../platform/tables/index.ts';
import { judgeSheet, problemPages, type Read } from './check.queries.ts';
import { headingsOf } from './heading.rules.ts';
import { cancelImport, mustBeCheckable, recordCheck, runImport, undoImport, uploadLedger } from './import.commands.ts';
import type { FoundSheet, LedgerImport, LedgerOptions } from './import.model.ts';
import { importOf, type Progress, pageOfImports, pageOfRows, showImport } from './import.queries.ts';
import { viewImportSummary, viewRow } from './import.views.ts';
import { ledgerHeadings } from './vocabulary.queries.ts';

/** Rows at the beginning of each sheet that are kept to choose headings by, and characters of a cell there. */
const shownRows = 20;
const shownCell = 80;
const searchedRows = 40;

export type ImportParts = Pick<ModuleParts, 'cursorKey' | 'store'> & {
  readonly reader: TableReader;
  readonly progress: Progress;
};

/** Binds the routes of imports. */
export function importBindings(parts: ImportParts): readonly Binding[] {
  const { cursorKey, progress } = parts;
  return [
    bind('ledger-imports.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `ledger-imports.list ${query.sort}`;
        const cursor = decodeCursor(cursorKey, sort, query.cursor);
        const direction = query.sort === 'oldest' ? 'asc' : 'desc';
        const page = await pageOfImports(reading, { direction, cursor, limit: query.limit });
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: one.createdAt.toISOString(), id: one.id }),
          view: viewImportSummary,
        });
      }),
    ),
    bind('ledger-imports.upload', async (call) => {
      const bytes = fileOf(call.raw.request);
      const table = await read(parts.reader, bytes, { kind: 'inspect', rows: searchedRows });
      const object = await parts.store.put(bytes, 1);
      const id = await call
        .run(uploadLedger, {
          fileName: call.query.fileName,
          mediaType:
            table.format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          object,
          format: table.format,
          encoding: table.encoding,
          sheets: table.sheets.map(foundSheet),
        })
        .catch(async (error: unknown) => {
          await parts.store.discard(object);
          throw error;
        });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('ledger-imports.show', (call) => call.read((reading) => showImport(reading, call.params.id, progress))),
    bind('ledger-imports.check', async (call) => {
      const found = await call.read((reading) => importOf(reading, call.params.id));
      const options = optionsOf(call.body);
      mustBeCheckable(found, options, tableLimits.rows);
      const sheet = await readSheet(call.read, parts, found, options.sheet);
      const input = await judgeSheet(call.read, { found, sheet, options });
      await call.run(recordCheck, input);
      return call.read((reading) => showImport(reading, found.id, progress));
    }),
    bind('ledger-imports.rows', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `ledger-imports.rows ${call.params.id} ${query.show}`;
        const cursor = decodeCursor(cursorKey, sort, query.cursor);
        const page = await pageOfRows(reading, call.params.id, { show: query.show, cursor, limit: query.limit });
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (row) => ({ sort, value: row.line, id: row.id }),
          view: viewRow,
        });
      }),
    ),
    bind('ledger-imports.problems', async (call) => {
      const { found, locale } = await call.read(async (reading) => ({
        found: await importOf(reading, call.params.id),
        locale: (await readSettings(reading.db)).locale,
      }));
      const pages = problemPages(call.read, found, locale);
      return {
        name: `${found.number}-${sentence(locale, 'ledger.problems.file')}.csv`,
        mediaType: 'text/csv',
        size: null,
        content: writeTable(pages, { format: 'csv', sheet: '', widths: [] }),
      };
    }),
    bind('ledger-imports.run', async (call) => {
      const id = await call.run(runImport, { id: call.params.id, onlyGood: call.body.onlyGood });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('ledger-imports.cancel', async (call) => {
      const id = await call.run(cancelImport, { id: call.params.id });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('ledger-imports.undo', async (call) => {
      const id = await call.run(undoImport, { id: call.params.id });
      return call.read((reading) => showImport(reading, id, progress));
    }),
  ];
}

/** Reads the file in a thread; refuses in words what cannot be read. */
async function read(reader: TableReader, bytes: Uint8Array, task: TableTask): Promise<TableFile> {
  if (bytes.length === 0) refuse('ledger-imports.upload.empty');
  const answer = await reader.read(bytes, task);
  return answer.isRead ? answer.table : refuse(`ledger-imports.upload.${answer.problem}`);
}

function foundSheet(sheet: Sheet): FoundSheet {
  const headerRow = ledgerHeadings.findHeaderRow(sheet.rows);
  return {
    name: sheet.name,
    isHidden: sheet.isHidden,
    rowCount: sheet.rowCount,
    columnCount: sheet.columnCount,
    rows: sheet.rows
      .slice(0, Math.max(shownRows, headerRow + 4))
      .map((row) => row.map((cell) => Array.from(cell).slice(0, shownCell).join(''))),
    headerRow,
    columns: ledgerHeadings.proposeColumns(headingsOf(sheet.rows, headerRow, sheet.columnCount)),
  };
}

function optionsOf(body: BodyOf<RouteWith<'ledger-imports.check'>>): LedgerOptions {
  return body;
}

async function readSheet(read_: Read, parts: ImportParts, found: LedgerImport, name: string): Promise<Sheet> {
  const file = await read_((reading) => findFile(reading, found.fileId));
  const bytes = await buffer(parts.store.get(file));
  const table = await read(parts.reader, bytes, { kind: 'read', sheet: name });
  return table.sheets[0] ?? refuse('ledger-imports.check.sheet-unknown');
}
