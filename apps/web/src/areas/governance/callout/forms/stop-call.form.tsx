import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import type { CallOut } from '../queries.ts';

/** Calls nobody else, with the reason. */
export function StopCallForm({ callOut, onClose }: { readonly callOut: CallOut; readonly onClose: () => void }) {
  const { say } = useSay();
  return (
    <Dialog title={say('call-outs.stop.title')} isOpen onClose={onClose}>
      <ReasonForm
        explained={say('call-outs.stop.explained', { number: callOut.number })}
        label={say('call-outs.field.reason')}
        act={say('call-outs.act.stop')}
        kind="danger"
        most={300}
        about={[callOut.id, callOut.version]}
        stale={['call-out', 'journal-entry']}
        onClose={onClose}
        send={async (reason, idempotencyKey) => {
          await call('POST /api/v1/call-outs/{id}/stop', {
            params: { id: callOut.id },
            body: { reason: reason.replace(/\s+/g, ' ').trim() },
            idempotencyKey,
          });
          return say('call-outs.toast.stopped');
        }}
      />
    </Dialog>
  );
}
