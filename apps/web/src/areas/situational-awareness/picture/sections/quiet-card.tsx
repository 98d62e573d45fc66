import { useSay } from '../../../../shared/language.ts';
import { Link, withSearch } from '../../../../shared/link.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Mark } from '../../../../ui/mark.tsx';
import { incidentsLink } from '../../../incident-management/incidents/links.ts';
import { measuresLink } from '../../../knowledge-transfer/lessons/links.ts';
import type { Board } from '../queries.ts';

/** Says that nothing burns, and what can be done with the time. */
export function QuietCard({ proactive }: { readonly proactive: Board['proactive'] }) {
  const { say, locale } = useSay();
  const all = [
    { key: 'picture.quiet.measures', total: proactive.measuresOverdue, to: measuresLink },
    {
      key: 'picture.quiet.reviews',
      total: proactive.incidentsWithoutReview,
      to: withSearch(incidentsLink, { phase: 'review' }),
    },
    {
      key: 'picture.quiet.unplanned',
      total: proactive.incidentsWithoutNextReview,
      to: withSearch(incidentsLink, { review: 'none' }),
    },
  ] as const;
  const todo = all.flatMap(({ key, total, to }) => (total === null || total.count === 0 ? [] : [{ key, total, to }]));
  return (
    <Card className="m-board-quiet">
      <Mark size={24} />
      <div>
        <p className="m-strong">{say('picture.quiet.title')}</p>
        <p>{say(todo.length === 0 ? 'picture.quiet.nothing' : 'picture.quiet.proactive')}</p>
        {todo.length > 0 && (
          <ul>
            {todo.map(({ key, total, to }) => (
              <li key={key}>
                <Link to={to} data-row="true">
                  {say(key, { count: totalText(total, locale) })}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
