import { type IncidentOutcome, incidentOutcomes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Incident, incidentQuery } from '../queries.ts';

type DialogProps = { readonly incident: Incident; readonly isOpen: boolean; readonly onClose: () => void };
type FormProps = { readonly incident: Incident; readonly onClose: () => void };

/** Closes an incident: outcome, reason, and a clear word of what that means. */
export function CloseIncidentDialog({ incident, isOpen, onClose }: DialogProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('incidents.close.title', { number: incident.number })} isOpen={isOpen} onClose={onClose}>
      <CloseForm incident={incident} onClose={onClose} />
    </Dialog>
  );
}

/** Takes a closed incident up again, with a reason. */
export function ReopenIncidentDialog({ incident, isOpen, onClose }: DialogProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('incidents.reopen.title', { number: incident.number })} isOpen={isOpen} onClose={onClose}>
      <ReopenForm incident={incident} onClose={onClose} />
    </Dialog>
  );
}

/** After a stale refusal: what the record is now, beside what was typed. */
function CurrentState({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  return (
    <div className="m-row">
      <span className="m-second">{say('incidents.stale.now')}</span>
      <Chip>{say(`terms.incident.phase.${incident.phase}`)}</Chip>
      <span className="m-strong">{incident.title}</span>
    </div>
  );
}

function CloseForm({ incident, onClose }: FormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [outcome, setOutcome] = useState<IncidentOutcome | null>(null);
  const reason = useDraft(`close.${incident.id}`);
  const { queryKey } = incidentQuery(incident.number);
  useStale(submit.problem, queryKey);

  const close = async () => {
    if (outcome === null) return;
    const body = { outcome, reason: reason.text };
    const isDone = await submit.run({ ...body, version: incident.version }, async (idempotencyKey) => {
      const answer = await call('POST /api/v1/incidents/{id}/close', {
        params: { id: incident.id },
        body,
        version: incident.version,
        idempotencyKey,
      });
      reason.drop();
      queries.setQueryData(queryKey, answer);
      await queries.invalidateQueries({
        predicate: ({ queryKey: [root] }) => ['incident', 'journal-entry'].includes(String(root)),
      });
    });
    if (!isDone) return;
    onClose();
    toastDone(say('incidents.close.done', { number: incident.number }), say('platform.act.close'));
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <p>{say('incidents.close.text')}</p>
      <Choices<IncidentOutcome>
        label={say('incidents.close.outcome')}
        value={outcome}
        options={incidentOutcomes.map((value) => ({ value, label: say(`terms.incident.outcome.${value}`) }))}
        onChoose={setOutcome}
        problem={fieldProblem('outcome')}
      />
      <ProseField
        label={say('incidents.close.reason')}
        required
        maxLength={4000}
        value={reason.text}
        onChange={(event) => reason.write(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Refusal problem={submit.problem} />
      {submit.problem?.code === 'record.change.stale' && <CurrentState incident={incident} />}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={outcome === null}>
          {say('incidents.close.submit')}
        </Button>
      </div>
    </form>
  );
}

function ReopenForm({ incident, onClose }: FormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const reason = useDraft(`reopen.${incident.id}`);
  const { queryKey } = incidentQuery(incident.number);
  useStale(submit.problem, queryKey);

  const reopen = async () => {
    const body = { reason: reason.text };
    const isDone = await submit.run({ ...body, version: incident.version }, async (idempotencyKey) => {
      const answer = await call('POST /api/v1/incidents/{id}/reopen', {
        params: { id: incident.id },
        body,
        version: incident.version,
        idempotencyKey,
      });
      reason.drop();
      queries.setQueryData(queryKey, answer);
      await queries.invalidateQueries({
        predicate: ({ queryKey: [root] }) => ['incident', 'journal-entry'].includes(String(root)),
      });
    });
    if (!isDone) return;
    onClose();
    toastDone(say('incidents.reopen.done', { number: incident.number }), say('platform.act.close'));
  };

  return (
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
        problem={fieldProblem('reason')}
      />
      <Refusal problem={submit.problem} />
      {submit.problem?.code === 'record.change.stale' && <CurrentState incident={incident} />}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('incidents.reopen.submit')}
        </Button>
      </div>
    </form>
  );
}
