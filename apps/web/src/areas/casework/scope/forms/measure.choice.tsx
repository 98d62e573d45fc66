import { type ScopeKind, scopeVocabulary } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { knownMeasure } from '../items.rules.ts';
import { useScopeWords } from '../words.hook.ts';

type Props = {
  readonly label: string;
  readonly kinds: readonly ScopeKind[];
  readonly value: string;
  readonly onChange: (measure: string) => void;
};

const ownWords = '+';

/** A measure of the kinds concerned, or words of the team. */
export function MeasureChoice({ label, kinds, value, onChange }: Props) {
  const { say } = useSay();
  const { measure: nameOf } = useScopeWords();
  const [isOwn, setOwn] = useState(value !== '' && knownMeasure(value) === null);
  const offered = [...new Set(kinds.flatMap((kind) => scopeVocabulary.measures[kind]))];
  return (
    <>
      <SelectField
        label={label}
        value={isOwn ? ownWords : value}
        onChange={(event) => {
          const { value: next } = event.currentTarget;
          setOwn(next === ownWords);
          onChange(next === ownWords ? '' : next);
        }}
      >
        <option value="">{say('scope.measures.none')}</option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
        <option value={ownWords}>{say('scope.measures.own')}</option>
      </SelectField>
      {isOwn && (
        <TextField
          label={say('scope.measures.own-words')}
          required
          maxLength={100}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  );
}
