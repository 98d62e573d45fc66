import { openCompartment } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { type Actor, maySee } from '../access/index.ts';
import { defineCommand } from '../commands/index.ts';
import type { Subject, Work } from '../work/index.ts';
import { findSubject, moveSubject, subjectLink } from './subject.store.ts';

type Input = { readonly params: { readonly id: string }; readonly body: { readonly compartmentId: number } };
type Loaded = { readonly subject: Subject; readonly whole: Subject | null };

/** Who may move a record where: only into compartments one sees; out to everyone only a commander. */
export function mayRestrict(actor: Actor, { subject }: Loaded, { body }: Input): Refusal | null {
  if (!maySee(actor, body.compartmentId)) return refusal('subjects.restrict.compartment-unknown');
  if (
    body.compartmentId === openCompartment &&
    !actor.roles.includes('commander') &&
    subject.compartmentId !== openCompartment
  ) {
    return refusal('subjects.restrict.release-needs-commander');
  }
  return null;
}

/** A part moves with its whole, so it cannot be moved alone. */
export function decideMove({ subject, whole }: Loaded, { body }: Input): { readonly to: number } | Refusal {
  if (whole !== null) return refusal('subjects.restrict.part-of-another', { number: whole.number ?? whole.title });
  if (subject.compartmentId === body.compartmentId) return refusal('subjects.restrict.same');
  return { to: body.compartmentId };
}

/** Moves a record and all that hangs on it into another compartment. */
export const restrictSubject = defineCommand({
  id: 'subjects.restrict',
  async load(work: Work, input: Input): Promise<Loaded> {
    const subject = await findSubject(work, input.params.id, { forUpdate: true });
    const whole = subject.parentId === null ? null : await findSubject(work, subject.parentId);
    return { subject, whole };
  },
  permit: mayRestrict,
  decide: decideMove,
  async record(work, { loaded: { subject }, change }) {
    await moveSubject(work, subject.id, change.to);
    return {
      subjectId: subject.id,
      audit: { from: subject.compartmentId, to: change.to },
      facts: [{ kind: 'subject.moved' as const, from: subject.compartmentId, to: change.to }],
      result: { subject, to: change.to },
    };
  },
  async show(work, { subject, to }) {
    const compartment = await work.db
      .selectFrom('platform.compartment')
      .select(['id', 'name', 'is_open'])
      .where('id', '=', to)
      .executeTakeFirstOrThrow();
    return {
      subject: subjectLink(subject),
      compartment: { id: compartment.id, name: compartment.name, isOpen: compartment.is_open },
    };
  },
});
