import type { Severity } from '@matoi/contract';
import { judge } from './judge.rules.ts';
import type { Business, Definition, Holder, Judgement, Person, Rule, Target } from './matrix.model.ts';

/** Something that stands in the way of an approval; `path` leads to it, `name` says which rule. */
export type Problem = { readonly path: string; readonly code: string; readonly name: string };

/** What a draft may name: kinds of action, roles and members. */
export type Known = {
  readonly actionKinds: ReadonlySet<string>;
  readonly roleKeys: ReadonlySet<string>;
  readonly memberIds: ReadonlySet<string>;
};

/** What is missing or wrong in a draft, in the order of its rules. */
export function problemsOf({ business, rules }: Definition, known: Known): readonly Problem[] {
  const hours =
    business.days.length > 0 && business.from >= business.until
      ? [{ path: 'business.until', code: 'hours-turned', name: '' }]
      : [];
  const none = rules.length === 0 ? [{ path: 'rules', code: 'no-rules', name: '' }] : [];
  return [
    ...hours,
    ...none,
    ...rules.flatMap((rule, at) => problemsOfRule(rule, { at, earlier: rules.slice(0, at), known })),
  ];
}

function problemsOfRule(
  rule: Rule,
  { at, earlier, known }: { readonly at: number; readonly earlier: readonly Rule[]; readonly known: Known },
): readonly Problem[] {
  const isEmergency = rule.force === 'emergency';
  const isAll = rule.scope.kind === 'all';
  const names = rule.scope.names.length;
  const checks: readonly (readonly [field: string, code: string, isWrong: boolean])[] = [
    ['id', 'same-id', earlier.some(({ id }) => id === rule.id)],
    ['number', 'same-number', earlier.some(({ number }) => number === rule.number)],
    ['actionKinds', 'no-action', rule.actionKinds.length === 0],
    ['actionKinds', 'unknown-action', rule.actionKinds.some((kind) => !known.actionKinds.has(kind))],
    ['scope', 'no-names', !isAll && names === 0],
    ['scope', 'names-for-all', isAll && names > 0],
    ['mayOrder', 'nobody', rule.mayOrder.length === 0],
    ...(['mayOrder', 'mustInform', 'carriesOut'] as const).map(
      (field) => [field, 'unknown-holder', rule[field].some((holder) => !isKnown(holder, known))] as const,
    ),
    ['conditions', 'no-conditions', isEmergency && rule.conditions === ''],
    ['reportWithinMinutes', 'no-report', isEmergency && rule.reportWithinMinutes === null],
  ];
  return checks.flatMap(([field, code, isWrong]) =>
    isWrong ? [{ path: `rules.${at}.${field}`, code, name: rule.number }] : [],
  );
}

const isKnown = (holder: Holder, known: Known) =>
  holder.kind === 'role' ? known.roleKeys.has(holder.roleKey) : known.memberIds.has(holder.memberId);

/** One line that differs between two versions. */
export type Difference = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly part: 'rule' | 'business';
  readonly number: string;
  readonly fields: readonly string[];
  readonly before: Rule | null;
  readonly after: Rule | null;
};

/** What a later version says otherwise, rule by rule. */
export function differencesOf(before: Definition, after: Definition): readonly Difference[] {
  const found: Difference[] = [];
  if (!isEqual(before.business, after.business))
    found.push({ kind: 'changed', part: 'business', number: '', fields: [], before: null, after: null });
  for (const rule of after.rules) {
    const old = before.rules.find(({ id }) => id === rule.id);
    if (old === undefined) {
      found.push({ kind: 'added', part: 'rule', number: rule.number, fields: [], before: null, after: rule });
      continue;
    }
    const fields = Object.keys(rule).filter((key) => !isEqual(rule[key as keyof Rule], old[key as keyof Rule]));
    if (fields.length > 0)
      found.push({ kind: 'changed', part: 'rule', number: rule.number, fields, before: old, after: rule });
  }
  for (const rule of before.rules)
    if (!after.rules.some(({ id }) => id === rule.id))
      found.push({ kind: 'removed', part: 'rule', number: rule.number, fields: [], before: rule, after: null });
  return found;
}

/** The same content, whatever the order in which the database gives the keys back. */
function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isEqual(left[key], right[key]));
}

const grades: readonly (Severity | null)[] = [null, 'low', 'medium', 'high', 'critical'];
const nothing: Target = { system: '', site: '', tag: '' };

/** What a version can be asked about: everything that either of two names, something that neither does, and everything. */
function targetsOf(definitions: readonly Definition[]): readonly Target[] {
  const targets: Target[] = [nothing, { ...nothing, system: '\u0000another' }];
  for (const { rules } of definitions)
    for (const { scope } of rules)
      for (const name of scope.names) if (scope.kind !== 'all') targets.push({ ...nothing, [scope.kind]: name });
  return targets;
}

/** How much somebody may: the more, the higher. Four eyes count for less than being free. */
function weightOf({ verdict, needsFourEyes }: Judgement): number {
  if (verdict === 'may-order') return needsFourEyes ? 2 : 3;
  return verdict === 'emergency' ? 1 : 0;
}

/**
 * The kinds of action in which a person would gain authority by a new version: somewhere, at some severity and time, more
 * than before. Found by asking both versions, so that a restriction that vanishes counts as a gain, and so do business hours
 * that end earlier for whoever may more outside of them.
 */
export function gainsOf(given: {
  readonly before: Definition;
  readonly after: Definition;
  readonly person: Person;
  readonly at: Date;
}): readonly string[] {
  const { before, after, person, at } = given;
  const kinds = [...new Set(after.rules.flatMap(({ actionKinds }) => actionKinds))];
  const targets = targetsOf([before, after]);
  const hours = hoursIn(before.business, after.business);
  const weigh = (definition: Definition, actionKind: string, target: Target, severity: Severity | null, off: boolean) =>
    weightOf(
      judge({
        version: { number: 1, definition },
        delegations: [],
        people: [person],
        question: { actionKind, target, severity, isOffHours: off, at, memberId: person.memberId },
      }),
    );
  return kinds.filter((kind) =>
    targets.some((target) =>
      grades.some((severity) =>
        hours.some(
          ([then, now]) => weigh(after, kind, target, severity, now) > weigh(before, kind, target, severity, then),
        ),
      ),
    ),
  );
}

/** Whether a moment lies outside of the business hours of the matrix, on the clocks of the zone. */
export function isOffHours(
  business: Business,
  given: { readonly at: Date; readonly zone: string; readonly isHoliday: (date: string) => boolean },
): boolean {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: given.zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(given.at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return isClosed(business, { day, isHoliday: given.isHoliday(date), time: `${part('hour')}:${part('minute')}` });
}

type LocalTime = { readonly day: number; readonly isHoliday: boolean; readonly time: string };

function isClosed(business: Business, { day, isHoliday, time }: LocalTime): boolean {
  if (!business.days.includes(day) || (business.closesOnHolidays && isHoliday)) return true;
  return time < business.from || time >= business.until;
}

/** Whether a time lies outside of the hours of two versions, for every time at which that can differ, each answer once. */
function hoursIn(before: Business, after: Business): readonly (readonly [boolean, boolean])[] {
  const times = ['00:00', before.from, before.until, after.from, after.until];
  const found = new Map<string, readonly [boolean, boolean]>();
  for (const day of [0, 1, 2, 3, 4, 5, 6])
    for (const isHoliday of [false, true])
      for (const time of times) {
        const at = { day, isHoliday, time };
        const pair = [isClosed(before, at), isClosed(after, at)] as const;
        found.set(pair.join(), pair);
      }
  return [...found.values()];
}
