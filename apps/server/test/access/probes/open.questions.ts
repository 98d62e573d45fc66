import type { Route, RouteId } from '@matoi/contract';
import { secretWord } from '../secret.story.ts';
import type { OpenRecords } from './probe.shapes.ts';

const list = (...queries: string[]) => ['', '?limit=1', '?limit=200&sort=newest', ...queries];

/** What is asked of each route that answers without changing. A new route has to be entered here. */
export function questionsOf(route: Route, open: OpenRecords): readonly string[] {
  const about = open.reportNumber;
  switch (route.id as RouteId) {
    case 'reports.list':
      return list(
        '?sort=oldest&state=new',
        '?state=handled,closed',
        '?channel=mail',
        '?sort=due&snoozed=no',
        '?sort=priority&assignee=none&overdue=no',
        '?priority=none,1&class=none&unfinished=no',
        '?q=報告',
        `?q=${secretWord}`,
        '?q=csv',
        '?receivedAt.gte=2026-01-01T00:00:00Z&receivedAt.lt=2100-01-01T00:00:00Z',
      );
    case 'incidents.list':
      return list(
        '?sort=oldest&phase=triage',
        '?phase=closed',
        '?sort=severity&severity=none,high&tlp=none',
        '?sort=next-review',
        '?mine=any&class=none&review=none',
        `?related=${open.incidentId}`,
        '?q=2024-8935',
        `?q=${secretWord}`,
        '?openedAt.gte=2026-01-01T00:00:00Z',
      );
    case 'search.find':
      return [
        '?q=報告',
        `?q=${secretWord}`,
        '?q=極秘',
        '?q=極',
        '?q=CVE-2024-8935&limit=50',
        '?q=secret-host',
        '?q=REP-',
        '?q=INC',
        '?q=sato',
      ];
    case 'presence.list':
      return [`?subjectId=${about}`];
    case 'audit-entries.list':
      return list(
        '?action=subjects.restrict',
        '?action=mail.receive',
        '?action=incidents.open',
        `?actorId=${open.memberId}`,
        `?subjectId=${about}`,
        '?actorId=mail-intake',
        '?actorId=journal',
        '?at.gte=2026-01-01T00:00:00Z',
      );
    case 'timeline.picture':
    case 'timeline.list':
      return [
        `?subjectId=${open.incidentId}`,
        `?subjectId=${about}`,
        `?subjectId=${open.incidentId}&q=${secretWord}`,
        `?subjectId=${open.incidentId}&events=starred&lane=us`,
      ];
    case 'timeline-imports.list':
      return [`?subjectId=${open.incidentId}`, `?subjectId=${about}`];
    case 'journal.list':
      return [`?subjectId=${open.incidentId}`, `?subjectId=${about}&sort=occurred-newest&limit=1`];
    case 'tracking-links.list':
      return [`?subjectId=${about}`];
    case 'correspondence.list':
      return [`?subjectId=${about}`, `?subjectId=${open.reportId}&limit=1`];
    case 'correspondence.outgoing':
      return list('?state=sent,bounced', '?state=suppressed&automatic=yes', '?automatic=no');
    case 'observables.list':
      return list(
        '?sort=oldest',
        `?subjectId=${about}`,
        '?type=vulnerability,domain',
        `?q=${secretWord}`,
        '?q=secret-host',
        '?tag=secret-tag',
        '?tlp=none',
      );
    case 'observables.changes':
      return [`?subjectId=${about}`];
    case 'sightings.list':
      return [`?subjectId=${about}`, `?valueId=${open.valueId}`];
    case 'incidents.closing-check':
      return ['', '?outcome=not-an-incident'];
    case 'incidents.preview-merge':
      return [`?intoId=${about}`, `?intoId=${open.incidentId}`];
    case 'relations.list':
    case 'scope.list':
    case 'scope.summary':
    case 'call-outs.hours':
    case 'scope.numbers':
    case 'notes.list':
    case 'correspondence.files':
    case 'reports.files':
    case 'attachments.list':
      return [`?subjectId=${open.incidentId}`];
    case 'playbook-runs.list':
      return [`?subjectId=${open.incidentId}`];
    case 'playbook-runs.difference':
      return ['?to=1.0'];
    case 'playbooks.difference':
      return ['?from=1.0&to=1.0'];
    case 'specimens.list':
      return [`?subjectId=${about}`];
    case 'obligations.fact-history':
      return ['?key=data.personal'];
    case 'obligations.plan':
      return ['?format=docx&language=ja'];
    case 'decisions.waiting':
      return ['', `?subjectId=${open.incidentId}`, `?subjectId=${about}`];
    case 'decisions.log':
    case 'meetings.file':
      return ['?format=csv&language=ja'];
    case 'authority.difference':
      return ['?from=1&to=draft'];
    case 'authority.judge':
      return ['?actionKind=stop-service'];
    case 'authority.document':
      return ['?format=docx'];
    case 'charter.document':
      return ['?format=docx', '?format=txt&language=en'];
    case 'obligation-forms.file':
      return ['?content=form'];
    case 'filings.document':
      return ['?format=txt', '?format=docx'];
    case 'management-reports.file':
      return ['?format=pdf', '?format=docx'];
    case 'duty.plan':
      return ['?from=2026-11-23'];
    case 'measures.list':
      return list('?state=open,overdue', `?q=${secretWord}`);
    case 'correspondence.prepare':
      return ['', '?locale=en', '?to=sato@example.co.jp'];
    default:
      return [''];
  }
}

/** The open records that each route is asked about. A new route that takes a record has to be entered here. */
export const recordsOf = (open: OpenRecords): Readonly<Record<string, readonly string[]>> => ({
  'incidents.show': [open.incidentId],
  'incidents.summaries': [open.incidentId],
  'incidents.history': [open.incidentId],
  'incidents.closing-check': [open.incidentId],
  'incidents.preview-merge': [open.incidentId],
  'tasks.show': [open.taskId],
  'instructions.show': [open.instructionId],
  'call-outs.show': [open.callOutId],
  'instruction-recipients.file': [open.recipientId],
  'calendar-feed.read': [open.calendar],
  'duty-feed.read': [open.calendar],
  'offline-packs.download': [open.incidentId],
  'block-lists.read': ['domain.txt'],
  'reviews.show': [open.incidentId],
  'management-reports.list': [open.incidentId],
  'management-reports.show': [open.managementReportId],
  'management-reports.file': [open.managementReportId],
  'reports.show': [open.reportId, open.reportNumber],
  'tracking.show': [open.token],
  'tracking.file': [open.token],
  'reports.original': [open.reportId],
  'reports.attachment': [open.reportId],
  'reports.related': [open.reportId],
  'reports.headers': [open.reportId],
  'reports.html': [open.reportId],
  'correspondence.prepare': [open.reportId, open.incidentId],
  'observables.show': [open.valueId],
  'observables.occurrences': [open.valueId],
  'warning-lists.show': ['open-resolvers'],
  'warning-lists.hits': ['open-resolvers'],
  'ledger-imports.show': [open.importId],
  'ledger-imports.rows': [open.importId],
  'ledger-imports.problems': [open.importId],
  'specimens.download': [open.valueId],
  'journal.versions': [open.entryId],
  'timeline.show-event': [open.eventId],
  'timeline-imports.show': [open.eventImportId],
  'timeline-imports.errors': [open.eventImportId],
  'scope.show': [open.itemId],
  'notes.versions': [open.noteId],
  'notes.version': [open.noteId],
  'attachments.download': [open.fileId],
  'attachments.picture': [open.fileId],
  'obligations.show': [open.incidentId],
  'obligations.clocks': [open.incidentId],
  'obligations.fact-history': [open.incidentId],
  'obligations.plan': [open.incidentId],
  'decisions.list': [open.incidentId],
  'decisions.show': [open.decisionId],
  'decisions.log': [open.incidentId],
  'meetings.list': [open.incidentId],
  'meetings.show': [open.meetingId],
  'meetings.file': [open.meetingId],
  'authority.version': ['1'],
  'authority.document': ['1'],
  'charter.version': ['1'],
  'charter.document': ['1'],
  'obligation-forms.file': [open.formId],
  'filings.show': [open.filingId],
  'filings.document': [open.filingId],
  'playbooks.show': ['malware'],
  'playbooks.draft': ['malware'],
  'playbooks.difference': ['malware'],
  'playbook-runs.difference': [open.runId],
  'webhooks.list-deliveries': [open.webhookId],
  'correspondence.original': [open.messageId],
  'correspondence.attachment': [open.messageId],
});
