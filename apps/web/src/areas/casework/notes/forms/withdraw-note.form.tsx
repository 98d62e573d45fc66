import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import type { Note } from '../queries.ts';

/** Withdraws a note, with the reason. */
export function WithdrawNoteForm({ note, onClose }: { readonly note: Note; readonly onClose: () => void }) {
  const { say } = useSay();
  const { id, version } = note;
  return (
    <ReasonForm
      explained={say('notes.withdraw.explain')}
      label={say('notes.withdraw.reason')}
      act={say('notes.withdraw.act')}
      kind="danger"
      about={[id, version]}
      stale={['note']}
      send={async (reason, idempotencyKey) => {
        await call('POST /api/v1/notes/{id}/withdraw', { params: { id }, body: { reason }, version, idempotencyKey });
        return say('notes.withdraw.done');
      }}
      onClose={onClose}
    />
  );
}
