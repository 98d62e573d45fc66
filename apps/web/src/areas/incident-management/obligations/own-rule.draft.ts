import type { ObligationConfidence, ObligationForce } from '@matoi/contract/values';
import { both, type Definition, figureOf, isSaid, list, noText, record, textOf, word } from './definition.read.ts';
import type { Text } from './queries.ts';
import { asLists, isTriggerOpen, newTrigger, readTrigger, type TriggerDraft, whenOf } from './trigger.draft.ts';

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
  /** It holds when one of them does. */
  readonly triggers: readonly TriggerDraft[];
  readonly recipients: readonly RecipientDraft[];
  readonly stages: readonly StageDraft[];
  readonly source: { readonly title: Text; readonly clause: Text; readonly url: string; readonly readOn: string };
  readonly confidence: ObligationConfidence;
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
  readonly zone: string;
};

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
    triggers: draft.triggers.map((trigger) => ({
      code: trigger.code,
      name: both(trigger.reason),
      when: whenOf(trigger),
    })),
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

const minutesOf = { minutes: 1, hours: 60, days: 1_440 } as const;

function countingOf({ unit, amount, calendar }: StageDraft, zone: string): Definition {
  switch (unit) {
    case 'minutes':
    case 'hours':
    case 'days':
      return { strategy: 'elapsed', minutes: figureOf(amount) * minutesOf[unit], shownIn: unit };
    case 'jp-days-inclusive':
      return { strategy: 'jp-days-inclusive', days: figureOf(amount), calendar };
    case 'calendar-days-after':
      return { strategy: 'calendar-days-after', days: figureOf(amount), zone };
    case 'business-days':
      return { strategy: 'business-days', days: figureOf(amount), calendar, closesAt: null };
    case 'without-delay':
      return { strategy: 'without-delay' };
    default:
      return unit satisfies never;
  }
}

/** The form of a rule; null where the rule says something that the form has no place for. */
export function draftOf(definition: Definition): RuleDraft | null {
  const triggers = list(definition.triggers).map((trigger) => ({ ...trigger, when: asLists(record(trigger.when)) }));
  const written = { ...definition, triggers };
  const draft = readDraft(written);
  return draft !== null && same(definitionOf(draft), written) ? draft : null;
}

/** Equal in what counts: the version is given anew when it is saved. */
function same(one: Definition, other: Definition): boolean {
  const plain = (of: Definition) => sorted({ ...of, version: 0, family: 'own', jurisdiction: 'own' });
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
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

function readDraft(definition: Definition): RuleDraft | null {
  const [source] = list(definition.sources);
  const triggers = list(definition.triggers).map(readTrigger);
  if (triggers.some((trigger) => trigger === null)) return null;
  const stages = list(definition.stages).map(readStage);
  if (stages.some((stage) => stage === null)) return null;
  return {
    id: word(definition.id),
    name: textOf(definition.name),
    kind: word(definition.kind) as ObligationForce,
    triggers: triggers.flatMap((trigger) => trigger ?? []),
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
  const from = template === null ? null : draftOf(template);
  const own = { id: given.id, effectiveFrom: given.today, effectiveTo: '', zone: given.zone };
  if (from !== null) return { ...from, ...own, source: { title: noText, clause: noText, url: '', readOn: '' } };
  const recipient = { code: 'r1', name: noText, channel: noText, role: '' };
  return {
    ...own,
    name: noText,
    kind: 'company-rule',
    triggers: [
      {
        ...newTrigger('event'),
        conditions: [{ key: 'incident.severity', test: 'one-of', values: ['critical'], amount: '' }],
      },
    ],
    recipients: [recipient],
    stages: [newStage('s1', ['r1'])],
    source: { title: noText, clause: noText, url: '', readOn: '' },
    confidence: 'read',
  };
}

export function newStage(code: string, recipients: readonly string[]): StageDraft {
  const plain = { code, name: noText, note: noText, recipients };
  return { ...plain, from: 'known', unit: 'minutes', amount: '30', calendar: 'jp-government' };
}

/** A code that no other has: `s3`. */
export function freeCode(letter: string, taken: readonly { readonly code: string }[]): string {
  let number = taken.length + 1;
  while (taken.some(({ code }) => code === `${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

export type Gap = 'name' | 'reason' | 'condition' | 'recipient' | 'stage' | 'amount' | 'source';

/** What has to be filled in before the rule can be tried or saved. */
export function gapsOf(draft: RuleDraft): readonly Gap[] {
  const isAmountWrong = ({ unit, amount }: StageDraft) =>
    unit !== 'without-delay' && !(Number.isInteger(figureOf(amount)) && figureOf(amount) > 0);
  const gaps: readonly (readonly [Gap, boolean])[] = [
    ['name', !isSaid(draft.name)],
    ['condition', draft.triggers.length === 0 || draft.triggers.some(isTriggerOpen)],
    ['reason', draft.triggers.some(({ reason }) => !isSaid(reason))],
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
