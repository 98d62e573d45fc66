import { proposedSeverity, type Severity } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { SeverityTable } from '../triage/index.ts';
import type { Tick } from './incident.model.ts';

export type SeverityInput = {
  readonly ticks: readonly Tick[];
  readonly severity: Severity;
  readonly reason: string | null;
};

/** What is decided: by the table, or otherwise with a reason. */
export function decideSeverity(
  table: SeverityTable,
  input: SeverityInput,
): (SeverityInput & { readonly proposed: Severity | null }) | Refusal {
  const known = (tick: Tick) =>
    table.criteria.some((criterion) => criterion.code === tick.criterion && criterion.levels[tick.level] !== undefined);
  const unknown = input.ticks.findIndex((tick) => !known(tick));
  const code = 'incidents.decide-severity.criterion-unknown';
  if (unknown >= 0) return refusal(code, {}, [{ path: `body.ticks.${unknown}.criterion`, code }]);
  const proposed = proposedSeverity(input.ticks);
  if (proposed !== input.severity && input.reason === null) {
    const needed = 'incidents.decide-severity.needs-reason';
    return refusal(needed, {}, [{ path: 'body.reason', code: needed }]);
  }
  return { ...input, proposed };
}
