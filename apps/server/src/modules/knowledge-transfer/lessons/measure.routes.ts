import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/lists/index.ts';
import { addMeasure, changeMeasure, closeMeasure, reopenMeasure } from './measure.commands.ts';
import { pageOfMeasures, viewMeasures } from './measure.queries.ts';
import { rollOutMeasure } from './roll-out.commands.ts';

/** Binds the routes of measures. */
export function measureBindings(parts: ModuleParts): readonly Binding[] {
  const { cursorKey, guestKey: key } = parts;
  const hasRelay = parts.transport !== null;
  return [
    bind('measures.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `measures.list ${query.sort}`;
        const page = await pageOfMeasures(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        const shown = page.rows.slice(0, query.limit);
        const last = page.rows.length > query.limit ? shown.at(-1) : undefined;
        return {
          items: await viewMeasures(reading, shown),
          next:
            last === undefined
              ? null
              : encodeCursor(cursorKey, {
                  sort,
                  value: query.sort === 'due' ? last.dueOn : last.createdAt.toISOString(),
                  id: last.id,
                }),
          total: page.total,
        };
      }),
    ),
    bind('measures.add', (call) => call.run(addMeasure, { body: call.body })),
    bind('measures.change', (call) => call.run(changeMeasure, { params: call.params, body: call.body })),
    bind('measures.close', (call) => call.run(closeMeasure, { params: call.params, body: call.body })),
    bind('measures.reopen', (call) => call.run(reopenMeasure, { params: call.params, body: call.body })),
    bind('instructions.roll-out', (call) =>
      call.run(rollOutMeasure, { params: call.params, body: call.body, key, hasRelay }),
    ),
  ];
}
