/** What every read and every command is given: the transaction, the actor, the moment, the kinds of records. */
export type { Signal, Subject, SubjectKind, SubjectKinds } from './subject-kind.ts';
export type { Given, Reading, Work } from './work.ts';
