import { compartmentLinks } from '../../../platform/compartments/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { addReport, closeIncident, openIncident, reopenIncident } from './incident.commands.ts';
import { pageOfIncidents, showIncident } from './incident.queries.ts';
import { viewSummary } from './incident.views.ts';

/** Binds the routes of incidents. */
export function incidentsBindings({ cursorKey }: { readonly cursorKey: Buffer }): readonly Binding[] {
  return [
    bind('incidents.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `incidents.list ${query.sort}`;
        const page = await pageOfIncidents(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        const compartments = await compartmentLinks(
          reading.db,
          page.rows.map((incident) => incident.compartmentId),
        );
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (incident) => ({ sort, value: incident.openedAt.toISOString(), id: incident.id }),
          view: (incident) => viewSummary(incident, compartments),
        });
      }),
    ),
    bind('incidents.open', (call) => call.run(openIncident, call.body)),
    bind('incidents.add-report', (call) => call.run(addReport, { params: call.params, body: call.body })),
    bind('incidents.show', (call) => call.read((reading) => showIncident(reading, call.params.id))),
    bind('incidents.close', (call) => call.run(closeIncident, { params: call.params, body: call.body })),
    bind('incidents.reopen', (call) => call.run(reopenIncident, { params: call.params, body: call.body })),
  ];
}
