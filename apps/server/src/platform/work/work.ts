import type { Fact } from '@matoi/contract';
import type { Id, RandomBytes, SubjectId } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { Subject, SubjectKinds } from './subject-kind.ts';

/** What every read gets: a transaction that sees the actor's compartments, and the moment of the request. */
export type Reading = {
  readonly db: Tx;
  readonly actor: Actor;
  readonly now: Date;
  /** What the modules declared about their records. */
  readonly kinds: SubjectKinds;
  /** Set where a person or machine reads: hears of each record that was asked for by name and is not open to everyone. */
  readonly noteRead?: (subject: Subject) => void;
};

/** What every command gets besides. Facts and jobs are written with the transaction or not at all. */
export type Work = Reading & {
  newId<Kind extends string>(): Id<Kind>;
  readonly random: RandomBytes;
  /** Records something that happened; subscribers learn of it after the commit. */
  fact(fact: Fact, subjectId: SubjectId | null): void;
};

/** What the pure part of a command may know besides the record. */
export type Given = { readonly now: Date; readonly actor: Actor };
