import { buffer } from 'node:stream/consumers';
import { openCompartment } from '@matoi/contract';
import { Refused, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, type Call } from '../../../platform/http/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { assignReport, workingRoles } from './commands/assign.ts';
import { askReporter, closeReport, handOverReport } from './commands/close.ts';
import { mergeReport, previewMerge, unmergeReport } from './commands/merge.ts';
import { detachReport, reopenReport } from './commands/reopen.ts';
import { lookAtReport, snoozeReport, wakeReport } from './commands/snooze.ts';
import { triageReport } from './commands/triage.ts';
import { distinguishReport, relatedTo } from './related.queries.ts';
import { originalOf, showReport } from './report.queries.ts';
import { listViews, removeView, saveView } from './view.commands.ts';

type Parts = Pick<ModuleParts, 'store' | 'parser' | 'transport'>;

/** Binds what people do with reports. */
export function reportActsBindings({ store, parser, transport }: Parts): readonly Binding[] {
  const hasRelay = transport !== null;
  return [
    bind('reports.triage', (call) => call.run(triageReport, { params: call.params, body: call.body })),
    bind('reports.assign', (call) => call.run(assignReport, { params: call.params, body: call.body })),
    bind('reports.snooze', (call) => call.run(snoozeReport, { params: call.params, body: call.body })),
    bind('reports.wake', (call) => call.run(wakeReport, { params: call.params })),
    bind('reports.look', (call) => call.run(lookAtReport, { params: call.params })),
    bind('reports.ask', (call) => call.run(askReporter, { params: call.params, body: call.body, hasRelay })),
    bind('reports.close', (call) => call.run(closeReport, { params: call.params, body: call.body, hasRelay })),
    bind('reports.hand-over', (call) => call.run(handOverReport, { params: call.params, body: call.body, hasRelay })),
    bind('reports.reopen', (call) => call.run(reopenReport, { params: call.params, body: call.body })),
    bind('reports.detach', (call) => call.run(detachReport, { params: call.params, body: call.body })),
    bind('reports.merge-preview', (call) =>
      call.read((reading) => previewMerge(reading, { params: call.params, body: call.body })),
    ),
    bind('reports.merge', (call) => call.run(mergeReport, { params: call.params, body: call.body })),
    bind('reports.unmerge', (call) => call.run(unmergeReport, { params: call.params })),
    bind('reports.related', (call) => call.read((reading) => relatedTo(reading, call.params.id))),
    bind('reports.distinguish', (call) => call.run(distinguishReport, { params: call.params, body: call.body })),
    bind('reports.bulk', async (call) => {
      const items: BulkItem[] = [];
      for (const item of call.body.items) items.push(await doOne(call, item));
      return { items };
    }),
    bind('assignees.list', (call) =>
      call.read(async (reading) => {
        const { reportId, subjectId } = call.query;
        const kind = reportId === undefined ? {} : { kind: 'report' };
        const ref = reportId ?? subjectId;
        const compartmentId =
          ref === undefined ? openCompartment : (await findSubject(reading, ref, kind)).compartmentId;
        return { items: [...(await accountsThatSee(reading.db, { compartmentId, roles: workingRoles }))] };
      }),
    ),
    bind('reports.headers', async (call) => {
      const file = await call.read((reading) => originalOf(reading, call.params.id));
      const answer = await parser.parse(await buffer(store.get(file)));
      const headers = answer.isParsed ? answer.mail.headers : [];
      return { headers: headers.map(([name, value]) => ({ name, value })) };
    }),
    bind('reports.html', async (call) => {
      const file = await call.read((reading) => originalOf(reading, call.params.id));
      const answer = await parser.safeHtml(await buffer(store.get(file)));
      if (!answer.isMade) return refuse('reports.html.unreadable');
      return answer.html === null ? refuse('reports.html.none') : { html: answer.html };
    }),
    bind('saved-views.list', (call) => call.read(listViews)),
    bind('saved-views.save', (call) => call.run(saveView, call.body)),
    bind('saved-views.remove', (call) => call.run(removeView, { id: call.params.id })),
  ];
}

type BulkItem = { id: string; isDone: boolean; version: number | null; code: string | null };

/** One report of many: done in its own transaction, or refused for itself. */
async function doOne(
  call: Call<'reports.bulk'>,
  item: { readonly id: string; readonly version: number },
): Promise<BulkItem> {
  try {
    const { version } = await actOn(call, item);
    return { id: item.id, isDone: true, version, code: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { id: item.id, isDone: false, version: null, code: error.refusal.code };
  }
}

async function actOn(
  call: Call<'reports.bulk'>,
  item: { readonly id: string; readonly version: number },
): Promise<{ readonly version: number }> {
  const { act } = call.body;
  const params = { id: item.id };
  switch (act.kind) {
    case 'assign':
      return call.runAt(item.version, assignReport, { params, body: { accountId: act.accountId } });
    case 'snooze':
      return call.runAt(item.version, snoozeReport, { params, body: { until: act.until } });
    case 'wake':
      return call.runAt(item.version, wakeReport, { params });
    case 'tag': {
      const { tags } = await call.read((reading) => showReport(reading, item.id));
      const kept = [...tags, ...act.add].filter((tag) => !act.remove.includes(tag));
      return call.runAt(item.version, triageReport, { params, body: { tags: kept, isConfirmed: false } });
    }
    case 'close':
      return call.runAt(item.version, closeReport, {
        params,
        body: { outcome: act.outcome, reason: act.reason },
        hasRelay: false,
      });
    case 'reopen':
      return call.runAt(item.version, reopenReport, { params, body: { reason: act.reason } });
    case 'merge':
      return call.runAt(item.version, mergeReport, { params, body: { intoId: act.intoId } });
    case 'unmerge':
      return call.runAt(item.version, unmergeReport, { params });
  }
}
