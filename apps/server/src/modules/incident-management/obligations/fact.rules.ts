import { type Refusal, refusal } from '@matoi/kernel';
import type { FactField, FactState, FactType, FactValue } from './obligation.model.ts';

/** What somebody says of one field. */
export type SaidFact = {
  readonly key: string;
  readonly state: FactState;
  readonly value: FactValue | null;
  readonly note: string;
};

const mostLine = 500;

/** Whether a value has the shape of its field. Closed lists take their own codes only. */
export function fits(value: FactValue, field: Pick<FactField, 'type' | 'choices'>): boolean {
  const codes = (field.choices ?? []).map(({ code }) => code);
  const check: Readonly<Record<FactType, () => boolean>> = {
    'yes-no': () => typeof value === 'boolean',
    number: () => typeof value === 'number' && Number.isFinite(value) && value >= 0,
    line: () => typeof value === 'string' && value.length <= mostLine && !value.includes('\n'),
    text: () => typeof value === 'string',
    choice: () => typeof value === 'string' && codes.includes(value),
    choices: () => isList(value) && value.every((one) => codes.includes(one)),
    codes: () => isList(value) && value.every((one) => one.length <= 30),
    date: () => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
    moment: () => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)),
  };
  return check[field.type]();
}

const isList = (value: FactValue): value is readonly string[] => Array.isArray(value) && value.length > 0;

/**
 * Takes what was said of fields. What is estimated or confirmed has a value of its field's shape; what is unknown or
 * does not apply has none. A field is said once in one act.
 */
export function decideFacts(
  entries: readonly SaidFact[],
  fields: readonly FactField[],
): { readonly entries: readonly SaidFact[] } | Refusal {
  const seen = new Set<string>();
  for (const [at, { key, state, value }] of entries.entries()) {
    const field = fields.find((one) => one.key === key);
    const refuseAt = (code: 'unknown-field' | 'wrong-value' | 'twice') => {
      const whole = `obligations.record-facts.${code}` as const;
      return refusal(whole, { key }, [{ path: `body.entries.${at}.value`, code: whole }]);
    };
    if (field === undefined) return refuseAt('unknown-field');
    if (seen.has(key)) return refuseAt('twice');
    seen.add(key);
    const hasValue = state === 'estimated' || state === 'confirmed';
    if (hasValue !== (value !== null)) return refuseAt('wrong-value');
    if (value !== null && !fits(value, field)) return refuseAt('wrong-value');
  }
  return {
    entries: entries.map((entry) =>
      typeof entry.value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(entry.value) && isMoment(entry.key, fields)
        ? { ...entry, value: new Date(entry.value).toISOString() }
        : entry,
    ),
  };
}

const isMoment = (key: string, fields: readonly FactField[]) =>
  fields.find((one) => one.key === key)?.type === 'moment';
