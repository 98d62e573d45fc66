import { neverId, type Probes } from './probe.shapes.ts';

const emptyReview = {
  heldOn: null,
  participants: [],
  happened: '',
  whys: [],
  rootCause: '',
  wentWell: [],
  wentBadly: [],
};

const anyMeasure = {
  kind: 'permanent',
  title: 'x',
  detail: null,
  ownerId: null,
  ownerName: 'x',
  dueOn: '2026-12-24',
};

const anyRollOut = {
  kind: 'request',
  title: 'x',
  what: 'x',
  recipients: [{ name: 'x', address: null, locale: 'ja' }],
};

export const taskProbes: Probes = {
  'tasks.list': (id) => [{ method: 'GET', path: `/api/v1/tasks?subjectId=${id}` }],
  'tasks.add': (id) => [{ method: 'POST', path: '/api/v1/tasks', body: { subjectId: id, tasks: [{ title: 'x' }] } }],
  'tasks.show': (id) => [{ method: 'GET', path: `/api/v1/tasks/${id}` }],
  'tasks.change': (id) => [{ method: 'PATCH', path: `/api/v1/tasks/${id}`, body: { title: 'x' }, version: 1 }],
  'tasks.move': (id) => [{ method: 'POST', path: `/api/v1/tasks/${id}/state`, body: { state: 'done' }, version: 1 }],
  'tasks.bulk': (id) =>
    id.includes('-2026-')
      ? []
      : [{ method: 'POST', path: '/api/v1/tasks/bulk', body: { act: 'assign', ids: [id], assigneeId: null } }],
  'instructions.list': (id) => [{ method: 'GET', path: `/api/v1/instructions?subjectId=${id}` }],
  'instructions.send': (id) => [
    {
      method: 'POST',
      path: '/api/v1/instructions',
      body: { subjectId: id, kind: 'order', title: 'x', what: 'x', recipients: [{ name: 'x', locale: 'en' }] },
    },
  ],
  'instructions.show': (id) => [{ method: 'GET', path: `/api/v1/instructions/${id}` }],
  'instructions.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/instructions/${id}/withdraw`, body: { reason: 'x' } },
  ],
  'instruction-recipients.resend': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/resend`, body: {} },
  ],
  'instruction-recipients.link': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/link`, body: { means: 'x' } },
  ],
  'instruction-recipients.note': (id) => [
    { method: 'POST', path: `/api/v1/instruction-recipients/${id}/note`, body: { answer: 'done' } },
  ],
  'instruction-recipients.file': (id) => [
    { method: 'GET', path: `/api/v1/instruction-recipients/${id}/files/${neverId}` },
  ],
  'playbook-runs.list': (id) => [{ method: 'GET', path: `/api/v1/playbook-runs?subjectId=${id}` }],
  'playbook-runs.start': (id) => [
    { method: 'POST', path: '/api/v1/playbook-runs', body: { subjectId: id, code: 'phishing' } },
  ],
  'playbook-runs.difference': (id) => [{ method: 'GET', path: `/api/v1/playbook-runs/${id}/difference?to=1.0` }],
  'playbook-runs.change-step': (id) => [
    { method: 'POST', path: `/api/v1/playbook-runs/${id}/steps/hear`, body: { state: 'done' } },
  ],
  'playbook-runs.assign-step': (id) => [
    { method: 'POST', path: `/api/v1/playbook-runs/${id}/steps/hear/assignee`, body: { assigneeId: null } },
  ],
  'playbook-runs.move': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/move`, body: { to: '1.0' } }],
  'playbook-runs.end': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/end`, body: { reason: 'x' } }],
  'playbook-runs.resume': (id) => [{ method: 'POST', path: `/api/v1/playbook-runs/${id}/resume`, body: {} }],
  'reviews.show': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/review` }],
  'reviews.start': (id) => [{ method: 'POST', path: `/api/v1/subjects/${id}/review`, body: {} }],
  'reviews.change': (id) => [{ method: 'PATCH', path: `/api/v1/reviews/${id}`, body: emptyReview, version: 1 }],
  'reviews.finish': (id) => [{ method: 'POST', path: `/api/v1/reviews/${id}/finish`, body: {}, version: 1 }],
  'measures.add': (id) => [{ method: 'POST', path: '/api/v1/measures', body: { subjectId: id, ...anyMeasure } }],
  'measures.change': (id) => [{ method: 'PATCH', path: `/api/v1/measures/${id}`, body: anyMeasure, version: 1 }],
  'measures.close': (id) => [
    { method: 'POST', path: `/api/v1/measures/${id}/close`, body: { state: 'done', reason: 'x' }, version: 1 },
  ],
  'measures.reopen': (id) => [
    { method: 'POST', path: `/api/v1/measures/${id}/reopen`, body: { reason: 'x' }, version: 1 },
  ],
  'instructions.roll-out': (id) => [{ method: 'POST', path: `/api/v1/measures/${id}/roll-out`, body: anyRollOut }],
};
