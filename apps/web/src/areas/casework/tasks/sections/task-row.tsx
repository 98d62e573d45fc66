import type { TaskState } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconCheck, IconDots } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { EndTaskForm } from '../forms/end-task.form.tsx';
import { TaskForm } from '../forms/task.form.tsx';
import type { Task } from '../queries.ts';
import { useTaskAct } from '../task.act.hook.ts';
import { OrderFacts } from './order-facts.tsx';
import '../tasks.css';

type TaskRowProps = {
  readonly task: Task;
  /** With the record that it is on, for lists over several records. */
  readonly hasSubject?: boolean;
  /** The incident on whose page the row stands. */
  readonly incidentId?: string | undefined;
  readonly isCurrent?: boolean;
  readonly selection?: { readonly isSelected: boolean; readonly onToggle: () => void } | undefined;
  readonly neighbours?: { readonly up: string | null | undefined; readonly down: string | undefined } | undefined;
};

const isOpenState = (state: TaskState) => state === 'open' || state === 'in-progress';

/** One task in a list: what, who, by when, and done with one press. */
export function TaskRow({ task, hasSubject, incidentId, isCurrent, selection, neighbours }: TaskRowProps) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const act = useTaskAct();
  const [asked, setAsked] = useState<'edit' | 'cancelled' | 'not-applicable' | null>(null);
  const isOpen = isOpenState(task.state);
  const to = hasSubject === true ? linkTo(task.subject) : null;
  const { up, down } = neighbours ?? {};
  const menu = [
    {
      entries: [
        { id: 'edit', label: say('tasks.act.edit'), onChoose: () => setAsked('edit') },
        ...(task.state === 'open'
          ? [{ id: 'start', label: say('tasks.act.start'), onChoose: () => void act.move(task, 'in-progress') }]
          : []),
        ...(task.state === 'in-progress'
          ? [{ id: 'stop', label: say('tasks.act.stop'), onChoose: () => void act.move(task, 'open') }]
          : []),
        ...(up === undefined
          ? []
          : [{ id: 'up', label: say('tasks.act.up'), onChoose: () => void act.place(task, up) }]),
        ...(down === undefined
          ? []
          : [{ id: 'down', label: say('tasks.act.down'), onChoose: () => void act.place(task, down) }]),
      ],
    },
    ...(isOpen
      ? [
          {
            entries: [
              { id: 'n-a', label: say('tasks.end.not-applicable'), onChoose: () => setAsked('not-applicable') },
              { id: 'cancel', label: say('tasks.end.cancelled'), onChoose: () => setAsked('cancelled') },
            ],
          },
        ]
      : []),
  ];
  return (
    <li className="m-task" data-state={task.state} data-current={isCurrent} data-task={task.id}>
      {selection !== undefined && (
        <label className="m-task-select">
          <input
            type="checkbox"
            aria-label={say('tasks.select', { title: task.title })}
            checked={selection.isSelected}
            onChange={selection.onToggle}
          />
        </label>
      )}
      <div className="m-task-text">
        <button type="button" className="m-task-title" onClick={() => setAsked('edit')}>
          {task.title}
        </button>
        <TaskFacts task={task} to={to} isOpen={isOpen} />
        <OrderFacts of={task} endedText="tasks.order.ended-text" incidentId={incidentId} isOpen={isOpen} />
        {task.reason !== null && <p className="m-second">{task.reason}</p>}
        {act.problem !== null &&
          (act.problem.code.startsWith('tasks.move.') ? (
            <Refusal problem={act.problem} />
          ) : (
            <p className="m-field-problem">{say('tasks.act.refused')}</p>
          ))}
      </div>
      {task.can.change && (
        <div className="m-task-acts">
          {isOpen ? (
            <Button
              size="small"
              icon={IconCheck}
              isBusy={act.busy}
              aria-label={say('tasks.act.done-of', { title: task.title })}
              onClick={() => void act.move(task, 'done')}
            >
              {say('tasks.act.done')}
            </Button>
          ) : (
            <Button
              size="small"
              kind="plain"
              isBusy={act.busy}
              aria-label={say('tasks.act.reopen-of', { title: task.title })}
              onClick={() => void act.move(task, 'open')}
            >
              {say('tasks.act.reopen')}
            </Button>
          )}
          <Menu label={say('tasks.act.more', { title: task.title })} groups={menu}>
            <IconButton icon={IconDots} label={say('tasks.act.more', { title: task.title })} />
          </Menu>
        </div>
      )}
      {asked === 'edit' && <TaskForm task={task} onClose={() => setAsked(null)} />}
      {(asked === 'cancelled' || asked === 'not-applicable') && (
        <EndTaskForm task={task} state={asked} onClose={() => setAsked(null)} />
      )}
    </li>
  );
}

/** What a task says in one line below its title: record, state, who, by when. */
function TaskFacts({
  task,
  to,
  isOpen,
}: {
  readonly task: Task;
  readonly to: string | null;
  readonly isOpen: boolean;
}) {
  const { say } = useSay();
  const done = task.checklist.filter(({ isDone }) => isDone).length;
  return (
    <div className="m-row m-second">
      {to !== null && <Link to={to}>{`${task.subject.number ?? ''} ${task.subject.title}`}</Link>}
      {task.state !== 'open' && (
        <Chip tone={task.state === 'done' ? 'green' : task.state === 'in-progress' ? 'accent' : 'neutral'}>
          {say(`tasks.state.${task.state}`)}
        </Chip>
      )}
      {task.priority !== 'normal' && isOpen && (
        <Chip tone={task.priority === 'high' ? 'amber' : 'neutral'}>{say(`tasks.priority.${task.priority}`)}</Chip>
      )}
      <span>{task.assignee?.name ?? say('tasks.assignee.none')}</span>
      {task.dueAt !== null && isOpen && (
        <span data-overdue={task.isOverdue} className="m-task-due">
          {say(task.isOverdue ? 'tasks.due.overdue' : 'tasks.due.by')} <Moment at={task.dueAt} as="short" />
        </span>
      )}
      {task.endedAt !== null && task.endedBy !== null && (
        <span>
          {task.endedBy.name} <Moment at={task.endedAt} as="short" />
        </span>
      )}
      {task.checklist.length > 0 && <span>{say('tasks.checklist.count', { done, count: task.checklist.length })}</span>}
      {task.source.label !== null && <span>{task.source.label}</span>}
    </div>
  );
}
