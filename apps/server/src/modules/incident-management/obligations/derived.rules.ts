import type { Scope as RecordScope } from '../../casework/scope/index.ts';
import type { Fact, Facts } from './obligation.model.ts';
import type { Known } from './record.model.ts';

type Numbers = Pick<RecordScope, 'numbers' | 'persons' | 'items'>;

/**
 * What other parts of the record know of the fields: severity and class, the persons counted in the scope, the systems
 * that are confirmed there. The most that it can be is taken where the number is not certain (PPC: the maximum while it is
 * unknown); a number that somebody said by hand goes before these.
 */
export function derivedFacts(known: Known | null, scope: Numbers): Facts {
  const facts: Record<string, Fact> = {};
  const put = (key: string, fact: Omit<Fact, 'source'>) => {
    facts[key] = { ...fact, source: '' };
  };
  if (known?.severity != null)
    put('incident.severity', { state: 'confirmed', value: known.severity, at: known.changedAt.toISOString() });
  if (known?.classCode != null)
    put('incident.class', { state: 'confirmed', value: known.classCode, at: known.changedAt.toISOString() });
  const persons = scope.numbers.filter(({ unit }) => unit === 'persons');
  const newest = (dates: readonly Date[]) => new Date(Math.max(...dates.map((date) => date.getTime())));
  const counted = amountOf(scope.persons);
  if (counted !== null && persons.length > 0)
    put('persons.count', { ...counted, at: newest(persons.map(({ recordedAt }) => recordedAt)).toISOString() });
  const eu = persons.find(({ category }) => category === 'eu');
  const inEu = eu === undefined ? null : amountOf({ ...eu, hasUnknown: false });
  if (eu !== undefined && inEu !== null) put('eu.persons', { ...inEu, at: eu.recordedAt.toISOString() });
  const systems = scope.items.filter(({ kind, state }) => kind === 'system' && state !== 'cleared');
  if (systems.length > 0)
    put('systems.count', {
      state: systems.every(({ state }) => state !== 'suspected') ? 'confirmed' : 'estimated',
      value: systems.length,
      at: newest(systems.map(({ changedAt }) => changedAt)).toISOString(),
    });
  return facts;
}

function amountOf(total: {
  readonly known: number | null;
  readonly maximum: number | null;
  readonly hasUnknown: boolean;
}): Pick<Fact, 'state' | 'value'> | null {
  const { known, maximum, hasUnknown } = total;
  const most = maximum ?? known;
  if (most === null) return null;
  return { state: known === maximum && !hasUnknown ? 'confirmed' : 'estimated', value: most };
}
