import { Readable } from 'node:stream';
import { orRefuse } from '@matoi/kernel';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import type { TableReader } from '../../../platform/tables/index.ts';
import {
  addObservables,
  changeObservables,
  exportObservables,
  importObservables,
  undoChange,
} from './change.commands.ts';
import { addKnown, removeKnown } from './known.commands.ts';
import { writeCsv } from './observable.csv.map.ts';
import {
  allKnown,
  allTags,
  changesOf,
  linksOf,
  pageOfObservables,
  pageOfValue,
  previewText,
  showValue,
} from './observable.queries.ts';
import { viewKnown, viewOccurrence } from './observable.views.ts';
import { readTable, viewTable } from './table.queries.ts';

/** Binds the routes of observables and of the team's known values. */
export function observablesBindings({
  cursorKey,
  reader,
}: {
  readonly cursorKey: Buffer;
  readonly reader: TableReader;
}): readonly Binding[] {
  return [
    bind('observables.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `observables.list ${query.sort}`;
        const { page, view, sortOf } = await pageOfObservables(
          reading,
          query,
          decodeCursor(cursorKey, sort, query.cursor),
        );
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: sortOf(one), id: one.id }),
          view,
        });
      }),
    ),
    bind('observables.export', async (call) => {
      const { rows, links } = await call.run(exportObservables, call.query);
      const content = Buffer.from(writeCsv(rows, links), 'utf8');
      return {
        name: 'observables.csv',
        mediaType: 'text/csv',
        size: content.length,
        content: Readable.from([content]),
      };
    }),
    bind('observables.tags', (call) => call.read(async (reading) => ({ items: [...(await allTags(reading))] }))),
    bind('observables.show', (call) => call.read((reading) => showValue(reading, call.params.id))),
    bind('observables.occurrences', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `observables.occurrences ${call.params.id}`;
        const page = await pageOfValue(reading, call.params.id, {
          cursor: decodeCursor(cursorKey, sort, query.cursor),
          limit: query.limit,
        });
        const links = await linksOf(reading, page.rows);
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: one.lastSeenAt.toISOString(), id: one.id }),
          view: (one) => viewOccurrence(one, links),
        });
      }),
    ),
    bind('observables.preview', (call) =>
      call.read(async (reading) => ({ items: await previewText(reading, call.body.text) })),
    ),
    bind('observables.add', (call) => call.run(addObservables, call.body)),
    bind('observables.change', (call) => call.run(changeObservables, call.body)),
    bind('observables.changes', (call) =>
      call.read(async (reading) => ({ items: await changesOf(reading, call.query.subjectId) })),
    ),
    bind('observables.undo', (call) => call.run(undoChange, call.params)),
    bind('observables.read-table', async (call) => {
      const { subjectId, columns } = call.query;
      // Before the file is read: a record that is not seen costs no thread.
      await call.read((reading) => findSubject(reading, subjectId));
      const table = await readTable(reader, fileOf(call.raw.request), columns);
      return call.read((reading) => viewTable(reading, subjectId, table));
    }),
    bind('observables.import', async (call) => {
      const { subjectId, columns } = call.query;
      await call.read(async (reading) => orRefuse(await mayAnnotate(reading, await findSubject(reading, subjectId))));
      const table = await readTable(reader, fileOf(call.raw.request), columns);
      return call.run(importObservables, { subjectId, columns: table.columns, rows: table.rows });
    }),
    bind('known-values.list', (call) =>
      call.read(async (reading) => ({ items: (await allKnown(reading)).map(viewKnown) })),
    ),
    bind('known-values.add', (call) => call.run(addKnown, call.body)),
    bind('known-values.withdraw', (call) => call.run(removeKnown, call.params)),
  ];
}
