import { neverId, type Probes, type Request } from './probe.shapes.ts';

const act = (id: string, verb: string, body: unknown): readonly Request[] => [
  { method: 'POST', path: `/api/v1/reports/${id}/${verb}`, body, version: 1 },
];

export const reportProbes: Probes = {
  'reports.show': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}` }],
  'reports.original': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/original` }],
  'reports.attachment': (id, known) => [
    { method: 'GET', path: `/api/v1/reports/${id}/attachments/${neverId}` },
    { method: 'GET', path: `/api/v1/reports/${known.reportId}/attachments/${id.includes('-2026-') ? neverId : id}` },
  ],
  'reports.files': (id) => [{ method: 'GET', path: `/api/v1/report-files?subjectId=${id}` }],
  'reports.related': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/related` }],
  'reports.headers': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/headers` }],
  'reports.html': (id) => [{ method: 'GET', path: `/api/v1/reports/${id}/html` }],
  'assignees.list': (id) => [{ method: 'GET', path: `/api/v1/assignees?reportId=${id}` }],
  'reports.triage': (id) => [{ method: 'PATCH', path: `/api/v1/reports/${id}`, body: { urgency: 'low' }, version: 1 }],
  'reports.assign': (id) => act(id, 'assign', { accountId: null }),
  'reports.complete-call': (id) => [
    { method: 'PATCH', path: `/api/v1/reports/${id}/call`, body: { text: 'x' }, version: 1 },
  ],
  'tracking-links.revoke': (id) => [{ method: 'POST', path: `/api/v1/tracking-links/${id}/revoke`, body: {} }],
  'reports.snooze': (id) => act(id, 'snooze', { until: '2100-01-01T00:00:00Z' }),
  'reports.wake': (id) => act(id, 'wake', {}),
  'reports.look': (id) => act(id, 'look', {}),
  'reports.ask': (id) => act(id, 'ask', { message: { text: 'x' } }),
  'reports.hand-over': (id) => act(id, 'hand-over', { to: 'x', reason: 'x' }),
  'reports.reopen': (id) => act(id, 'reopen', { reason: 'x' }),
  'reports.detach': (id) => act(id, 'detach', { reason: 'x' }),
  'reports.merge-preview': (id, known) => [
    ...act(id, 'merge-preview', { intoId: known.reportId }),
    ...act(known.reportId, 'merge-preview', { intoId: id }),
  ],
  'reports.merge': (id, known) => [
    ...act(id, 'merge', { intoId: known.reportId }),
    ...act(known.reportId, 'merge', { intoId: id }),
  ],
  'reports.unmerge': (id) => act(id, 'unmerge', {}),
  'reports.distinguish': (id, known) => [
    ...act(id, 'distinguish', { otherId: known.reportId }),
    ...(id.includes('-2026-') ? [] : act(known.reportId, 'distinguish', { otherId: id })),
  ],
  'reports.bulk': (id) =>
    id.includes('-2026-')
      ? []
      : [
          {
            method: 'POST',
            path: '/api/v1/reports/bulk',
            body: { items: [{ id, version: 1 }], act: { kind: 'wake' } },
          },
        ],
  'reports.close': (id) => [
    { method: 'POST', path: `/api/v1/reports/${id}/close`, body: { outcome: 'answered', reason: 'x' }, version: 1 },
    { method: 'POST', path: `/api/v1/reports/${id}/close`, body: { outcome: 'answered', reason: 'x' } },
  ],
  'specimens.analyse': (id) => [{ method: 'POST', path: `/api/v1/specimens/${id}/analyse`, body: {} }],
  'specimens.judge': (id) => [
    { method: 'POST', path: `/api/v1/specimens/${id}/judge`, body: { verdict: 'spam' }, version: 1 },
  ],
  'specimens.download': (id) => [{ method: 'GET', path: `/api/v1/specimens/${id}/download` }],
  'ledger-imports.show': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}` }],
  'ledger-imports.rows': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}/rows` }],
  'ledger-imports.problems': (id) => [{ method: 'GET', path: `/api/v1/ledger-imports/${id}/problems` }],
  'ledger-imports.check': (id) => [
    {
      method: 'POST',
      path: `/api/v1/ledger-imports/${id}/check`,
      body: { sheet: '', headerRow: 1, columns: [], year: null, numberPrefix: '', words: {} },
    },
  ],
  'ledger-imports.run': (id) => [
    { method: 'POST', path: `/api/v1/ledger-imports/${id}/run`, body: { onlyGood: true }, version: 1 },
  ],
  'ledger-imports.cancel': (id) => [{ method: 'POST', path: `/api/v1/ledger-imports/${id}/cancel`, body: {} }],
  'ledger-imports.undo': (id) => [{ method: 'POST', path: `/api/v1/ledger-imports/${id}/undo`, body: {}, version: 1 }],
};
