import type { AttemptState, CallPersonState } from '@matoi/contract';
import type { CalledPerson, Callee, CallOut, Step, Way } from './call.model.ts';

const minute = 60_000;
/** Nobody is called twice within so long, whatever two steps name them. Milliseconds. */
export const calmMs = 30_000;

export type Place = { readonly round: number; readonly step: number };

/** What is to be done about a call now. */
export type Next =
  | { readonly act: 'answered' }
  | { readonly act: 'silent' }
  | ({ readonly act: 'call' } & Place)
  | { readonly act: 'wait'; readonly until: Date }
  | { readonly act: 'nothing' };

type Chain = Pick<CallOut, 'state' | 'needs' | 'steps' | 'repeat' | 'progress'>;
type Asked = Pick<CalledPerson, 'round' | 'step' | 'answer' | 'isUnreached'>;

/** Whether somebody may still answer: neither said anything nor was out of reach. */
const isOpen = (person: Asked) => person.answer === null && !person.isUnreached;

/** The step after one: the next of the chain, or the first of the next round; null at the end of the last round. */
export function placeAfter(chain: Pick<Chain, 'steps' | 'repeat'>, place: Place): Place | null {
  if (place.step + 1 < chain.steps.length) return { round: place.round, step: place.step + 1 };
  return place.round < chain.repeat ? { round: place.round + 1, step: 0 } : null;
}

/** When the step that was taken last has waited long enough; null before the first. */
export function dueOf({ steps, progress }: Pick<Chain, 'steps' | 'progress'>): Date | null {
  if (progress === null) return null;
  const wait = steps[progress.step]?.waitMinutes ?? 0;
  return new Date(progress.at.getTime() + wait * minute);
}

/**
 * The next step of a call. One who takes it ends a call that needs one; a call that needs all goes on until everybody has
 * answered. A step is over when its time is, or at once when nobody of it can answer any more: all said no, or on no way
 * could a word leave. After the last step of the last round nobody is left: the call is silent, unless somebody has taken it.
 */
export function nextStep(chain: Chain, people: readonly Asked[], now: Date): Next {
  if (chain.state !== 'running') return { act: 'nothing' };
  const isTaken = people.some(({ answer }) => answer === 'acknowledged');
  if (isTaken && chain.needs === 'one') return { act: 'answered' };
  const { progress } = chain;
  const due = dueOf(chain);
  if (progress === null || due === null) return { act: 'call', round: 0, step: 0 };
  const current = people.filter((one) => one.round === progress.round && one.step === progress.step);
  if (now < due && current.some(isOpen)) return { act: 'wait', until: due };
  const next = placeAfter(chain, progress);
  // A further round asks those again who have said nothing; when there are none, it would ask nobody.
  const isRoundEmpty = next !== null && next.round > progress.round && people.every((one) => one.answer !== null);
  if (next !== null && !(isRoundEmpty && isTaken)) return { act: 'call', ...next };
  return isTaken ? { act: 'answered' } : { act: 'silent' };
}

/**
 * Whom a step calls of those whom its target names: each once, nobody who has answered, and nobody who was called a moment
 * ago by another step.
 */
export function toCall(
  named: readonly Callee[],
  people: readonly Pick<CalledPerson, 'memberId' | 'answer' | 'calledAt' | 'isUnreached'>[],
  now: Date,
): readonly Callee[] {
  const known = new Map(people.map((person) => [person.memberId, person]));
  const seen = new Set<string>();
  return named.filter((callee) => {
    if (seen.has(callee.memberId)) return false;
    seen.add(callee.memberId);
    const before = known.get(callee.memberId);
    if (before === undefined) return true;
    return before.answer === null && now.getTime() - before.calledAt.getTime() >= calmMs;
  });
}

/** The ways of a person that a step uses, in the order of the step or else the person's own; each address once. */
export function waysFor(step: Pick<Step, 'ways'>, ways: readonly Way[]): readonly Way[] {
  const meant = step.ways.length === 0 ? ways : step.ways.flatMap((kind) => ways.filter(({ way }) => way === kind));
  const isSame = (one: Way, other: Way) =>
    other.way === one.way && other.address === one.address && other.deviceId === one.deviceId;
  return meant.filter((one, at) => meant.findIndex((other) => isSame(one, other)) === at);
}

/** Whether a call still waits for those who were called at a place of its chain. */
export function isCurrentPlace(call: Pick<Chain, 'state' | 'progress'>, { round, step }: Place): boolean {
  return call.state === 'running' && call.progress?.round === round && call.progress.step === step;
}

/** Whether nothing at all could leave: then nobody waits for an answer. */
export function isUnreached(states: readonly AttemptState[]): boolean {
  return states.every((state) => state === 'failed' || state === 'withheld');
}

/** How far one person is, for screens. */
export function personState(person: Pick<CalledPerson, 'answer' | 'isUnreached' | 'releasedAt'>): CallPersonState {
  if (person.releasedAt !== null) return 'released';
  if (person.answer !== null) return person.answer;
  return person.isUnreached ? 'unreached' : 'called';
}

/**
 * Whether somebody may say this now. A call that has ended can still be taken: whoever wakes up late is welcome. What was
 * refused can be taken after all; what was taken can be given back until the person is released. Of an exercise nobody is
 * released.
 */
export function mayAnswer(
  call: Pick<CallOut, 'state' | 'cause'>,
  person: Pick<CalledPerson, 'answer' | 'releasedAt'>,
  act: 'acknowledged' | 'refused' | 'released',
): boolean {
  if (person.releasedAt !== null) return false;
  if (act === 'released') return person.answer === 'acknowledged' && call.cause !== 'drill';
  if (call.state === 'stopped') return false;
  return person.answer !== act;
}

export type Figures = {
  readonly called: number;
  readonly reached: number;
  readonly acknowledged: number;
  readonly firstAfterSeconds: number | null;
  readonly medianSeconds: number | null;
};

/** Seconds from the start of a call to an answer; null without one. */
export function secondsToAnswer(startedAt: Date, answeredAt: Date | null): number | null {
  return answeredAt === null ? null : Math.max(0, Math.round((answeredAt.getTime() - startedAt.getTime()) / 1_000));
}

/** What a call came to: whom it reached, and how fast. Times are from the start of the call. */
export function figuresOf(
  people: readonly Pick<CalledPerson, 'answer' | 'answeredAt'>[],
  { startedAt }: Pick<CallOut, 'startedAt'>,
): Figures {
  const seconds = people
    .filter(({ answer }) => answer === 'acknowledged')
    .flatMap(({ answeredAt }) => secondsToAnswer(startedAt, answeredAt) ?? [])
    .sort((a, b) => a - b);
  return {
    called: people.length,
    reached: people.filter(({ answer }) => answer !== null).length,
    acknowledged: people.filter(({ answer }) => answer === 'acknowledged').length,
    firstAfterSeconds: seconds[0] ?? null,
    medianSeconds: medianOf(seconds),
  };
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}

/** An address as screens show it: enough to tell which one, not enough to write to. */
export function shortened(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, Math.min(2, at))}…${address.slice(at)}`;
  return address.length <= 4 ? address : `…${address.slice(-4)}`;
}
