import { canonicalJson, type FieldRefusal, isRefusal, type Refusal, refusal } from '@matoi/kernel';
import { addDays } from './day.rules.ts';
import type { Regime } from './obligation.model.ts';
import type { OwnVersion } from './own-rule.model.ts';
import { type DefinitionProblem, readDefinition, type Vocabulary } from './regime-definition.map.ts';

/** With this an id begins, so that no rule that a later release ships can have the same one. */
export const ownPrefix = 'own-';
/** Every one of them is asked about every record. */
export const mostOwnRules = 100;
const mostProblemsShown = 20;

/**
 * The team's rules in all versions as they are judged by. A version ends on the day before the next one begins, so that
 * a record whose anchor lies before is judged by what held then.
 */
export function laidOut(versions: readonly OwnVersion[]): readonly Regime[] {
  const sorted = versions.toSorted((one, other) => one.version - other.version);
  return sorted.map(({ regimeId, version, definition }) => {
    const next = sorted.find((one) => one.regimeId === regimeId && one.version > version);
    const end = next?.definition.effectiveFrom ?? null;
    if (end === null) return definition;
    const last = addDays(end, -1);
    const { effectiveTo } = definition;
    return { ...definition, effectiveTo: effectiveTo === null || effectiveTo > last ? last : effectiveTo };
  });
}

/** The newest version of each rule. */
export function newestOwn(versions: readonly OwnVersion[]): readonly OwnVersion[] {
  return versions.filter((one) =>
    versions.every((other) => other.regimeId !== one.regimeId || other.version <= one.version),
  );
}

/** Reads what somebody wrote as a rule of the team's own; refused with everything that is wrong and where. */
export function readOwnRule(
  given: Readonly<Record<string, unknown>>,
  version: number,
  vocabulary: Vocabulary,
): { readonly regime: Regime } | Refusal {
  const read = readDefinition({ ...given, version, family: 'own', jurisdiction: 'own' }, vocabulary);
  const problems: readonly DefinitionProblem[] = [
    ...('problems' in read ? read.problems : []),
    ...('regime' in read && !read.regime.id.startsWith(ownPrefix)
      ? [{ path: 'id', code: 'taken' as const, detail: read.regime.id }]
      : []),
  ];
  if (problems.length > 0 || 'problems' in read) return wrongDefinition(problems);
  return read;
}

function wrongDefinition(problems: readonly DefinitionProblem[]): Refusal {
  const fields: readonly FieldRefusal[] = problems.slice(0, mostProblemsShown).map(({ path, code, detail }) => ({
    path: path === '' ? 'body.definition' : `body.definition.${path}`,
    code: `obligation-rules.definition.${code}`,
    params: { detail },
  }));
  const [first] = problems;
  return refusal(
    'obligation-rules.write.wrong-definition',
    { count: problems.length, path: first?.path ?? '', detail: first?.detail ?? '' },
    fields,
  );
}

/**
 * Takes a rule of the team's own: the first version, or the next one over the version that was read. A later version
 * names the day from which it holds, and never one before the version that it follows.
 */
export function decideOwnRule(
  given: { readonly definition: Readonly<Record<string, unknown>>; readonly read: number },
  known: { readonly versions: readonly OwnVersion[]; readonly vocabulary: Vocabulary },
): { readonly regime: Regime } | Refusal {
  const id = String(given.definition.id ?? '');
  const own = known.versions.filter(({ regimeId }) => regimeId === id);
  const current = newestOwn(own)[0];
  if (given.read !== (current?.version ?? 0)) return refusal('obligation-rules.write.superseded');
  const version = given.read + 1;
  const read = readOwnRule(given.definition, version, known.vocabulary);
  if (isRefusal(read)) return read;
  if (current === undefined) {
    const ids = new Set(known.versions.map(({ regimeId }) => regimeId));
    return ids.size >= mostOwnRules ? refusal('obligation-rules.write.too-many', { most: mostOwnRules }) : read;
  }
  const same = canonicalJson({ ...read.regime, version: 0 }) === canonicalJson({ ...current.definition, version: 0 });
  if (same) return refusal('obligation-rules.write.as-it-is');
  const begins = read.regime.effectiveFrom;
  const before = current.definition.effectiveFrom;
  if (begins === null || (before !== null && begins < before))
    return refusal('obligation-rules.write.begins-earlier', { day: before ?? '' }, [
      { path: 'body.definition.effectiveFrom', code: 'obligation-rules.write.begins-earlier' },
    ]);
  return read;
}
