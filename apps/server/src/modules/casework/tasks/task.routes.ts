import { feedOf } from '../../../platform/calendar-feeds/index.ts';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { bulkTasks } from './bulk.commands.ts';
import { taskFeed } from './feed.commands.ts';
import { calendarOf } from './feed.queries.ts';
import { instructionBindings } from './instruction.routes.ts';
import { addTasks, changeTask, moveTask } from './task.commands.ts';
import { countsFor, pageOfTasks, placeOfTask, showTask } from './task.queries.ts';
import { viewTask } from './task.views.ts';

/** Binds tasks, instructions and calendars. The page of a recipient is bound by the portal. */
export function taskBindings(parts: ModuleParts): readonly Binding[] {
  const { cursorKey, publicUrl } = parts;
  return [
    bind('tasks.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `tasks.list ${query.sort}`;
        const page = await pageOfTasks(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (task) => ({ sort, value: placeOfTask(task, query.sort), id: task.id }),
          view: (task) => viewTask(task, page.names, reading),
        });
      }),
    ),
    bind('tasks.counts', (call) => call.read(countsFor)),
    bind('tasks.show', (call) => call.read((reading) => showTask(reading, call.params.id))),
    bind('tasks.add', (call) => call.run(addTasks, call.body)),
    bind('tasks.change', (call) => call.run(changeTask, { params: call.params, body: call.body })),
    bind('tasks.move', (call) => call.run(moveTask, { params: call.params, body: call.body })),
    bind('tasks.bulk', (call) => call.run(bulkTasks, call.body)),
    ...instructionBindings(parts),
    bind('calendar-feed.show', (call) => call.read((reading) => feedOf(reading, 'tasks'))),
    bind('calendar-feed.renew', async (call) => {
      const { secret, feed } = await call.run(taskFeed.renew, {});
      return { address: `${publicUrl}/calendar/${secret}.ics`, feed };
    }),
    bind('calendar-feed.revoke', (call) => call.run(taskFeed.end, {})),
    bind('calendar-feed.read', async (call) => ({
      kind: 'text',
      status: 200,
      mediaType: 'text/calendar; charset=utf-8',
      text: await call.read((reading) => calendarOf(reading, { file: call.params.file, publicUrl })),
      headers: { 'content-disposition': 'inline; filename="matoi.ics"' },
    })),
  ];
}
