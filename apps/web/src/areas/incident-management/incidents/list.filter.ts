import {
  type IncidentFunction,
  type IncidentPhase,
  type IncidentSort,
  incidentPhases,
  incidentSorts,
  type Severity,
  severities,
} from '@matoi/contract/values';

/** What the list of incidents shows, as its address says it. */
export type IncidentFilter = {
  readonly phase: 'running' | 'all' | IncidentPhase;
  readonly severity: Severity | 'none' | 'any';
  readonly mine: boolean;
  readonly review: 'any' | 'overdue' | 'planned' | 'none';
  readonly sort: IncidentSort;
  readonly q: string;
};

/** What still runs, the newest first. */
export const usualFilter: IncidentFilter = {
  phase: 'running',
  severity: 'any',
  mine: false,
  review: 'any',
  sort: 'newest',
  q: '',
};

/** The phases in which somebody still works on it. */
const runningPhases = incidentPhases.filter((phase) => phase !== 'closed');

const oneOf = <Value extends string>(values: readonly Value[], given: string | null, usual: Value): Value =>
  values.find((value) => value === given) ?? usual;

/** The filter that an address asks for; unknown values take the usual one. */
export function readIncidentFilter(search: URLSearchParams): IncidentFilter {
  return {
    phase: oneOf(['running', 'all', ...incidentPhases], search.get('phase'), usualFilter.phase),
    severity: oneOf(['any', 'none', ...severities], search.get('severity'), usualFilter.severity),
    mine: search.get('mine') === 'true',
    review: oneOf(['any', 'overdue', 'planned', 'none'], search.get('review'), usualFilter.review),
    sort: oneOf(incidentSorts, search.get('sort'), usualFilter.sort),
    q: (search.get('q') ?? '').slice(0, 200),
  };
}

/** The search values of an address for a filter; usual values are left out. */
export function incidentSearch(filter: IncidentFilter): Record<string, string | undefined> {
  const unusual = (name: keyof IncidentFilter) =>
    filter[name] === usualFilter[name] ? undefined : String(filter[name]);
  return {
    phase: unusual('phase'),
    severity: unusual('severity'),
    mine: unusual('mine'),
    review: unusual('review'),
    sort: unusual('sort'),
    q: unusual('q'),
  };
}

/** Whether nothing is left out but what has ended. */
export function isUsual(filter: IncidentFilter): boolean {
  const { sort: _sort, ...usual } = incidentSearch(filter);
  return Object.values(usual).every((value) => value === undefined);
}

/** The query of the API for a filter. */
export function listQueryOf(filter: IncidentFilter): {
  readonly sort: IncidentSort;
  readonly phase?: string;
  readonly severity?: string;
  readonly mine?: 'any' | IncidentFunction;
  readonly review?: 'overdue' | 'planned' | 'none';
  readonly q?: string;
} {
  const { phase, severity, mine, review, sort, q } = filter;
  return {
    sort,
    ...(phase === 'all' ? {} : { phase: phase === 'running' ? runningPhases.join(',') : phase }),
    ...(severity === 'any' ? {} : { severity }),
    ...(mine ? { mine: 'any' as const } : {}),
    ...(review === 'any' ? {} : { review }),
    ...(q === '' ? {} : { q }),
  };
}
