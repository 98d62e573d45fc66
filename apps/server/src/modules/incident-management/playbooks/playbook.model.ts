import type { ActorLink } from '@matoi/contract';

export type { ActorLink };

import type { EvidenceKind, PlaybookOrigin, PlaybookSeverity, ResponseOf, RouteWith } from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';

/** What a version of a playbook says: plain data, never code. */
export type Definition = ResponseOf<RouteWith<'playbooks.show'>>['definition'];
export type PlaybookStep = Definition['steps'][number];
export type Question = Definition['questions'][number];
export type Clause = PlaybookStep['when'][number];
export type Difference = ResponseOf<RouteWith<'playbooks.difference'>>['items'][number];

/** One version without what it says. `1.0` came with the program, `1.2` is the second that the team has published. */
export type VersionHead = {
  readonly code: string;
  readonly edition: number;
  /** 0: as the program brought it. */
  readonly revision: number;
  readonly label: string;
  readonly origin: PlaybookOrigin;
  /** A date in the team's zone. */
  readonly effectiveOn: string;
  readonly publishedAt: Date;
  readonly publishedBy: ActorLink | null;
  readonly note: string | null;
};
export type Version = VersionHead & { readonly definition: Definition };

/** What somebody is preparing; `definition` is null when there is nothing. */
export type Draft = {
  readonly code: string;
  readonly definition: Definition | null;
  readonly basedOn: string | null;
  readonly version: number;
  readonly savedAt: Date;
  readonly savedBy: ActorLink;
};

/** A file or a note of the record, by the name that it had when it was named. */
export type EvidenceOn = { readonly kind: EvidenceKind; readonly id: string; readonly name: string };

/** How one step of a run stands, as people have set it. A step that nobody has touched has none. */
export type StepRecord = {
  readonly state: 'open' | 'doing' | 'done' | 'not-applicable';
  readonly answer: string | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly evidence: string | null;
  /** A file or note of the record; left out by runs of before. */
  readonly evidenceOn?: EvidenceOn | null;
  readonly waiver: { readonly allowedBy: string; readonly reason: string } | null;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  /** The task by which the assignee has it. */
  readonly taskId: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: ActorLink;
};
export type Progress = Readonly<Record<string, StepRecord>>;

/** One use of a playbook on a record. */
export type Run = {
  readonly id: string;
  readonly subjectId: SubjectId;
  readonly code: string;
  readonly label: string;
  readonly progress: Progress;
  readonly startedAt: Date;
  readonly startedBy: ActorLink;
  readonly endedAt: Date | null;
  readonly endedBy: ActorLink | null;
  readonly endReason: string | null;
};

/** What is known of a record beside the answers; null is not known, and hides nothing. */
export type Known = { readonly classCode: string | null; readonly severity: PlaybookSeverity | null };
