import { instantIn, type Refusal, refusal } from '@matoi/kernel';
import type { Instruction } from '../../casework/tasks/index.ts';
import type { Measure, RollOut } from './measure.model.ts';

/** The day of a moment in a zone, `2026-12-24`. */
export function dayIn(zone: string, moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

/** A measure is overdue from the day after its date on, while it is open. */
export function isOverdue({ state, dueOn }: Pick<Measure, 'state' | 'dueOn'>, today: string): boolean {
  return state === 'open' && dueOn < today;
}

/** Who owns it: an account that works there, or a name. */
export function decideOwner(
  asked: { readonly ownerId: string | null; readonly ownerName: string | null },
  able: readonly { readonly id: string; readonly name: string }[],
): Pick<Measure, 'ownerId' | 'ownerName'> | Refusal {
  if (asked.ownerId !== null) {
    const account = able.find(({ id }) => id === asked.ownerId);
    return account === undefined
      ? refusal('measures.add.cannot-work', {}, [{ path: 'body.ownerId', code: 'measures.add.cannot-work' }])
      : { ownerId: account.id, ownerName: account.name };
  }
  if (asked.ownerName !== null) return { ownerId: null, ownerName: asked.ownerName };
  return refusal('measures.add.no-owner', {}, [{ path: 'body.ownerName', code: 'measures.add.no-owner' }]);
}

export type MeasureMove = 'change' | 'close' | 'reopen';

const refusals = {
  change: 'measures.change.not-open',
  close: 'measures.close.not-open',
  reopen: 'measures.reopen.still-open',
} as const;

/** Open measures are changed and closed, closed ones reopened. */
export function decideMove({ state }: Pick<Measure, 'state'>, move: MeasureMove): Refusal | null {
  return (state === 'open') === (move !== 'reopen') ? null : refusal(refusals[move]);
}

/** A measure that nobody takes is not rolled out either. One that is done here is: other sites come after. */
export function decideRollOut({ state }: Pick<Measure, 'state'>): Refusal | null {
  return state === 'dropped' ? refusal('instructions.roll-out.dropped') : null;
}

/** How far other sites are, over all instructions of a measure that were not taken back; null where none was told. */
export function rollOutOf(instructions: readonly Pick<Instruction, 'withdrawn' | 'counts'>[]): RollOut | null {
  const told = instructions.filter(({ withdrawn }) => withdrawn === null);
  if (told.length === 0) return null;
  const sum = (of: keyof Omit<RollOut, 'instructions'>) => told.reduce((all, { counts }) => all + counts[of], 0);
  return {
    instructions: told.length,
    total: sum('total'),
    done: sum('done'),
    silent: sum('silent'),
    refused: sum('refused'),
    undelivered: sum('undelivered'),
  };
}

/** At which hour of its day a measure is reminded of, in the team's zone. */
const reminderHour = 9;
/** A measure that was due long before it was entered or changed needs no reminder: its list says so. Milliseconds. */
const tooLate = 86_400_000;

/** When its owner is reminded of a measure; null where nobody is. */
export function remindAt(
  measure: Pick<Measure, 'state' | 'dueOn' | 'version'>,
  given: { readonly version: number; readonly zone: string; readonly now: Date },
): Date | null {
  // A later change has a clock of its own.
  if (measure.state !== 'open' || measure.version !== given.version) return null;
  const wall = Date.parse(`${measure.dueOn}T00:00:00Z`) + reminderHour * 3_600_000;
  const at = instantIn(given.zone, wall);
  return at < given.now.getTime() - tooLate ? null : new Date(at);
}
