import type { ActorLink } from '@matoi/contract';

export type { ActorLink };

import type {
  KnownValueKind,
  ObservableDismissal,
  ObservableRole,
  ObservableSource,
  ObservableState,
  ObservableType,
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
  readonly correctedBy: ActorLink | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
};

/** What is written down of a value that was found or entered. */
export type NewOccurrence = Pick<
  Occurrence,
  'valueId' | 'type' | 'value' | 'snippet' | 'written' | 'count' | 'source' | 'state' | 'dismissal' | 'role'
>;

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
  readonly types: readonly ObservableType[] | undefined;
  readonly roles: readonly ObservableRole[] | undefined;
  readonly states: readonly ObservableState[] | undefined;
  /** Beginnings of values, any of them. */
  readonly beginnings: readonly string[] | undefined;
  /** Undefined: all records. */
  readonly subjectIds: readonly string[] | undefined;
};
