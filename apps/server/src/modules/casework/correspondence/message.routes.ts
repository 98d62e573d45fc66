import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { retryMessage } from './message.commands.ts';
import { pageOfMessages } from './message.queries.ts';
import { viewMessage } from './message.views.ts';

/** Binds the routes of correspondence. */
export function correspondenceBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('correspondence.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `correspondence.list ${query.sort}`;
        const page = await pageOfMessages(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (message) => ({ sort, value: message.queuedAt.toISOString(), id: message.id }),
          view: (message) => viewMessage(message, page.names, call.actor),
        });
      }),
    ),
    bind('correspondence.retry', (call) => call.run(retryMessage, call.params)),
  ];
}
