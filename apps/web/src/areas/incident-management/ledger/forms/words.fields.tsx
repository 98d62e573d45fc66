import { type LedgerWordField, ledgerStateWords, ledgerWordFields } from '@matoi/contract/values';
import { type Say, useSay } from '../../../../shared/language.ts';
import { SelectField } from '../../../../ui/field.tsx';
import type { LedgerImport, LedgerOptions } from '../queries.ts';

type Words = LedgerOptions['words'];
type Props = { readonly found: LedgerImport; readonly words: Words; readonly onChange: (words: Words) => void };

/** What the team's own words mean, for those that nobody knew. Words that were told before are shown as well. */
export function WordsFields({ found, words, onChange }: Props) {
  const { say, locale } = useSay();
  const { unknown } = found;
  if (unknown === null) return null;
  const asked = ledgerWordFields.flatMap((field) => {
    const told = Object.keys(words[field]).filter((word) => !unknown[field].some((one) => one.word === word));
    return [...unknown[field], ...told.map((word) => ({ word, count: 0 }))].map((one) => ({ field, ...one }));
  });
  const names = unknown.assignee.map(({ word }) => word).join(locale === 'ja' ? '、' : ', ');
  if (asked.length === 0 && names === '') return null;
  return (
    <section className="m-form" aria-labelledby="ledger-words">
      <h3 id="ledger-words">{say('ledger.words.title')}</h3>
      {asked.length > 0 && <p className="m-second">{say('ledger.words.text')}</p>}
      <div className="m-ledger-words">
        {asked.map(({ field, word, count }) => (
          <SelectField
            key={`${field} ${word}`}
            label={
              <>
                {say('ledger.words.label', { field: say(`ledger.field.${field}`), word })}
                {count > 0 && <span className="m-second">{say('ledger.words.count', { count })}</span>}
              </>
            }
            value={chosenFor(words, field, word)}
            onChange={(event) => onChange(withWord(words, { field, word, value: event.target.value }))}
          >
            <option value="">{say('ledger.words.choose')}</option>
            {field !== 'state' && <option value="-">{say('ledger.words.none')}</option>}
            {choicesFor(field, found, { say, locale }).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
      {names !== '' && <p className="m-second">{say('ledger.words.assignee', { names })}</p>}
    </section>
  );
}

function chosenFor(words: Words, field: LedgerWordField, word: string): string {
  const chosen: unknown = Object.hasOwn(words[field], word) ? words[field][word] : undefined;
  return chosen === undefined ? '' : chosen === null ? '-' : String(chosen);
}

function withWord(
  words: Words,
  { field, word, value }: { readonly field: LedgerWordField; readonly word: string; readonly value: string },
): Words {
  const { [word]: _old, ...others } = words[field] as Record<string, unknown>;
  if (value === '') return { ...words, [field]: others };
  const chosen = value === '-' ? null : field === 'priority' ? Number(value) : value;
  return { ...words, [field]: { ...others, [word]: chosen } };
}

function choicesFor(
  field: LedgerWordField,
  found: LedgerImport,
  { say, locale }: { readonly say: Say; readonly locale: 'ja' | 'en' },
): readonly { readonly value: string; readonly label: string }[] {
  switch (field) {
    case 'class':
      return found.classes.map((one) => ({ value: one.code, label: one[locale] }));
    case 'state':
      return ledgerStateWords.map((value) => ({ value, label: say(`ledger.state.${value}`) }));
    case 'priority':
      return ['1', '2', '3', '4'].map((value) => ({ value, label: say('ledger.row.priority', { priority: value }) }));
    case 'impact':
    case 'urgency':
      return (['high', 'medium', 'low'] as const).map((value) => ({ value, label: say(`ledger.level.${value}`) }));
  }
}
