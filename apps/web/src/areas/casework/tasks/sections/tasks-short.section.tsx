import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { tasksTabId } from '../links.ts';
import { instructionsQuery, tasksQuery } from '../queries.ts';
import { TaskRow } from './task-row.tsx';

const shown = 5;

/** What is due first on a record, and a word about those who have not answered. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const { path } = useAddress();
  const tab = `${linkTo(subject) ?? path}/${tasksTabId}`;
  const open = useInfiniteQuery(
    tasksQuery({ subjectId: subject.id, sort: 'due', state: 'open,in-progress', limit: shown }),
  );
  const silent = useInfiniteQuery(instructionsQuery({ subjectId: subject.id, show: 'silent' }));
  const tasks = open.data?.pages[0]?.items ?? [];
  const total = open.data?.pages[0]?.total;
  const people = (silent.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .reduce((sum, one) => sum + one.counts.silent, 0);
  return (
    <Card
      title={say('tasks.tab.title')}
      note={total && say('tasks.list.count', { total: totalText(total, locale) })}
      isTight
      actions={<Link to={tab}>{say('tasks.short.all')}</Link>}
    >
      {open.data === undefined && <Waiting query={open} />}
      {people > 0 && (
        <Notice tone="amber" actions={<Link to={tab}>{say('tasks.short.look')}</Link>}>
          {say('tasks.short.silent', { count: people })}
        </Notice>
      )}
      {open.data !== undefined && tasks.length === 0 && <Empty>{say('tasks.short.empty')}</Empty>}
      <ul>
        {tasks.slice(0, shown).map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </Card>
  );
}
