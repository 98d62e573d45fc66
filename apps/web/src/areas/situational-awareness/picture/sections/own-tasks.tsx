import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { IconCheck } from '../../../../ui/icons.ts';
import { myTasksLink } from '../../../casework/tasks/links.ts';
import { restOf } from '../board.rules.ts';
import type { Board } from '../queries.ts';
import { useTickTask } from '../tick-task.hook.ts';
import { Due } from './waiting-list.tsx';

type Tasks = NonNullable<Board['tasks']>;

/** What the reader has to do; done with one press, and taken back with another. */
export function OwnTasks({ tasks, most }: { readonly tasks: Tasks; readonly most: number }) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const act = useTickTask();
  const shown = tasks.items.slice(0, most);
  const rest = restOf(tasks.total, shown.length);
  return (
    <Card
      isTight
      className="m-board-tasks"
      title={say('picture.tasks.title')}
      note={say('picture.count', { count: totalText(tasks.total, locale) })}
      actions={<Link to={myTasksLink}>{say('picture.all')}</Link>}
    >
      {shown.length === 0 && <p className="m-board-none">{say('picture.tasks.none')}</p>}
      {act.problem !== null &&
        (act.problem.code.startsWith('tasks.move.') ? (
          <Refusal problem={act.problem} />
        ) : (
          <p className="m-board-none m-field-problem" role="alert">
            {say('tasks.act.refused')}
          </p>
        ))}
      <ul>
        {shown.map((task) => {
          const to = linkTo(task.subject);
          return (
            <li key={task.id} className="m-board-task">
              {task.can.move && (
                <button
                  type="button"
                  className="m-board-tick"
                  aria-label={say('tasks.act.done-of', { title: task.title })}
                  title={say('tasks.act.done')}
                  disabled={act.busy}
                  onClick={() => void act.tick(task)}
                >
                  <IconCheck size={14} stroke={2.25} aria-hidden="true" />
                </button>
              )}
              <span className="m-board-what">
                {to === null ? (
                  <span className="m-board-name">{task.title}</span>
                ) : (
                  <Link to={to} className="m-board-name" data-row="true">
                    {task.title}
                  </Link>
                )}
                <span className="m-second m-ellipsis">
                  {task.subject.number} {task.subject.title}
                </span>
              </span>
              <Due at={task.dueAt} />
            </li>
          );
        })}
      </ul>
      {rest !== null && (
        <p className="m-board-rest">
          <Link to={myTasksLink}>{say('picture.rest', { count: totalText(rest, locale) })}</Link>
        </p>
      )}
    </Card>
  );
}
