import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, fileOf } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { showReportFiles } from './file-list.queries.ts';
import {
  attachmentOf,
  countLists,
  namesFor,
  originalOf,
  pageOfReports,
  showReport,
  sortValueOf,
} from './report.queries.ts';
import { viewSummary } from './report.views.ts';
import { submitBatch, submitReport } from './submission.commands.ts';
import { itemsOfBatch } from './submission.map.ts';

/** Binds the routes that read reports and take them in. */
export function reportsBindings({ cursorKey, store }: Pick<ModuleParts, 'cursorKey' | 'store'>): readonly Binding[] {
  return [
    bind('reports.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `reports.list ${query.sort}`;
        const page = await pageOfReports(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        const names = await namesFor(reading, page.rows);
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (report) => ({ sort, value: sortValueOf(query.sort, report), id: report.id }),
          view: (report) => viewSummary(report, names),
        });
      }),
    ),
    bind('reports.counts', (call) => call.read(countLists)),
    bind('reports.submit', (call) => call.run(submitReport, call.body)),
    bind('reports.submit-batch', (call) => call.run(submitBatch, itemsOfBatch(fileOf(call.raw.request)))),
    bind('reports.show', (call) => call.read((reading) => showReport(reading, call.params.id))),
    bind('reports.files', (call) =>
      call.read(async (reading) => ({ items: await showReportFiles(reading, call.query.subjectId) })),
    ),
    bind('reports.original', async (call) => {
      const file = await call.read((reading) => originalOf(reading, call.params.id));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(file) };
    }),
    bind('reports.attachment', async (call) => {
      const file = await call.read((reading) => attachmentOf(reading, call.params.id, call.params.attachmentId));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(file) };
    }),
  ];
}
