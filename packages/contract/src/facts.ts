import type { AttachmentFact } from './casework/attachments.facts.ts';
import type { CorrespondenceFact } from './casework/correspondence.facts.ts';
import type { DecisionFact } from './casework/decisions.facts.ts';
import type { JournalFact } from './casework/journal.facts.ts';
import type { MeetingFact } from './casework/meetings.facts.ts';
import type { NoteFact } from './casework/notes.facts.ts';
import type { RelationFact } from './casework/relations.facts.ts';
import type { ScopeFact } from './casework/scope.facts.ts';
import type { TaskFact } from './casework/tasks.facts.ts';
import type { TimelineFact } from './casework/timeline.facts.ts';
import type { AuthorityFact } from './governance/authority.facts.ts';
import type { CalloutFact } from './governance/callout.facts.ts';
import type { CharterFact } from './governance/charter.facts.ts';
import type { OfflinePackFact } from './governance/offline-pack.facts.ts';
import type { TeamFact } from './governance/team.facts.ts';
import type { IncidentFact } from './incident-management/incidents.facts.ts';
import type { LedgerFact } from './incident-management/ledger.facts.ts';
import type { ManagementReportFact } from './incident-management/management-reports.facts.ts';
import type { ObligationFact } from './incident-management/obligations.facts.ts';
import type { PlaybookFact } from './incident-management/playbooks.facts.ts';
import type { ReportFact } from './incident-management/reports.facts.ts';
import type { SpecimenFact } from './incident-management/specimens.facts.ts';
import type { LessonsFact } from './knowledge-transfer/lessons.facts.ts';
import type { PlatformFact } from './platform/platform.facts.ts';
import type { ObservableFact } from './situational-awareness/observables.facts.ts';

/** Everything that can have happened, told apart by `kind`. */
export type Fact =
  | ReportFact
  | LedgerFact
  | IncidentFact
  | JournalFact
  | RelationFact
  | TimelineFact
  | AttachmentFact
  | ScopeFact
  | NoteFact
  | CorrespondenceFact
  | TaskFact
  | ObservableFact
  | SpecimenFact
  | LessonsFact
  | ManagementReportFact
  | ObligationFact
  | CalloutFact
  | PlaybookFact
  | AuthorityFact
  | CharterFact
  | DecisionFact
  | MeetingFact
  | TeamFact
  | OfflinePackFact
  | PlatformFact;
export type FactKind = Fact['kind'];
export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>;
