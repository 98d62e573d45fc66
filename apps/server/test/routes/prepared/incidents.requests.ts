import { ask } from '../../support/sessions.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

export const incidentsRequests = {
  'incidents.list': () => ({}),
  'incidents.open': async (world) => ({ body: { reportId: (await world.report()).id } }),
  'incidents.add-report': async (world) => ({
    params: { id: world.incidents.open },
    body: { reportId: (await world.report()).id },
  }),
  'incidents.show': ({ incidents }) => ({ params: { id: incidents.open } }),
  'incidents.close': async (world) => {
    const { id, version } = await world.incident();
    return { params: { id }, version, body: { outcome: 'not-an-incident', reason: 'done' } };
  },
  'incidents.reopen': async (world) => {
    const { id } = await world.incident();
    const { headers } = world.insider;
    const closed = await ask(world.program, 'POST', `/api/v1/incidents/${id}/close`, {
      body: { outcome: 'not-an-incident', reason: 'done' },
      headers: { ...headers, 'if-match': '"1"' },
    });
    return { params: { id }, version: Number(closed.body.version), body: { reason: 'again' } };
  },
} satisfies PreparedRequests;

export const hiddenIncidentsRequests = {
  'incidents.add-report': ({ reports }, { incident }) => ({
    params: { id: incident },
    body: { reportId: reports.open },
  }),
  'incidents.open': (_world, { report }) => ({ body: { reportId: report } }),
  'incidents.show': (_world, { incident }) => ({ params: { id: incident } }),
  'incidents.close': (_world, { incident }) => ({
    params: { id: incident },
    version: 1,
    body: { outcome: 'not-an-incident', reason: 'x' },
  }),
  'incidents.reopen': (_world, { incident }) => ({ params: { id: incident }, version: 1, body: { reason: 'x' } }),
} satisfies HiddenRequests;
