import { type Refusal, refusal } from '@matoi/kernel';
import { isNamed } from './judge.rules.ts';
import type { Definition, Delegation, Person } from './matrix.model.ts';

/** Longer than a year nobody is away; then the matrix is to be changed. */
export const longestDelegationDays = 366;
const day = 86_400_000;

export type NewDelegation = Pick<
  Delegation,
  'fromMemberId' | 'toMemberId' | 'actionKinds' | 'scope' | 'startsAt' | 'endsAt' | 'reason'
>;

/**
 * Whether a delegation may be given: by the delegator, or recorded for one without an account by somebody who is not its
 * recipient; only of what the delegator holds by a rule, with an end, not into the past.
 */
export function decideDelegation(
  asked: NewDelegation,
  given: {
    readonly people: readonly Person[];
    readonly definition: Definition | null;
    readonly actorMemberId: string | null;
    readonly mayRecord: boolean;
    readonly now: Date;
  },
): NewDelegation | Refusal {
  const { people, definition, actorMemberId, mayRecord, now } = given;
  const from = people.find(({ memberId }) => memberId === asked.fromMemberId);
  const to = people.find(({ memberId }) => memberId === asked.toMemberId);
  if (from === undefined || to === undefined) return refusal('delegations.give.member-unknown');
  if (from.memberId === to.memberId) return refusal('delegations.give.to-oneself');
  const isOwn = actorMemberId === from.memberId;
  const isRecorded = from.userId === null && mayRecord && actorMemberId !== null && actorMemberId !== to.memberId;
  if (!isOwn && !isRecorded) return refusal('delegations.give.not-yours', { name: from.name });
  const length = asked.endsAt.getTime() - asked.startsAt.getTime();
  if (length <= 0 || asked.endsAt <= now || length > longestDelegationDays * day)
    return refusal('delegations.give.wrong-time', { days: longestDelegationDays }, [
      { path: 'body.endsAt', code: 'wrong-time' },
    ]);
  const held = new Set(
    (definition?.rules ?? [])
      .filter(({ force, mayOrder }) => force === 'order' && isNamed(mayOrder, from))
      .flatMap(({ actionKinds }) => actionKinds),
  );
  const lacking = asked.actionKinds.filter((kind) => !held.has(kind));
  if (held.size === 0 || lacking.length > 0)
    return refusal('delegations.give.nothing-to-give', { name: from.name, kinds: lacking.join(', ') });
  return asked;
}

/** How a delegation stands at a moment. */
export function delegationState(
  { startsAt, endsAt, revoked }: Pick<Delegation, 'startsAt' | 'endsAt' | 'revoked'>,
  now: Date,
): 'to-come' | 'running' | 'ended' | 'revoked' {
  if (revoked !== null) return 'revoked';
  if (endsAt <= now) return 'ended';
  return startsAt > now ? 'to-come' : 'running';
}
