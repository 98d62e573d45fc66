import { filesSection, filesTab } from '../areas/casework/attachments/section.ts';
import {
  acknowledgementSection,
  correspondenceSection,
  messageFilesSection,
} from '../areas/casework/correspondence/section.ts';
import { decisionsTab, waitingDecisionsSection } from '../areas/casework/decisions/section.ts';
import { journalSection } from '../areas/casework/journal/section.ts';
import { meetingLink } from '../areas/casework/meetings/links.ts';
import { meetingShortSection, meetingsTab } from '../areas/casework/meetings/section.ts';
import { notesTab } from '../areas/casework/notes/section.ts';
import { relationsSection } from '../areas/casework/relations/section.ts';
import { scopeSection, scopeTab } from '../areas/casework/scope/section.ts';
import { reportTasksSection, tasksSection, tasksTab } from '../areas/casework/tasks/section.ts';
import { timelineSection } from '../areas/casework/timeline/section.ts';
import { callOutSection, callStatusSection } from '../areas/governance/callout/section.ts';
import { incidentLink } from '../areas/incident-management/incidents/links.ts';
import {
  historySection,
  overviewSection,
  peopleSection,
  summarySection,
} from '../areas/incident-management/incidents/section.ts';
import { ledgerImportLink } from '../areas/incident-management/ledger/links.ts';
import { managementReportsTab } from '../areas/incident-management/management-reports/section.ts';
import {
  nextClockSection,
  obligationsShortSection,
  obligationsTab,
  triageFactsSection,
} from '../areas/incident-management/obligations/section.ts';
import { nextStepSection, playbookSection } from '../areas/incident-management/playbooks/section.ts';
import { trackingLinkSection } from '../areas/incident-management/public-reporting/section.ts';
import { reportLink } from '../areas/incident-management/reports/links.ts';
import { callSection, reportFilesSection } from '../areas/incident-management/reports/section.ts';
import { specimensSection } from '../areas/incident-management/specimens/section.ts';
import { reviewTab } from '../areas/knowledge-transfer/lessons/section.ts';
import { restrictSection, sightSection } from '../areas/platform/compartments/section.ts';
import {
  observablesSection,
  observablesShortSection,
  observablesTab,
} from '../areas/situational-awareness/observables/section.ts';
import type { Registry } from '../shared/registry.tsx';

/** What the modules contribute to the pages of others. A new module adds its lines here and changes no page. */
export const registry: Registry = {
  sections: [
    summarySection,
    overviewSection,
    historySection,
    peopleSection,
    relationsSection,
    journalSection,
    timelineSection,
    tasksTab,
    decisionsTab,
    waitingDecisionsSection,
    meetingsTab,
    meetingShortSection,
    obligationsTab,
    obligationsShortSection,
    triageFactsSection,
    nextClockSection,
    managementReportsTab,
    reviewTab,
    tasksSection,
    reportTasksSection,
    nextStepSection,
    playbookSection,
    specimensSection,
    observablesSection,
    observablesShortSection,
    observablesTab,
    correspondenceSection,
    acknowledgementSection,
    callSection,
    callOutSection,
    callStatusSection,
    trackingLinkSection,
    restrictSection,
    sightSection,
    scopeSection,
    scopeTab,
    notesTab,
    filesSection,
    filesTab,
    reportFilesSection,
    messageFilesSection,
  ],
  links: { 'ledger-import': ledgerImportLink, report: reportLink, incident: incidentLink, meeting: meetingLink },
};
