import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { MessagePart, useUnfilled } from '../parts/message-part.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type AskReportProps = { readonly report: Report; readonly onClose: () => void; readonly onDone: () => void };

/** Asks the reporter back; the report waits for the answer. */
export function AskReportDialog({ report, onClose, onDone }: AskReportProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.ask.title', { number: report.number })} isOpen onClose={onClose} size={600}>
      <AskReportForm report={report} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function AskReportForm({ report, onClose, onDone }: AskReportProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const fieldProblem = useFieldProblem(form.problem);
  const question = useDraft(`ask.${report.id}`);
  const unfilled = useUnfilled(report, question.text);
  const ask = async () => {
    if (!unfilled.isReady()) return;
    const body = { message: { text: question.text } };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/ask', {
          params: { id: report.id },
          body,
          version,
          idempotencyKey,
        }),
      message: say('reports.ask.done', { number: report.number }),
      undo: () => [],
    });
    if (!isDone) return;
    question.drop();
    onDone();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <p>{say('reports.ask.text')}</p>
      <MessagePart
        report={report}
        purpose="question"
        label={say('reports.ask.question')}
        text={question.text}
        onWrite={question.write}
        problem={unfilled.problem ?? fieldProblem('text')}
        hasFocus
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy} disabled={question.text.trim() === ''}>
          {say('reports.ask.submit')}
        </Button>
      </div>
    </form>
  );
}
