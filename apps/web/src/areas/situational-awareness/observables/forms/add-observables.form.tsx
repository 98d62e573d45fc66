import type { ObservableRole } from '@matoi/contract/values';
import { observableRoles } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Notice, ProseField, SelectField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Previewed } from '../queries.ts';

type Props = { readonly subjectId: string; readonly onClose: () => void };

const keyOf = ({ type, value }: Previewed) => `${type} ${value}`;

/** Pasting a text, seeing what is found in it, and taking over what is meant. */
export function AddObservablesForm({ subjectId, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [text, setText] = useState('');
  const [role, setRole] = useState<ObservableRole>('unknown');
  const [found, setFound] = useState<readonly Previewed[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  const preview = () =>
    submit.run(['preview', text], async () => {
      const { items } = await call('POST /api/v1/observables/preview', { body: { text } });
      setFound(items);
      setChosen(new Set(items.filter(({ dismissal }) => dismissal === null).map(keyOf)));
    });
  const save = () =>
    submit.run([subjectId, [...chosen], role], async (idempotencyKey) => {
      const values = (found ?? []).filter((one) => chosen.has(keyOf(one))).map(({ type, value }) => ({ type, value }));
      await call('POST /api/v1/observables', { body: { subjectId, values, role }, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      toastDone(say('observables.add.done', { count: values.length }), say('platform.act.close'));
      onClose();
    });

  return (
    <form
      className="m-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void (found === null ? preview() : save());
      }}
    >
      <ProseField
        label={say('observables.add.text')}
        hint={say('observables.add.hint')}
        rows={5}
        maxLength={100_000}
        value={text}
        required
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFound(null);
        }}
      />
      {found !== null && found.length === 0 && <Notice tone="amber">{say('observables.add.none')}</Notice>}
      {found !== null && found.length > 0 && (
        <>
          <p className="m-strong">{say('observables.add.found', { count: found.length })}</p>
          <ul className="m-observables-found">
            {found.map((one) => (
              <li key={keyOf(one)}>
                <Check
                  checked={chosen.has(keyOf(one))}
                  label={
                    <>
                      <span className="m-mono m-observable-value">{one.defanged}</span>{' '}
                      <span className="m-second">
                        {say(`observables.type.${one.type}`)}
                        {one.readable !== null && ` ・ ${one.readable}`}
                        {one.dismissal !== null && ` ・ ${say(`observables.dismissal.${one.dismissal}`)}`}
                      </span>
                    </>
                  }
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.currentTarget.checked) next.add(keyOf(one));
                    else next.delete(keyOf(one));
                    setChosen(next);
                  }}
                />
              </li>
            ))}
          </ul>
          <SelectField
            label={say('observables.filter.role')}
            value={role}
            onChange={(event) => setRole(observableRoles.find((one) => one === event.currentTarget.value) ?? 'unknown')}
          >
            {observableRoles.map((one) => (
              <option key={one} value={one}>
                {say(`observables.role.${one}`)}
              </option>
            ))}
          </SelectField>
        </>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        {found === null || found.length === 0 ? (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={text.trim() === ''}>
            {say('observables.add.preview')}
          </Button>
        ) : (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={chosen.size === 0}>
            {say('observables.add.save', { count: chosen.size })}
          </Button>
        )}
      </div>
    </form>
  );
}
