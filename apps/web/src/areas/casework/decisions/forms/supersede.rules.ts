import { mayTakePlace } from '@matoi/contract/values';
import type { AskBody } from '../queries.ts';

type OnTarget = Pick<AskBody, 'actionKind' | 'target'>;

/** The decisions whose place a question on an action can take, and the chosen one while it is among them. */
export function placesToTake<D extends OnTarget & { readonly id: string }>(
  asked: OnTarget,
  { decided, chosen }: { readonly decided: readonly D[]; readonly chosen: string },
): { readonly offered: readonly D[]; readonly supersedesId: string | null } {
  const offered = decided.filter((earlier) => mayTakePlace(asked, earlier));
  return { offered, supersedesId: offered.find(({ id }) => id === chosen)?.id ?? null };
}
