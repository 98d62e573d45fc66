/** Several things as one text, as the language puts them: 「A、B」, “A and B”; with `or` 「A または B」, “A or B”. */
export function listText(values: readonly string[], locale: 'ja' | 'en', type: 'and' | 'or' = 'and'): string {
  return new Intl.ListFormat(locale, { type: type === 'and' ? 'conjunction' : 'disjunction' }).format(values);
}
