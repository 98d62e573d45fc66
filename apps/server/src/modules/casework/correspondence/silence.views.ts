import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Silence } from './message.model.ts';

/** A silence as the contract describes it. */
export function viewSilence(silence: Silence): ResponseOf<RouteWith<'correspondence.silence'>>['silences'][number] {
  return {
    scope: silence.scope,
    reason: silence.reason,
    begunAt: silence.begunAt.toISOString(),
    begunBy: silence.begunBy,
  };
}
