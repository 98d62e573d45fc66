import type { Problem } from '@matoi/contract';
import { callPriorities, callSeverities, mostCallRepeats, mostCallSteps } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import { choiceOf, newStep, targetOf } from '../policy.draft.ts';
import type { CallPolicy, CallStep, CallTargets } from '../queries.ts';
import { NarrowFields } from './narrow.fields.tsx';
import { WayFields } from './way.fields.tsx';

const repeats = Array.from({ length: mostCallRepeats + 1 }, (_one, count) => count);
const waits = [1, 2, 3, 5, 10, 15, 20, 30, 60] as const;

type Props = {
  readonly policy: CallPolicy;
  readonly targets: CallTargets;
  readonly isNew: boolean;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly onSave: (policy: CallPolicy) => Promise<void>;
  readonly onRemove: () => Promise<void>;
  readonly onClose: () => void;
};

/** Changes one rule: what it is about, whom it calls one after the other, how long it waits. */
export function PolicyForm({ policy, targets, isNew, problem, isBusy, onSave, onRemove, onClose }: Props) {
  const { say } = useSay();
  const fieldProblem = useFieldProblem(problem);
  const [draft, setDraft] = useState(policy);
  const [sources, setSources] = useState(policy.sources.join('\n'));
  const [isRemoving, setRemoving] = useState(false);
  const change = (more: Partial<CallPolicy>) => setDraft({ ...draft, ...more });
  const changeStep = (at: number, more: Partial<CallStep>) =>
    change({ steps: draft.steps.map((step, index) => (index === at ? { ...step, ...more } : step)) });
  const toggled = <T,>(list: readonly T[], value: T, isOn: boolean): T[] =>
    isOn ? [...list, value] : list.filter((one) => one !== value);
  const save = () =>
    onSave({
      ...draft,
      sources: sources
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    });
  return (
    <Dialog title={say(isNew ? 'call-outs.policy.add' : 'call-outs.policy.change')} isOpen onClose={onClose} size={720}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={say('call-outs.policy.name')}
          required
          maxLength={100}
          data-autofocus
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <fieldset className="m-field">
          <legend className="m-field-label">{say('call-outs.policy.priorities')}</legend>
          <div className="m-call-checks">
            {callPriorities.map((one) => (
              <Check
                key={one}
                label={say('call-outs.priority', { priority: one })}
                checked={draft.priorities.includes(one)}
                onChange={(event) =>
                  change({ priorities: toggled(draft.priorities, one, event.currentTarget.checked) })
                }
              />
            ))}
          </div>
        </fieldset>
        <fieldset className="m-field">
          <legend className="m-field-label">{say('call-outs.policy.severities')}</legend>
          <div className="m-call-checks">
            {callSeverities.map((one) => (
              <Check
                key={one}
                label={say(`terms.severity.${one}`)}
                checked={draft.severities.includes(one)}
                onChange={(event) =>
                  change({ severities: toggled(draft.severities, one, event.currentTarget.checked) })
                }
              />
            ))}
          </div>
        </fieldset>
        <Check
          label={say('call-outs.policy.off-hours')}
          checked={draft.onlyOffHours}
          onChange={(event) => change({ onlyOffHours: event.currentTarget.checked })}
        />
        <details>
          <summary>{say('call-outs.policy.narrow')}</summary>
          <div className="m-field">
            <label className="m-field-label" htmlFor="call-sources">
              {say('call-outs.policy.sources')}
            </label>
            <textarea
              id="call-sources"
              className="m-input"
              rows={2}
              value={sources}
              onChange={(event) => setSources(event.currentTarget.value)}
            />
          </div>
          <NarrowFields mailboxIds={draft.mailboxIds} classCodes={draft.classCodes} onChange={change} />
        </details>
        <fieldset className="m-field">
          <legend className="m-field-label">{say('call-outs.policy.steps')}</legend>
          <p className="m-second">{say('call-outs.step.ways-all')}</p>
          {draft.steps.map((step, at) => (
            <StepFields
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the chain is what a step is known by
              key={at}
              step={step}
              at={at}
              targets={targets}
              onChange={(more) => changeStep(at, more)}
              onRemove={
                draft.steps.length === 1
                  ? null
                  : () => change({ steps: draft.steps.filter((_one, index) => index !== at) })
              }
            />
          ))}
          {draft.steps.length < mostCallSteps && (
            <Button
              size="small"
              kind="plain"
              className="m-call-add"
              onClick={() => change({ steps: [...draft.steps, newStep({ kind: 'everyone' })] })}
            >
              {say('call-outs.step.add')}
            </Button>
          )}
        </fieldset>
        <SelectField
          label={say('call-outs.policy.repeat')}
          value={String(draft.repeat)}
          onChange={(event) => change({ repeat: Number(event.currentTarget.value) })}
        >
          {repeats.map((count) => (
            <option key={count} value={count}>
              {count === 0 ? say('call-outs.policy.repeat-none') : say('call-outs.policy.repeat-times', { count })}
            </option>
          ))}
        </SelectField>
        <Refusal problem={problem} />
        {fieldProblem('policies') !== null && <p className="m-field-problem">{fieldProblem('policies')}</p>}
        <div className="m-dialog-end">
          {!isNew &&
            (isRemoving ? (
              <Button kind="danger" isBusy={isBusy} onClick={() => void onRemove()}>
                {say('call-outs.policy.remove-sure')}
              </Button>
            ) : (
              <Button kind="plain" onClick={() => setRemoving(true)}>
                {say('call-outs.policy.remove')}
              </Button>
            ))}
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            isBusy={isBusy}
            disabled={draft.priorities.length + draft.severities.length === 0}
          >
            {say('platform.act.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type StepProps = {
  readonly step: CallStep;
  readonly at: number;
  readonly targets: CallTargets;
  readonly onChange: (more: Partial<CallStep>) => void;
  readonly onRemove: (() => void) | null;
};

function StepFields({ step, at, targets, onChange, onRemove }: StepProps) {
  const { say, locale } = useSay();
  const { target } = step;
  return (
    <div className="m-call-step">
      <SelectField
        label={say('call-outs.step.target', { number: at + 1 })}
        value={choiceOf(target)}
        onChange={(event) => onChange({ target: targetOf(event.currentTarget.value, target) })}
      >
        {[1, 2, 3, 4].map((rank) => (
          <option key={rank} value={`duty ${rank}`}>
            {say('call-outs.target.duty-rank', { rank })}
          </option>
        ))}
        {targets.roles.map(({ key, name }) => (
          <option key={key} value={`role ${key}`}>
            {say('call-outs.target.role-named', { role: name[locale] })}
          </option>
        ))}
        {targets.members.map(({ id, name }) => (
          <option key={id} value={`member ${id}`}>
            {name}
          </option>
        ))}
        {target.kind === 'members' && target.memberIds.length !== 1 && (
          <option value="members">{say('call-outs.target.members-count', { count: target.memberIds.length })}</option>
        )}
        <option value="everyone">{say('call-outs.target.everyone')}</option>
      </SelectField>
      <SelectField
        label={say('call-outs.field.wait')}
        value={String(step.waitMinutes)}
        onChange={(event) => onChange({ waitMinutes: Number(event.currentTarget.value) })}
      >
        {[...new Set([...waits, step.waitMinutes])]
          .toSorted((a, b) => a - b)
          .map((minutes) => (
            <option key={minutes} value={minutes}>
              {say('call-outs.minutes', { count: minutes })}
            </option>
          ))}
      </SelectField>
      {onRemove !== null && (
        <Button
          size="small"
          kind="plain"
          aria-label={say('call-outs.step.remove-named', { number: at + 1 })}
          onClick={onRemove}
        >
          {say('call-outs.step.remove')}
        </Button>
      )}
      <WayFields ways={step.ways} onChange={(ways) => onChange({ ways })} />
    </div>
  );
}
