import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Empty, Page } from '../../../../ui/page.tsx';
import { dueGroup, dueGroups } from '../due.rules.ts';
import { tasksQuery } from '../queries.ts';
import { CalendarFeed } from '../sections/calendar-feed.tsx';
import { useCurrent } from '../sections/task-list.tsx';
import { TaskRow } from '../sections/task-row.tsx';
import { useTaskAct } from '../task.act.hook.ts';

/** What the reader has to do, over all records, by when it is due. */
export function MyTasksPage() {
  const { say, locale } = useSay();
  const { me, may } = useMe();
  const { zone } = useReading();
  const now = useNow();
  const go = useGo();
  const linkTo = useSubjectLink();
  const act = useTaskAct();
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(
    tasksQuery({
      assignee: 'me',
      state: 'open,in-progress',
      sort: 'due',
      limit: 100,
      ...(words === '' ? {} : { q: words }),
    }),
  );
  const tasks = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const { current, keys } = useCurrent(tasks);
  useKeys({
    ...keys,
    d: current?.can.change ? () => void act.move(current, 'done') : undefined,
    Enter:
      current === undefined
        ? undefined
        : () => {
            const to = linkTo(current.subject);
            if (to !== null) go(to);
          },
  });
  return (
    <Page title={say('tasks.mine.title')} note={total && say('tasks.list.count', { total: totalText(total, locale) })}>
      <div className="m-list-bar">
        <ListSearch label={say('tasks.filter.search')} value={words} inputRef={search} onSearch={setWords} />
      </div>
      <Card isTight title={say('tasks.mine.card', { name: me.name })}>
        <Refusal problem={act.problem} />
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && tasks.length === 0 && (
          <Empty hidden={words === '' ? undefined : say('tasks.list.filtered')}>
            {say(words === '' ? 'tasks.mine.empty' : 'tasks.list.nothing')}
          </Empty>
        )}
        {dueGroups.map((group) => {
          const own = tasks.filter((task) => dueGroup(task, now, zone) === group);
          return own.length === 0 ? null : (
            <section key={group} aria-labelledby={`tasks-${group}`}>
              <h3 className="m-tasks-group" data-group={group} id={`tasks-${group}`}>
                {say(`tasks.group.${group}`)}
              </h3>
              <ul>
                {own.map((task) => (
                  <TaskRow key={task.id} task={task} hasSubject isCurrent={task.id === current?.id} />
                ))}
              </ul>
            </section>
          );
        })}
        <MoreRows list={list} />
      </Card>
      {may('calendar-feed.show') && <CalendarFeed />}
    </Page>
  );
}
