import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Measure } from '../queries.ts';

export type MeasureEnd = 'done' | 'dropped' | 'open';

/** Says that a measure is done, dropped, or open again, and why. */
export function EndMeasureForm(props: {
  readonly measure: Measure;
  readonly end: MeasureEnd;
  readonly onClose: () => void;
}) {
  const { measure, end, onClose } = props;
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [reason, setReason] = useState('');
  const save = () =>
    submit.run([measure.id, measure.version, end, reason], async (idempotencyKey) => {
      const given = { params: { id: measure.id }, version: measure.version, idempotencyKey };
      if (end === 'open') await call('POST /api/v1/measures/{id}/reopen', { ...given, body: { reason } });
      else await call('POST /api/v1/measures/{id}/close', { ...given, body: { state: end, reason } });
      toastDone(say('lessons.measure.saved'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save().finally(() =>
          Promise.all([
            queries.invalidateQueries({ queryKey: ['review'] }),
            queries.invalidateQueries({ queryKey: ['measure'] }),
          ]),
        );
      }}
    >
      <p className="m-typed">{measure.title}</p>
      <ProseField
        label={say(`lessons.end.${end}-reason`)}
        required
        rows={3}
        maxLength={2_000}
        data-autofocus
        value={reason}
        problem={problemOf('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={reason.trim() === ''}>
          {say(`lessons.end.${end}`)}
        </Button>
      </div>
    </form>
  );
}
