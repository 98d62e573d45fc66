import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { AttachedFile } from '../queries.ts';

type Props = { readonly file: AttachedFile; readonly onClose: () => void };

/** Says what a file is. */
export function DescribeFileForm({ file, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [description, setDescription] = useState(file.description);
  const save = () =>
    submit.run([file.id, file.version, description], async (idempotencyKey) => {
      const body = { description: description.trim() };
      const { id, version } = file;
      await call('PATCH /api/v1/attachments/{id}', { params: { id }, body, version, idempotencyKey });
      toastDone(say('attachments.describe.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save().finally(() => queries.invalidateQueries({ queryKey: ['attachment'] }));
      }}
    >
      <ProseField
        label={say('attachments.add.description')}
        hint={say('attachments.add.description-hint')}
        rows={3}
        maxLength={2_000}
        data-autofocus
        value={description}
        problem={fieldProblem('description')}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {submit.problem?.code === 'record.change.stale' && file.description !== description && (
        <p className="m-typed m-second">{file.description}</p>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy}>
          {say('attachments.describe.save')}
        </Button>
      </div>
    </form>
  );
}

/** Withdraws a file, with the reason. */
export function WithdrawFileForm({ file, onClose }: Props) {
  const { say } = useSay();
  const { id, version } = file;
  return (
    <ReasonForm
      explained={say('attachments.withdraw.explain')}
      label={say('attachments.withdraw.reason')}
      act={say('attachments.withdraw.act')}
      kind="danger"
      about={[id, version]}
      stale={['attachment']}
      send={async (reason, idempotencyKey) => {
        const body = { reason };
        await call('POST /api/v1/attachments/{id}/withdraw', { params: { id }, body, version, idempotencyKey });
        return say('attachments.withdraw.done');
      }}
      onClose={onClose}
    />
  );
}
