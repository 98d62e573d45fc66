import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Note } from '../queries.ts';

/** Withdraws a note, with the reason. */
export function WithdrawNoteForm({ note, onClose }: { readonly note: Note; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [reason, setReason] = useState('');
  const withdraw = () =>
    submit.run([note.id, note.version, reason], async (idempotencyKey) => {
      const { id, version } = note;
      await call('POST /api/v1/notes/{id}/withdraw', { params: { id }, body: { reason }, version, idempotencyKey });
      toastDone(say('notes.withdraw.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void withdraw().finally(() => queries.invalidateQueries({ queryKey: ['note'] }));
      }}
    >
      <p>{say('notes.withdraw.explain')}</p>
      <ProseField
        label={say('notes.withdraw.reason')}
        required
        rows={3}
        maxLength={2_000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="danger" isBusy={submit.busy} disabled={reason.trim() === ''}>
          {say('notes.withdraw.act')}
        </Button>
      </div>
    </form>
  );
}
