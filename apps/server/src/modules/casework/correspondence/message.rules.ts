import type { MessageState, SuppressionReason } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

/** Automatic mails per sender and for the whole installation (CONVENTIONS: at most 5 an hour and 20 a day per sender). */
export const limits = { perSenderHour: 5, perSenderDay: 20, globalHour: 300 } as const;

export type Brake = {
  readonly isSwitchedOff: boolean;
  readonly hasRelay: boolean;
  readonly recipient: string | null;
  readonly automaticSign: 'automatic-sender' | 'own-mail' | null;
  readonly sentToSenderLastHour: number;
  readonly sentToSenderLastDay: number;
  readonly sentLastHour: number;
};

/** Whether an automatic mail may leave: the first reason against it, or null. */
export function suppressionOf(brake: Brake): SuppressionReason | null {
  if (brake.isSwitchedOff) return 'switched-off';
  if (!brake.hasRelay) return 'no-relay';
  if (brake.automaticSign !== null) return brake.automaticSign;
  if (brake.recipient === null) return 'no-address';
  if (brake.sentToSenderLastHour >= limits.perSenderHour) return 'sender-limit';
  if (brake.sentToSenderLastDay >= limits.perSenderDay) return 'sender-limit';
  return brake.sentLastHour >= limits.globalHour ? 'global-limit' : null;
}

/** How often a message is handed to the relay before it counts as failed. */
export const mostAttempts = 12;

/** What becomes of a queued message after one try. */
export function afterAttempt(
  attempts: number,
  answer: { readonly isSent: true } | { readonly isSent: false; readonly isFinal: boolean; readonly problem: string },
): { readonly state: MessageState; readonly problem: string | null } {
  if (answer.isSent) return { state: 'sent', problem: null };
  const isOver = answer.isFinal || attempts >= mostAttempts;
  return { state: isOver ? 'failed' : 'queued', problem: answer.problem };
}

/** Only what finally failed may be sent again by hand. */
export function decideRetry(state: MessageState): { readonly state: 'queued' } | Refusal {
  return state === 'failed' ? { state: 'queued' } : refusal('correspondence.retry.not-failed');
}
