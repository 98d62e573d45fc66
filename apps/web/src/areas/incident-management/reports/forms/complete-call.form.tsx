import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, TextField } from '../../../../ui/field.tsx';
import { CallFields } from '../parts/call-fields.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type CompleteCallProps = { readonly report: Report; readonly onClose: () => void };

/** Completes what was noted of a call: what was said, who called, when it came in and when it happened. */
export function CompleteCallForm({ report, onClose }: CompleteCallProps) {
  const { say } = useSay();
  const { zone } = useReading();
  const form = useReportAct(report);
  const fieldProblem = useFieldProblem(form.problem);
  const local = (moment: string | null) => (moment === null ? '' : localInput(new Date(moment), zone));
  const [typed, setTyped] = useState({
    text: report.text,
    callerName: report.reporter.name ?? '',
    callerDepartment: report.caller?.department ?? '',
    callerPhone: report.caller?.phone ?? '',
    receivedAt: local(report.receivedAt),
    occurredAt: local(report.occurredAt),
    isUrgent: report.isUrgent,
  });
  const set = (change: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...change }));

  const save = async (isUnfinished: boolean) => {
    const line = (text: string) => (text.trim() === '' ? null : text.trim());
    const moment = (text: string) => instantOf(text, zone)?.toISOString();
    const hasOtherStart = typed.receivedAt !== local(report.receivedAt);
    const hasOtherTime = typed.occurredAt !== local(report.occurredAt);
    const occurredAt = typed.occurredAt === '' ? null : moment(typed.occurredAt);
    const body = {
      text: typed.text,
      callerName: line(typed.callerName),
      callerDepartment: line(typed.callerDepartment),
      callerPhone: line(typed.callerPhone),
      isUrgent: typed.isUrgent,
      isUnfinished,
      ...(hasOtherStart ? { receivedAt: moment(typed.receivedAt) } : {}),
      ...(hasOtherTime ? { occurredAt, occurredPrecision: occurredAt === null ? null : ('minute' as const) } : {}),
    };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey, version) =>
        call('PATCH /api/v1/reports/{id}/call', {
          params: { id: report.id },
          body,
          version,
          idempotencyKey,
        }),
      message: say('calls.complete.done', { number: report.number }),
      undo: () => [],
    });
    if (isDone) onClose();
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <ProseField
        label={say('calls.field.text')}
        required
        rows={5}
        maxLength={20_000}
        data-autofocus
        value={typed.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
        problem={fieldProblem('text')}
      />
      <CallFields values={typed} onChange={set} fieldProblem={fieldProblem} />
      <div className="m-caller">
        <TextField
          label={say('calls.field.received')}
          hint={zone}
          type="datetime-local"
          required
          value={typed.receivedAt}
          onChange={(event) => set({ receivedAt: event.currentTarget.value })}
          problem={fieldProblem('receivedAt')}
        />
        <TextField
          label={say('calls.field.when')}
          hint={zone}
          type="datetime-local"
          value={typed.occurredAt}
          onChange={(event) => set({ occurredAt: event.currentTarget.value })}
          problem={fieldProblem('occurredAt')}
        />
      </div>
      <Check
        label={say('calls.field.urgent')}
        checked={typed.isUrgent}
        onChange={(event) => set({ isUrgent: event.currentTarget.checked })}
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button isBusy={form.busy} onClick={() => void save(true)}>
          {say('calls.complete.later')}
        </Button>
        <Button kind="primary" type="submit" isBusy={form.busy}>
          {say('calls.complete.submit')}
        </Button>
      </div>
    </form>
  );
}
