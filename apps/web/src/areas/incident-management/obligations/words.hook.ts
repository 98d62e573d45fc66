import { type ObligationFactState, obligationAnchorKinds } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../shared/language.ts';
import { fullMoment } from '../../../shared/moments.format.ts';
import { useReading } from '../../../shared/session.queries.ts';
import { type FactValue, type Field, type Text, vocabularyQuery } from './queries.ts';

/** Names and values of fields in the language of the reader. */
export function useDutyWords() {
  const { say, locale } = useSay();
  const reading = useReading();
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const fieldOf = (key: string): Field | undefined => vocabulary?.fields.find((field) => field.key === key);
  const questionOf = (key: string) => vocabulary?.questions.find((question) => question.key === key);

  function valueText(value: FactValue, field: Pick<Field, 'type' | 'choices' | 'unit'> | undefined): string {
    if (value === null) return '';
    if (typeof value === 'boolean') return say(value ? 'obligations.value.yes' : 'obligations.value.no');
    if (typeof value === 'number') return figureText(value, field?.unit?.[locale], locale);
    const isMoment = field?.type === 'moment' || (field === undefined && /^\d{4}-\d{2}-\d{2}T/.test(String(value)));
    if (isMoment && typeof value === 'string') return fullMoment(value, reading);
    const nameOf = (code: string) => field?.choices.find((one) => one.code === code)?.name[locale] ?? code;
    const codes = typeof value === 'string' ? [value] : value;
    return codes.map(nameOf).join(locale === 'ja' ? '、' : ', ');
  }

  return {
    text: (one: Text) => one[locale],
    fieldOf,
    questionOf,
    groups: vocabulary?.groups ?? [],
    fields: vocabulary?.fields ?? [],
    nameOf: (key: string) => {
      const kind = obligationAnchorKinds.find((one) => key === `anchor:${one}`);
      if (kind !== undefined) return say(`obligations.anchor-kind.${kind}`);
      return fieldOf(key)?.name[locale] ?? questionOf(key)?.question[locale] ?? key;
    },
    valueText,
    /** A field as it stands: its value with how certain it is. */
    factText: (fact: { readonly state: ObligationFactState; readonly value: FactValue } | null, key: string) => {
      if (fact === null) return say('obligations.state.unknown');
      const written = valueText(fact.value, fieldOf(key));
      if (fact.state === 'confirmed' && written !== '') return written;
      if (fact.state === 'estimated' && written !== '') return say('obligations.value.estimated', { value: written });
      return say(`obligations.state.${fact.state}`);
    },
  };
}

function figureText(value: number, unit: string | undefined, locale: 'ja' | 'en'): string {
  const written = value.toLocaleString(locale === 'ja' ? 'ja-JP' : 'en-GB');
  if (unit === undefined) return written;
  return locale === 'ja' ? `${written}${unit}` : `${written} ${unit}`;
}
