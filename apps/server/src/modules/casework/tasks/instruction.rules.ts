import type { InstructionAnswer, InstructionState } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Clock, Counts, NewRecipient, RecipientTimes } from './instruction.model.ts';

/** The default times as they stand in `data/instruction.clock.v1.json`. */
export type ClockDefaults = {
  readonly remindAfterMinutes: number;
  readonly remindBeforeMinutes: number;
  readonly escalateAfterMinutes: number;
  readonly withDue: {
    readonly remindAfterShare: number;
    readonly remindBeforeShare: number;
    readonly escalateAfterShare: number;
  };
  readonly leastMinutes: number;
};

const minute = 60_000;

/**
 * The times of an instruction: those that were given, for the others the defaults, which shrink with the time until it is
 * due, so that somebody hears of the silence while there is still time.
 */
export function clockOf(
  given: { readonly [Key in keyof Clock]?: Clock[Key] | undefined },
  at: { readonly sentAt: Date; readonly dueAt: Date | null },
  defaults: ClockDefaults,
): Clock {
  const untilDue = at.dueAt === null ? null : (at.dueAt.getTime() - at.sentAt.getTime()) / minute;
  const within = (most: number, share: number) =>
    untilDue === null ? most : Math.max(defaults.leastMinutes, Math.min(most, Math.floor(untilDue * share)));
  const { withDue } = defaults;
  return {
    remindAfter: orNever(given.remindAfter, within(defaults.remindAfterMinutes, withDue.remindAfterShare)),
    remindBefore:
      untilDue === null
        ? null
        : orNever(given.remindBefore, within(defaults.remindBeforeMinutes, withDue.remindBeforeShare)),
    escalateAfter: orNever(given.escalateAfter, within(defaults.escalateAfterMinutes, withDue.escalateAfterShare)),
  };
}

function orNever(given: number | null | undefined, otherwise: number): number | null {
  return given === undefined ? otherwise : given;
}

/** Whether an instruction may be sent as it was written: the first reason against it, or null. */
export function refusalOfSending(given: {
  readonly recipients: readonly Pick<NewRecipient, 'address'>[];
  readonly dueAt: Date | null;
  readonly now: Date;
}): Refusal | null {
  if (given.dueAt !== null && given.dueAt <= given.now)
    return refusal('instructions.send.due-passed', {}, [{ path: 'body.dueAt', code: 'due-passed' }]);
  const seen = new Set<string>();
  for (const [at, { address }] of given.recipients.entries()) {
    if (address === null) continue;
    const key = address.toLowerCase();
    if (seen.has(key))
      return refusal('instructions.send.same-address', { address }, [
        { path: `body.recipients.${at}.address`, code: 'same-address', params: { address } },
      ]);
    seen.add(key);
  }
  return null;
}

/**
 * How far a recipient is, from what has happened: the last word of the recipient counts most, then that nothing reached
 * them, then that the link was opened.
 */
export function stateOf(times: Omit<RecipientTimes, 'remindedAt' | 'dueRemindedAt' | 'escalatedAt'>): InstructionState {
  if (times.withdrawnAt !== null) return 'withdrawn';
  if (times.doneAt !== null) return 'done';
  const { acknowledgedAt, refusedAt } = times;
  if (refusedAt !== null && (acknowledgedAt === null || refusedAt >= acknowledgedAt)) return 'refused';
  if (acknowledgedAt !== null) return 'acknowledged';
  if (times.openedAt !== null) return 'opened';
  if (times.bouncedAt !== null) return 'bounced';
  if (times.sentAt !== null) return 'sent';
  return times.withheldAt !== null ? 'withheld' : 'queued';
}

/** True while nobody has heard a word of the recipient. That a link was opened is no word. */
export function isSilent(state: InstructionState): boolean {
  switch (state) {
    case 'queued':
    case 'sent':
    case 'withheld':
    case 'bounced':
    case 'opened':
      return true;
    case 'acknowledged':
    case 'refused':
    case 'done':
    case 'withdrawn':
      return false;
  }
}

/** True while the recipient could still say something that counts. */
export function isWaiting(state: InstructionState): boolean {
  return isSilent(state) || state === 'acknowledged';
}

/** The order in which recipients are shown: the silent ones first, those that nothing reached before all. */
const urgency: readonly InstructionState[] = [
  'bounced',
  'withheld',
  'queued',
  'sent',
  'opened',
  'refused',
  'acknowledged',
  'done',
  'withdrawn',
];

/** Puts the silent ones on top; among equals the order in which they were named. */
export function bySilence<R extends { readonly state: InstructionState; readonly rank: number }>(
  recipients: readonly R[],
): readonly R[] {
  return [...recipients].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || a.rank - b.rank);
}

/** The counts of an instruction from the states of its recipients. */
export function countsOf(states: readonly InstructionState[]): Counts {
  const count = (holds: (state: InstructionState) => boolean) => states.filter(holds).length;
  return {
    total: states.length,
    silent: count(isSilent),
    refused: count((state) => state === 'refused'),
    undelivered: count((state) => state === 'bounced' || state === 'withheld'),
    done: count((state) => state === 'done'),
    waiting: count(isWaiting),
  };
}

export type FollowUp =
  | { readonly act: 'remind' | 'remind-due' | 'escalate' }
  | { readonly act: 'wait'; readonly until: Date }
  | { readonly act: 'nothing' };

/**
 * What the clock of a recipient says: remind of silence, remind before the time is over, tell the superior of silence or
 * of what is overdue, wait, or be still for good. Each of the three happens at most once; what was missed while the program
 * stood is made up for, except a reminder whose superior is told at the same moment.
 */
export function followUpOf(given: {
  readonly sentAt: Date;
  readonly dueAt: Date | null;
  readonly clock: Clock;
  readonly state: InstructionState;
  readonly times: Pick<RecipientTimes, 'remindedAt' | 'dueRemindedAt' | 'escalatedAt'>;
  readonly now: Date;
}): FollowUp {
  const { sentAt, dueAt, clock, state, times, now } = given;
  if (!isWaiting(state)) return { act: 'nothing' };
  const after = (minutes: number) => new Date(sentAt.getTime() + minutes * minute);
  const steps: { readonly act: 'remind' | 'remind-due' | 'escalate'; readonly at: Date }[] = [];
  if (clock.escalateAfter !== null && times.escalatedAt === null) {
    if (isSilent(state)) steps.push({ act: 'escalate', at: after(clock.escalateAfter) });
    // Whoever took it on and is late is as far from done as whoever is silent.
    if (dueAt !== null) steps.push({ act: 'escalate', at: dueAt });
  }
  if (isSilent(state)) {
    // Once the superior knows, a reminder of the silence comes too late.
    if (clock.remindAfter !== null && times.remindedAt === null && times.escalatedAt === null)
      steps.push({ act: 'remind', at: after(clock.remindAfter) });
  }
  if (clock.remindBefore !== null && dueAt !== null && times.dueRemindedAt === null)
    steps.push({ act: 'remind-due', at: new Date(dueAt.getTime() - clock.remindBefore * minute) });
  const due = steps.find(({ at }) => at <= now);
  if (due !== undefined) return { act: due.act };
  const [next] = steps.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  return next === undefined ? { act: 'nothing' } : { act: 'wait', until: next };
}

/**
 * Whether a recipient may say this now. What was refused can be taken on after all, what was taken on can be refused; what
 * is done is done, and a word can be added as long as the instruction stands.
 */
export function mayAnswer(state: InstructionState, answer: InstructionAnswer): boolean {
  switch (state) {
    case 'withdrawn':
      return false;
    case 'done':
      return answer === 'note';
    case 'acknowledged':
      return answer !== 'acknowledged';
    case 'refused':
      return answer !== 'refused';
    case 'queued':
    case 'sent':
    case 'withheld':
    case 'bounced':
    case 'opened':
      return true;
  }
}

/** The times after an answer; a note changes none. */
export function timesAfter(
  times: RecipientTimes,
  answer: InstructionAnswer,
  at: Date,
): Partial<Pick<RecipientTimes, 'acknowledgedAt' | 'refusedAt' | 'doneAt'>> {
  switch (answer) {
    case 'acknowledged':
      return { acknowledgedAt: at };
    case 'refused':
      return { refusedAt: at };
    case 'done':
      // Who reports that it is done has taken it on.
      return { doneAt: at, ...(times.acknowledgedAt === null ? { acknowledgedAt: at } : {}) };
    case 'note':
      return {};
  }
}
