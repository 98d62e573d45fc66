import { instantOf, localInput } from '../../../shared/moments.format.ts';
import type { FactValue, Field } from './queries.ts';

/** What a form holds of a field, whatever its type. */
export type Typed = { readonly text: string; readonly codes: readonly string[] };

export function typedOf(value: FactValue, field: Pick<Field, 'type'>, zone: string): Typed {
  if (value === null) return { text: '', codes: [] };
  if (typeof value === 'boolean') return { text: value ? 'yes' : 'no', codes: [] };
  if (typeof value === 'number') return { text: String(value), codes: [] };
  if (typeof value === 'string')
    return { text: field.type === 'moment' ? localInput(new Date(value), zone) : value, codes: [] };
  return { text: field.type === 'codes' ? value.join(', ') : '', codes: value };
}

/** Reads what was typed back; null where there is nothing, `wrong` where it is no value of the field. */
export function readTyped(typed: Typed, field: Pick<Field, 'type'>, zone: string): FactValue | 'wrong' {
  const text = typed.text.trim();
  switch (field.type) {
    case 'yes-no':
      return text === '' ? null : text === 'yes';
    case 'number': {
      if (text === '') return null;
      const plain = text.normalize('NFKC').replace(/[,\s人件台]/g, '');
      return /^\d{1,15}(?:\.\d+)?$/.test(plain) ? Number(plain) : 'wrong';
    }
    case 'choices':
      return typed.codes.length === 0 ? null : [...typed.codes];
    case 'codes': {
      const codes = text.split(/[,、\s]+/).filter((one) => one !== '');
      return codes.length === 0 ? null : codes;
    }
    case 'moment': {
      if (text === '') return null;
      return instantOf(text, zone)?.toISOString() ?? 'wrong';
    }
    case 'line':
    case 'text':
    case 'choice':
    case 'date':
      return text === '' ? null : text;
    default:
      return field.type satisfies never;
  }
}
