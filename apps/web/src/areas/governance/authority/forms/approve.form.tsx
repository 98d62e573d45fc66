import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { ApproveVersionForm } from '../../../../shared/approve-version.form.tsx';
import { useSay } from '../../../../shared/language.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { type AuthorityDraft, draftKey } from '../queries.ts';

type Props = { readonly draft: AuthorityDraft; readonly onClose: () => void; readonly onDone: () => void };

/** Makes the draft that is shown a version. */
export function ApproveForm({ draft, onClose, onDone }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { version, contentHash } = draft;
  return (
    <ApproveVersionForm
      words={{
        warning: say('authority.edit.approve-text'),
        note: say('authority.edit.approve-note'),
        at: (zone) => say('authority.edit.approve-at', { zone }),
        atHint: say('authority.edit.approve-at-hint'),
        act: say('authority.edit.approve'),
      }}
      version={version}
      draftKey={draftKey}
      onClose={onClose}
      onApprove={async ({ idempotencyKey, ...given }) => {
        const body = { contentHash, ...given };
        const made = await call('POST /api/v1/authority/draft/approve', { version, body, idempotencyKey });
        await Promise.all([['authority'], draftKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
        toastDone(say('authority.edit.approved', { number: made.number }), say('platform.act.close'));
        onDone();
      }}
    />
  );
}
