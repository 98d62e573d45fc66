import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type CharterDraft, draftKey } from '../queries.ts';

type Props = { readonly draft: CharterDraft; readonly onClose: () => void; readonly onDone: () => void };

/** The last question before a version that never changes again. */
export function ApproveForm({ draft, onClose, onDone }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, draftKey);
  const [note, setNote] = useState('');
  const [local, setLocal] = useState('');
  const approve = () =>
    submit.run([draft.version, note, local], async (idempotencyKey) => {
      const effectiveAt = local === '' ? null : (instantOf(local, zone)?.toISOString() ?? null);
      const made = await call('POST /api/v1/charter/draft/approve', {
        version: draft.version,
        body: { contentHash: draft.contentHash, effectiveAt, note: note.trim() },
        idempotencyKey,
      });
      await Promise.all([['charter'], draftKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toastDone(say('charter.edit.approved', { number: made.number }), say('platform.act.close'));
      onDone();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void approve();
      }}
    >
      <Notice tone="amber">{say('charter.edit.approve-text')}</Notice>
      <ProseField
        label={say('charter.edit.approve-note')}
        required
        rows={3}
        maxLength={1_000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextField
        label={say('charter.edit.approve-at', { zone })}
        hint={say('charter.edit.approve-at-hint')}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={note.trim() === ''}>
          {say('charter.edit.approve')}
        </Button>
      </div>
    </form>
  );
}
