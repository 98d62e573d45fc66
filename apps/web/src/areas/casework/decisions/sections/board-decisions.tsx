import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card, Chip } from '../../../../ui/card.tsx';
import { decisionsTabId } from '../links.ts';
import { waitingQuery } from '../queries.ts';
import './decisions.css';

/** On the board: what waits for a decision, a second person, a confirmation or a report, the most urgent first. */
export function BoardDecisions() {
  const { may } = useMe();
  return may('decisions.waiting') ? <Waiting /> : null;
}

function Waiting() {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const { data } = useQuery(waitingQuery(null));
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={say('decision-board.title')} note={String(items.length)} isTight>
      <ul className="m-decision-board">
        {items.slice(0, 8).map((item) => (
          <li key={item.id}>
            <Chip tone={item.isOverdue ? 'red' : item.isMine ? 'accent' : 'amber'}>
              {item.isMine ? say('decision-board.mine') : say(`decision-board.waits-for.${item.waitsFor}`)}
            </Chip>
            <span className="m-typed">
              <Link to={`${linkOf(item.subject) ?? ''}/${decisionsTabId}`} data-row>
                {item.question}
              </Link>
              <span className="m-second">
                {' '}
                {item.subject.number} ・ {item.names.join('、')} ・{' '}
                {item.dueAt === null ? <Moment at={item.sinceAt} as="age" /> : <Moment at={item.dueAt} as="short" />}
                {item.waitingCost === '' ? '' : ` ・ ${item.waitingCost}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
