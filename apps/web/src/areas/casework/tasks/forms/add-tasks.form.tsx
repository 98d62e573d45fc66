import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ProseField, SelectField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { tasksIn } from '../paste.rules.ts';
import { takersQuery } from '../queries.ts';
import { ActionFields, type TaskAction, trimmedAction } from './action.fields.tsx';
import { DueField } from './due-field.tsx';

/** Makes tasks of a pasted list, one for each line, after a look at what they will be. */
export function AddTasksForm({ subjectId, onClose }: { readonly subjectId: string; readonly onClose: () => void }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const draft = useDraft(`tasks.${subjectId}`);
  const takers = useQuery(takersQuery(subjectId));
  const [assigneeId, setAssignee] = useState('');
  const [due, setDue] = useState('');
  const [action, setAction] = useState<TaskAction>(null);
  const titles = tasksIn(draft.text);
  const add = async () => {
    if (titles.length === 0) return;
    const dueAt = due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null);
    const each = { assigneeId: assigneeId === '' ? null : assigneeId, dueAt, action: trimmedAction(action) };
    const tasks = titles.map((title) => ({ title, ...each }));
    const isDone = await submit.run(tasks, async (idempotencyKey) => {
      await call('POST /api/v1/tasks', { body: { subjectId, tasks, source: 'list' }, idempotencyKey });
    });
    if (!isDone) return;
    draft.drop();
    toastDone(say('tasks.add.done', { count: titles.length }), say('platform.act.close'));
    onClose();
    await queries.invalidateQueries({ queryKey: ['task'] });
  };
  return (
    <Dialog title={say('tasks.paste.title')} isOpen onClose={onClose} size={620}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <ProseField
          label={say('tasks.paste.text')}
          hint={say('tasks.paste.hint')}
          rows={6}
          maxLength={30_000}
          data-autofocus
          value={draft.text}
          problem={problem('tasks')}
          onChange={(event) => draft.write(event.currentTarget.value)}
        />
        {titles.length > 0 && (
          <section aria-label={say('tasks.paste.preview', { count: titles.length })}>
            <p className="m-strong">{say('tasks.paste.preview', { count: titles.length })}</p>
            <ol className="m-paste-preview">
              {titles.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ol>
          </section>
        )}
        <SelectField
          label={say('tasks.paste.assignee')}
          value={assigneeId}
          onChange={(event) => setAssignee(event.currentTarget.value)}
        >
          <option value="">{say('tasks.assignee.none')}</option>
          {takers.data?.items.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </SelectField>
        <DueField value={due} onChange={setDue} />
        <ActionFields label={say('tasks.paste.action')} value={action} onChange={setAction} />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy} disabled={titles.length === 0}>
            {say('tasks.paste.act', { count: titles.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
