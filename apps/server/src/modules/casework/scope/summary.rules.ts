import { type ScopeKind, type ScopeState, scopeKinds, scopeStates } from '@matoi/contract/values';
import type { ScopeItem } from './item.model.ts';

export type KindCount = {
  readonly kind: ScopeKind;
  readonly total: number;
  readonly states: Readonly<Record<ScopeState, number>>;
};
export type MeasureCount = {
  readonly kind: ScopeKind;
  readonly measure: string;
  readonly open: number;
  readonly done: number;
};

/** How many items of each kind are in which state; `total` leaves out what turned out to be not concerned. */
export function countKinds(
  counts: readonly { readonly kind: ScopeKind; readonly state: ScopeState; readonly count: number }[],
): readonly KindCount[] {
  return scopeKinds.map((kind) => {
    const own = counts.filter((one) => one.kind === kind);
    const of = (state: ScopeState) => own.find((one) => one.state === state)?.count ?? 0;
    const states = Object.fromEntries(scopeStates.map((state) => [state, of(state)])) as Record<ScopeState, number>;
    const total = scopeStates.reduce((sum, state) => sum + (state === 'cleared' ? 0 : states[state]), 0);
    return { kind, total, states };
  });
}

/** How far each measure is; what is not needed counts nowhere. */
export function countMeasures(
  items: readonly Pick<ScopeItem, 'kind' | 'measures' | 'state'>[],
): readonly MeasureCount[] {
  const counts = new Map<string, { kind: ScopeKind; measure: string; open: number; done: number }>();
  for (const { kind, measures, state } of items) {
    if (state === 'cleared') continue;
    for (const one of measures) {
      if (one.state !== 'open' && one.state !== 'done') continue;
      const key = `${kind} ${one.measure}`;
      const count = counts.get(key) ?? { kind, measure: one.measure, open: 0, done: 0 };
      count[one.state] += 1;
      counts.set(key, count);
    }
  }
  return [...counts.values()];
}
