import type { RouteId } from '@matoi/contract';
import { attachmentsRequests, hiddenAttachmentsRequests } from './attachments.requests.ts';
import { calloutRequests, hiddenCalloutRequests } from './callout.requests.ts';
import { caseworkRequests, hiddenCaseworkRequests } from './casework.requests.ts';
import { charterRequests } from './charter.requests.ts';
import { decisionsRequests, hiddenDecisionsRequests } from './decisions.requests.ts';
import { hiddenIncidentHandlingRequests, incidentHandlingRequests } from './incident-handling.requests.ts';
import { hiddenIncidentsRequests, incidentsRequests } from './incidents.requests.ts';
import { hiddenLedgerRequests, ledgerRequests } from './ledger.requests.ts';
import { hiddenLessonsRequests, lessonsRequests } from './lessons.requests.ts';
import { hiddenManagementReportsRequests, managementReportsRequests } from './management-reports.requests.ts';
import { hiddenMeetingRequests, meetingRequests } from './meetings.requests.ts';
import { hiddenNotesRequests, notesRequests } from './notes.requests.ts';
import { hiddenObligationsRequests, obligationsRequests } from './obligations.requests.ts';
import { hiddenObservablesRequests, observablesRequests } from './observables.requests.ts';
import { pictureRequests } from './picture.requests.ts';
import { hiddenPlatformRequests, platformRequests } from './platform.requests.ts';
import { hiddenPlaybooksRequests, playbooksRequests } from './playbooks.requests.ts';
import { hiddenPortalRequests, portalRequests } from './portal.requests.ts';
import { pushRequests } from './push.requests.ts';
import { hiddenReportsRequests, reportsRequests } from './reports.requests.ts';
import { hiddenScopeRequests, scopeRequests } from './scope.requests.ts';
import type { HiddenRequests, Prepare } from './shapes.ts';
import { sourcesRequests } from './sources.requests.ts';
import { hiddenTasksRequests, tasksRequests } from './tasks.requests.ts';
import { teamRequests } from './team.requests.ts';
import { hiddenTimelineRequests, timelineRequests } from './timeline.requests.ts';
import { triageRequests } from './triage.requests.ts';

export type { Aim, Caller, Prepared } from './shapes.ts';

/** For each route a request that is right; a route without one does not compile and fails the matrix. */
export const preparedRequests: Readonly<Record<RouteId, Prepare>> = {
  ...platformRequests,
  ...pushRequests,
  ...portalRequests,
  ...reportsRequests,
  ...sourcesRequests,
  ...triageRequests,
  ...playbooksRequests,
  ...ledgerRequests,
  ...incidentsRequests,
  ...incidentHandlingRequests,
  ...caseworkRequests,
  ...tasksRequests,
  ...attachmentsRequests,
  ...scopeRequests,
  ...notesRequests,
  ...timelineRequests,
  ...observablesRequests,
  ...lessonsRequests,
  ...managementReportsRequests,
  ...obligationsRequests,
  ...teamRequests,
  ...pictureRequests,
  ...decisionsRequests,
  ...meetingRequests,
  ...charterRequests,
  ...calloutRequests,
};

/** The same request about a record that the caller cannot see, for every route that addresses one. */
export const hiddenRequests: Partial<Readonly<Record<RouteId, HiddenRequests[string]>>> = {
  ...hiddenPlatformRequests,
  ...hiddenPortalRequests,
  ...hiddenReportsRequests,
  ...hiddenLedgerRequests,
  ...hiddenIncidentsRequests,
  ...hiddenIncidentHandlingRequests,
  ...hiddenPlaybooksRequests,
  ...hiddenCaseworkRequests,
  ...hiddenTasksRequests,
  ...hiddenAttachmentsRequests,
  ...hiddenScopeRequests,
  ...hiddenNotesRequests,
  ...hiddenTimelineRequests,
  ...hiddenObservablesRequests,
  ...hiddenLessonsRequests,
  ...hiddenManagementReportsRequests,
  ...hiddenObligationsRequests,
  ...hiddenDecisionsRequests,
  ...hiddenMeetingRequests,
  ...hiddenCalloutRequests,
};
