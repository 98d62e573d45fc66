import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { addEntry, correctEntry } from './entry.commands.ts';
import { historyOf, pageOfEntries } from './entry.queries.ts';
import { viewEntry } from './entry.views.ts';

/** Binds the journal's routes. */
export function journalBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('journal.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `journal.list ${query.sort}`;
        const page = await pageOfEntries(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (entry) => ({ sort, value: entry.occurredAt.toISOString(), id: entry.id }),
          view: (entry) => viewEntry(entry, page.mergedFrom(entry.subjectId)),
        });
      }),
    ),
    bind('journal.add', (call) => {
      const { occurredAt, occurredUntil, ...body } = call.body;
      return call.run(addEntry, {
        ...body,
        occurredAt: occurredAt === undefined ? null : new Date(occurredAt),
        occurredUntil: occurredUntil == null ? null : new Date(occurredUntil),
      });
    }),
    bind('journal.correct', (call) => {
      const { occurredAt, occurredUntil, ...body } = call.body;
      return call.run(correctEntry, {
        ...body,
        entryId: call.params.id,
        occurredAt: new Date(occurredAt),
        occurredUntil: occurredUntil == null ? null : new Date(occurredUntil),
      });
    }),
    bind('journal.versions', (call) =>
      call.read(async (reading) => ({
        items: (await historyOf(reading, call.params.id)).map((entry) => viewEntry(entry)),
      })),
    ),
  ];
}
