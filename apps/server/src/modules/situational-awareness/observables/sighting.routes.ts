import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { addSighting, reportSighting, withdrawSighting } from './sighting.commands.ts';
import { pageOfSightings } from './sighting.queries.ts';

/** Binds the routes of sightings. */
export function sightingBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('sightings.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `sightings.list ${query.valueId ?? ''} ${query.subjectId ?? ''}`;
        const { page, view } = await pageOfSightings(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({ sort, value: one.seenAt.toISOString(), id: one.id }),
          view,
        });
      }),
    ),
    bind('sightings.add', (call) => call.run(addSighting, call.body)),
    bind('sightings.report', (call) => call.run(reportSighting, call.body)),
    bind('sightings.withdraw', (call) => call.run(withdrawSighting, { ...call.params, ...call.body })),
  ];
}
