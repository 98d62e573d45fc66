import { sentence } from '@matoi/catalogues';
import type { QueryOf, RouteWith } from '@matoi/contract';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import { markEvent } from './event.commands.ts';
import { exportTimeline } from './export.commands.ts';
import { exportFile } from './export.queries.ts';
import { pageOfItems, pictureOf, showEvent } from './item.queries.ts';
import { viewEvent, viewItem, viewPicture } from './item.views.ts';
import type { WholeFilter } from './timeline.model.ts';

/** Binds the routes of the joint timeline. */
export function timelineItemBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('timeline.picture', (call) =>
      call.read(async (reading) => {
        const subject = await findSubject(reading, call.query.subjectId);
        const { ids, mergedFrom } = await wholeOf(reading, subject);
        const picture = await pictureOf(reading, filterOf(call.query, ids), { bins: call.query.bins });
        return viewPicture(picture, mergedFrom);
      }),
    ),
    bind('timeline.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const subject = await findSubject(reading, query.subjectId);
        const sort = `timeline.list ${query.sort}`;
        const { ids, mergedFrom } = await wholeOf(reading, subject);
        const page = await pageOfItems(reading, filterOf(query, ids), {
          direction: query.sort === 'occurred' ? 'asc' : 'desc',
          cursor: decodeCursor(cursorKey, sort, query.cursor),
          limit: query.limit,
        });
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (item) => ({ sort, value: item.at.toISOString(), id: item.id }),
          view: (item) => viewItem(item, mergedFrom(item.subjectId)),
        });
      }),
    ),
    bind('timeline.export', async (call) => {
      const { subjectId, format, language } = call.query;
      const { ids, number } = await call.run(exportTimeline, { subjectId, format });
      return {
        name: `${number}-${sentence(language, 'terms.timeline')}.${format}`,
        mediaType: format === 'csv' ? 'text/csv' : 'application/jsonl',
        size: null,
        content: exportFile(call.read, filterOf(call.query, ids), { format, language }),
      };
    }),
    bind('timeline.show-event', (call) =>
      call.read(async (reading) => {
        const event = await showEvent(reading, call.params.id);
        const subject = await findSubject(reading, event.subjectId);
        const mayChange = (await mayAnnotate(reading, subject)) === null;
        return viewEvent(event, { actor: reading.actor, mayChange });
      }),
    ),
    bind('timeline.mark-event', (call) => call.run(markEvent, { id: call.params.id, ...call.body })),
  ];
}

type Asked = Pick<
  QueryOf<RouteWith<'timeline.picture'>>,
  'lane' | 'kind' | 'events' | 'hide' | 'source' | 'tag' | 'q' | 'from' | 'until'
>;

function filterOf(query: Asked, subjectIds: readonly string[]): WholeFilter {
  return {
    subjectIds,
    lanes: query.lane,
    kinds: query.kind,
    events: query.events,
    hidden: query.hide,
    source: query.source,
    tag: query.tag,
    text: query.q,
    from: query.from === undefined ? undefined : new Date(query.from),
    until: query.until === undefined ? undefined : new Date(query.until),
  };
}
