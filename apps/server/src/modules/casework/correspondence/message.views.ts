import type { ResponseOf, RouteWith } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import type { Message } from './message.model.ts';
import { decideRetry } from './message.rules.ts';

/** A message as the contract describes it. */
export function viewMessage(
  message: Message,
  actor: Pick<Actor, 'permissions'>,
): ResponseOf<RouteWith<'correspondence.retry'>> {
  return {
    id: message.id,
    version: message.version,
    template: message.template,
    state: message.state,
    suppression: message.suppression,
    recipient: message.recipient,
    title: message.title,
    text: message.text,
    locale: message.locale,
    attempts: message.attempts,
    lastProblem: message.lastProblem,
    queuedAt: message.queuedAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
    can: { retry: actor.permissions.has('correspondence.retry') && !isRefusal(decideRetry(message.state)) },
  };
}
