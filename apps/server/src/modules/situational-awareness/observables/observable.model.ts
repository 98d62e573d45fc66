import type { ActorLink } from '@matoi/contract';

export type { ActorLink };

import type {
  KnownValueKind,
  ObservableDismissal,
  ObservableRole,
  ObservableSource,
  ObservableState,
  ObservableType,
  Pap,
  Tlp,
} from '@matoi/contract';

/** A value on a record. */
export type Occurrence = {
  readonly id: string;
  readonly subjectId: string;
  /** The same for this type and value on every record. */
  readonly valueId: string;
  readonly type: ObservableType;
  readonly value: string;
  /** The words around the first place. */
  readonly snippet: string;
  readonly written: string;
  readonly count: number;
  readonly source: ObservableSource;
  readonly state: ObservableState;
  readonly dismissal: ObservableDismissal | null;
  readonly role: ObservableRole;
  readonly tags: readonly string[];
  /** Why it matters here. */
  readonly note: string;
  /** How far it may be told and used, as somebody said of it; null: as its record. */
  readonly tlp: Tlp | null;
  readonly pap: Pap | null;
  readonly recordTlp: Tlp | null;
  readonly recordPap: Pap | null;
  readonly compartmentId: number;
  readonly correctedBy: ActorLink | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
};

/** What is written down of a value that was found or entered. */
export type NewOccurrence = Pick<
  Occurrence,
  'valueId' | 'type' | 'value' | 'snippet' | 'written' | 'count' | 'source' | 'state' | 'dismissal' | 'role'
> &
  Partial<Marks>;

/** What people say of a value beyond its role. */
export type Marks = Pick<Occurrence, 'tags' | 'note' | 'tlp' | 'pap'>;

/** How a record is marked. */
export type RecordMarking = Pick<Occurrence, 'recordTlp' | 'recordPap'>;

/** What the team knows. */
export type KnownValue = {
  readonly id: string;
  readonly kind: KnownValueKind;
  readonly type: ObservableType;
  readonly value: string;
  readonly reason: string;
  readonly addedAt: Date;
  readonly addedBy: ActorLink;
};

export type Filters = {
  readonly types?: readonly ObservableType[] | undefined;
  readonly roles?: readonly ObservableRole[] | undefined;
  readonly states?: readonly ObservableState[] | undefined;
  readonly tag?: string | undefined;
  /** What holds for the value: its own marking, else that of its record. */
  readonly tlp?: Tlp | 'none' | undefined;
  /** What is under TLP:RED is left out. */
  readonly isWithoutRed?: boolean | undefined;
  /** Beginnings of values, any of them. */
  readonly beginnings?: readonly string[] | undefined;
  /** Undefined: all records. */
  readonly subjectIds?: readonly string[] | undefined;
};
