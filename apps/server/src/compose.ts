import { attachmentsModule } from './modules/casework/attachments/module.ts';
import { correspondenceModule } from './modules/casework/correspondence/module.ts';
import { decisionsModule } from './modules/casework/decisions/module.ts';
import { journalModule } from './modules/casework/journal/module.ts';
import { meetingsModule } from './modules/casework/meetings/module.ts';
import { notesModule } from './modules/casework/notes/module.ts';
import { relationsModule } from './modules/casework/relations/module.ts';
import { scopeModule } from './modules/casework/scope/module.ts';
import { tasksModule } from './modules/casework/tasks/module.ts';
import { timelineModule } from './modules/casework/timeline/module.ts';
import { authorityModule } from './modules/governance/authority/module.ts';
import { calloutModule } from './modules/governance/callout/module.ts';
import { charterModule } from './modules/governance/charter/module.ts';
import { offlinePackModule } from './modules/governance/offline-pack/module.ts';
import { teamModule } from './modules/governance/team/module.ts';
import { incidentsModule } from './modules/incident-management/incidents/module.ts';
import { ledgerModule } from './modules/incident-management/ledger/module.ts';
import { managementReportsModule } from './modules/incident-management/management-reports/module.ts';
import { obligationsModule } from './modules/incident-management/obligations/module.ts';
import { playbooksModule } from './modules/incident-management/playbooks/module.ts';
import { publicReportingModule } from './modules/incident-management/public-reporting/module.ts';
import { reportsModule } from './modules/incident-management/reports/module.ts';
import { sourcesModule } from './modules/incident-management/sources/module.ts';
import { specimensModule } from './modules/incident-management/specimens/module.ts';
import { triageModule } from './modules/incident-management/triage/module.ts';
import { lessonsModule } from './modules/knowledge-transfer/lessons/module.ts';
import { observablesModule } from './modules/situational-awareness/observables/module.ts';
import { pictureModule } from './modules/situational-awareness/picture/module.ts';
import type { Module } from './platform/composition/index.ts';

export { makePortal } from './portal/index.ts';

/** Every module of the program. This file is the only one that knows them all. */
export const modules: readonly Module[] = [
  teamModule,
  journalModule,
  relationsModule,
  attachmentsModule,
  scopeModule,
  notesModule,
  correspondenceModule,
  timelineModule,
  tasksModule,
  observablesModule,
  specimensModule,
  triageModule,
  playbooksModule,
  obligationsModule,
  calloutModule,
  sourcesModule,
  reportsModule,
  ledgerModule,
  publicReportingModule,
  lessonsModule,
  incidentsModule,
  managementReportsModule,
  authorityModule,
  charterModule,
  decisionsModule,
  meetingsModule,
  pictureModule,
  offlinePackModule,
];
