import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { retryMessage } from './message.commands.ts';
import { listMessages } from './message.store.ts';
import { viewMessage } from './message.views.ts';

/** Binds the routes of correspondence. */
export function correspondenceBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('correspondence.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const subject = await findSubject(reading, query.subjectId);
        const cursor = decodeCursor(cursorKey, query.sort, query.cursor);
        const page = await listMessages(reading, { subjectId: subject.id, cursor, limit: query.limit });
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (message) => ({ sort: query.sort, value: message.queuedAt.toISOString(), id: message.id }),
          view: (message) => viewMessage(message, call.actor),
        });
      }),
    ),
    bind('correspondence.retry', (call) => call.run(retryMessage, call.params)),
  ];
}
