import { type TriageLevel, triageLevels } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import type { Effect } from '../condition.builder.ts';
import { ClassPicker } from '../parts/class-picker.tsx';
import { accountsQuery, compartmentsQuery } from '../queries.ts';
import './rule.css';

type EffectFieldsProps = { readonly effect: Effect; readonly onChange: (effect: Effect) => void };

/** What a rule proposes; what is left open is left to the rules below. */
export function EffectFields({ effect, onChange }: EffectFieldsProps) {
  const { say } = useSay();
  const { may } = useMe();
  const accounts = useQuery({ ...accountsQuery, enabled: may('accounts.list') });
  const compartments = useQuery(compartmentsQuery);
  const [tags, setTags] = useState(effect.tags.join(', '));
  const set = (change: Partial<Effect>) => onChange({ ...effect, ...change });
  const level = (name: 'impact' | 'urgency') => (
    <SelectField
      label={say(`triage.field.${name}`)}
      value={effect[name] ?? ''}
      onChange={(event) =>
        set({ [name]: event.currentTarget.value === '' ? null : (event.currentTarget.value as TriageLevel) })
      }
    >
      <option value="">{say('triage.rule.open')}</option>
      {triageLevels.map((value) => (
        <option key={value} value={value}>
          {name === 'impact' ? say(`triage.impact.${value}`) : say(`triage.urgency.${value}`)}
        </option>
      ))}
    </SelectField>
  );
  return (
    <fieldset className="m-rule-part">
      <legend>{say('triage.rule.effect')}</legend>
      <div className="m-grid-fields">
        <ClassPicker value={effect.classCode} onChoose={(classCode) => set({ classCode })} canClear />
        {level('impact')}
        {level('urgency')}
        <SearchSelect
          label={say('triage.rule.assignee')}
          value={effect.assigneeId}
          options={(accounts.data?.items ?? [])
            .filter(({ id, state }) => state === 'active' || id === effect.assigneeId)
            .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
          nothing={say('platform.select.nothing')}
          onChoose={(assigneeId) => set({ assigneeId })}
          canClear
        />
        <SearchSelect
          label={say('triage.rule.compartment')}
          hint={say('triage.rule.compartment-hint')}
          value={effect.compartmentId === null ? null : String(effect.compartmentId)}
          options={(compartments.data?.items ?? [])
            .filter(({ isOpen }) => !isOpen)
            .map(({ id, name }) => ({ value: String(id), label: name }))}
          nothing={say('platform.select.nothing')}
          onChoose={(id) => set({ compartmentId: id === null ? null : Number(id) })}
          canClear
        />
        <TextField
          label={say('triage.rule.tags')}
          hint={say('triage.rule.tags-hint')}
          value={tags}
          onChange={(event) => {
            setTags(event.currentTarget.value);
            const words = event.currentTarget.value.split(/[,、，]/u).map((word) => word.trim().slice(0, 40));
            set({ tags: [...new Set(words.filter((word) => word !== ''))].slice(0, 10) });
          }}
        />
      </div>
      <Check
        label={say('triage.rule.stops')}
        checked={effect.stops}
        onChange={(event) => set({ stops: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
