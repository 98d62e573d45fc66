import { neverId, type Probes, type Request } from './probe.shapes.ts';

const onIncident = (id: string, verb: string, body: unknown): readonly Request[] => [
  { method: 'POST', path: `/api/v1/incidents/${id}/${verb}`, body, version: 1 },
];

export const incidentProbes: Probes = {
  'incidents.add-report': (id, known) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/reports`, body: { reportId: known.reportId } },
    { method: 'POST', path: `/api/v1/incidents/${known.incidentId}/reports`, body: { reportId: id } },
  ],
  'incidents.show': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}` }],
  'incidents.open': (id) => [{ method: 'POST', path: '/api/v1/incidents', body: { reportId: id } }],
  'incidents.close': (id) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/close`, body: { outcome: 'resolved', reason: 'x' }, version: 1 },
    { method: 'POST', path: `/api/v1/incidents/${id}/close`, body: { outcome: 'resolved', reason: 'x' } },
  ],
  'incidents.reopen': (id) => [
    { method: 'POST', path: `/api/v1/incidents/${id}/reopen`, body: { reason: 'x' }, version: 1 },
  ],
  'incidents.change': (id) => [{ method: 'PATCH', path: `/api/v1/incidents/${id}`, body: { title: 'x' }, version: 1 }],
  'incidents.move-phase': (id) => onIncident(id, 'phase-moves', { phase: 'analysis', move: 'advance' }),
  'incidents.monitor': (id) => onIncident(id, 'monitoring', { until: '2100-01-01T00:00:00Z' }),
  'incidents.assert-time': (id) =>
    onIncident(id, 'times', {
      ...{ kind: 'occurred', at: '2026-11-01T00:00:00Z', precision: 'minute', zone: 'Asia/Tokyo' },
      source: { kind: 'person', text: 'x' },
    }),
  'incidents.choose-time': (id) => onIncident(id, 'times/choose', { timeId: neverId }),
  'incidents.decide-severity': (id) => onIncident(id, 'severity', { ticks: [], severity: 'low', reason: 'x' }),
  'incidents.assign': (id, known) => onIncident(id, 'functions', { accountId: known.memberId, function: 'handler' }),
  'incidents.relieve': (id, known) =>
    onIncident(id, 'functions/end', { accountId: known.memberId, function: 'handler' }),
  'incidents.summaries': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/summaries` }],
  'incidents.summarise': (id) =>
    onIncident(id, 'summaries', { technical: 'x', plain: 'x', known: [], unknown: [], assumed: [] }),
  'incidents.history': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/history` }],
  'incidents.closing-check': (id) => [{ method: 'GET', path: `/api/v1/incidents/${id}/closing-check` }],
  'incidents.preview-merge': (id, known) => [
    { method: 'GET', path: `/api/v1/incidents/${id}/merge-preview?intoId=${known.incidentId}` },
    { method: 'GET', path: `/api/v1/incidents/${known.incidentId}/merge-preview?intoId=${id}` },
  ],
  'incidents.merge': (id, known) => [
    ...onIncident(id, 'merge', { intoId: known.incidentId, reason: 'x' }),
    ...onIncident(known.incidentId, 'merge', { intoId: id, reason: 'x' }),
  ],
  'incidents.unmerge': (id) => onIncident(id, 'unmerge', {}),
  'relations.remove': (id) => [{ method: 'POST', path: `/api/v1/relations/${id}/remove`, body: { reason: 'x' } }],
  'observables.show': (id) => [{ method: 'GET', path: `/api/v1/observables/${id}` }],
  'observables.occurrences': (id) => [{ method: 'GET', path: `/api/v1/observables/${id}/occurrences` }],
  'observables.undo': (id) => [{ method: 'POST', path: `/api/v1/observable-changes/${id}/undo`, body: {} }],
  'sightings.withdraw': (id) => [{ method: 'POST', path: `/api/v1/sightings/${id}/withdraw`, body: { reason: 'x' } }],
  'subjects.restrict': (id, known) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/restrict`, body: { compartmentId: 1 } },
    {
      method: 'POST',
      path: `/api/v1/subjects/${known.incidentId}/restrict`,
      body: { compartmentId: known.compartmentId },
    },
  ],
  'compartments.grant': (_id, known) => [
    {
      method: 'POST',
      path: `/api/v1/compartments/${known.compartmentId}/members`,
      body: { accountId: known.readerId },
    },
  ],
  'compartments.withdraw': (_id, known) => [
    {
      method: 'POST',
      path: `/api/v1/compartments/${known.compartmentId}/members/withdraw`,
      body: { accountId: known.memberId },
    },
  ],
  'presence.list': (id) => [{ method: 'GET', path: `/api/v1/presence?subjectId=${id}` }],
  'audit-entries.list': (id) => [{ method: 'GET', path: `/api/v1/audit-entries?subjectId=${id}` }],
};
