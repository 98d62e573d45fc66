import { neverId, type Probes } from './probe.shapes.ts';

const writtenFrom = (subjectId: string) => ({
  subjectId,
  purpose: 'reply',
  to: [{ address: 'somebody@example.jp' }],
  title: 'x',
  text: 'x',
  locale: 'en',
  tlp: null,
});

const anyMapping = {
  at: ['a'],
  zoneColumn: null,
  zone: null,
  dayOrder: 'ymd',
  message: 'a',
  what: null,
  source: null,
  host: null,
  laneColumn: null,
  lane: 'systems',
};

export const caseworkProbes: Probes = {
  'attachments.describe': (id) => [
    { method: 'PATCH', path: `/api/v1/attachments/${id}`, body: { description: 'x' }, version: 1 },
  ],
  'attachments.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/attachments/${id}/withdraw`, body: { reason: 'x' }, version: 1 },
  ],
  'attachments.download': (id) => [{ method: 'GET', path: `/api/v1/attachments/${id}/content` }],
  'attachments.picture': (id) => [{ method: 'GET', path: `/api/v1/attachments/${id}/picture` }],
  'scope.show': (id) => [{ method: 'GET', path: `/api/v1/scope-items/${id}` }],
  'scope.change': (id) => [{ method: 'PATCH', path: `/api/v1/scope-items/${id}`, body: { name: 'x' }, version: 1 }],
  'scope.move': (id) => [
    { method: 'POST', path: `/api/v1/scope-items/${id}/move`, body: { state: 'contained', reason: 'x' }, version: 1 },
  ],
  'notes.write': (id) => [
    { method: 'PATCH', path: `/api/v1/notes/${id}`, body: { title: 'x', text: 'x' }, version: 1 },
  ],
  'notes.restore': (id) => [{ method: 'POST', path: `/api/v1/notes/${id}/restore`, body: { version: 1 }, version: 1 }],
  'notes.withdraw': (id) => [
    { method: 'POST', path: `/api/v1/notes/${id}/withdraw`, body: { reason: 'x' }, version: 1 },
  ],
  'notes.versions': (id) => [{ method: 'GET', path: `/api/v1/notes/${id}/versions` }],
  'notes.version': (id) => [{ method: 'GET', path: `/api/v1/notes/${id}/versions/1` }],
  'journal.list': (id) => [{ method: 'GET', path: `/api/v1/journal-entries?subjectId=${id}` }],
  'journal.add': (id) => [{ method: 'POST', path: '/api/v1/journal-entries', body: { subjectId: id, text: 'x' } }],
  'journal.correct': (id) => [
    {
      method: 'POST',
      path: `/api/v1/journal-entries/${id}/correct`,
      body: { text: 'x', occurredAt: '2026-01-05T00:00:00Z' },
    },
  ],
  'journal.versions': (id) => [{ method: 'GET', path: `/api/v1/journal-entries/${id}/versions` }],
  'timeline.picture': (id) => [{ method: 'GET', path: `/api/v1/timeline/picture?subjectId=${id}` }],
  'timeline.list': (id) => [{ method: 'GET', path: `/api/v1/timeline?subjectId=${id}` }],
  'timeline.export': (id) => [{ method: 'GET', path: `/api/v1/timeline/export?subjectId=${id}` }],
  'timeline.show-event': (id) => [{ method: 'GET', path: `/api/v1/timeline-events/${id}` }],
  'timeline.mark-event': (id) => [
    {
      method: 'POST',
      path: `/api/v1/timeline-events/${id}/mark`,
      body: { isStarred: true, note: null, tags: [] },
      version: 1,
    },
  ],
  'timeline-imports.list': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports?subjectId=${id}` }],
  'timeline-imports.show': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports/${id}` }],
  'timeline-imports.errors': (id) => [{ method: 'GET', path: `/api/v1/timeline-imports/${id}/errors` }],
  'timeline-imports.preview': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/preview`, body: anyMapping },
  ],
  'timeline-imports.run': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/run`, body: anyMapping, version: 1 },
  ],
  'timeline-imports.cancel': (id) => [{ method: 'POST', path: `/api/v1/timeline-imports/${id}/cancel`, body: {} }],
  'timeline-imports.undo': (id) => [
    { method: 'POST', path: `/api/v1/timeline-imports/${id}/undo`, body: {}, version: 1 },
  ],
  'correspondence.list': (id) => [{ method: 'GET', path: `/api/v1/messages?subjectId=${id}` }],
  'correspondence.files': (id) => [{ method: 'GET', path: `/api/v1/message-files?subjectId=${id}` }],
  'correspondence.retry': (id) => [{ method: 'POST', path: `/api/v1/messages/${id}/retry`, body: {} }],
  'correspondence.cancel': (id) => [{ method: 'POST', path: `/api/v1/messages/${id}/cancel`, body: {} }],
  'correspondence.prepare': (id) => [{ method: 'GET', path: `/api/v1/subjects/${id}/correspondence` }],
  'correspondence.preview': (id) => [{ method: 'POST', path: '/api/v1/messages/preview', body: writtenFrom(id) }],
  'correspondence.send': (id, known) => [
    { method: 'POST', path: '/api/v1/messages', body: writtenFrom(id) },
    { method: 'POST', path: '/api/v1/messages', body: { ...writtenFrom(known.reportId), answers: id } },
    { method: 'POST', path: '/api/v1/messages', body: { ...writtenFrom(known.reportId), attachments: [id] } },
  ],
  'correspondence.original': (id) => [{ method: 'GET', path: `/api/v1/messages/${id}/original` }],
  'correspondence.attachment': (id) => [{ method: 'GET', path: `/api/v1/messages/${id}/attachments/${neverId}` }],
  'correspondence.silence': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/mail-silence`, body: { scope: 'record', reason: 'x' } },
  ],
  'correspondence.end-silence': (id) => [
    { method: 'POST', path: `/api/v1/subjects/${id}/mail-silence/end`, body: { scope: 'record' } },
  ],
};
