import type { FilingKind, FilingState, Locale } from '@matoi/contract';
import type { DraftSection, Facts } from './obligation.model.ts';
import type { ActorLink } from './record.model.ts';

/** What was written by hand in place of what the record says, by field. `basedOn` is what it said then. */
export type Texts = Readonly<Record<string, { readonly text: string; readonly basedOn: string }>>;

/** The text of a filing as it left, or would leave. */
export type FilingText = {
  readonly title: string;
  readonly recipient: string;
  readonly sections: readonly DraftSection[];
};

/** A report or notice to one recipient. */
export type DutyFiling = {
  readonly id: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly version: number;
  readonly regimeId: string;
  readonly regimeVersion: number;
  readonly stage: string;
  readonly recipient: string;
  readonly kind: FilingKind;
  readonly language: Locale;
  readonly state: FilingState;
  readonly texts: Texts;
  readonly startedAt: Date;
  readonly startedBy: ActorLink;
  readonly changedAt: Date;
  readonly changedBy: ActorLink;
  /** Ids of everybody who wrote on it: none of them approves it. */
  readonly authors: readonly string[];
  readonly approval: { readonly at: Date; readonly by: ActorLink; readonly hash: string } | null;
  readonly filed: Filed | null;
};

/** What is kept of a filing for ever. */
export type Filed = {
  /** When it reached the recipient, as somebody says. */
  readonly at: Date;
  readonly channel: string;
  readonly receipt: string | null;
  readonly fileId: string | null;
  readonly text: FilingText;
  /** What the recipient was told. */
  readonly told: Facts;
  readonly sha256: string;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
};
