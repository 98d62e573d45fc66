import type { ObligationConfidence, ObligationForce } from '@matoi/contract/values';
import type { Field, Text } from './queries.ts';

/** A rule as the program keeps it. The form knows a part of what it can say. */
export type Definition = Readonly<Record<string, unknown>>;

export const amountUnits = [
  'minutes',
  'hours',
  'days',
  'jp-days-inclusive',
  'calendar-days-after',
  'business-days',
  'without-delay',
] as const;
/** How a stage is counted: time that passes, or days by a calendar. */
export type AmountUnit = (typeof amountUnits)[number];

export const conditionTests = ['is-yes', 'is-no', 'one-of', 'has', 'at-least', 'above'] as const;
export type ConditionTest = (typeof conditionTests)[number];
export type ConditionDraft = {
  readonly key: string;
  readonly test: ConditionTest;
  /** Codes for `one-of` and `has`; a figure as it was typed for the others. */
  readonly values: readonly string[];
  readonly amount: string;
};
export type RecipientDraft = {
  readonly code: string;
  readonly name: Text;
  readonly channel: Text;
  readonly role: string;
};
export type StageDraft = {
  readonly code: string;
  readonly name: Text;
  /** A kind of anchor, or `filing:` and the code of an earlier stage. */
  readonly from: string;
  readonly unit: AmountUnit;
  readonly amount: string;
  readonly calendar: string;
  readonly recipients: readonly string[];
  /** What is said to them. */
  readonly note: Text;
};
export type RuleDraft = {
  readonly id: string;
  readonly name: Text;
  readonly kind: ObligationForce;
  readonly reason: Text;
  readonly mode: 'always' | 'all' | 'any';
  readonly conditions: readonly ConditionDraft[];
  readonly recipients: readonly RecipientDraft[];
  readonly stages: readonly StageDraft[];
  readonly source: { readonly title: Text; readonly clause: Text; readonly url: string; readonly readOn: string };
  readonly confidence: ObligationConfidence;
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
  readonly zone: string;
};

const none: Text = { ja: '', en: '' };
const triggerCode = 'event';

/** Japanese stands for both where nobody wrote the English. */
function both({ ja, en }: Text): Text {
  const [one, other] = [ja.trim(), en.trim()];
  return { ja: one === '' ? other : one, en: other === '' ? one : other };
}
const isSaid = ({ ja, en }: Text) => ja.trim() !== '' || en.trim() !== '';

/** The rule that a form describes. What the form leaves empty is left out. */
export function definitionOf(draft: RuleDraft): Definition {
  const { source } = draft;
  const isOn = draft.confidence !== 'unconfirmed';
  return {
    id: draft.id,
    version: 1,
    family: 'own',
    jurisdiction: 'own',
    name: both(draft.name),
    shortName: both(draft.name),
    kind: draft.kind,
    confidence: draft.confidence,
    isOn,
    sources: [
      {
        title: both(source.title),
        ...(isSaid(source.clause) ? { clause: both(source.clause) } : {}),
        ...(source.url.trim() === '' ? {} : { url: source.url.trim() }),
        readOn: source.readOn === '' ? null : source.readOn,
      },
    ],
    effectiveFrom: draft.effectiveFrom === '' ? null : draft.effectiveFrom,
    effectiveTo: draft.effectiveTo === '' ? null : draft.effectiveTo,
    zone: draft.zone,
    scope: { always: true },
    triggers: [{ code: triggerCode, name: both(draft.reason), when: whenOf(draft) }],
    recipients: draft.recipients.map(({ code, name, channel, role }) => ({
      code,
      name: both(name),
      channel: both(channel),
      view: 'plain',
      ...(role === '' ? {} : { role }),
    })),
    stages: draft.stages.map((stage) => ({
      code: stage.code,
      name: both(stage.name),
      force: draft.kind,
      isMandatory: true,
      anchor: stage.from.startsWith('filing:')
        ? { on: 'filing', stage: stage.from.slice('filing:'.length), which: 'first' }
        : { on: 'anchor', kind: stage.from },
      counting: countingOf(stage, draft.zone),
      recipients: [...stage.recipients],
      filedWith: 'all',
      ...(isSaid(stage.note) ? { note: both(stage.note) } : {}),
    })),
  };
}

function whenOf({ mode, conditions }: RuleDraft): Definition {
  const parts = conditions.map(conditionOf);
  const [only] = parts;
  if (mode === 'always' || only === undefined) return { always: true };
  return parts.length === 1 ? only : { [mode]: parts };
}

function conditionOf({ key, test, values, amount }: ConditionDraft): Definition {
  switch (test) {
    case 'is-yes':
      return { fact: key, is: true };
    case 'is-no':
      return { fact: key, is: false };
    case 'one-of':
      return { fact: key, oneOf: [...values] };
    case 'has':
      return { fact: key, has: values[0] ?? '' };
    case 'at-least':
      return { fact: key, atLeast: figure(amount) };
    case 'above':
      return { fact: key, above: figure(amount) };
    default:
      return test satisfies never;
  }
}

const figure = (text: string) => Number(text.normalize('NFKC').replace(/[,\s]/g, ''));
const minutesOf = { minutes: 1, hours: 60, days: 1_440 } as const;

function countingOf({ unit, amount, calendar }: StageDraft, zone: string): Definition {
  switch (unit) {
    case 'minutes':
    case 'hours':
    case 'days':
      return { strategy: 'elapsed', minutes: figure(amount) * minutesOf[unit], shownIn: unit };
    case 'jp-days-inclusive':
      return { strategy: 'jp-days-inclusive', days: figure(amount), calendar };
    case 'calendar-days-after':
      return { strategy: 'calendar-days-after', days: figure(amount), zone };
    case 'business-days':
      return { strategy: 'business-days', days: figure(amount), calendar, closesAt: null };
    case 'without-delay':
      return { strategy: 'without-delay' };
    default:
      return unit satisfies never;
  }
}

/** The form of a rule; null where the rule says something that the form has no place for. */
export function draftOf(definition: Definition): RuleDraft | null {
  const draft = readDraft(definition);
  return draft !== null && same(definitionOf(draft), definition) ? draft : null;
}

/** Equal in what counts: version and the name of the trigger are given anew when it is saved. */
function same(one: Definition, other: Definition): boolean {
  const plain = (of: Definition) => {
    const [trigger] = list(of.triggers);
    return sorted({ ...of, version: 0, family: 'own', jurisdiction: 'own', triggers: [{ ...trigger, code: '' }] });
  };
  return list(other.triggers).length === 1 && JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

const record = (value: unknown): Definition =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Definition) : {};
const list = (value: unknown): readonly Definition[] => (Array.isArray(value) ? value.map(record) : []);
const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOf = (value: unknown): Text => {
  const { ja, en } = record(value);
  // What stands for both is shown once.
  return value === undefined ? none : { ja: word(ja), en: ja === en ? '' : word(en) };
};

function readDraft(definition: Definition): RuleDraft | null {
  const [source] = list(definition.sources);
  const [trigger] = list(definition.triggers);
  const read = readWhen(record(trigger?.when));
  if (read === null) return null;
  const stages = list(definition.stages).map(readStage);
  if (stages.some((stage) => stage === null)) return null;
  return {
    id: word(definition.id),
    name: textOf(definition.name),
    kind: word(definition.kind) as ObligationForce,
    reason: textOf(trigger?.name),
    ...read,
    recipients: list(definition.recipients).map(({ code, name, channel, role }) => ({
      code: word(code),
      name: textOf(name),
      channel: textOf(channel),
      role: word(role),
    })),
    stages: stages.flatMap((stage) => stage ?? []),
    source: {
      title: textOf(source?.title),
      clause: textOf(source?.clause),
      url: word(source?.url),
      readOn: word(source?.readOn),
    },
    confidence: word(definition.confidence) as ObligationConfidence,
    effectiveFrom: word(definition.effectiveFrom),
    effectiveTo: word(definition.effectiveTo),
    zone: word(definition.zone),
  };
}

function readWhen(when: Definition): Pick<RuleDraft, 'mode' | 'conditions'> | null {
  if (when.always === true) return { mode: 'always', conditions: [] };
  const mode = Array.isArray(when.any) ? 'any' : 'all';
  const parts = Array.isArray(when.all) || Array.isArray(when.any) ? list(when[mode]) : [when];
  const conditions = parts.map(readCondition);
  if (conditions.some((one) => one === null)) return null;
  return { mode, conditions: conditions.flatMap((one) => one ?? []) };
}

function readCondition(test: Definition): ConditionDraft | null {
  const key = word(test.fact);
  if (key === '') return null;
  const empty = { key, values: [], amount: '' };
  if (typeof test.is === 'boolean') return { ...empty, test: test.is ? 'is-yes' : 'is-no' };
  // One value is a list of one in the form.
  if (Array.isArray(test.oneOf)) return { ...empty, test: 'one-of', values: test.oneOf.map(word) };
  if (typeof test.has === 'string') return { ...empty, test: 'has', values: [test.has] };
  if (typeof test.atLeast === 'number') return { ...empty, test: 'at-least', amount: String(test.atLeast) };
  if (typeof test.above === 'number') return { ...empty, test: 'above', amount: String(test.above) };
  return null;
}

function readStage(stage: Definition): StageDraft | null {
  const anchor = record(stage.anchor);
  const counting = record(stage.counting);
  const unit = unitOf(counting);
  if (unit === null) return null;
  const isElapsed = unit === 'minutes' || unit === 'hours' || unit === 'days';
  const length = isElapsed ? Number(counting.minutes) / minutesOf[unit] : counting.days;
  return {
    code: word(stage.code),
    name: textOf(stage.name),
    from: anchor.on === 'filing' ? `filing:${word(anchor.stage)}` : word(anchor.kind),
    unit,
    amount: length === undefined ? '' : String(length),
    calendar: word(counting.calendar),
    recipients: Array.isArray(stage.recipients) ? stage.recipients.map(word) : [],
    note: textOf(stage.note),
  };
}

function unitOf({ strategy, shownIn }: Definition): AmountUnit | null {
  const found = strategy === 'elapsed' ? shownIn : strategy;
  return amountUnits.find((unit) => unit === found) ?? null;
}

/** A shipped beginning, as a rule of one's own: with an id of its own, from a day on, its sources still to be named. */
export function beginFrom(
  template: Definition | null,
  given: { readonly id: string; readonly today: string; readonly zone: string },
): RuleDraft {
  const from = template === null ? null : draftOf(withList(template));
  const own = { id: given.id, effectiveFrom: given.today, effectiveTo: '', zone: given.zone };
  if (from !== null) return { ...from, ...own, source: { title: none, clause: none, url: '', readOn: '' } };
  const recipient = { code: 'r1', name: none, channel: none, role: '' };
  return {
    ...own,
    name: none,
    kind: 'company-rule',
    reason: none,
    mode: 'all',
    conditions: [{ key: 'incident.severity', test: 'one-of', values: ['critical'], amount: '' }],
    recipients: [recipient],
    stages: [newStage('s1', ['r1'])],
    source: { title: none, clause: none, url: '', readOn: '' },
    confidence: 'read',
  };
}

/** `is: 'critical'` of a template is a list of one in the form. */
function withList(template: Definition): Definition {
  const [trigger] = list(template.triggers);
  const when = record(trigger?.when);
  if (typeof when.is !== 'string') return template;
  return { ...template, triggers: [{ ...trigger, when: { fact: when.fact, oneOf: [when.is] } }] };
}

export function newStage(code: string, recipients: readonly string[]): StageDraft {
  const plain = { code, name: none, note: none, recipients };
  return { ...plain, from: 'known', unit: 'minutes', amount: '30', calendar: 'jp-government' };
}

/** A code that no other has: `s3`. */
export function freeCode(letter: string, taken: readonly { readonly code: string }[]): string {
  let number = taken.length + 1;
  while (taken.some(({ code }) => code === `${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

/** The tests that fit the type of a field. */
export function testsFor({ type }: Pick<Field, 'type'>): readonly ConditionTest[] {
  switch (type) {
    case 'yes-no':
      return ['is-yes', 'is-no'];
    case 'number':
      return ['at-least', 'above'];
    case 'choice':
    case 'line':
      return ['one-of'];
    case 'choices':
    case 'codes':
      return ['has'];
    case 'text':
    case 'date':
    case 'moment':
      return [];
    default:
      return type satisfies never;
  }
}

export type Gap = 'name' | 'reason' | 'condition' | 'recipient' | 'stage' | 'amount' | 'source';

/** What has to be filled in before the rule can be tried or saved. */
export function gapsOf(draft: RuleDraft): readonly Gap[] {
  const isAmountWrong = ({ unit, amount }: StageDraft) =>
    unit !== 'without-delay' && !(Number.isInteger(figure(amount)) && figure(amount) > 0);
  const isConditionOpen = ({ test, values, amount }: ConditionDraft) => {
    if (test === 'one-of' || test === 'has') return values.every((value) => value.trim() === '');
    return (test === 'at-least' || test === 'above') && (amount.trim() === '' || Number.isNaN(figure(amount)));
  };
  const gaps: readonly (readonly [Gap, boolean])[] = [
    ['name', !isSaid(draft.name)],
    ['condition', draft.mode !== 'always' && (draft.conditions.length === 0 || draft.conditions.some(isConditionOpen))],
    ['reason', !isSaid(draft.reason)],
    [
      'recipient',
      draft.recipients.length === 0 || draft.recipients.some((one) => !isSaid(one.name) || !isSaid(one.channel)),
    ],
    [
      'stage',
      draft.stages.length === 0 || draft.stages.some((one) => !isSaid(one.name) || one.recipients.length === 0),
    ],
    ['amount', draft.stages.some(isAmountWrong)],
    ['source', !isSaid(draft.source.title)],
  ];
  return gaps.flatMap(([gap, isOpen]) => (isOpen ? [gap] : []));
}
