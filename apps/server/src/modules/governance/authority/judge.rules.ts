import type { AuthorityReason, Severity } from '@matoi/contract';
import type { Delegation, Holder, Judgement, Person, Question, Rule, Scope, Target, Version } from './matrix.model.ts';

const severityRank: Readonly<Record<Severity, number>> = { critical: 3, high: 2, medium: 1, low: 0 };
const minute = 60_000;

const same = (one: string, other: string) =>
  one.normalize('NFKC').trim().toLowerCase() === other.normalize('NFKC').trim().toLowerCase();

/** Whether what is named holds for what an action is done to. Width and case of names do not matter. */
export function covers(scope: Scope, target: Target): boolean {
  const named = (value: string) => value.trim() !== '' && scope.names.some((name) => same(name, value));
  switch (scope.kind) {
    case 'all':
      return true;
    case 'system':
      return named(target.system);
    case 'tag':
      return named(target.tag);
    case 'site':
      return named(target.site);
  }
}

const isNothing = ({ system, site, tag }: Target) => [system, site, tag].every((value) => value.trim() === '');

const closeness: Readonly<Record<Scope['kind'], number>> = { system: 3, tag: 2, site: 1, all: 0 };

/**
 * The rules that count for a target, in groups of which each has to be satisfied. Who names a system takes it out of the
 * rules for everything, whatever the other conditions of that rule are. An action on nothing in particular is one on
 * everything: then every group counts.
 */
function groupsFor(rules: readonly Rule[], target: Target): readonly (readonly Rule[])[] {
  if (isNothing(target)) {
    const groups = new Map<string, Rule[]>();
    for (const rule of rules) {
      const names = rule.scope.names.map((name) => name.normalize('NFKC').trim().toLowerCase()).sort();
      const key = JSON.stringify([rule.scope.kind, names]);
      groups.set(key, [...(groups.get(key) ?? []), rule]);
    }
    return rules.some(({ scope }) => scope.kind === 'all') ? [...groups.values()] : [];
  }
  const covering = rules.filter(({ scope }) => covers(scope, target));
  if (covering.length === 0) return [];
  const nearest = Math.max(...covering.map(({ scope }) => closeness[scope.kind]));
  return [covering.filter(({ scope }) => closeness[scope.kind] === nearest)];
}

function holdsNow(rule: Rule, { severity, isOffHours }: Pick<Question, 'severity' | 'isOffHours'>): boolean {
  if (rule.when === 'off-hours' && !isOffHours) return false;
  if (rule.severityAtLeast === null) return true;
  return severity !== null && severityRank[severity] >= severityRank[rule.severityAtLeast];
}

/** Whether somebody is meant by one of the names. */
export function isNamed(holders: readonly Holder[], person: Person): boolean {
  return holders.some((holder) =>
    holder.kind === 'role' ? person.roleKeys.includes(holder.roleKey) : holder.memberId === person.memberId,
  );
}

/** Whether a delegation counts at a moment: from its beginning until just before its end, unless taken back. */
export function isRunning(delegation: Pick<Delegation, 'startsAt' | 'endsAt' | 'revoked'>, at: Date): boolean {
  if (delegation.revoked !== null && delegation.revoked.at <= at) return false;
  return delegation.startsAt <= at && at < delegation.endsAt;
}

type Grant = { readonly rules: readonly [Rule, ...Rule[]]; readonly needsFourEyes: boolean };

/** By which rules somebody may: one of each group that counts. Null: not. The rule that asks least is taken. */
function grantOf(groups: readonly (readonly Rule[])[], person: Person, question: Question): Grant | null {
  const found: Rule[] = [];
  for (const group of groups) {
    const [rule] = group
      .filter((one) => holdsNow(one, question) && isNamed(one.mayOrder, person))
      .sort((one, other) => Number(one.needsFourEyes) - Number(other.needsFourEyes));
    if (rule === undefined) return null;
    found.push(rule);
  }
  const [first, ...others] = found;
  if (first === undefined) return null;
  return { rules: [first, ...others], needsFourEyes: found.some(({ needsFourEyes }) => needsFourEyes) };
}

type Delegated = { readonly grant: Grant; readonly delegation: Delegation };

/** What somebody was given: never more than the delegator may order at this moment by a rule. No chains. */
function delegatedTo(
  person: Person,
  given: {
    readonly people: readonly Person[];
    readonly delegations: readonly Delegation[];
    readonly groups: readonly (readonly Rule[])[];
    readonly question: Question;
  },
): Delegated | null {
  const { people, delegations, groups, question } = given;
  for (const delegation of delegations) {
    if (delegation.toMemberId !== person.memberId || delegation.fromMemberId === person.memberId) continue;
    if (!isRunning(delegation, question.at)) continue;
    if (delegation.actionKinds.length > 0 && !delegation.actionKinds.includes(question.actionKind)) continue;
    if (!covers(delegation.scope, question.target)) continue;
    const from = people.find(({ memberId }) => memberId === delegation.fromMemberId);
    const grant = from === undefined ? null : grantOf(groups, from, question);
    if (grant !== null) return { grant, delegation };
  }
  return null;
}

/**
 * Who may order an action, and whether one person may: by a rule of the matrix, by a delegation, or in an emergency. No
 * rule means that nobody may. The answer always names who could be asked.
 */
export function judge(given: {
  readonly version: Pick<Version, 'number' | 'definition'> | null;
  readonly delegations: readonly Delegation[];
  readonly people: readonly Person[];
  readonly question: Question;
}): Judgement {
  const { version, people, delegations, question } = given;
  const rules = (version?.definition.rules ?? []).filter(({ actionKinds }) =>
    actionKinds.includes(question.actionKind),
  );
  const ofForce = (force: Rule['force']) => rules.filter((rule) => rule.force === force);
  const groups = groupsFor(ofForce('order'), question.target);
  const emergencyGroups = groupsFor(ofForce('emergency'), question.target);

  const judged = people.map((person) => ({
    person,
    own: grantOf(groups, person, question),
    delegated: delegatedTo(person, { people, delegations, groups, question }),
    emergency: grantOf(emergencyGroups, person, question),
  }));
  const mayOrder = judged.flatMap(({ person, own, delegated }): Judgement['mayOrder'] => {
    const { memberId, name } = person;
    if (own !== null) return [{ memberId, name, by: 'rule', rule: own.rules[0].number }];
    if (delegated !== null) return [{ memberId, name, by: 'delegation', rule: delegated.grant.rules[0].number }];
    return [];
  });
  const emergency = judged.flatMap(({ person: { memberId, name }, own, delegated, emergency: grant }) =>
    grant === null || own !== null || delegated !== null
      ? []
      : [
          {
            memberId,
            name,
            rule: grant.rules[0].number,
            conditions: conditionsOf(grant),
            reportWithinMinutes: reportWithin(grant),
          },
        ],
  );
  const base = { version: version?.number ?? null, mayOrder, emergency };

  const asked = question.memberId === null ? null : judged.find(({ person }) => person.memberId === question.memberId);
  const grant = asked?.own ?? asked?.delegated?.grant ?? asked?.emergency ?? null;
  const concerned = grant?.rules ?? groups.flat().filter((rule) => holdsNow(rule, question));
  const named = (pick: (rule: Rule) => readonly Holder[]) =>
    people
      .filter((person) => concerned.some((rule) => isNamed(pick(rule), person)))
      .map(({ memberId, name }) => ({ memberId, name }));
  const about = {
    mustInform: named(({ mustInform }) => mustInform),
    carriesOut: named(({ carriesOut }) => carriesOut),
    carriesOutText: [...new Set(concerned.map(({ carriesOutText }) => carriesOutText))].filter(Boolean).join('\n'),
  };
  const none = { rule: null, delegationId: null, conditions: '', reportWithinMs: null };
  const reason = (): AuthorityReason => {
    if (version === null) return 'no-matrix';
    if (groups.length === 0) return 'no-rule';
    if (question.memberId !== null && asked === undefined) return 'not-member';
    return groups.every((group) => group.some((rule) => holdsNow(rule, question))) ? 'not-named' : 'condition';
  };
  if (question.memberId === null) {
    const isFourEyes = concerned.length > 0 && concerned.every(({ needsFourEyes }) => needsFourEyes);
    return {
      ...base,
      ...about,
      ...none,
      verdict: null,
      reason: mayOrder.length > 0 ? null : reason(),
      needsFourEyes: isFourEyes,
    };
  }
  if (asked === undefined || asked === null || grant === null)
    return { ...base, ...about, ...none, verdict: 'not', reason: reason(), needsFourEyes: false };
  const isEmergency = asked.own === null && asked.delegated === null;
  const { id, number } = grant.rules[0];
  return {
    ...base,
    ...about,
    verdict: isEmergency ? 'emergency' : asked.own === null ? 'by-delegation' : 'may-order',
    reason: null,
    rule: { id, number },
    delegationId: asked.own === null ? (asked.delegated?.delegation.id ?? null) : null,
    // An emergency is not put off until a second person is found; it is reported instead.
    needsFourEyes: !isEmergency && grant.needsFourEyes,
    conditions: isEmergency ? conditionsOf(grant) : '',
    reportWithinMs: isEmergency ? reportWithin(grant) * minute : null,
  };
}

const conditionsOf = ({ rules }: Grant) =>
  rules
    .map(({ conditions }) => conditions)
    .filter(Boolean)
    .join('\n');

/** The nearest of the times within which it has to be reported; a matrix without one is not approved. */
const reportWithin = ({ rules }: Grant) =>
  Math.min(...rules.map(({ reportWithinMinutes }) => reportWithinMinutes ?? 60));
