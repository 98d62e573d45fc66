import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { SaidFact } from './fact.rules.ts';
import type { FactField, FactValue, Text } from './obligation.model.ts';

const both = (key: SentenceKey): Text => ({ ja: sentence('ja', key), en: sentence('en', key) });

/** What was said of a field, in words for the journal. Long texts are cut there: the whole is on the record. */
export function spokenFact(said: Pick<SaidFact, 'state' | 'value'>, field: FactField): Text {
  const { state, value } = said;
  if (state === 'not-applicable') return both('obligations.state.not-applicable');
  if (state === 'unknown' || value === null) return both('obligations.state.unknown');
  const spoken = spokenValue(value, field);
  if (state === 'confirmed') return spoken;
  const certainty = both('obligations.state.estimated');
  return { ja: `${spoken.ja}（${certainty.ja}）`, en: `${spoken.en} (${certainty.en})` };
}

function spokenValue(value: FactValue, field: FactField): Text {
  if (typeof value === 'boolean') return both(value ? 'obligations.value.yes' : 'obligations.value.no');
  if (typeof value === 'number')
    return {
      ja: `${value.toLocaleString('ja-JP')}${field.unit?.ja ?? ''}`,
      en: `${value.toLocaleString('en-GB')}${field.unit === undefined ? '' : ` ${field.unit.en}`}`,
    };
  const codes = typeof value === 'string' ? [value] : value;
  const names = codes.map((code) => field.choices?.find((one) => one.code === code)?.name ?? { ja: code, en: code });
  return { ja: cut(names.map(({ ja }) => ja).join('、')), en: cut(names.map(({ en }) => en).join(', ')) };
}

const cut = (text: string) => (text.length > 120 ? `${[...text].slice(0, 119).join('')}…` : text);
