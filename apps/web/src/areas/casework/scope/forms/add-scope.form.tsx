import { type ScopeKind, scopeKinds } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, Notice, ProseField, SelectField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Previewed } from '../queries.ts';
import { MeasureChoice } from './measure.choice.tsx';

type Props = { readonly subjectId: string; readonly onClose: () => void };
type Line = Previewed & { readonly isChosen: boolean };

/** A pasted list, what its lines are taken for, and taking over what is meant. */
export function AddScopeForm({ subjectId, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const draft = useDraft(`scope.${subjectId}`);
  const [kind, setKind] = useState<ScopeKind | ''>('');
  const [state, setState] = useState<'suspected' | 'confirmed'>('suspected');
  const [certainty, setCertainty] = useState<'known' | 'assumed'>('known');
  const [measure, setMeasure] = useState('');
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  const [isCut, setCut] = useState(false);
  const chosen = lines?.filter(({ isChosen }) => isChosen) ?? [];
  const there = lines?.filter(({ duplicate }) => duplicate !== 'no').length ?? 0;

  const preview = () =>
    submit.run(['preview', draft.text, kind], async () => {
      const answer = await call('POST /api/v1/scope-items/preview', {
        body: { subjectId, text: draft.text, ...(kind === '' ? {} : { kind }) },
      });
      setLines(answer.items.map((one) => ({ ...one, isChosen: one.duplicate === 'no' })));
      setCut(answer.isCut);
    });
  const save = () =>
    submit.run([chosen, state, certainty, measure], async (idempotencyKey) => {
      const items = chosen.map(({ kind: own, name, details, note }) => ({ kind: own, name, details, note }));
      const measures = measure.trim() === '' ? [] : [measure.trim()];
      const answer = await call('POST /api/v1/scope-items', {
        body: { subjectId, state, certainty, measures, items },
        idempotencyKey,
      });
      draft.drop();
      await queries.invalidateQueries({ queryKey: ['scope-item'] });
      toastDone(say('scope.add.done', { count: answer.added }), say('platform.act.close'));
      onClose();
    });
  const change = (line: number, to: Partial<Line>) =>
    setLines((before) => before?.map((one) => (one.line === line ? { ...one, ...to } : one)) ?? null);

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void (lines === null ? preview() : save());
      }}
    >
      {lines === null ? (
        <>
          <ProseField
            label={say('scope.add.text')}
            hint={say('scope.add.hint')}
            placeholder={say('scope.add.placeholder')}
            rows={9}
            required
            maxLength={300_000}
            data-autofocus
            value={draft.text}
            onChange={(event) => draft.write(event.currentTarget.value)}
          />
          <SelectField
            label={say('scope.field.kind')}
            value={kind}
            onChange={(event) => setKind(scopeKinds.find((one) => one === event.currentTarget.value) ?? '')}
          >
            <option value="">{say('scope.add.guess')}</option>
            {scopeKinds.map((one) => (
              <option key={one} value={one}>
                {say(`scope.kind.${one}`)}
              </option>
            ))}
          </SelectField>
        </>
      ) : (
        <>
          <p className="m-strong">
            {say('scope.add.found', { count: lines.length })}
            {there > 0 && ` ${say('scope.add.there', { count: there })}`}
          </p>
          {isCut && <Notice tone="amber">{say('scope.add.cut')}</Notice>}
          <ul className="m-scope-found">
            {lines.map((one) => (
              <li key={one.line} data-there={one.duplicate !== 'no'}>
                <label className="m-check">
                  <input
                    type="checkbox"
                    checked={one.isChosen}
                    disabled={one.duplicate !== 'no'}
                    aria-label={say('scope.add.take', { name: one.name })}
                    onChange={(event) => change(one.line, { isChosen: event.currentTarget.checked })}
                  />
                </label>
                <span className="m-typed">
                  <span className="m-strong">{one.name}</span>{' '}
                  <span className="m-second">
                    {[...Object.values(one.details), one.note].filter((text) => text !== '').join(' ・ ')}
                    {one.duplicate !== 'no' && ` ${say(`scope.duplicate.${one.duplicate}`)}`}
                  </span>
                </span>
                <select
                  className="m-input"
                  value={one.kind}
                  disabled={one.duplicate !== 'no'}
                  aria-label={say('scope.add.kind-of', { name: one.name })}
                  onChange={(event) =>
                    change(one.line, {
                      kind: scopeKinds.find((each) => each === event.currentTarget.value) ?? one.kind,
                      details: {},
                    })
                  }
                >
                  {scopeKinds.map((each) => (
                    <option key={each} value={each}>
                      {say(`scope.kind.${each}`)}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
          <Choices
            label={say('scope.field.state')}
            value={state}
            options={(['suspected', 'confirmed'] as const).map((one) => ({
              value: one,
              label: say(`scope.state.${one}`),
            }))}
            onChoose={setState}
          />
          <Choices
            label={say('scope.field.certainty')}
            value={certainty}
            options={(['known', 'assumed'] as const).map((one) => ({
              value: one,
              label: say(`scope.certainty.${one}`),
            }))}
            onChoose={setCertainty}
          />
          <MeasureChoice
            label={say('scope.add.measure')}
            kinds={[...new Set(chosen.map((one) => one.kind))]}
            value={measure}
            onChange={setMeasure}
          />
        </>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        {lines === null ? (
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        ) : (
          <Button onClick={() => setLines(null)}>{say('scope.add.back')}</Button>
        )}
        {lines === null ? (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={draft.text.trim() === ''}>
            {say('scope.add.preview')}
          </Button>
        ) : (
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={chosen.length === 0}>
            {say('scope.add.save', { count: chosen.length })}
          </Button>
        )}
      </div>
    </form>
  );
}
