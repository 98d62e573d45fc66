import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, SelectField, TextField } from '../../../../ui/field.tsx';
import { freeCode, type RuleDraft } from '../own-rule.draft.ts';
import type { Field } from '../queries.ts';
import { type ConditionDraft, newTrigger, type TriggerDraft, testsFor } from '../trigger.draft.ts';
import { useDutyWords } from '../words.hook.ts';
import { TextPair } from './text-pair.field.tsx';

const classKey = 'incident.class';
/** As many as a rule may have. */
const mostTriggers = 20;

type Props = { readonly draft: RuleDraft; readonly onChange: (change: Partial<RuleDraft>) => void };

/** When the rule holds: for one reason, or for any of several, each with the facts that it rests on. */
export function TriggersField({ draft, onChange }: Props) {
  const { say } = useSay();
  const { triggers } = draft;
  const set = (code: string, change: Partial<TriggerDraft>) =>
    onChange({ triggers: triggers.map((one) => (one.code === code ? { ...one, ...change } : one)) });
  return (
    <fieldset className="m-field m-own-part">
      <legend className="m-field-label">{say('obligation-rules.own.when')}</legend>
      {triggers.length > 1 && <p className="m-second">{say('obligation-rules.own.any-trigger')}</p>}
      {triggers.map((trigger, at) => (
        <div key={trigger.code} className="m-own-item">
          {triggers.length > 1 && (
            <div className="m-own-head">
              <span className="m-second">{say('obligation-rules.own.trigger', { number: at + 1 })}</span>
              <Button
                size="small"
                kind="plain"
                aria-label={say('obligation-rules.own.remove-named', {
                  name: say('obligation-rules.own.trigger', { number: at + 1 }),
                })}
                onClick={() => onChange({ triggers: triggers.filter(({ code }) => code !== trigger.code) })}
              >
                {say('obligation-rules.own.remove')}
              </Button>
            </div>
          )}
          <ConditionsField trigger={trigger} onChange={(change) => set(trigger.code, change)} />
          <TextPair
            label={say('obligation-rules.own.reason')}
            hint={say('obligation-rules.own.reason-hint')}
            value={trigger.reason}
            onChange={(reason) => set(trigger.code, { reason })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          disabled={triggers.length >= mostTriggers}
          onClick={() => onChange({ triggers: [...triggers, newTrigger(freeCode('t', triggers))] })}
        >
          {say('obligation-rules.own.add-trigger')}
        </Button>
      </div>
    </fieldset>
  );
}

type ConditionsProps = { readonly trigger: TriggerDraft; readonly onChange: (change: Partial<TriggerDraft>) => void };

function ConditionsField({ trigger, onChange }: ConditionsProps) {
  const { say, locale } = useSay();
  const { fields, fieldOf } = useDutyWords();
  const { mode, conditions } = trigger;
  const offered = fields.filter((field) => field.isDecisive && !conditions.some(({ key }) => key === field.key));
  const set = (at: number, condition: ConditionDraft | null) =>
    onChange({
      conditions: conditions.flatMap((one, place) => (place === at ? (condition === null ? [] : [condition]) : [one])),
    });
  const add = (key: string) => {
    const field = fieldOf(key);
    const test = field === undefined ? undefined : testsFor(field)[0];
    if (test !== undefined) onChange({ conditions: [...conditions, { key, test, values: [], amount: '' }] });
  };
  return (
    <>
      <Choices
        label={<span className="m-hidden">{say('obligation-rules.own.when')}</span>}
        value={mode}
        options={(['all', 'any', 'always'] as const).map((value) => ({
          value,
          label: say(`obligation-rules.own.mode-${value}`),
        }))}
        onChoose={(chosen) => onChange({ mode: chosen })}
      />
      {mode !== 'always' && (
        <>
          {conditions.map((condition, at) => {
            const field = fieldOf(condition.key);
            return field === undefined ? null : (
              <div key={condition.key} className="m-own-condition">
                <div className="m-own-head">
                  <span className="m-strong">{field.name[locale]}</span>
                  <Button
                    size="small"
                    kind="plain"
                    aria-label={say('obligation-rules.own.remove-named', { name: field.name[locale] })}
                    onClick={() => set(at, null)}
                  >
                    {say('obligation-rules.own.remove')}
                  </Button>
                </div>
                <TestFields field={field} condition={condition} onChange={(next) => set(at, next)} />
              </div>
            );
          })}
          <SelectField
            label={say('obligation-rules.own.add-condition')}
            value=""
            onChange={(event) => add(event.currentTarget.value)}
          >
            <option value="">{say('obligations.fact.choose')}</option>
            {offered.map((field) => (
              <option key={field.key} value={field.key}>
                {field.name[locale]}
              </option>
            ))}
          </SelectField>
        </>
      )}
    </>
  );
}

type TestProps = {
  readonly field: Field;
  readonly condition: ConditionDraft;
  readonly onChange: (condition: ConditionDraft) => void;
};

function TestFields({ field, condition, onChange }: TestProps) {
  const { say, locale } = useSay();
  const { test, values, amount } = condition;
  const tests = testsFor(field);
  if (test === 'one-of') {
    if (field.key === classKey)
      return <ClassChoice values={values} onChange={(next) => onChange({ ...condition, values: next })} />;
    return (
      <div className="m-choices">
        {field.choices.map(({ code, name }) => (
          <Check
            key={code}
            label={name[locale]}
            checked={values.includes(code)}
            onChange={(event) =>
              onChange({
                ...condition,
                values: event.currentTarget.checked ? [...values, code] : values.filter((one) => one !== code),
              })
            }
          />
        ))}
      </div>
    );
  }
  if (test === 'has')
    return field.choices.length > 0 ? (
      <SelectField
        label={say('obligation-rules.own.contains')}
        value={values[0] ?? ''}
        onChange={(event) => onChange({ ...condition, values: [event.currentTarget.value] })}
      >
        <option value="">{say('obligations.fact.choose')}</option>
        {field.choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
    ) : (
      <TextField
        label={say('obligation-rules.own.contains')}
        maxLength={30}
        value={values[0] ?? ''}
        onChange={(event) => onChange({ ...condition, values: [event.currentTarget.value] })}
      />
    );
  return (
    <div className="m-row">
      <Choices
        label={<span className="m-hidden">{field.name[locale]}</span>}
        value={test}
        options={tests.flatMap((value) =>
          value === 'one-of' || value === 'has' ? [] : [{ value, label: say(`obligation-rules.test.${value}`) }],
        )}
        onChoose={(chosen) => onChange({ ...condition, test: chosen })}
      />
      {(test === 'at-least' || test === 'above') && (
        <TextField
          label={
            field.unit === null
              ? say('obligation-rules.own.amount')
              : say('obligation-rules.own.amount-in', { unit: field.unit[locale] })
          }
          inputMode="numeric"
          maxLength={15}
          value={amount}
          onChange={(event) => onChange({ ...condition, amount: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

/** Classes of incidents, by their names. */
function ClassChoice(props: { readonly values: readonly string[]; readonly onChange: (values: string[]) => void }) {
  const { say, locale } = useSay();
  const classes = useQuery({
    queryKey: ['triage', 'classes'],
    queryFn: () => call('GET /api/v1/triage-classes'),
    staleTime: 5 * 60_000,
  });
  const items = classes.data?.items ?? [];
  const nameOf = (code: string) => items.find((one) => one.code === code)?.name[locale] ?? code;
  return (
    <>
      <div className="m-row">
        {props.values.map((code) => (
          <Button
            key={code}
            size="small"
            aria-label={say('obligation-rules.own.remove-named', { name: nameOf(code) })}
            onClick={() => props.onChange(props.values.filter((one) => one !== code))}
          >
            {nameOf(code)} ×
          </Button>
        ))}
      </div>
      <SelectField
        label={say('obligation-rules.own.add-class')}
        value=""
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value !== '' && !props.values.includes(value)) props.onChange([...props.values, value]);
        }}
      >
        <option value="">{say('obligations.fact.choose')}</option>
        {items.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
    </>
  );
}
