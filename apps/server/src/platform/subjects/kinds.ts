import type { Pap, Severity, Tlp } from '@matoi/contract';
import type { Refusal } from '@matoi/kernel';
import type { Reading, Subject, SubjectKind, SubjectKinds } from '../work/index.ts';

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

/** To whom the content of a record may be told, as its owning module says; null where nobody said. */
export async function tlpOf(reading: Reading, subject: Subject): Promise<Tlp | null> {
  return (await reading.kinds.get(subject.kind)?.tlp?.(reading, subject)) ?? null;
}

/** What may be done with what is known from a record, as its owning module says; null where nobody said. */
export async function papOf(reading: Reading, subject: Subject): Promise<Pap | null> {
  return (await reading.kinds.get(subject.kind)?.pap?.(reading, subject)) ?? null;
}

/** How bad a record is, as its owning module says; null where nobody decided. */
export async function severityOf(reading: Reading, subject: Subject): Promise<Severity | null> {
  return (await reading.kinds.get(subject.kind)?.severity?.(reading, subject)) ?? null;
}
