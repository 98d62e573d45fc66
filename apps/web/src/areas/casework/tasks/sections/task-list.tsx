import { type TaskDue, taskDues } from '@matoi/contract/values';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SubjectFrame } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Pills } from '../../../../ui/page.tsx';
import { useActionKinds } from '../forms/action.fields.tsx';
import { AddTasksForm } from '../forms/add-tasks.form.tsx';
import { type Task, tasksQuery } from '../queries.ts';
import { useTaskAct } from '../task.act.hook.ts';
import { BulkBar } from './bulk-bar.tsx';
import { TaskRow } from './task-row.tsx';

const shows = ['open', 'mine', 'unassigned', 'ended', 'all'] as const;
type Show = (typeof shows)[number];

const filterOf = (show: Show) => {
  switch (show) {
    case 'open':
      return { state: 'open,in-progress' };
    case 'mine':
      return { state: 'open,in-progress', assignee: 'me' };
    case 'unassigned':
      return { state: 'open,in-progress', assignee: 'none' };
    case 'ended':
      return { state: 'done,cancelled,not-applicable' };
    case 'all':
      return {};
  }
};

type ListProps = {
  readonly subject: SubjectFrame;
  /** On a page of its own the keys act on the rows; beside other lists they are left to those. */
  readonly hasKeys?: boolean;
};

/** The tasks of a record: add, tick off, find, order, several at once, by keyboard. */
export function TaskList({ subject, hasKeys = true }: ListProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [show, setShow] = useState<Show>('open');
  const [words, setWords] = useState('');
  const [due, setDue] = useState<TaskDue | ''>('');
  const [action, setAction] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(
    tasksQuery({
      subjectId: subject.id,
      sort: 'order',
      limit: 100,
      ...filterOf(show),
      ...(words === '' ? {} : { q: words }),
      ...(due === '' ? {} : { due }),
      ...(action === '' ? {} : { action }),
    }),
  );
  const isNarrowed = words !== '' || due !== '' || action !== '';
  const tasks = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isBare = useBare(subject.id, list.data !== undefined && tasks.length === 0);
  const [isPasting, setPasting] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const act = useTaskAct();
  const field = useRef<HTMLInputElement>(null);
  const { current, keys } = useCurrent(tasks);
  const mayAdd = subject.can.annotate && may('tasks.add');
  const mayChange = may('tasks.change');
  const chosen = tasks.filter(({ id }) => selected.has(id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const ownKeys = {
    ...keys,
    n: mayAdd ? () => field.current?.focus() : undefined,
    x: current !== undefined && mayChange ? () => toggle(current.id) : undefined,
    d:
      current !== undefined && mayChange && (current.state === 'open' || current.state === 'in-progress')
        ? () => void act.move(current, 'done')
        : undefined,
  };
  useKeys(hasKeys ? ownKeys : {});
  return (
    <Card
      title={say('tasks.list.title')}
      note={total && say('tasks.list.count', { total: totalText(total, locale) })}
      isTight
      actions={
        mayAdd && (
          <Button size="small" onClick={() => setPasting(true)}>
            {say('tasks.paste.open')}
          </Button>
        )
      }
    >
      {mayAdd && <QuickTask subjectId={subject.id} field={field} />}
      {!isBare && (
        <TaskFilters
          show={show}
          due={due}
          action={action}
          onAction={setAction}
          words={words}
          search={search}
          onShow={(value) => {
            setShow(value);
            setSelected(new Set());
          }}
          onDue={setDue}
          onSearch={setWords}
        />
      )}
      {chosen.length > 0 && <BulkBar subjectId={subject.id} tasks={chosen} onDone={() => setSelected(new Set())} />}
      <Refusal problem={act.problem} />
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && tasks.length === 0 && (
        <NoTasks
          isNarrowed={isNarrowed}
          isFiltered={isNarrowed || (show !== 'all' && show !== 'open')}
          mayAdd={mayAdd}
        />
      )}
      <ul>
        {tasks.map((task, at) => (
          <TaskRow
            key={task.id}
            task={task}
            isCurrent={task.id === current?.id}
            hasSubject={task.subject.id !== subject.id}
            incidentId={subject.kind === 'incident' ? subject.id : undefined}
            selection={mayChange ? { isSelected: selected.has(task.id), onToggle: () => toggle(task.id) } : undefined}
            neighbours={
              mayChange
                ? { up: at === 0 ? undefined : (tasks[at - 2]?.id ?? null), down: tasks[at + 1]?.id }
                : undefined
            }
          />
        ))}
      </ul>
      <MoreRows list={list} />
      {isPasting && <AddTasksForm subjectId={subject.id} onClose={() => setPasting(false)} />}
    </Card>
  );
}

/** Whether a record has never had a task: then there is nothing to narrow down. */
function useBare(subjectId: string, isEmpty: boolean): boolean {
  const anything = useInfiniteQuery({ ...tasksQuery({ subjectId, limit: 1 }), enabled: isEmpty });
  return isEmpty && anything.data?.pages[0]?.items.length === 0;
}

type NoTasksProps = { readonly isNarrowed: boolean; readonly isFiltered: boolean; readonly mayAdd: boolean };

function NoTasks({ isNarrowed, isFiltered, mayAdd }: NoTasksProps) {
  const { say } = useSay();
  return (
    <Empty hidden={isFiltered ? say('tasks.list.filtered') : undefined}>
      {say(isNarrowed ? 'tasks.list.nothing' : mayAdd ? 'tasks.list.empty' : 'tasks.list.empty-reader')}
    </Empty>
  );
}

type FiltersProps = {
  readonly show: Show;
  readonly due: TaskDue | '';
  readonly words: string;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onShow: (show: Show) => void;
  readonly onDue: (due: TaskDue | '') => void;
  readonly action: string;
  readonly onAction: (action: string) => void;
  readonly onSearch: (words: string) => void;
};

function TaskFilters({ show, due, action, words, search, onShow, onDue, onAction, onSearch }: FiltersProps) {
  const { say } = useSay();
  const kinds = useActionKinds();
  return (
    <div className="m-task-bar">
      <Pills
        label={say('tasks.show.label')}
        value={show}
        options={shows.map((value) => ({ value, label: say(`tasks.show.${value}`) }))}
        onChoose={onShow}
      />
      <select
        className="m-input m-task-due-filter"
        aria-label={say('tasks.filter.due')}
        value={due}
        onChange={(event) => onDue(taskDues.find((one) => one === event.currentTarget.value) ?? '')}
      >
        <option value="">{say('tasks.filter.due-any')}</option>
        {taskDues.map((one) => (
          <option key={one} value={one}>
            {say(`tasks.filter.due-${one}`)}
          </option>
        ))}
      </select>
      {kinds.length > 0 && (
        <select
          className="m-input m-task-due-filter"
          aria-label={say('tasks.filter.action')}
          value={action}
          onChange={(event) => onAction(event.currentTarget.value)}
        >
          <option value="">{say('tasks.filter.action-all')}</option>
          <option value="any">{say('tasks.filter.action-any')}</option>
          {kinds.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
      <ListSearch label={say('tasks.filter.search')} value={words} inputRef={search} onSearch={onSearch} />
    </div>
  );
}

/** The row that the keys act on: `j` and `k` go down and up. */
export function useCurrent(tasks: readonly Task[]) {
  const [id, setId] = useState<string | null>(null);
  const at = tasks.findIndex((task) => task.id === id);
  const go = (to: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, to))];
    if (next === undefined) return;
    setId(next.id);
    document.querySelector(`[data-task="${next.id}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  return {
    current: tasks[at],
    keys: { j: () => go(at + 1), k: () => go(at === -1 ? 0 : at - 1) },
  };
}

/** One line and Enter: a title is enough, the rest can follow. */
function QuickTask({
  subjectId,
  field,
}: {
  readonly subjectId: string;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [title, setTitle] = useState('');
  const add = async () => {
    if (title.trim() === '') return;
    const isDone = await submit.run(title, async (idempotencyKey) => {
      await call('POST /api/v1/tasks', { body: { subjectId, tasks: [{ title }] }, idempotencyKey });
    });
    if (isDone) setTitle('');
    await queries.invalidateQueries({ queryKey: ['task'] });
  };
  return (
    <form
      className="m-task-new"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        ref={field}
        className="m-input"
        aria-label={say('tasks.add.title')}
        placeholder={say('tasks.add.title')}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" icon={IconPlus} isBusy={submit.busy} shortcut="n">
        {say('tasks.add.act')}
      </Button>
      <Refusal problem={submit.problem} />
    </form>
  );
}
