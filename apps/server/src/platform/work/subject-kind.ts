import type { Pap, Severity, Tlp, TriagePriority } from '@matoi/contract';
import type { Refusal, SubjectId } from '@matoi/kernel';
import type { Reading } from './work.ts';

/** A record as the registry knows it. */
export type Subject = {
  readonly id: SubjectId;
  readonly kind: string;
  readonly number: string | null;
  readonly title: string;
  readonly compartmentId: number;
  readonly parentId: SubjectId | null;
};

/** What of a record can call people out of bed. */
export type Signal = {
  readonly subjectId: SubjectId;
  readonly kind: 'report' | 'incident';
  /** When it came in or was opened. */
  readonly at: Date;
  /** Of a report: what a person decided, or else what the rules propose. */
  readonly priority: TriagePriority | null;
  /** Of an incident. */
  readonly severity: Severity | null;
  readonly classCode: string | null;
  readonly source: string | null;
  readonly mailboxId: string | null;
  /** It came outside of the hours of work of the team. */
  readonly isOffHours: boolean;
  /** Somebody still has to do something about it. */
  readonly isOpen: boolean;
};

/** What a module declares about the records it registers, so that nobody else switches on a kind. */
export type SubjectKind = {
  readonly kind: string;
  /** Permission of the route that shows one: without it the record appears in no search and no stream. */
  readonly showPermission: string;
  /** May something be attached to it now (journal entries, later tasks, decisions …)? A refusal or null. */
  annotate(reading: Reading, subject: Subject): Promise<Refusal | null>;
  /** To whom its content may be told (TLP 2.0); left out by kinds that are not marked. Null: nobody said. */
  tlp?(reading: Reading, subject: Subject): Promise<Tlp | null>;
  /** What may be done with what is known from it (PAP); left out and null as above. */
  pap?(reading: Reading, subject: Subject): Promise<Pap | null>;
  /** How bad it is, where the module grades its records; left out and null as above. */
  severity?(reading: Reading, subject: Subject): Promise<Severity | null>;
  /** For kinds that people are called for: how urgent a record is now, and what came in since a moment (at most 5,000, the newest). */
  readonly signals?: {
    of(reading: Reading, subject: Subject): Promise<Signal>;
    since(reading: Reading, since: Date): Promise<readonly Signal[]>;
  };
};

export type SubjectKinds = ReadonlyMap<string, SubjectKind>;
