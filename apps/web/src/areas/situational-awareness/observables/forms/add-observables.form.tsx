import type { ObservableRole } from '@matoi/contract/values';
import { observableRoles } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { Pills } from '../../../../ui/page.tsx';
import { useDoneWithUndo } from '../corrections.hook.ts';
import { tagsIn } from '../marks.rules.ts';
import type { Previewed } from '../queries.ts';
import { ImportTableForm } from './import-table.form.tsx';

type Props = { readonly subjectId: string; readonly onClose: () => void };

const keyOf = ({ type, value }: Previewed) => `${type} ${value}`;

/** Two ways to enter values: out of a text, or from a table. */
export function AddObservablesForm(props: Props) {
  const { say } = useSay();
  const { may } = useMe();
  const [way, setWay] = useState<'text' | 'table'>('text');
  if (!may('observables.import')) return <TextForm {...props} />;
  return (
    <div className="m-stack">
      <Pills
        label={say('observables.import.how')}
        value={way}
        options={(['text', 'table'] as const).map((value) => ({
          value,
          label: say(`observables.import.tab-${value}`),
        }))}
        onChoose={setWay}
      />
      {way === 'text' ? <TextForm {...props} /> : <ImportTableForm {...props} />}
    </div>
  );
}

/** Pasting a text, seeing what is found in it, and taking over what is meant. */
function TextForm({ subjectId, onClose }: Props) {
  const { say, locale } = useSay();
  const done = useDoneWithUndo();
  const submit = useSubmit();
  const [tags, setTags] = useState('');
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
    submit.run([subjectId, [...chosen], role, tags], async (idempotencyKey) => {
      const values = (found ?? []).filter((one) => chosen.has(keyOf(one))).map(({ type, value }) => ({ type, value }));
      const body = { subjectId, values, role, tags: tagsIn(tags) };
      const { changeIds } = await call('POST /api/v1/observables', { body, idempotencyKey });
      await done(say('observables.add.done', { count: values.length }), changeIds);
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
                      </span>{' '}
                      {one.warnings.map(({ listId, name, reason }) => (
                        <Chip key={listId} tone="amber" title={reason[locale]}>
                          {say('observables.warning.chip', { name: name[locale] })}
                        </Chip>
                      ))}
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
          <TextField
            label={say('observables.field.tags')}
            hint={say('observables.edit.tags-hint')}
            maxLength={600}
            value={tags}
            onChange={(event) => setTags(event.currentTarget.value)}
          />
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
