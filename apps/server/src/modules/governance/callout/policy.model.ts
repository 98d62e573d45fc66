import type { ActorLink, Severity, TriagePriority } from '@matoi/contract';
import type { Step } from './call.model.ts';

/** When people are called by themselves, and in which order. An empty list does not narrow. */
export type Policy = {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  /** Of reports. */
  readonly priorities: readonly TriagePriority[];
  /** Of incidents. */
  readonly severities: readonly Severity[];
  readonly classCodes: readonly string[];
  readonly sources: readonly string[];
  readonly mailboxIds: readonly string[];
  readonly onlyOffHours: boolean;
  readonly steps: readonly Step[];
  readonly repeat: number;
};

/** All rules as they were set at one moment; version 0 is what comes with the program. */
export type PolicyEdition = {
  readonly version: number;
  readonly policies: readonly Policy[];
  readonly setAt: Date | null;
  readonly setBy: ActorLink | null;
};

/** What rules look at: how urgent a record is and where it came from, as the platform's kinds of records say it. */
export type Signal = {
  readonly subjectId: string;
  readonly kind: 'report' | 'incident';
  readonly at: Date;
  readonly priority: TriagePriority | null;
  readonly severity: Severity | null;
  readonly classCode: string | null;
  readonly source: string | null;
  readonly mailboxId: string | null;
  readonly isOffHours: boolean;
  readonly isOpen: boolean;
};
