import { type ClosableOutcome, closableOutcomes } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField } from '../../../../ui/field.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { ClosingGaps } from '../parts/closing-gaps.tsx';
import { closingCheckQuery } from '../queries.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

/** Closes an incident: outcome, what is missing for it, why it is closed all the same, and a clear word of what that means. */
export function CloseIncidentDialog(props: DialogProps & { readonly outcome: ClosableOutcome | null }) {
  const { incident, onClose } = props;
  const { say } = useSay();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const [outcome, setOutcome] = useState<ClosableOutcome | null>(props.outcome);
  const reason = useDraft(`close.${incident.id}`);
  const overrideReason = useDraft(`close-override.${incident.id}`);
  const check = useQuery({ ...closingCheckQuery(incident.id, outcome ?? 'resolved'), enabled: outcome !== null });
  const gaps = check.data?.outcome === outcome ? (check.data?.gaps ?? []) : [];
  const isChecked = check.data !== undefined && check.data.outcome === outcome;
  const needsOverride = gaps.length > 0;
  const mayClose = isChecked && (!needsOverride || check.data.canOverride);

  const close = async () => {
    if (outcome === null) return;
    const body = {
      outcome,
      reason: reason.text,
      ...(needsOverride ? { overrideReason: overrideReason.text } : {}),
    };
    const isDone = await form.act({
      content: body,
      message: say('incidents.close.done', { number: incident.number }),
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/close', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (!isDone) return;
    reason.drop();
    overrideReason.drop();
    onClose();
  };

  return (
    <Dialog title={say('incidents.close.title', { number: incident.number })} isOpen onClose={onClose} size={600}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void close();
        }}
      >
        <p>{say('incidents.close.text')}</p>
        <Choices<ClosableOutcome>
          label={say('incidents.close.outcome')}
          value={outcome}
          options={closableOutcomes.map((value) => ({ value, label: say(`terms.incident.outcome.${value}`) }))}
          onChoose={setOutcome}
          problem={problem('outcome')}
        />
        {outcome !== null && !isChecked && <Waiting query={check} />}
        {needsOverride && <ClosingGaps incident={incident} gaps={gaps} onFollow={onClose} />}
        {isChecked && gaps.length === 0 && <Notice tone="green">{say('incidents.close.complete')}</Notice>}
        {needsOverride && check.data?.canOverride === true && (
          <ProseField
            label={say('incidents.close.override')}
            hint={say('incidents.close.override-hint')}
            required
            maxLength={2000}
            value={overrideReason.text}
            onChange={(event) => overrideReason.write(event.currentTarget.value)}
            problem={problem('overrideReason')}
          />
        )}
        {needsOverride && check.data?.canOverride === false && (
          <Notice tone="amber">{say('incidents.close.not-override')}</Notice>
        )}
        <ProseField
          label={say('incidents.close.reason')}
          required
          maxLength={4000}
          value={reason.text}
          onChange={(event) => reason.write(event.currentTarget.value)}
          problem={problem('reason')}
        />
        <FormEnd
          incident={incident}
          form={form}
          submit={say('incidents.close.submit')}
          isReady={mayClose}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Takes a closed incident up again, with a reason. */
export function ReopenIncidentDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const reason = useDraft(`reopen.${incident.id}`);

  const reopen = async () => {
    const body = { reason: reason.text };
    const isDone = await form.act({
      content: body,
      message: say('incidents.reopen.done', { number: incident.number }),
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/reopen', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (!isDone) return;
    reason.drop();
    onClose();
  };

  return (
    <Dialog title={say('incidents.reopen.title', { number: incident.number })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void reopen();
        }}
      >
        <p>{say('incidents.reopen.text')}</p>
        <ProseField
          label={say('incidents.reopen.reason')}
          required
          maxLength={4000}
          data-autofocus
          value={reason.text}
          onChange={(event) => reason.write(event.currentTarget.value)}
          problem={problem('reason')}
        />
        <FormEnd incident={incident} form={form} submit={say('incidents.reopen.submit')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
