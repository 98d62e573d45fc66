import { useSay } from '../../../../shared/language.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Choices, TextField } from '../../../../ui/field.tsx';
import { type CallDraft, type When, whenChoices } from '../call.rules.ts';
import './call-fields.css';

type Caller = Pick<CallDraft, 'callerName' | 'callerDepartment' | 'callerPhone'>;

type CallFieldsProps = {
  readonly values: Caller;
  readonly onChange: (change: Partial<Caller>) => void;
  readonly fieldProblem: (name: string) => string | null;
};

/** Who calls, and where to call back. */
export function CallFields({ values, onChange, fieldProblem }: CallFieldsProps) {
  const { say } = useSay();
  return (
    <div className="m-caller">
      <TextField
        label={say('calls.field.name')}
        maxLength={100}
        value={values.callerName}
        onChange={(event) => onChange({ callerName: event.currentTarget.value })}
        problem={fieldProblem('callerName')}
      />
      <TextField
        label={say('calls.field.department')}
        maxLength={100}
        value={values.callerDepartment}
        onChange={(event) => onChange({ callerDepartment: event.currentTarget.value })}
        problem={fieldProblem('callerDepartment')}
      />
      <TextField
        label={say('calls.field.phone')}
        type="tel"
        maxLength={40}
        value={values.callerPhone}
        onChange={(event) => onChange({ callerPhone: event.currentTarget.value })}
        problem={fieldProblem('callerPhone')}
      />
    </div>
  );
}

type WhenFieldProps = {
  readonly value: When;
  readonly at: string;
  readonly onChange: (change: { readonly when?: When; readonly at?: string }) => void;
  readonly problem: string | null;
};

/** When it happened, by one tap, or a time on the team's clocks. */
export function WhenField({ value, at, onChange, problem }: WhenFieldProps) {
  const { say } = useSay();
  const reading = useReading();
  return (
    <>
      <Choices<When>
        label={say('calls.field.when')}
        value={value}
        options={whenChoices.map((choice) => ({ value: choice, label: say(`calls.when.${choice}`) }))}
        onChoose={(when) => onChange(when === 'at' ? { when, at } : { when })}
        problem={value === 'at' ? null : problem}
      />
      {value === 'at' && (
        <TextField
          label={say('calls.field.at')}
          hint={reading.zone}
          type="datetime-local"
          value={at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
          problem={problem}
        />
      )}
    </>
  );
}
