import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice, ProseField } from '../../../../ui/field.tsx';
import { listText } from '../list.format.ts';
import { type Run, runDifferenceQuery, runsQuery } from '../queries.ts';
import { DifferenceList } from './difference-list.tsx';

type FormProps = { readonly run: Run; readonly onDone: () => void };

/** What can be done about a whole run: go on by the newer version, end it, take it up again. */
export function RunActs({ run }: { readonly run: Run }) {
  const { say } = useSay();
  const [asked, setAsked] = useState<'move' | 'end' | null>(null);
  const close = () => setAsked(null);
  if (!run.can.change) return null;
  if (run.endedAt !== null) return <ResumeButton run={run} />;
  return (
    <div className="m-row">
      {run.newer !== null && (
        <Button size="small" onClick={() => setAsked('move')}>
          {say('playbooks.run.newer', { label: run.newer })}
        </Button>
      )}
      <Button size="small" onClick={() => setAsked('end')}>
        {say('playbooks.run.end')}
      </Button>
      <Dialog title={say('playbooks.run.move-title')} isOpen={asked === 'move'} onClose={close} size={720}>
        {asked === 'move' && run.newer !== null && <MoveForm run={run} to={run.newer} onDone={close} />}
      </Dialog>
      <Dialog title={say('playbooks.run.end-title')} isOpen={asked === 'end'} onClose={close}>
        {asked === 'end' && <EndForm run={run} onDone={close} />}
      </Dialog>
    </div>
  );
}

/** Every answer to an act on a run changes what is shown of the record's runs. */
function useRunChange(run: Run, onDone: () => void) {
  const queries = useQueryClient();
  const submit = useSubmit();
  const send = (content: unknown, act: (idempotencyKey: string) => Promise<unknown>) =>
    submit.run(content, async (idempotencyKey) => {
      await act(idempotencyKey);
      await queries.invalidateQueries({ queryKey: runsQuery(run.subjectId).queryKey });
      onDone();
    });
  return { submit, send };
}

function MoveForm({ run, to, onDone }: FormProps & { readonly to: string }) {
  const { say, locale } = useSay();
  const difference = useQuery(runDifferenceQuery(run.id, to));
  const { submit, send } = useRunChange(run, onDone);
  const params = { id: run.id };
  return (
    <div className="m-form">
      <p>{say('playbooks.run.move-text', { from: run.label, to })}</p>
      {difference.data === undefined ? (
        <Waiting query={difference} />
      ) : (
        <>
          {difference.data.reopened.length > 0 && (
            <Notice tone="amber">
              {say('playbooks.run.reopened', {
                titles: listText(
                  difference.data.reopened.map((title) => title[locale]),
                  locale,
                ),
              })}
            </Notice>
          )}
          <DifferenceList items={difference.data.items} />
        </>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button
          kind="primary"
          isBusy={submit.busy}
          onClick={() =>
            void send({ to }, (idempotencyKey) =>
              call('POST /api/v1/playbook-runs/{id}/move', { params, body: { to }, idempotencyKey }),
            )
          }
        >
          {say('playbooks.run.move')}
        </Button>
      </div>
    </div>
  );
}

function EndForm({ run, onDone }: FormProps) {
  const { say } = useSay();
  const [reason, setReason] = useState('');
  const { submit, send } = useRunChange(run, onDone);
  const problemOf = useFieldProblem(submit.problem);
  const params = { id: run.id };
  const left = run.steps.filter(({ state }) => ['open', 'doing', 'waiting', 'blocked'].includes(state)).length;
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ reason }, (idempotencyKey) =>
          call('POST /api/v1/playbook-runs/{id}/end', { params, body: { reason }, idempotencyKey }),
        );
      }}
    >
      {left > 0 && <Notice tone="amber">{say('playbooks.run.end-left', { count: left })}</Notice>}
      <ProseField
        label={say('playbooks.step.reason')}
        required
        maxLength={600}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        problem={problemOf('reason')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={reason.trim() === ''}>
          {say('playbooks.run.end')}
        </Button>
      </div>
    </form>
  );
}

function ResumeButton({ run }: { readonly run: Run }) {
  const { say } = useSay();
  const { submit, send } = useRunChange(run, () => undefined);
  const params = { id: run.id };
  return (
    <div className="m-row">
      <Button
        size="small"
        isBusy={submit.busy}
        onClick={() =>
          void send({ resumed: run.endedAt }, (idempotencyKey) =>
            call('POST /api/v1/playbook-runs/{id}/resume', { params, body: {}, idempotencyKey }),
          )
        }
      >
        {say('playbooks.run.resume')}
      </Button>
      <Refusal problem={submit.problem} />
    </div>
  );
}
