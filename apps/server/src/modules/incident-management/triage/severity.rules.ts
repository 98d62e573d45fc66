import type { Severity } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';

type Words = { readonly ja: string; readonly en: string };

/**
 * 重大度の基準: for each criterion what has to be the case for a level. A criterion need not have every level. What is
 * ticked proposes the worst of its levels.
 */
export type SeverityTable = {
  readonly criteria: readonly {
    readonly code: string;
    readonly name: Words;
    readonly levels: Readonly<{ [Level in Severity]?: Words | undefined }>;
  }[];
};

/** A table as it may be kept: no code twice, and something to tick in each criterion. */
export function decideSeverities<Table extends SeverityTable>(table: Table): Table | Refusal {
  const codes = table.criteria.map((criterion) => criterion.code);
  const twice = codes.findIndex((code, at) => codes.indexOf(code) !== at);
  const code = 'triage-severities.change.code-twice';
  if (twice >= 0) return refusal(code, {}, [{ path: `body.table.criteria.${twice}.code`, code }]);
  const empty = table.criteria.findIndex((criterion) => Object.keys(criterion.levels).length === 0);
  const without = 'triage-severities.change.no-levels';
  return empty < 0 ? table : refusal(without, {}, [{ path: `body.table.criteria.${empty}.levels`, code: without }]);
}
