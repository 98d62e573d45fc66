import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { refreshReports } from '../acted.hook.ts';
import { type CallDraft, momentOf, readCallDraft, writeCallDraft } from '../call.rules.ts';
import { reportLink } from '../links.ts';
import { CallFields, WhenField } from '../parts/call-fields.tsx';

/** Notes a call while it goes on: one field is enough, everything else can follow. What is typed survives a crash. */
export function CallDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  return (
    <Dialog title={say('calls.take.title')} isOpen onClose={onClose} size={560}>
      <CallForm onClose={onClose} />
    </Dialog>
  );
}

function CallForm({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const reading = useReading();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const kept = useDraft('call');
  const draft = readCallDraft(kept.text);
  // The call came in when the form was opened, not when it was sent.
  const [beganAt] = useState(() => new Date());
  const set = (change: Partial<CallDraft>) => kept.write(writeCallDraft({ ...draft, ...change }));

  const save = async (isUnfinished: boolean) => {
    const occurred = momentOf(draft, { now: beganAt, zone: reading.zone });
    const line = (text: string) => (text.trim() === '' ? null : text.trim());
    const body = {
      text: draft.text,
      callerName: line(draft.callerName),
      callerDepartment: line(draft.callerDepartment),
      callerPhone: line(draft.callerPhone),
      receivedAt: beganAt.toISOString(),
      ...(occurred === null ? {} : { occurredAt: occurred.at, occurredPrecision: occurred.precision }),
      isUrgent: draft.isUrgent,
      isUnfinished,
    };
    const made: string[] = [];
    const isDone = await submit.run(body, async (idempotencyKey) => {
      made.push((await call('POST /api/v1/reports/calls', { body, idempotencyKey })).number);
    });
    const [number] = made;
    if (!isDone || number === undefined) return;
    kept.drop();
    onClose();
    toastDone(say('calls.take.done', { number }), say('platform.act.close'));
    await refreshReports(queries);
    go(reportLink(number));
  };

  useKeys({ 'mod+Enter': () => void save(true), 'mod+enter': () => void save(true) });

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(true);
      }}
    >
      <ProseField
        label={say('calls.field.text')}
        required
        rows={3}
        maxLength={20_000}
        data-autofocus
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
        problem={fieldProblem('text')}
      />
      <CallFields values={draft} onChange={set} fieldProblem={fieldProblem} />
      <WhenField
        value={draft.when}
        at={draft.at === '' ? localInput(beganAt, reading.zone) : draft.at}
        onChange={set}
        problem={fieldProblem('occurredAt')}
      />
      <Check
        label={say('calls.field.urgent')}
        checked={draft.isUrgent}
        onChange={(event) => set({ isUrgent: event.currentTarget.checked })}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button isBusy={submit.busy} onClick={() => void save(false)} disabled={draft.text.trim() === ''}>
          {say('calls.take.act-finished')}
        </Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('calls.take.act')}
        </Button>
      </div>
    </form>
  );
}
