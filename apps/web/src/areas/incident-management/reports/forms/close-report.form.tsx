import { type ClosingOutcome, closingOutcomes } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Choices, Notice, ProseField } from '../../../../ui/field.tsx';
import { MessagePart, useUnfilled } from '../parts/message-part.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type CloseReportProps = {
  readonly report: Report;
  /** What the key meant: an answer, or an answered consultation. */
  readonly begin: 'answered' | 'consultation';
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Ends a report that needs no incident: outcome, answer and reason in one step. */
export function CloseReportDialog({ report, begin, onClose, onDone }: CloseReportProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.close.title', { number: report.number })} isOpen onClose={onClose} size={600}>
      <CloseReportForm report={report} begin={begin} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function CloseReportForm({ report, begin, onClose, onDone }: CloseReportProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const fieldProblem = useFieldProblem(form.problem);
  const [outcome, setOutcome] = useState<ClosingOutcome>(begin);
  const [isAnswered, setAnswered] = useState(true);
  // Until the lists are fresh the form still stands there: what it has just closed itself is no surprise.
  const [isClosed, setClosed] = useState(false);
  const answer = useDraft(`close.${report.id}.answer`);
  const reason = useDraft(`close.${report.id}`);
  const isSending = isAnswered && answer.text.trim() !== '';
  const isReasonNeeded = !isSending;

  const unfilled = useUnfilled(report, answer.text);

  const close = async () => {
    if (isSending && !unfilled.isReady()) return;
    const body = {
      outcome,
      reason: reason.text.trim() === '' ? say(`reports.close.reason-${outcome}`) : reason.text,
      ...(isSending ? { message: { text: answer.text } } : {}),
    };
    const isDone = await form.act({
      content: body,
      isMailed: isSending,
      async call(idempotencyKey, version) {
        const { id } = report;
        const closed = await call('POST /api/v1/reports/{id}/close', { params: { id }, body, version, idempotencyKey });
        setClosed(true);
        return closed;
      },
      message: say(isSending ? 'reports.close.done-answered' : 'reports.close.done', { number: report.number }),
      undo: ({ id, version }) => [
        { kind: 'bulk', items: [{ id, version }], act: { kind: 'reopen', reason: say('reports.undo.reason') } },
      ],
    });
    if (!isDone) return;
    answer.drop();
    reason.drop();
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
      {!report.can.close && !isClosed && <Notice tone="amber">{say('reports.close.not-open')}</Notice>}
      <Choices<ClosingOutcome>
        label={say('reports.close.outcome')}
        value={outcome}
        options={closingOutcomes.map((value) => ({ value, label: say(`terms.report.outcome.${value}`) }))}
        onChoose={setOutcome}
        problem={fieldProblem('outcome')}
      />
      <Check
        label={say('reports.close.answer')}
        checked={isAnswered}
        onChange={(event) => setAnswered(event.currentTarget.checked)}
      />
      {isAnswered && (
        <MessagePart
          report={report}
          purpose="reply"
          label={say('reports.close.answer-text')}
          text={answer.text}
          onWrite={answer.write}
          problem={unfilled.problem ?? fieldProblem('text')}
          hasFocus
        />
      )}
      <ProseField
        label={say(isReasonNeeded ? 'reports.close.reason' : 'reports.close.note')}
        hint={say('reports.close.reason-hint')}
        required={isReasonNeeded}
        maxLength={4000}
        rows={3}
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy}>
          {say(isSending ? 'reports.close.submit-answered' : 'reports.close.submit')}
        </Button>
      </div>
    </form>
  );
}
