import type { Refusal } from '@matoi/kernel';
import type { Reading } from '../commands/index.ts';
import type { Subject } from './subject.store.ts';

/** What a module declares about the records it registers, so that nobody else switches on a kind. */
export type SubjectKind = {
  readonly kind: string;
  /** Permission of the route that shows one: without it the record appears in no search and no stream. */
  readonly showPermission: string;
  /** May something be attached to it now (journal entries, later tasks, decisions …)? A refusal or null. */
  annotate(reading: Reading, subject: Subject): Promise<Refusal | null>;
};

export type SubjectKinds = ReadonlyMap<string, SubjectKind>;

/** Collects the declarations of all modules; two modules cannot claim one kind. */
export function subjectKinds(declared: readonly SubjectKind[]): SubjectKinds {
  const kinds = new Map(declared.map((one) => [one.kind, one]));
  if (kinds.size !== declared.length) throw new TypeError('two modules declare the same kind of record');
  return kinds;
}

/** Asks the owning module whether the record may be added to; an unknown kind is a mistake of ours. */
export async function mayAnnotate(reading: Reading, subject: Subject): Promise<Refusal | null> {
  const kind = reading.kinds.get(subject.kind);
  if (kind === undefined) throw new TypeError(`no module declares records of kind ${subject.kind}`);
  return kind.annotate(reading, subject);
}
