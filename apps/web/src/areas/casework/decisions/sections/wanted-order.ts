import type { Say } from '../../../../shared/language.ts';
import type { Initial } from '../forms/action.fields.tsx';

/** What the forms of decisions begin with that are opened from something that waits for one. */
export function wantedOrder(
  say: Say,
  {
    kind,
    name,
    title,
    system,
  }: { readonly kind: string; readonly name: string; readonly title: string; readonly system: string },
): Initial {
  return {
    action: { actionKind: kind, system, evidenceLost: '' },
    question: say('tasks.order.question', { action: name, title }).slice(0, 300),
    order: say('tasks.order.command', { action: name, title }).slice(0, 200),
  };
}
