import type { Probes } from './probe.shapes.ts';

const targets = [{ kind: 'everyone' }];

export const calloutProbes: Probes = {
  'call-outs.list': (id) => [{ method: 'GET', path: `/api/v1/call-outs?subjectId=${id}` }],
  'call-outs.hours': (id) => [{ method: 'GET', path: `/api/v1/call-outs/hours?subjectId=${id}` }],
  'call-outs.hours-table': (id) => [{ method: 'GET', path: `/api/v1/call-outs/hours.csv?subjectId=${id}` }],
  'call-outs.start': (id) => [
    { method: 'POST', path: '/api/v1/call-outs', body: { subjectId: id, targets, reason: 'x' } },
  ],
  'call-outs.show': (id) => [{ method: 'GET', path: `/api/v1/call-outs/${id}` }],
  'call-outs.stop': (id) => [{ method: 'POST', path: `/api/v1/call-outs/${id}/stop`, body: { reason: 'x' } }],
  'call-outs.next': (id) => [{ method: 'POST', path: `/api/v1/call-outs/${id}/next`, body: {} }],
  'call-out-people.answer': (id) => [
    { method: 'POST', path: `/api/v1/call-out-people/${id}/answer`, body: { answer: 'acknowledged' } },
  ],
  'call-out-people.phone': (id) => [
    { method: 'POST', path: `/api/v1/call-out-people/${id}/phone-calls`, body: { isAnswered: false } },
  ],
  'call-out-people.link': (id) => [{ method: 'POST', path: `/api/v1/call-out-people/${id}/link`, body: {} }],
  'call-out-people.book': (id) => [
    {
      method: 'POST',
      path: `/api/v1/call-out-people/${id}/hours`,
      body: { arrivedAt: '2026-01-05T00:00:00Z', releasedAt: null },
    },
  ],
};
