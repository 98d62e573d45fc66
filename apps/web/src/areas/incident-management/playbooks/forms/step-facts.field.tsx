import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField } from '../../../../ui/field.tsx';
import { useDutyWords } from '../../obligations/words.hook.ts';

/** As many as a step may ask for. */
const mostFacts = 20;

type Props = { readonly keys: readonly string[]; readonly onChange: (keys: readonly string[]) => void };

/** The fields of reports to authorities that a step asks for: those that decide about clocks stand first. */
export function StepFactsField({ keys, onChange }: Props) {
  const { say, locale } = useSay();
  const { fields, groups, nameOf } = useDutyWords();
  const [chosen, setChosen] = useState('');
  const free = fields.filter(({ key }) => !keys.includes(key));
  const decisive = free.filter(({ isDecisive }) => isDecisive);
  const rest = groups.map(({ group, name }) => ({
    ...{ group, name },
    fields: free.filter((field) => !field.isDecisive && field.group === group),
  }));
  // Chosen first, added by a button: whoever chooses by the arrow keys would add every field on the way.
  const add = () => {
    if (chosen === '') return;
    onChange([...keys, chosen]);
    setChosen('');
  };
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{say('playbooks.field.facts')}</legend>
      <p className="m-second">{say('playbooks.field.facts-hint')}</p>
      {keys.length > 0 && (
        <ul className="m-step-fields">
          {keys.map((key) => (
            <li key={key}>
              <span>{nameOf(key)}</span>
              <Button
                size="small"
                kind="plain"
                aria-label={say('playbooks.field.facts-remove', { name: nameOf(key) })}
                onClick={() => onChange(keys.filter((one) => one !== key))}
              >
                {say('obligation-rules.own.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {keys.length < mostFacts && (
        <div className="m-step-field-add">
          <SelectField
            label={say('playbooks.field.facts-choose')}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{say('obligations.fact.choose')}</option>
            <optgroup label={say('playbooks.field.facts-decisive')}>
              {decisive.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name[locale]}
                </option>
              ))}
            </optgroup>
            {rest.map(
              (group) =>
                group.fields.length > 0 && (
                  <optgroup key={group.group} label={group.name[locale]}>
                    {group.fields.map(({ key, name }) => (
                      <option key={key} value={key}>
                        {name[locale]}
                      </option>
                    ))}
                  </optgroup>
                ),
            )}
          </SelectField>
          <Button disabled={chosen === ''} onClick={add}>
            {say('playbooks.field.facts-add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
