import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
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
  return (
    <ReasonForm
      explained={measure.title}
      isTyped
      label={say(`lessons.end.${end}-reason`)}
      act={say(`lessons.end.${end}`)}
      kind="primary"
      about={[measure.id, measure.version, end]}
      stale={['review', 'measure']}
      send={async (reason, idempotencyKey) => {
        const given = { params: { id: measure.id }, version: measure.version, idempotencyKey };
        if (end === 'open') await call('POST /api/v1/measures/{id}/reopen', { ...given, body: { reason } });
        else await call('POST /api/v1/measures/{id}/close', { ...given, body: { state: end, reason } });
        return say('lessons.measure.saved');
      }}
      onClose={onClose}
    />
  );
}
