import { type ObligationFactState, obligationFactStates } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { readTyped, type Typed, typedOf } from '../fact.values.ts';
import { type DutyFact, type Field, factHistoryQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { useDutyAct } from './duty-act.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly field: Field;
  readonly fact: DutyFact | null;
  readonly onClose: () => void;
};

/** What is known of one field, how certain that is, and who says so. What was said before stays readable below. */
export function FactForm({ subjectId, field, fact, onClose }: Props) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const form = useDutyAct(subjectId);
  const [state, setState] = useState<ObligationFactState>(
    fact === null || fact.state === 'unknown' ? 'estimated' : fact.state,
  );
  const [typed, setTyped] = useState<Typed>(typedOf(fact?.value ?? null, field, zone));
  const [source, setSource] = useState('');
  const [note, setNote] = useState('');
  const needsValue = state === 'estimated' || state === 'confirmed';
  const value = needsValue ? readTyped(typed, field, zone) : null;
  const isComplete = !needsValue || (value !== null && value !== 'wrong');

  const save = () => {
    if (value === 'wrong') return;
    const body = { entries: [{ key: field.key, state, value, note: note.trim() }], source: source.trim() };
    void form.act(
      body,
      (idempotencyKey) =>
        call('POST /api/v1/subjects/{id}/obligation-facts', { params: { id: subjectId }, body, idempotencyKey }),
      { said: say('obligations.fact.done'), onDone: onClose },
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
      {field.hint !== null && <p className="m-second">{field.hint[locale]}</p>}
      <Choices
        label={say('obligations.fact.certainty')}
        value={state}
        options={obligationFactStates.map((one) => ({ value: one, label: say(`obligations.state.${one}`) }))}
        onChoose={setState}
      />
      {needsValue && (
        <ValueField
          field={field}
          typed={typed}
          onChange={setTyped}
          problem={value === 'wrong' ? say('obligations.fact.wrong') : null}
        />
      )}
      <TextField
        label={say('obligations.fact.source')}
        hint={say('obligations.fact.source-hint')}
        maxLength={300}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <ProseField
        label={say('obligations.fact.note')}
        rows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={form.busy} disabled={!isComplete}>
          {say('obligations.fact.save')}
        </Button>
      </div>
      {fact !== null && fact.changes > 0 && <History subjectId={subjectId} field={field} />}
    </form>
  );
}

type ValueProps = {
  readonly field: Field;
  readonly typed: Typed;
  readonly problem?: string | null;
  readonly onChange: (typed: Typed) => void;
};

/** The input that fits the type of a field. */
function ValueField({ field, typed, problem, onChange }: ValueProps) {
  const { say, locale } = useSay();
  const label = field.unit === null ? field.name[locale] : `${field.name[locale]}（${field.unit[locale]}）`;
  const text = (value: string) => onChange({ ...typed, text: value });
  switch (field.type) {
    case 'yes-no':
      return (
        <Choices
          label={label}
          value={typed.text === '' ? null : (typed.text as 'yes' | 'no')}
          options={[
            { value: 'yes', label: say('obligations.value.yes') },
            { value: 'no', label: say('obligations.value.no') },
          ]}
          onChoose={text}
        />
      );
    case 'choice':
      return (
        <SelectField label={label} value={typed.text} onChange={(event) => text(event.currentTarget.value)}>
          <option value="">{say('obligations.fact.choose')}</option>
          {field.choices.map(({ code, name }) => (
            <option key={code} value={code}>
              {name[locale]}
            </option>
          ))}
        </SelectField>
      );
    case 'choices':
      return (
        <fieldset className="m-field">
          <legend className="m-field-label">{label}</legend>
          {field.choices.map(({ code, name }) => (
            <Check
              key={code}
              label={name[locale]}
              checked={typed.codes.includes(code)}
              onChange={(event) =>
                onChange({
                  ...typed,
                  codes: event.currentTarget.checked
                    ? [...typed.codes, code]
                    : typed.codes.filter((one) => one !== code),
                })
              }
            />
          ))}
        </fieldset>
      );
    case 'text':
      return (
        <ProseField
          label={label}
          rows={6}
          maxLength={20_000}
          value={typed.text}
          onChange={(event) => text(event.currentTarget.value)}
        />
      );
    case 'number':
    case 'line':
    case 'codes':
    case 'date':
    case 'moment': {
      const inputType = field.type === 'date' ? 'date' : field.type === 'moment' ? 'datetime-local' : 'text';
      return (
        <TextField
          label={label}
          type={inputType}
          inputMode={field.type === 'number' ? 'numeric' : undefined}
          hint={field.type === 'codes' ? say('obligations.fact.codes-hint') : undefined}
          maxLength={500}
          data-autofocus
          value={typed.text}
          problem={problem}
          onChange={(event) => text(event.currentTarget.value)}
        />
      );
    }
    default:
      return field.type satisfies never;
  }
}

function History({ subjectId, field }: { readonly subjectId: string; readonly field: Field }) {
  const { say } = useSay();
  const { factText } = useDutyWords();
  const history = useQuery(factHistoryQuery(subjectId, field.key));
  if (history.data === undefined || history.data.items.length === 0) return null;
  return (
    <section aria-label={say('obligations.fact.history')}>
      <h3 className="m-field-label">{say('obligations.fact.history')}</h3>
      <ul className="m-duty-history">
        {history.data.items.map((one) => (
          <li key={one.recordedAt + one.recordedBy.id}>
            <Moment at={one.recordedAt} as="short" />
            <span className="m-typed">{factText(one, field.key)}</span>
            <span className="m-second">
              {one.source === '' ? one.recordedBy.name : `${one.source} ・ ${one.recordedBy.name}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
