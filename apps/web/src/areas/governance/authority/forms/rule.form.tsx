import { authoritySeverities } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import type { Authority, Holder, Rule } from '../queries.ts';
import { namesOfKind } from '../sections/target.fields.tsx';
import '../sections/authority.css';

type Props = {
  readonly rule: Rule;
  readonly authority: Authority;
  /** All rules of the draft: names that they use are offered. */
  readonly rules: readonly Rule[];
  readonly onDone: (rule: Rule) => void;
  readonly onRemove: (() => void) | null;
  readonly onClose: () => void;
};

const isSame = (one: Holder, other: Holder) =>
  one.kind === 'role'
    ? other.kind === 'role' && one.roleKey === other.roleKey
    : other.kind === 'member' && one.memberId === other.memberId;

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** One rule of the draft: what, on what, when, who orders, who hears of it, who carries it out. */
export function RuleForm({ rule: given, authority, rules, onDone, onRemove, onClose }: Props) {
  const { say, locale } = useSay();
  const [rule, setRule] = useState(given);
  const [names, setNames] = useState(given.scope.names.join('\n'));
  const set = (change: Partial<Rule>) => setRule({ ...rule, ...change });
  const typed = linesOf(names);
  const { kind } = rule.scope;
  const others = kind === 'all' ? [] : namesOfKind(rules, kind).filter((name) => !typed.includes(name));
  const isEmergency = rule.force === 'emergency';
  const finish = () => {
    onDone({ ...rule, scope: { ...rule.scope, names: rule.scope.kind === 'all' ? [] : [...new Set(typed)] } });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <TextField
        label={say('authority.form.number')}
        hint={say('authority.form.number-hint')}
        required
        maxLength={20}
        value={rule.number}
        onChange={(event) => set({ number: event.currentTarget.value })}
      />
      <Choices
        label={say('authority.form.force')}
        value={rule.force}
        options={(['order', 'emergency'] as const).map((value) => ({ value, label: say(`authority.force.${value}`) }))}
        onChoose={(force) => set({ force })}
      />
      <fieldset className="m-field">
        <legend className="m-field-label">{say('authority.form.actions')}</legend>
        <div className="m-authority-picks">
          {authority.actionKinds.map(({ code, name }) => (
            <Check
              key={code}
              label={name[locale]}
              checked={rule.actionKinds.includes(code)}
              onChange={(event) =>
                set({
                  actionKinds: event.currentTarget.checked
                    ? [...rule.actionKinds, code]
                    : rule.actionKinds.filter((one) => one !== code),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <SelectField
        label={say('authority.form.scope')}
        value={rule.scope.kind}
        onChange={(event) =>
          set({ scope: { ...rule.scope, kind: event.currentTarget.value as Rule['scope']['kind'] } })
        }
      >
        {(['all', 'system', 'site', 'tag'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {say(`authority.scope.${kind}`)}
          </option>
        ))}
      </SelectField>
      {rule.scope.kind !== 'all' && (
        <ProseField
          label={say('authority.form.names')}
          hint={say('authority.form.names-hint')}
          rows={2}
          maxLength={5_000}
          value={names}
          onChange={(event) => setNames(event.currentTarget.value)}
        />
      )}
      {others.length > 0 && (
        <p className="m-row">
          <span className="m-second">{say('authority.form.names-known')}</span>
          {others.map((name) => (
            <Button key={name} size="small" kind="plain" onClick={() => setNames([...typed, name].join('\n'))}>
              {name}
            </Button>
          ))}
        </p>
      )}
      <SelectField
        label={say('authority.form.severity')}
        value={rule.severityAtLeast ?? ''}
        onChange={(event) =>
          set({ severityAtLeast: authoritySeverities.find((one) => one === event.currentTarget.value) ?? null })
        }
      >
        <option value="">{say('authority.form.any-severity')}</option>
        {authoritySeverities.map((one) => (
          <option key={one} value={one}>
            {say('authority.rule.severity-at-least', { severity: say(`authority.severity.${one}`) })}
          </option>
        ))}
      </SelectField>
      <Choices
        label={say('authority.form.when')}
        value={rule.when}
        options={[
          { value: 'always', label: say('authority.form.when-always') },
          { value: 'off-hours', label: say('authority.form.when-off-hours') },
        ]}
        onChoose={(when) => set({ when })}
      />
      {(['mayOrder', 'mustInform', 'carriesOut'] as const).map((field) => (
        <Holders
          key={field}
          label={say(`authority.field.${field}`)}
          authority={authority}
          chosen={rule[field]}
          onChange={(holders) => set({ [field]: holders })}
        />
      ))}
      <TextField
        label={say('authority.form.carry-text')}
        maxLength={300}
        value={rule.carriesOutText}
        onChange={(event) => set({ carriesOutText: event.currentTarget.value })}
      />
      {isEmergency ? (
        <>
          <ProseField
            label={say('authority.form.conditions')}
            rows={3}
            maxLength={1_000}
            value={rule.conditions}
            onChange={(event) => set({ conditions: event.currentTarget.value })}
          />
          <TextField
            label={say('authority.form.report')}
            type="number"
            min={5}
            max={43_200}
            value={rule.reportWithinMinutes ?? ''}
            onChange={(event) => {
              const minutes = Number(event.currentTarget.value);
              set({ reportWithinMinutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null });
            }}
          />
        </>
      ) : (
        <Check
          label={say('authority.form.four-eyes')}
          checked={rule.needsFourEyes}
          onChange={(event) => set({ needsFourEyes: event.currentTarget.checked })}
        />
      )}
      <ProseField
        label={say('authority.form.note')}
        rows={2}
        maxLength={1_000}
        value={rule.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <div className="m-dialog-end">
        {onRemove !== null && (
          <Button kind="danger" onClick={onRemove}>
            {say('authority.edit.remove')}
          </Button>
        )}
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" disabled={rule.number.trim() === ''}>
          {say('authority.form.done')}
        </Button>
      </div>
    </form>
  );
}

function Holders(props: {
  readonly label: string;
  readonly authority: Authority;
  readonly chosen: readonly Holder[];
  readonly onChange: (holders: readonly Holder[]) => void;
}) {
  const { label, authority, chosen, onChange } = props;
  const { say, locale } = useSay();
  const toggle = (holder: Holder, isOn: boolean) =>
    onChange(isOn ? [...chosen, holder] : chosen.filter((one) => !isSame(one, holder)));
  const box = (key: string, name: string, holder: Holder) => (
    <Check
      key={key}
      label={name}
      checked={chosen.some((one) => isSame(one, holder))}
      onChange={(event) => toggle(holder, event.currentTarget.checked)}
    />
  );
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{label}</legend>
      <div className="m-second">{say('authority.form.roles')}</div>
      <div className="m-authority-picks">
        {authority.roles.map(({ key, name }) => box(key, name[locale], { kind: 'role', roleKey: key }))}
      </div>
      {authority.members.length > 0 && (
        <>
          <div className="m-second">{say('authority.form.members')}</div>
          <div className="m-authority-picks">
            {authority.members.map(({ id, name }) => box(id, name, { kind: 'member', memberId: id }))}
          </div>
        </>
      )}
    </fieldset>
  );
}
