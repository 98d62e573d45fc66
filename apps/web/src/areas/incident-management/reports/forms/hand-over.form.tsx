import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, ProseField, TextField } from '../../../../ui/field.tsx';
import { MessagePart, useUnfilled } from '../parts/message-part.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type HandOverProps = { readonly report: Report; readonly onClose: () => void; readonly onDone: () => void };

/** Closes a report that is not for this team: who has it now, why, and what both sides are told. */
export function HandOverDialog({ report, onClose, onDone }: HandOverProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.hand-over.title', { number: report.number })} isOpen onClose={onClose} size={600}>
      <HandOverForm report={report} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function HandOverForm({ report, onClose, onDone }: HandOverProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const fieldProblem = useFieldProblem(form.problem);
  const to = useDraft(`hand-over.${report.id}.to`);
  const reason = useDraft(`hand-over.${report.id}`);
  const address = useDraft(`hand-over.${report.id}.address`);
  const message = useDraft(`hand-over.${report.id}.message`);
  const answer = useDraft(`hand-over.${report.id}.answer`);
  const [isMailed, setMailed] = useState(message.text !== '');
  const [isAnswered, setAnswered] = useState(answer.text !== '');
  const isMailing = isMailed && message.text.trim() !== '';
  const isAnswering = isAnswered && answer.text.trim() !== '';

  const unfilled = useUnfilled(report, message.text);
  const unfilledAnswer = useUnfilled(report, answer.text);

  const handOver = async () => {
    if (isMailing && !unfilled.isReady()) return;
    if (isAnswering && !unfilledAnswer.isReady()) return;
    const body = {
      to: to.text,
      reason: reason.text,
      ...(isMailing
        ? { message: { text: message.text, ...(address.text === '' ? {} : { to: { address: address.text } }) } }
        : {}),
      ...(isAnswering ? { answer: { text: answer.text } } : {}),
    };
    const isDone = await form.act({
      content: body,
      isMailed: isMailing || isAnswering,
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/hand-over', {
          params: { id: report.id },
          body,
          version,
          idempotencyKey,
        }),
      message: say('reports.hand-over.done', { number: report.number, to: to.text.trim() }),
      undo: ({ id, version }) => [
        { kind: 'bulk', items: [{ id, version }], act: { kind: 'reopen', reason: say('reports.undo.reason') } },
      ],
    });
    if (!isDone) return;
    for (const draft of [to, reason, address, message, answer]) draft.drop();
    onDone();
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void handOver();
      }}
    >
      <TextField
        label={say('reports.hand-over.to')}
        hint={say('reports.hand-over.to-hint')}
        required
        maxLength={200}
        data-autofocus
        value={to.text}
        onChange={(event) => to.write(event.currentTarget.value)}
        problem={fieldProblem('to')}
      />
      <ProseField
        label={say('reports.close.reason')}
        hint={say('reports.hand-over.reason-hint')}
        required
        maxLength={4000}
        rows={2}
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Check
        label={say('reports.hand-over.mail')}
        checked={isMailed}
        onChange={(event) => {
          setMailed(event.currentTarget.checked);
          if (event.currentTarget.checked && message.text === '')
            message.write(quoted(say('reports.hand-over.opening', { number: report.number }), report.text));
        }}
      />
      {isMailed && (
        <>
          <TextField
            label={say('reports.hand-over.address')}
            type="email"
            required
            maxLength={320}
            value={address.text}
            onChange={(event) => address.write(event.currentTarget.value)}
            problem={fieldProblem('address')}
          />
          <MessagePart
            report={report}
            purpose="hand-over"
            label={say('reports.hand-over.text')}
            text={message.text}
            onWrite={message.write}
            problem={unfilled.problem}
            to={address.text}
          />
        </>
      )}
      <Check
        label={say('reports.hand-over.answer')}
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
          problem={unfilledAnswer.problem}
        />
      )}
      <p className="m-second">{say('reports.hand-over.way-back')}</p>
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy}>
          {say('reports.hand-over.submit')}
        </Button>
      </div>
    </form>
  );
}

const mostQuoted = 20_000;

/** The report quoted below an opening line, as mail does it. */
function quoted(opening: string, text: string): string {
  const lines = text.slice(0, mostQuoted).split('\n');
  return `${opening}\n\n${lines.map((line) => `> ${line}`.trimEnd()).join('\n')}`;
}
