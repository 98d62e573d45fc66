import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type TakeUpProps = {
  readonly report: Report;
  /** `reopen` a closed one, or `detach` one from its incident. */
  readonly how: 'reopen' | 'detach';
  readonly onClose: () => void;
};

/** Takes up again what was done with, and says why. */
export function TakeUpDialog({ report, how, onClose }: TakeUpProps) {
  const { say } = useSay();
  return (
    <Dialog title={say(`reports.${how}.title`, { number: report.number })} isOpen onClose={onClose}>
      <TakeUpForm report={report} how={how} onClose={onClose} />
    </Dialog>
  );
}

function TakeUpForm({ report, how, onClose }: TakeUpProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const fieldProblem = useFieldProblem(form.problem);
  const reason = useDraft(`${how}.${report.id}`);
  const takeUp = async () => {
    const body = { reason: reason.text };
    const input = { params: { id: report.id }, body };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey, version) =>
        how === 'reopen'
          ? call('POST /api/v1/reports/{id}/reopen', { ...input, version, idempotencyKey })
          : call('POST /api/v1/reports/{id}/detach', { ...input, version, idempotencyKey }),
      message: say(`reports.${how}.done`, { number: report.number }),
      undo: () => [],
    });
    if (!isDone) return;
    reason.drop();
    onClose();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void takeUp();
      }}
    >
      <ProseField
        label={say('reports.close.reason')}
        hint={say('reports.close.reason-hint')}
        required
        maxLength={4000}
        rows={3}
        data-autofocus
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy}>
          {say(`reports.${how}.submit`)}
        </Button>
      </div>
    </form>
  );
}
