import type { TriagePriority } from '@matoi/contract';
import type { Work } from '../../../platform/commands/index.ts';
import { enterCall } from './call.commands.ts';
import type { Target } from './call.model.ts';
import type { Sending } from './chain.commands.ts';

/** How long somebody who is called by another part of the program has before the next is called. Minutes. */
const usualWait = 5;

/**
 * Calls people for a record in the transaction of another act; answers the id of the call. Targets are called one after
 * the other until somebody takes it. Whether the record takes it is asked by the caller, who sees the open compartment too.
 */
export function callOut(
  work: Work,
  asked: {
    readonly subjectId: string;
    readonly targets: readonly Target[];
    readonly reason: string;
    readonly priority: TriagePriority | null;
    readonly sending: Sending;
  },
): Promise<string> {
  const { subjectId, targets, reason, priority, sending } = asked;
  const steps = targets.map((target) => ({ target, ways: [], waitMinutes: usualWait }));
  const entered = { subjectId, cause: 'hand', policyId: null, policyName: null, needs: 'one', repeat: 0 } as const;
  return enterCall(work, { ...entered, reason, priority, steps }, sending);
}
