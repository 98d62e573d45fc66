import type { HealthState } from '@matoi/contract';

export type HealthPart = {
  readonly name: string;
  readonly state: HealthState;
  readonly checkedAt: Date;
  readonly detail: string;
};

/** What each part last said about itself. Parts report; the ready page reads; nothing is checked while somebody waits. */
export type Health = {
  report(name: string, state: HealthState, detail: string): void;
  parts(): readonly HealthPart[];
  /** `failed` when any part has failed, `starting` before all have begun, otherwise the worst of the rest. */
  overall(): HealthState;
};

const order: readonly HealthState[] = ['off', 'ok', 'degraded', 'starting', 'failed'];

/** Makes the register. A part that stops reporting keeps its last state; its age tells. */
export function makeHealth(clock: () => Date): Health {
  const parts = new Map<string, HealthPart>();
  return {
    report(name, state, detail) {
      parts.set(name, { name, state, checkedAt: clock(), detail });
    },
    parts: () => [...parts.values()],
    overall() {
      const worst = [...parts.values()].map((part) => order.indexOf(part.state));
      return order[Math.max(order.indexOf('ok'), ...worst)] ?? 'ok';
    },
  };
}
