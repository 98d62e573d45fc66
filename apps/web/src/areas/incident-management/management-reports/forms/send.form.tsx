import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type ManagementReport, managementReportKey } from '../queries.ts';

const addresses = (text: string) =>
  text
    .split(/[\s,;、；]+/u)
    .filter((address) => address !== '')
    .map((address) => ({ address }));

/** Sends an issued report by mail, with its files. */
export function SendReportForm({
  report,
  onClose,
}: {
  readonly report: ManagementReport;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [to, setTo] = useState('');
  const [text, setText] = useState(say('management-reports.send.text', { name: report.name }));
  const [hasDocx, setDocx] = useState(false);
  const send = () =>
    submit.run([report.id, to, text, hasDocx], async (idempotencyKey) => {
      const sent = await call('POST /api/v1/management-reports/{id}/send', {
        params: { id: report.id },
        body: { to: addresses(to), cc: [], text, formats: hasDocx ? ['pdf', 'docx'] : ['pdf'] },
        idempotencyKey,
      });
      queries.setQueryData(managementReportKey(report.id), sent);
      toastDone(say('management-reports.send.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ProseField
        label={say('management-reports.send.to')}
        hint={say('management-reports.send.to-hint')}
        required
        rows={2}
        data-autofocus
        value={to}
        problem={problemOf('to')}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <ProseField
        label={say('management-reports.send.words')}
        required
        rows={5}
        maxLength={10_000}
        value={text}
        problem={problemOf('text')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Check
        label={say('management-reports.send.docx')}
        checked={hasDocx}
        onChange={(event) => setDocx(event.currentTarget.checked)}
      />
      <p className="m-second">{say('management-reports.send.explain')}</p>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={submit.busy}
          disabled={addresses(to).length === 0 || text.trim() === ''}
        >
          {say('management-reports.send.act')}
        </Button>
      </div>
    </form>
  );
}
