import { type TaskPriority, taskPriorities } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconX } from '../../../../ui/icons.ts';
import { type Task, takersQuery } from '../queries.ts';
import { ActionFields, type TaskAction, trimmedAction } from './action.fields.tsx';
import { DueField } from './due-field.tsx';

/** Everything of one task: words, person, time, priority, checklist. */
export function TaskForm({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const takers = useQuery(takersQuery(task.subject.id));
  const [title, setTitle] = useState(task.title);
  const [text, setText] = useState(task.text);
  const [priority, setPriority] = useState<TaskPriority>(task.priority);
  const [assigneeId, setAssignee] = useState(task.assignee?.id ?? '');
  const [due, setDue] = useState(task.dueAt === null ? '' : localInput(new Date(task.dueAt), zone));
  const [checklist, setChecklist] = useState(task.checklist);
  const [action, setAction] = useState<TaskAction>(task.action);
  const [item, setItem] = useState('');
  const isBegun = task.state === 'in-progress' || task.state === 'done';
  const isReadOnly = !task.can.change;
  const addItem = () => {
    if (item.trim() === '') return;
    setChecklist([...checklist, { text: item.trim(), isDone: false }]);
    setItem('');
  };
  const save = async () => {
    const dueAt = due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null);
    const items = item.trim() === '' ? checklist : [...checklist, { text: item.trim(), isDone: false }];
    const body = {
      action: trimmedAction(action),
      title,
      text,
      priority,
      dueAt,
      checklist: items,
      assigneeId: assigneeId === '' ? null : assigneeId,
    };
    const isDone = await submit.run([task.version, body], async (idempotencyKey) => {
      await call('PATCH /api/v1/tasks/{id}', {
        params: { id: task.id },
        body,
        version: task.version,
        idempotencyKey,
      });
    });
    await queries.invalidateQueries({ queryKey: ['task'] });
    if (isDone) onClose();
  };
  return (
    <Dialog title={say('tasks.edit.title')} isOpen onClose={onClose} size={620}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset className="m-form" disabled={isReadOnly}>
          <TextField
            label={say('tasks.field.title')}
            required
            maxLength={300}
            data-autofocus
            value={title}
            problem={problem('title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <ProseField
            label={say('tasks.field.text')}
            rows={3}
            maxLength={10_000}
            value={text}
            problem={problem('text')}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SelectField
            label={say('tasks.field.assignee')}
            value={assigneeId}
            problem={problem('assigneeId')}
            onChange={(event) => setAssignee(event.currentTarget.value)}
          >
            <option value="">{say('tasks.assignee.none')}</option>
            {task.assignee !== null && !takers.data?.items.some(({ id }) => id === task.assignee?.id) && (
              <option value={task.assignee.id}>{task.assignee.name}</option>
            )}
            {takers.data?.items.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </SelectField>
          <DueField value={due} onChange={setDue} problem={problem('dueAt')} />
          <ActionFields
            label={say('tasks.field.action')}
            value={action}
            isFixed={task.order !== null && task.order.decision !== null && isBegun}
            problem={problem('action')}
            onChange={setAction}
          />
          <Choices<TaskPriority>
            label={say('tasks.field.priority')}
            value={priority}
            options={taskPriorities.map((value) => ({ value, label: say(`tasks.priority.${value}`) }))}
            onChoose={setPriority}
          />
          <div className="m-field">
            <span className="m-field-label">{say('tasks.field.checklist')}</span>
            <ul className="m-checklist">
              {checklist.map((one, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two points may read the same
                <li key={at}>
                  <Check
                    label={one.text}
                    checked={one.isDone}
                    onChange={() =>
                      setChecklist(checklist.map((each, i) => (i === at ? { ...each, isDone: !each.isDone } : each)))
                    }
                  />
                  <IconButton
                    icon={IconX}
                    label={say('tasks.checklist.remove', { text: one.text })}
                    onClick={() => setChecklist(checklist.filter((_each, i) => i !== at))}
                  />
                </li>
              ))}
            </ul>
            {checklist.length < 50 && (
              <div className="m-row">
                <input
                  className="m-input"
                  aria-label={say('tasks.checklist.new')}
                  placeholder={say('tasks.checklist.new')}
                  maxLength={300}
                  value={item}
                  onChange={(event) => setItem(event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    addItem();
                  }}
                />
                <Button onClick={addItem}>{say('tasks.checklist.add')}</Button>
              </div>
            )}
          </div>
        </fieldset>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          {!isReadOnly && (
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('platform.act.save')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
