import { type ReportOutcome, reportOutcomes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Report, reportQuery } from '../queries.ts';

type CloseReportProps = {
  readonly report: Report;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Ends a report that needs no incident: outcome and reason. */
export function CloseReportDialog({ report, isOpen, onClose, onDone }: CloseReportProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.close.title', { number: report.number })} isOpen={isOpen} onClose={onClose}>
      <CloseReportForm report={report} onCancel={onClose} onDone={onDone} />
    </Dialog>
  );
}

type FormProps = { readonly report: Report; readonly onCancel: () => void; readonly onDone: () => void };

function CloseReportForm({ report, onCancel, onDone }: FormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [outcome, setOutcome] = useState<ReportOutcome | null>(null);
  const reason = useDraft(`close.${report.id}`);
  // Somebody else's change replaces the record, not what was typed here.
  useStale(submit.problem, reportQuery(report.number).queryKey);

  const close = async () => {
    if (outcome === null) return;
    const body = { outcome, reason: reason.text };
    const isDone = await submit.run({ ...body, version: report.version }, async (idempotencyKey) => {
      await call('POST /api/v1/reports/{id}/close', {
        params: { id: report.id },
        body,
        version: report.version,
        idempotencyKey,
      });
      reason.drop();
      await queries.invalidateQueries({ queryKey: ['report'] });
    });
    if (!isDone) return;
    toastDone(say('reports.close.done', { number: report.number }), say('platform.act.close'));
    onDone();
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      {report.state !== 'new' && <Notice tone="amber">{say('reports.close.not-open')}</Notice>}
      <Choices<ReportOutcome>
        label={say('reports.close.outcome')}
        value={outcome}
        options={reportOutcomes.map((value) => ({ value, label: say(`terms.report.outcome.${value}`) }))}
        onChoose={setOutcome}
        problem={fieldProblem('outcome')}
      />
      <ProseField
        label={say('reports.close.reason')}
        hint={say('reports.close.reason-hint')}
        required
        maxLength={4000}
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={outcome === null}>
          {say('reports.close.submit')}
        </Button>
      </div>
    </form>
  );
}
