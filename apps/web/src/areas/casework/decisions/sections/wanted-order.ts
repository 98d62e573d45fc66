import type { Say } from '../../../../shared/language.ts';
import type { ActionDraft, Initial } from '../forms/action.fields.tsx';

/** What the forms of decisions begin with that are opened from something that waits for one. */
export function wantedOrder(
  say: Say,
  {
    kind,
    name,
    title,
    target,
  }: { readonly kind: string; readonly name: string; readonly title: string; readonly target: ActionDraft['target'] },
): Initial {
  return {
    action: { actionKind: kind, target, evidenceLost: '' },
    question: say('tasks.order.question', { action: name, title }).slice(0, 300),
    order: say('tasks.order.command', { action: name, title }).slice(0, 200),
  };
}
