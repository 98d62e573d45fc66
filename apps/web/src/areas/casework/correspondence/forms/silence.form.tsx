import type { SilenceScope } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, Notice, ProseField } from '../../../../ui/field.tsx';

/** Withholds mail from a record, or from its whole compartment, with the reason. */
export function SilenceForm({ subjectId, onClose }: { readonly subjectId: string; readonly onClose: () => void }) {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [scope, setScope] = useState<SilenceScope>('record');
  const [reason, setReason] = useState('');
  const begin = () =>
    submit.run({ scope, reason }, async (idempotencyKey) => {
      await call('POST /api/v1/subjects/{id}/mail-silence', {
        params: { id: subjectId },
        body: { scope, reason },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['message'] });
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <Notice tone="amber">{say('correspondence.silence.text')}</Notice>
      {me.roles.includes('commander') && (
        <Choices<SilenceScope>
          label={say('correspondence.silence.scope')}
          value={scope}
          options={[
            { value: 'record', label: say('correspondence.silence.scope-record') },
            { value: 'compartment', label: say('correspondence.silence.scope-compartment') },
          ]}
          onChoose={setScope}
        />
      )}
      <ProseField
        label={say('correspondence.silence.reason')}
        required
        rows={3}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="danger" type="submit" isBusy={submit.busy}>
          {say('correspondence.silence.act')}
        </Button>
      </div>
    </form>
  );
}
