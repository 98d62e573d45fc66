import type {
  ActorLink,
  DocumentModel,
  Locale,
  MeetingLineKind,
  MeetingMail,
  MeetingState,
  MinutesFormat,
} from '@matoi/contract';
import type { SubjectId } from '@matoi/kernel';

export type Meeting = {
  readonly id: string;
  readonly subjectId: string;
  readonly compartmentId: number;
  readonly version: number;
  readonly number: string;
  readonly kind: string;
  /** The how-manieth of its kind on the record. */
  readonly ordinal: number;
  readonly title: string;
  readonly state: MeetingState;
  readonly place: string;
  readonly url: string;
  readonly bridge: string;
  readonly plannedBeginAt: Date;
  readonly plannedEndAt: Date | null;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly chairId: string | null;
  readonly scribeId: string | null;
  readonly summary: string;
  /** Accounts that wrote the summary, each once. */
  readonly summaryBy: readonly string[];
  readonly cancelReason: string;
  readonly correction: string;
  readonly previousId: string | null;
  readonly closing: Outcome | null;
};

/** From when until when somebody was there; still there while `leftAt` is null. ISO text. */
export type Stay = { readonly cameAt: string; readonly leftAt: string | null };

/** Who somebody is: a member, an account, or somebody outside by name. */
export type Who = {
  readonly memberId: string | null;
  readonly accountId: string | null;
  readonly name: string;
  readonly organisation: string;
  readonly role: string;
};

export type Attendee = Who & {
  readonly id: string;
  readonly address: string;
  readonly deputyFor: string;
  readonly stays: readonly Stay[];
  /** Why they are not there; null: nobody said that they are not. */
  readonly absence: string | null;
};

export type AgendaItem = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly decisionId: string | null;
  readonly taskId: string | null;
};

export type Line = {
  readonly id: string;
  readonly kind: MeetingLineKind;
  readonly text: string;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly recordedBy: ActorLink;
  readonly itemId: string | null;
  readonly attendeeId: string | null;
  readonly decisionId: string | null;
  readonly taskId: string | null;
  readonly supersedesId: string | null;
};

/** A decision as a meeting shows it; it is a record of its own. Times as ISO text. */
export type DecisionRef = {
  readonly id: string;
  readonly number: string;
  readonly kind: 'brief' | 'oral' | 'order' | 'emergency';
  readonly state: 'open' | 'awaiting-second' | 'decided' | 'declined' | 'withdrawn';
  readonly waitsFor: 'decision' | 'second' | 'confirmation' | 'report' | null;
  readonly question: string;
  readonly outcome: string;
  readonly by: string;
  readonly rule: string;
  readonly saidAt: string | null;
  readonly recordedAt: string | null;
  readonly options: readonly { readonly key: string; readonly title: string }[];
};

/** A task as a meeting shows it; it is a record of its own. */
export type TaskRef = {
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'in-progress' | 'done' | 'cancelled' | 'not-applicable';
  readonly assignee: string;
  readonly dueAt: string | null;
};

/** What came out of a meeting, as it stood at one moment. */
export type Outcome = { readonly decisions: readonly DecisionRef[]; readonly tasks: readonly TaskRef[] };

export type MinutesFile = {
  readonly fileId: string;
  readonly language: Locale;
  readonly format: MinutesFormat;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
};

export type Documents = Readonly<Record<Locale, DocumentModel>>;

/** Minutes as they were confirmed. */
export type Minutes = {
  readonly id: string;
  readonly edition: number;
  readonly reason: string;
  readonly confirmedAt: Date;
  readonly confirmedBy: ActorLink;
  readonly documents: Documents;
  readonly sha256: Buffer;
  readonly files: readonly MinutesFile[];
};

export type Delivery = {
  readonly what: MeetingMail;
  readonly edition: number | null;
  readonly to: readonly string[];
  readonly at: Date;
  readonly by: ActorLink;
};

/** A meeting with everything that belongs to it. */
export type Whole = {
  readonly meeting: Meeting;
  /** The record that it is about. */
  readonly subject: {
    readonly id: SubjectId;
    readonly kind: string;
    readonly number: string | null;
    readonly title: string;
    readonly compartmentId: number;
    readonly parentId: SubjectId | null;
  };
  readonly attendees: readonly Attendee[];
  readonly items: readonly AgendaItem[];
  readonly lines: readonly Line[];
  /** What came out of it, as it stands now. */
  readonly outcome: Outcome;
  readonly editions: readonly Minutes[];
};
