import { signatureVariables } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import type { MessageSignature } from '../queries.ts';
import { VariableNames } from '../sections/variable-names.tsx';

/** What stands below the mails of the team in one language. */
export function SignatureForm({
  signature,
  onClose,
}: {
  readonly signature: MessageSignature;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [text, setText] = useState(signature.text);
  const save = () =>
    submit.run(text, async (idempotencyKey) => {
      await call('PATCH /api/v1/message-signatures/{locale}', {
        params: { locale: signature.locale },
        body: { text },
        version: signature.version,
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['message-signature'] });
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ProseField
        label={
          <>
            {say('correspondence.signature.text')}{' '}
            <span lang={signature.locale}>({signature.locale === 'ja' ? '日本語' : 'English'})</span>
          </>
        }
        hint={<VariableNames names={signatureVariables} />}
        lang={signature.locale}
        required
        rows={6}
        maxLength={1000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        problem={fieldProblem('text')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('correspondence.templates.save')}
        </Button>
      </div>
    </form>
  );
}
