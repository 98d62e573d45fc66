import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { ActionFields, type TaskAction, trimmedAction } from '../forms/action.fields.tsx';
import { DueField } from '../forms/due-field.tsx';
import { type Task, takersQuery } from '../queries.ts';

type BulkProps = { readonly subjectId: string; readonly tasks: readonly Task[]; readonly onDone: () => void };
type BulkBody = Parameters<typeof call<'POST /api/v1/tasks/bulk'>>[1]['body'];

/** The same for all that are selected: who, by when, what kind of action, done, left out. */
export function BulkBar({ subjectId, tasks, onDone }: BulkProps) {
  const { say } = useSay();
  const { may } = useMe();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const takers = useQuery(takersQuery(subjectId));
  const [asked, setAsked] = useState<'due' | 'action' | 'cancel' | null>(null);
  const [due, setDue] = useState('');
  const [reason, setReason] = useState('');
  const [action, setAction] = useState<TaskAction>(null);
  const ids = tasks.map(({ id }) => id);
  const run = async (body: BulkBody) => {
    const isDone = await submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/tasks/bulk', { body, idempotencyKey });
    });
    await queries.invalidateQueries({ queryKey: ['task'] });
    if (!isDone) return;
    toastDone(say('tasks.bulk.done', { count: ids.length }), say('platform.act.close'));
    onDone();
  };
  return (
    <section className="m-task-bulk" aria-label={say('tasks.bulk.label')}>
      <div className="m-row">
        <span className="m-strong">{say('tasks.bulk.count', { count: ids.length })}</span>
        <select
          className="m-input m-task-bulk-who"
          aria-label={say('tasks.bulk.assign')}
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value !== '') void run({ act: 'assign', ids, assigneeId: value === 'none' ? null : value });
          }}
        >
          <option value="">{say('tasks.bulk.assign')}</option>
          <option value="none">{say('tasks.assignee.none')}</option>
          {takers.data?.items.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
        <Button size="small" onClick={() => setAsked(asked === 'due' ? null : 'due')}>
          {say('tasks.bulk.due')}
        </Button>
        {may('authority.show') && (
          <Button size="small" onClick={() => setAsked(asked === 'action' ? null : 'action')}>
            {say('tasks.bulk.action')}
          </Button>
        )}
        <Button size="small" onClick={() => void run({ act: 'state', ids, state: 'done' })}>
          {say('tasks.act.done')}
        </Button>
        <Button size="small" onClick={() => setAsked(asked === 'cancel' ? null : 'cancel')}>
          {say('tasks.end.cancelled')}
        </Button>
        <Button size="small" kind="plain" onClick={onDone}>
          {say('tasks.bulk.clear')}
        </Button>
      </div>
      {asked === 'due' && (
        <div className="m-row">
          <DueField value={due} onChange={setDue} />
          <Button
            kind="primary"
            onClick={() =>
              void run({
                act: 'due',
                ids,
                dueAt: due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null),
              })
            }
          >
            {say('tasks.bulk.set')}
          </Button>
        </div>
      )}
      {asked === 'action' && (
        <div className="m-form">
          <ActionFields label={say('tasks.field.action')} value={action} onChange={setAction} />
          <p>
            <Button kind="primary" onClick={() => void run({ act: 'action', ids, action: trimmedAction(action) })}>
              {say('platform.act.save')}
            </Button>
          </p>
        </div>
      )}
      {asked === 'cancel' && (
        <form
          className="m-row"
          onSubmit={(event) => {
            event.preventDefault();
            void run({ act: 'state', ids, state: 'cancelled', reason });
          }}
        >
          <input
            className="m-input"
            required
            maxLength={1_000}
            aria-label={say('tasks.end.reason')}
            placeholder={say('tasks.end.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button kind="primary" type="submit">
            {say('tasks.end.cancelled')}
          </Button>
        </form>
      )}
      <Refusal problem={submit.problem} />
    </section>
  );
}
