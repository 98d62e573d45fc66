import { type MeasureState, measureStates } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { ScopeItem } from '../queries.ts';
import { MeasureChoice } from './measure.choice.tsx';

type Props = { readonly subjectId: string; readonly items: readonly ScopeItem[]; readonly onClose: () => void };

/** What has to be done to several items, or that it was done. */
export function MeasureForm({ subjectId, items, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [measure, setMeasure] = useState('');
  const [state, setState] = useState<MeasureState>('open');
  const save = () =>
    submit.run([items.map(({ id }) => id), measure, state], async (idempotencyKey) => {
      const ids = items.map(({ id }) => id);
      const body = { subjectId, ids, measure: measure.trim(), state };
      const { changed } = await call('POST /api/v1/scope-items/measures', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['scope-item'] });
      toastDone(say('scope.measures.done', { count: changed }), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{say('scope.measures.which', { count: items.length })}</p>
      <MeasureChoice
        label={say('scope.measures.what')}
        kinds={[...new Set(items.map(({ kind }) => kind))]}
        value={measure}
        onChange={setMeasure}
      />
      <Choices
        label={say('scope.field.state')}
        value={state}
        options={measureStates.map((one) => ({ value: one, label: say(`scope.measure-state.${one}`) }))}
        onChoose={setState}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={measure.trim() === ''}>
          {say('scope.measures.save')}
        </Button>
      </div>
    </form>
  );
}

/** Takes items out that were entered by mistake. */
export function WithdrawForm({ subjectId, items, onClose }: Props) {
  const { say } = useSay();
  const ids = items.map(({ id }) => id);
  return (
    <ReasonForm
      explained={say('scope.withdraw.explain')}
      label={say('scope.field.reason')}
      act={say('scope.withdraw.act')}
      kind="danger"
      about={ids}
      stale={['scope-item']}
      send={async (reason, idempotencyKey) => {
        const body = { subjectId, ids, reason };
        const { changed } = await call('POST /api/v1/scope-items/withdraw', { body, idempotencyKey });
        return say('scope.withdraw.done', { count: changed });
      }}
      onClose={onClose}
    />
  );
}
