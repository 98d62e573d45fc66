import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { checkClosing } from './closing.queries.ts';
import { changeIncident } from './commands/change.ts';
import { closeIncident, reopenIncident } from './commands/close.ts';
import { assignFunction, relieveFunction } from './commands/member.ts';
import { mergeIncident, previewMerge, unmergeIncident } from './commands/merge.ts';
import { addReport, openIncident } from './commands/open.ts';
import { monitorIncident, movePhase } from './commands/phase.ts';
import { decideSeverity } from './commands/severity.ts';
import { writeSummary } from './commands/summary.ts';
import { assertTime, chooseTime } from './commands/time.ts';
import { namesFor, pageOfIncidents, showHistory, showIncident, showSummaries, sortValue } from './incident.queries.ts';
import { viewSummary } from './incident.views.ts';
import { vocabulary } from './time.queries.ts';

const momentOf = (text: string | null) => (text === null ? null : new Date(text));

/** Binds the routes of incidents. */
export function incidentsBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('incidents.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `incidents.list ${query.sort}`;
        const page = await pageOfIncidents(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        const names = await namesFor(reading, page.rows);
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (incident) => ({ sort, value: sortValue(incident, query.sort), id: incident.id }),
          view: (incident) => viewSummary(incident, names),
        });
      }),
    ),
    bind('incidents.vocabulary', async () => vocabulary()),
    bind('incidents.open', (call) => call.run(openIncident, call.body)),
    bind('incidents.add-report', (call) => call.run(addReport, { params: call.params, body: call.body })),
    bind('incidents.show', (call) => call.read((reading) => showIncident(reading, call.params.id))),
    bind('incidents.change', (call) => {
      const { nextReviewAt, ...body } = call.body;
      const moment = nextReviewAt === undefined ? {} : { nextReviewAt: momentOf(nextReviewAt) };
      return call.run(changeIncident, { params: call.params, body: { ...body, ...moment } });
    }),
    bind('incidents.move-phase', (call) => {
      const { at, reason, ...body } = call.body;
      return call.run(movePhase, {
        params: call.params,
        body: { ...body, at: momentOf(at ?? null), reason: reason ?? null },
      });
    }),
    bind('incidents.monitor', (call) =>
      call.run(monitorIncident, {
        params: call.params,
        body: { until: momentOf(call.body.until), note: call.body.note ?? null },
      }),
    ),
    bind('incidents.assert-time', (call) => {
      const { at, note, supersedes, reason, ...body } = call.body;
      return call.run(assertTime, {
        params: call.params,
        body: {
          ...body,
          at: momentOf(at),
          note: note ?? null,
          supersedes: supersedes ?? null,
          reason: reason ?? null,
        },
      });
    }),
    bind('incidents.choose-time', (call) => call.run(chooseTime, { params: call.params, body: call.body })),
    bind('incidents.decide-severity', (call) =>
      call.run(decideSeverity, {
        params: call.params,
        body: { ...call.body, reason: call.body.reason ?? null },
      }),
    ),
    bind('incidents.assign', (call) => call.run(assignFunction, { params: call.params, body: call.body })),
    bind('incidents.relieve', (call) => call.run(relieveFunction, { params: call.params, body: call.body })),
    bind('incidents.summaries', (call) => call.read((reading) => showSummaries(reading, call.params.id))),
    bind('incidents.summarise', (call) => call.run(writeSummary, { params: call.params, body: call.body })),
    bind('incidents.history', (call) => call.read((reading) => showHistory(reading, call.params.id))),
    bind('incidents.closing-check', (call) =>
      call.read((reading) => checkClosing(reading, call.params.id, call.query.outcome)),
    ),
    bind('incidents.preview-merge', (call) =>
      call.read((reading) => previewMerge(reading, { id: call.params.id, intoId: call.query.intoId })),
    ),
    bind('incidents.merge', (call) => call.run(mergeIncident, { params: call.params, body: call.body })),
    bind('incidents.unmerge', (call) => call.run(unmergeIncident, { params: call.params })),
    bind('incidents.close', (call) =>
      call.run(closeIncident, {
        params: call.params,
        body: { ...call.body, overrideReason: call.body.overrideReason ?? null },
      }),
    ),
    bind('incidents.reopen', (call) => call.run(reopenIncident, { params: call.params, body: call.body })),
  ];
}
