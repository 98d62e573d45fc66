import type { Probes } from './probe.shapes.ts';

const anyReport = { language: 'ja', audience: 'plain', isFinal: false, nextReportAt: null } as const;

const anyContent = { contentHash: '0'.repeat(64) };

export const reportingProbes: Probes = {
  'management-reports.list': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/management-reports` }],
  'management-reports.start': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/management-reports`, body: { kind: 'progress', ...anyReport } },
  ],
  'obligations.show': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/obligations` }],
  'obligations.clocks': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/obligation-clocks` }],
  'obligations.record-facts': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-facts`,
      body: { entries: [{ key: 'data.personal', state: 'confirmed', value: true }] },
    },
  ],
  'obligations.fact-history': (id) => [
    { method: 'GET', path: `/api/v1/subjects/${id}/obligation-facts?key=data.personal` },
  ],
  'obligations.propose-anchor': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-anchors`,
      body: { kind: 'known', at: '2026-01-01T00:00:00Z', source: 'x' },
    },
  ],
  'obligations.assert-anchor': (id) =>
    id.includes('-2026-')
      ? []
      : [
          {
            method: 'POST',
            path: '/api/v1/obligation-anchors/assert',
            body: { anchorId: id, isAsserted: true, reason: 'x' },
          },
        ],
  'obligations.rule': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-rulings`,
      body: { regimeId: 'jp-police', ruling: 'applicable', reason: 'x' },
    },
  ],
  'obligations.tell': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/obligation-tellings`,
      body: { regimeId: 'own-x', stage: 'first', recipient: 'ciso', toldAt: '2026-01-01T00:00:00Z', channel: 'x' },
    },
  ],
  'obligations.take-back': (id) => [
    { method: 'POST', path: `/api/v1/obligation-tellings/${id}/take-back`, body: { reason: 'x' } },
  ],
  'obligations.plan': (id) => [
    { method: 'GET', path: `/api/v1/subjects/${id}/communication-plan?format=pdf&language=ja` },
  ],
  'filings.start': (id) => [
    {
      method: 'POST',
      path: `/api/v1/subjects/${id}/filings`,
      body: { regimeId: 'jp-police', stage: 'consultation', recipient: 'police' },
    },
  ],
  'filings.show': (id) => [{ method: 'GET', path: `/api/v1/filings/${id}` }],
  'filings.fill': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/form`,
      body: { form: 'UEsDBAoAAAA=', cells: [{ sheet: 'A', cell: 'A1', key: 'summary' }] },
    },
  ],
  'filings.fill-kept': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/kept-form`,
      body: { formId: '01900000-0000-7000-8000-000000000000' },
    },
  ],
  'filings.change': (id) => [
    { method: 'PATCH', path: `/api/v1/filings/${id}`, body: { language: 'ja', texts: [] }, version: 1 },
  ],
  'filings.discard': (id) => [{ method: 'POST', path: `/api/v1/filings/${id}/discard`, body: {}, version: 1 }],
  'filings.approve': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/approve`,
      body: { contentHash: '0'.repeat(64) },
      version: 1,
    },
  ],
  'filings.file': (id) => [
    {
      method: 'POST',
      path: `/api/v1/filings/${id}/file`,
      body: { contentHash: '0'.repeat(64), filedAt: '2026-01-01T00:00:00Z', channel: 'x' },
      version: 1,
    },
  ],
  'filings.document': (id) => [{ method: 'GET', path: `/api/v1/filings/${id}/document?format=txt` }],
  'management-reports.show': (id) => [{ method: 'GET', path: `/api/v1/management-reports/${id}` }],
  'management-reports.change': (id) => [
    { method: 'PATCH', path: `/api/v1/management-reports/${id}`, body: { ...anyReport, edits: [] }, version: 1 },
  ],
  'management-reports.discard': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/discard`, body: {}, version: 1 },
  ],
  'management-reports.approve': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/approve`, body: anyContent, version: 1 },
  ],
  'management-reports.issue': (id) => [
    { method: 'POST', path: `/api/v1/management-reports/${id}/issue`, body: anyContent, version: 1 },
  ],
  'management-reports.send': (id) => [
    {
      method: 'POST',
      path: `/api/v1/management-reports/${id}/send`,
      body: { to: [{ address: 'x@example.jp' }], text: 'x', formats: ['pdf'] },
    },
  ],
  'management-reports.file': (id) => [{ method: 'GET', path: `/api/v1/management-reports/${id}/file?format=pdf` }],
};
