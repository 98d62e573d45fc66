import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { SelectField } from '../../../../ui/field.tsx';
import { evidenceQuery, type Measure } from '../queries.ts';

export type MeasureEnd = 'done' | 'dropped' | 'open';

/** Says that a measure is done, dropped, or open again, and why. */
export function EndMeasureForm(props: {
  readonly measure: Measure;
  readonly end: MeasureEnd;
  readonly onClose: () => void;
}) {
  const { measure, end, onClose } = props;
  const { say } = useSay();
  const [evidenceId, setEvidenceId] = useState('');
  const found = useQuery({ ...evidenceQuery(measure.subject.id), enabled: end === 'done' });
  const evidence = found.data?.find(({ id }) => id === evidenceId);
  return (
    <ReasonForm
      explained={measure.title}
      isTyped
      label={say(`lessons.end.${end}-reason`)}
      act={say(`lessons.end.${end}`)}
      kind="primary"
      about={[measure.id, measure.version, end, evidenceId]}
      stale={['review', 'measure']}
      send={async (reason, idempotencyKey) => {
        const given = { params: { id: measure.id }, version: measure.version, idempotencyKey };
        if (end === 'open') await call('POST /api/v1/measures/{id}/reopen', { ...given, body: { reason } });
        else {
          const evidenceOn = evidence === undefined ? {} : { evidenceOn: { kind: evidence.kind, id: evidence.id } };
          await call('POST /api/v1/measures/{id}/close', { ...given, body: { state: end, reason, ...evidenceOn } });
        }
        return say('lessons.measure.saved');
      }}
      onClose={onClose}
    >
      {end === 'done' && found.data !== undefined && found.data.length > 0 && (
        <SelectField
          label={say('lessons.evidence.choose')}
          value={evidenceId}
          onChange={(event) => setEvidenceId(event.currentTarget.value)}
        >
          <option value="">{say('lessons.evidence.none')}</option>
          {found.data.map(({ kind, id, name }) => (
            <option key={id} value={id}>
              {say(`lessons.evidence.${kind}`, { name })}
            </option>
          ))}
        </SelectField>
      )}
    </ReasonForm>
  );
}
