import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import type { BlockEntry } from '../block.queries.ts';

/** Takes a value off the block list, with the reason. */
export function UnblockForm({ entry, onClose }: { readonly entry: BlockEntry; readonly onClose: () => void }) {
  const { say } = useSay();
  const { id } = entry;
  return (
    <ReasonForm
      explained={say('block-list.withdraw.explained', { value: entry.defanged })}
      label={say('block-list.withdraw.reason')}
      act={say('block-list.withdraw.act')}
      kind="primary"
      most={300}
      about={id}
      stale={['block-entry']}
      send={async (reason, idempotencyKey) => {
        await call('POST /api/v1/block-entries/{id}/withdraw', { params: { id }, body: { reason }, idempotencyKey });
        return say('block-list.withdraw.done');
      }}
      onClose={onClose}
    />
  );
}
