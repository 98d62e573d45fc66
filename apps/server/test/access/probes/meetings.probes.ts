import { neverId, type Probes } from './probe.shapes.ts';

const plan = {
  ...{ kind: 'headquarters', title: '', place: '', url: '', bridge: '', chair: null, scribe: null },
  ...{ plannedBeginAt: '2026-01-05T01:00:00Z', plannedEndAt: null, attendees: [], agenda: [] },
};
const post = (path: string, body: object, version?: number) => [
  { method: 'POST', path, body, ...(version === undefined ? {} : { version }) },
];

export const meetingProbes: Probes = {
  'meetings.list': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/meetings` }],
  'meetings.plan': (id) => post(`/api/v1/subjects/${id}/meetings`, plan),
  'meetings.show': (id) => [{ method: 'GET', path: `/api/v1/meetings/${id}` }],
  'meetings.change': (id) => [
    { method: 'PATCH', path: `/api/v1/meetings/${id}`, body: { ...plan, summary: '' }, version: 1 },
  ],
  'meetings.move': (id) => post(`/api/v1/meetings/${id}/move`, { act: 'cancel', reason: 'x' }, 1),
  'meetings.attend': (id) =>
    post(`/api/v1/meetings/${id}/attendance`, { attendeeId: neverId, act: 'absent', at: null, reason: '' }),
  'meetings.note': (id) =>
    post(`/api/v1/meetings/${id}/lines`, { text: 'x', at: null, itemId: null, attendeeId: null, supersedesId: null }),
  'meetings.decide': (id) =>
    post(`/api/v1/meetings/${id}/decisions`, {
      ...{ what: 'brief', itemId: null, lineId: null, saidAt: null, reason: '', option: 'A' },
      ...{ attendeeId: neverId, decisionId: neverId },
    }),
  'meetings.give': (id) =>
    post(`/api/v1/meetings/${id}/tasks`, {
      ...{ itemId: null, lineId: null, title: 'x', text: '', attendeeId: null, dueAt: null },
    }),
  'meetings.confirm': (id) => post(`/api/v1/meetings/${id}/minutes`, { contentHash: '0'.repeat(64) }, 1),
  'meetings.send': (id) =>
    post(`/api/v1/meetings/${id}/send`, {
      ...{ what: 'minutes', attendeeIds: [neverId], text: 'x', language: 'en', formats: ['pdf'] },
    }),
  'meetings.file': (id) => [{ method: 'GET', path: `/api/v1/meetings/${id}/file?format=csv&language=ja` }],
};
