import { playbookSeverities } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, SelectField } from '../../../../ui/field.tsx';
import type { Clause, Definition, PlaybookStep } from '../queries.ts';

type ConditionProps = {
  readonly definition: Definition;
  readonly step: PlaybookStep;
  readonly classes: ReadonlyMap<string, string>;
  readonly onChange: (when: Clause[]) => void;
};

/** The condition of a step: each clause is one question, the class or the severity, with the values that hold. */
export function ConditionFields({ definition, step, classes, onChange }: ConditionProps) {
  const { say, locale } = useSay();
  const at = definition.steps.findIndex(({ id }) => id === step.id);
  const asked = new Set(definition.steps.slice(0, at).flatMap(({ asks }) => asks ?? []));
  const questions = definition.questions.filter(({ id }) => asked.has(id));
  const set = (rank: number, clause: Clause | null) =>
    onChange(step.when.flatMap((one, place) => (place === rank ? (clause === null ? [] : [clause]) : [one])));
  const begin = (value: string): Clause | null => {
    if (value === 'severity') return { about: 'severity', is: ['critical', 'high'] };
    if (value === 'class') return { about: 'class', is: definition.classes.slice(0, 1) };
    const question = questions.find(({ id }) => `answer:${id}` === value);
    const [first] = question?.options ?? [];
    return question === undefined || first === undefined
      ? null
      : { about: 'answer', question: question.id, is: [first.id] };
  };
  return (
    <fieldset className="m-field m-conditions">
      <legend className="m-field-label">{say('playbooks.field.when')}</legend>
      {step.when.length === 0 && <p className="m-second">{say('playbooks.condition.none')}</p>}
      {step.when.map((clause, rank) => (
        <div key={clause.about === 'answer' ? clause.question : clause.about} className="m-condition">
          <span>{clauseSubject(clause)}</span>
          <div className="m-choices">
            {valuesOf(clause).map(({ value, label }) => (
              <Check
                key={value}
                label={label}
                checked={clause.is.some((one) => one === value)}
                onChange={(event) => {
                  const left = clause.is.filter((one) => one !== value);
                  const is = event.currentTarget.checked ? [...left, value] : left;
                  // A clause without a value holds for nothing: the last one stays.
                  if (is.length > 0) set(rank, { ...clause, is } as Clause);
                }}
              />
            ))}
          </div>
          <Button size="small" onClick={() => set(rank, null)}>
            {say('playbooks.condition.remove')}
          </Button>
        </div>
      ))}
      <SelectField
        label={say('playbooks.condition.add')}
        value=""
        onChange={(event) => {
          const clause = begin(event.currentTarget.value);
          if (clause !== null) onChange([...step.when, clause]);
        }}
      >
        <option value="">{say('playbooks.condition.choose')}</option>
        {questions
          .filter(({ id }) => !step.when.some((one) => one.about === 'answer' && one.question === id))
          .map(({ id, text }) => (
            <option key={id} value={`answer:${id}`}>
              {text[locale] === '' ? id : text[locale]}
            </option>
          ))}
        {!step.when.some(({ about }) => about === 'severity') && (
          <option value="severity">{say('playbooks.condition.severity')}</option>
        )}
        {definition.classes.length > 0 && !step.when.some(({ about }) => about === 'class') && (
          <option value="class">{say('playbooks.condition.class')}</option>
        )}
      </SelectField>
    </fieldset>
  );

  function clauseSubject(clause: Clause): string {
    if (clause.about === 'severity') return say('playbooks.condition.severity');
    if (clause.about === 'class') return say('playbooks.condition.class');
    return definition.questions.find(({ id }) => id === clause.question)?.text[locale] ?? clause.question;
  }

  function valuesOf(clause: Clause): readonly { readonly value: string; readonly label: string }[] {
    if (clause.about === 'severity')
      return playbookSeverities.map((value) => ({ value, label: say(`playbooks.severity.${value}`) }));
    if (clause.about === 'class')
      return definition.classes.map((value) => ({ value, label: classes.get(value) ?? value }));
    const question = definition.questions.find(({ id }) => id === clause.question);
    return (question?.options ?? []).map(({ id, text }) => ({ value: id, label: text[locale] }));
  }
}
