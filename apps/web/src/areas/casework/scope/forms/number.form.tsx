import { type ScopeCategory, type ScopeUnit, scopeCategories, scopeUnits } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { readAmount } from '../items.rules.ts';
import type { ScopeNumber } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly entries: readonly ScopeNumber[];
  readonly category: ScopeCategory;
  readonly onClose: () => void;
};

/** How many persons or records, how certain that is, and who says so. The former number stays readable. */
export function NumberForm({ subjectId, entries, category: first, onClose }: Props) {
  const { say } = useSay();
  const { amount } = useScopeWords();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [category, setCategory] = useState<ScopeCategory>(first);
  const [unit, setUnit] = useState<ScopeUnit>('persons');
  const [known, setKnown] = useState('');
  const [maximum, setMaximum] = useState('');
  const [isUnknown, setUnknown] = useState(false);
  const [source, setSource] = useState('');
  const [note, setNote] = useState('');
  // After a merge there is one for each record: the new number takes the place of them all.
  const current = entries.filter((one) => one.isCurrent && one.category === category && one.unit === unit);
  const [knownAmount, maximumAmount] = [readAmount(known), readAmount(maximum)];
  const wrong = (value: ReturnType<typeof readAmount>) => (value === 'wrong' ? say('scope.number.wrong') : null);
  const isSaid = isUnknown || known.trim() !== '' || maximum.trim() !== '';

  const save = () => {
    if (knownAmount === 'wrong' || maximumAmount === 'wrong') return;
    const body = {
      subjectId,
      category,
      unit,
      known: isUnknown ? null : knownAmount,
      maximum: isUnknown ? null : maximumAmount,
      source,
      note: note.trim(),
      previousId: current[0]?.id ?? null,
    };
    void submit
      .run(body, async (idempotencyKey) => {
        await call('POST /api/v1/scope-numbers', { body, idempotencyKey });
        toastDone(say('scope.number.done'), say('platform.act.close'));
        onClose();
      })
      .finally(() =>
        queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('scope-') }),
      );
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="m-scope-fields">
        <SelectField
          label={say('scope.number.category')}
          value={category}
          onChange={(event) =>
            setCategory(scopeCategories.find((one) => one === event.currentTarget.value) ?? category)
          }
        >
          {scopeCategories.map((one) => (
            <option key={one} value={one}>
              {say(`scope.category.${one}`)}
            </option>
          ))}
        </SelectField>
        <Choices
          label={say('scope.number.unit')}
          value={unit}
          options={scopeUnits.map((one) => ({ value: one, label: say(`scope.number.unit-${one}`) }))}
          onChoose={setUnit}
        />
      </div>
      {current.map((one) => (
        <p key={one.id} className="m-second">
          {say('scope.number.current', { amount: amount(one), source: one.source })}{' '}
          <MergedFrom from={one.mergedFrom} isText />
        </p>
      ))}
      <Check
        label={say('scope.number.unknown')}
        checked={isUnknown}
        onChange={(event) => setUnknown(event.currentTarget.checked)}
      />
      {!isUnknown && (
        <div className="m-scope-fields">
          <TextField
            label={say('scope.number.known')}
            hint={say('scope.number.known-hint')}
            inputMode="numeric"
            maxLength={20}
            value={known}
            problem={wrong(knownAmount) ?? fieldProblem('known')}
            onChange={(event) => setKnown(event.currentTarget.value)}
          />
          <TextField
            label={say('scope.number.maximum')}
            hint={say('scope.number.maximum-hint')}
            inputMode="numeric"
            maxLength={20}
            value={maximum}
            problem={wrong(maximumAmount) ?? fieldProblem('maximum')}
            onChange={(event) => setMaximum(event.currentTarget.value)}
          />
        </div>
      )}
      <TextField
        label={say('scope.number.source')}
        hint={say('scope.number.source-hint')}
        required
        maxLength={300}
        value={source}
        problem={fieldProblem('source')}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <ProseField
        label={say('scope.field.note')}
        rows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={submit.busy}
          disabled={!isSaid || source.trim() === '' || knownAmount === 'wrong' || maximumAmount === 'wrong'}
        >
          {say('scope.number.save')}
        </Button>
      </div>
    </form>
  );
}
