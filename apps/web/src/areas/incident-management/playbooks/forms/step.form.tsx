import { type PlaybookPhase, type PlaybookRole, playbookPhases, playbookRoles } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import { useAuthority } from '../../../governance/authority/sections/who-may.hook.ts';
import { Bilingual } from '../parts/bilingual.tsx';
import type { Definition, PlaybookStep } from '../queries.ts';
import { ConditionFields } from './condition.fields.tsx';
import { StepFactsField } from './step-facts.field.tsx';

type StepFormProps = {
  readonly definition: Definition;
  readonly step: PlaybookStep;
  readonly classes: ReadonlyMap<string, string>;
  readonly onChange: (step: PlaybookStep) => void;
};

/** One step of a playbook in the editor. */
export function StepForm({ definition, step, classes, onChange }: StepFormProps) {
  const { say, locale } = useSay();
  const authority = useAuthority();
  const set = (change: Partial<PlaybookStep>) => onChange({ ...step, ...change });
  const at = definition.steps.findIndex(({ id }) => id === step.id);
  const evidence = definition.steps.slice(0, at).filter(({ isEvidence }) => isEvidence);
  return (
    <div className="m-form">
      <div className="m-field-row">
        <SelectField
          label={say('playbooks.field.phase')}
          value={step.phase}
          onChange={(event) => set({ phase: event.currentTarget.value as PlaybookPhase })}
        >
          {playbookPhases.map((phase) => (
            <option key={phase} value={phase}>
              {say(`playbooks.phase.${phase}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('playbooks.field.role')}
          value={step.role}
          onChange={(event) => set({ role: event.currentTarget.value as PlaybookRole })}
        >
          {playbookRoles.map((role) => (
            <option key={role} value={role}>
              {say(`playbooks.role.${role}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={say('playbooks.field.dueMinutes')}
          type="number"
          min={1}
          max={525600}
          value={step.dueMinutes ?? ''}
          onChange={(event) => {
            const minutes = event.currentTarget.valueAsNumber;
            set({ dueMinutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null });
          }}
        />
      </div>
      <Bilingual
        label={say('playbooks.field.title')}
        value={step.title}
        limit={120}
        onChange={(title) => set({ title })}
      />
      <Bilingual
        label={say('playbooks.field.action')}
        hint={say('playbooks.field.action-hint')}
        value={step.action}
        limit={2000}
        isProse
        onChange={(action) => set({ action })}
      />
      <Bilingual
        label={say('playbooks.field.check')}
        value={step.check}
        limit={600}
        isProse
        onChange={(check) => set({ check })}
      />
      <Bilingual
        label={say('playbooks.field.why')}
        value={step.why}
        limit={600}
        isProse
        onChange={(why) => set({ why })}
      />
      <SelectField
        label={say('playbooks.field.asks')}
        value={step.asks ?? ''}
        onChange={(event) => set({ asks: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      >
        <option value="">{say('playbooks.field.asks-none')}</option>
        {definition.questions.map(({ id, text }) => (
          <option key={id} value={id}>
            {text[locale] === '' ? id : text[locale]}
          </option>
        ))}
      </SelectField>
      <StepFactsField
        keys={step.facts ?? []}
        onChange={(keys) => {
          const { facts: _, ...rest } = step;
          onChange(keys.length === 0 ? rest : { ...rest, facts: [...keys] });
        }}
      />
      <Check
        label={say('playbooks.field.isEvidence')}
        checked={step.isEvidence}
        onChange={(event) => set({ isEvidence: event.currentTarget.checked })}
      />
      <Check
        label={say('playbooks.field.destroys')}
        checked={step.destroys}
        onChange={(event) =>
          set({ destroys: event.currentTarget.checked, ...(event.currentTarget.checked ? {} : { after: [] }) })
        }
      />
      <SelectField
        label={say('playbooks.field.actionKind')}
        hint={say('playbooks.field.actionKind-hint')}
        value={step.actionKind ?? ''}
        onChange={(event) => {
          const { actionKind: _, ...rest } = step;
          const { value } = event.currentTarget;
          onChange(value === '' ? rest : { ...rest, actionKind: value });
        }}
      >
        <option value="">{say('playbooks.field.actionKind-none')}</option>
        {(authority.data?.actionKinds ?? []).map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
      {step.destroys && (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('playbooks.field.after')}</legend>
          {evidence.length === 0 && <p className="m-second">{say('playbooks.field.after-none')}</p>}
          {evidence.map(({ id, title }) => (
            <Check
              key={id}
              label={title[locale] === '' ? id : title[locale]}
              checked={step.after.includes(id)}
              onChange={(event) =>
                set({
                  after: event.currentTarget.checked ? [...step.after, id] : step.after.filter((one) => one !== id),
                })
              }
            />
          ))}
        </fieldset>
      )}
      <Check
        label={say('playbooks.field.asTask')}
        checked={step.asTask}
        onChange={(event) => set({ asTask: event.currentTarget.checked })}
      />
      <ConditionFields definition={definition} step={step} classes={classes} onChange={(when) => set({ when })} />
      <TextField
        label={say('playbooks.field.id')}
        hint={say('playbooks.field.id-hint')}
        maxLength={60}
        pattern="[a-z0-9]+(-[a-z0-9]+)*"
        defaultValue={step.id}
        key={step.id}
        onBlur={(event) => {
          const id = event.currentTarget.value;
          const isTaken = definition.steps.some((one) => one.id === id);
          if (id !== step.id && !isTaken && event.currentTarget.validity.valid && id !== '') set({ id });
        }}
      />
    </div>
  );
}
