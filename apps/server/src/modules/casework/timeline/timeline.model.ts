import type {
  ActorLink,
  JournalAct,
  JournalLane,
  TimelineDayOrder,
  TimelineEncoding,
  TimelineFormat,
  TimelineImportState,
  TimelineKind,
  TimelineProblem,
} from '@matoi/contract';

/** What the columns of a file mean. */
export type Mapping = {
  readonly at: readonly string[];
  readonly zoneColumn: string | null;
  readonly zone: string | null;
  readonly dayOrder: TimelineDayOrder;
  readonly message: string;
  readonly what: string | null;
  readonly source: string | null;
  readonly host: string | null;
  readonly laneColumn: string | null;
  readonly lane: JournalLane;
};

/** A column of a file with a few of its values. */
export type FoundColumn = { readonly name: string; readonly examples: readonly string[] };

/** How a file is read, found from its beginning. */
export type FoundFormat = {
  readonly format: TimelineFormat;
  readonly delimiter: string;
  readonly columns: readonly FoundColumn[];
  readonly mapping: Mapping;
  readonly needsZone: boolean;
};

/** A row of a file as an event. */
export type MachineEvent = {
  readonly line: number;
  readonly at: number;
  readonly lane: JournalLane;
  readonly source: string;
  readonly what: string;
  readonly host: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** A row that became no event. `value` is what it stumbled over. */
export type BadRow = { readonly line: number; readonly problem: TimelineProblem; readonly value: string };

export type JudgedRow = { readonly event: MachineEvent } | { readonly bad: BadRow };

export type TimelineImport = {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly fileId: string;
  readonly fileName: string;
  readonly size: number;
  readonly state: TimelineImportState;
  readonly format: TimelineFormat;
  readonly delimiter: string;
  readonly encoding: TimelineEncoding;
  readonly columns: readonly FoundColumn[];
  readonly mapping: Mapping;
  readonly needsZone: boolean;
  readonly events: number | null;
  readonly errors: number | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly sources: readonly SourceCount[];
  readonly cancelRequestedAt: Date | null;
  readonly wasTooMany: boolean;
  readonly createdAt: Date;
  readonly createdBy: ActorLink;
  readonly finishedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: ActorLink | null;
};

export type SourceCount = { readonly name: string; readonly count: number };

/** One thing in the timeline, whoever or whatever recorded it. */
export type TimelineItem = {
  readonly id: string;
  /** The record that it lies on. */
  readonly subjectId: string;
  readonly kind: TimelineKind;
  readonly lane: JournalLane;
  readonly at: Date;
  readonly until: Date | null;
  readonly isAssumed: boolean;
  readonly recordedAt: Date;
  /** Null for imported events. */
  readonly author: ActorLink | null;
  readonly version: number;
  readonly text: string | null;
  readonly act: { readonly code: JournalAct; readonly params: Readonly<Record<string, string>> } | null;
  readonly source: string | null;
  readonly what: string | null;
  readonly host: string | null;
  readonly isStarred: boolean;
  readonly note: string | null;
  readonly tags: readonly string[];
};

/** An imported event with its whole row. */
export type StoredEvent = TimelineItem & {
  readonly importId: string;
  readonly fileName: string;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly starredBy: ActorLink | null;
};

/** Which items of a record and of what was merged into it are meant. */
export type WholeFilter = Omit<ItemFilter, 'subjectId'> & { readonly subjectIds: readonly string[] };

/** Which items of one record are meant. */
export type ItemFilter = {
  readonly subjectId: string;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  readonly lanes?: readonly JournalLane[] | undefined;
  readonly kinds?: readonly TimelineKind[] | undefined;
  readonly events: 'all' | 'starred';
  readonly hidden?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly tag?: string | undefined;
  readonly text?: string | undefined;
};

export type Mark = { readonly isStarred: boolean; readonly note: string | null; readonly tags: readonly string[] };
