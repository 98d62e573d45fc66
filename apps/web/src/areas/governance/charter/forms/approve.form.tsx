import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { ApproveVersionForm } from '../../../../shared/approve-version.form.tsx';
import { useSay } from '../../../../shared/language.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { type CharterDraft, draftKey } from '../queries.ts';

type Props = { readonly draft: CharterDraft; readonly onClose: () => void; readonly onDone: () => void };

/** Makes the draft that is shown a version. */
export function ApproveForm({ draft, onClose, onDone }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { version, contentHash } = draft;
  return (
    <ApproveVersionForm
      words={{
        warning: say('charter.edit.approve-text'),
        note: say('charter.edit.approve-note'),
        at: (zone) => say('charter.edit.approve-at', { zone }),
        atHint: say('charter.edit.approve-at-hint'),
        act: say('charter.edit.approve'),
      }}
      version={version}
      draftKey={draftKey}
      onClose={onClose}
      onApprove={async ({ idempotencyKey, ...given }) => {
        const body = { contentHash, ...given };
        const made = await call('POST /api/v1/charter/draft/approve', { version, body, idempotencyKey });
        await Promise.all([['charter'], draftKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
        toastDone(say('charter.edit.approved', { number: made.number }), say('platform.act.close'));
        onDone();
      }}
    />
  );
}
