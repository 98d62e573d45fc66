import { type Definition, figureOf, list, noText, record, textOf, word } from './definition.read.ts';
import type { Field, Text } from './queries.ts';

export const conditionTests = ['is-yes', 'is-no', 'one-of', 'has', 'at-least', 'above'] as const;
export type ConditionTest = (typeof conditionTests)[number];
export type ConditionDraft = {
  readonly key: string;
  readonly test: ConditionTest;
  /** Codes for `one-of` and `has`; a figure as it was typed for the others. */
  readonly values: readonly string[];
  readonly amount: string;
};
/** One reason for which a rule holds: facts that must all be so, or one of them, or none at all. */
export type TriggerDraft = {
  readonly code: string;
  /** What is said of it: 「重大度が重大」. */
  readonly reason: Text;
  readonly mode: 'always' | 'all' | 'any';
  readonly conditions: readonly ConditionDraft[];
};

export const newTrigger = (code: string): TriggerDraft => ({ code, reason: noText, mode: 'all', conditions: [] });

/** The condition that the form of a trigger describes. */
export function whenOf({ mode, conditions }: TriggerDraft): Definition {
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
      return { fact: key, atLeast: figureOf(amount) };
    case 'above':
      return { fact: key, above: figureOf(amount) };
    default:
      return test satisfies never;
  }
}

/** The same condition as the form writes it: one value is a list of one. */
export function asLists(when: Definition): Definition {
  if (typeof when.is === 'string' && when.fact !== undefined) return { fact: when.fact, oneOf: [when.is] };
  if (Array.isArray(when.all)) return { ...when, all: list(when.all).map(asLists) };
  if (Array.isArray(when.any)) return { ...when, any: list(when.any).map(asLists) };
  return when;
}

/** The form of a trigger; null where its condition says something that the form has no place for. */
export function readTrigger(trigger: Definition): TriggerDraft | null {
  const read = readWhen(record(trigger.when));
  return read === null ? null : { code: word(trigger.code), reason: textOf(trigger.name), ...read };
}

function readWhen(when: Definition): Pick<TriggerDraft, 'mode' | 'conditions'> | null {
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
  if (Array.isArray(test.oneOf)) return { ...empty, test: 'one-of', values: test.oneOf.map(word) };
  if (typeof test.has === 'string') return { ...empty, test: 'has', values: [test.has] };
  if (typeof test.atLeast === 'number') return { ...empty, test: 'at-least', amount: String(test.atLeast) };
  if (typeof test.above === 'number') return { ...empty, test: 'above', amount: String(test.above) };
  return null;
}

/** Whether something of it still has to be filled in. */
export function isTriggerOpen({ mode, conditions }: TriggerDraft): boolean {
  const isOpen = ({ test, values, amount }: ConditionDraft) => {
    if (test === 'one-of' || test === 'has') return values.every((value) => value.trim() === '');
    return (test === 'at-least' || test === 'above') && (amount.trim() === '' || Number.isNaN(figureOf(amount)));
  };
  return mode !== 'always' && (conditions.length === 0 || conditions.some(isOpen));
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
