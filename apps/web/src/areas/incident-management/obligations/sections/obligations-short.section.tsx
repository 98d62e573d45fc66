import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { Card } from '../../../../ui/card.tsx';
import { dutiesTab } from '../links.ts';
import { clocksQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { ForceMark } from './mark.tsx';
import { DueText, Remaining } from './remaining.tsx';
import './obligations.css';

/** Most clocks that stand on the overview. */
const most = 4;

/** The clocks that end first; what has no date is said in a number. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const linkOf = useSubjectLink();
  const clocks = useQuery(clocksQuery(subject.id));
  const page = `${linkOf(subject) ?? ''}/${dutiesTab}`;
  const items = clocks.data?.items ?? [];
  const rest = items.length - Math.min(most, items.length);
  return (
    <Card
      title={say('terms.obligations')}
      note={items.length > 0 ? say('obligations.short.count', { count: items.length }) : undefined}
      actions={<Link to={page}>{say('obligations.short.all')}</Link>}
      isTight
    >
      {clocks.data === undefined && <Waiting query={clocks} />}
      {clocks.data !== undefined && items.length === 0 && (
        <p className="m-duty-none m-second">{say('obligations.short.none')}</p>
      )}
      {items.length > 0 && (
        <ul className="m-duty-short">
          {items.slice(0, most).map((clock) => (
            <li key={`${clock.regimeId} ${clock.stage}`}>
              <ForceMark force={clock.force} />
              <span className="m-duty-short-name">
                <span className="m-strong">{text(clock.name)}</span>
                <span className="m-second">
                  {clock.due === null ? say('obligations.list.no-date') : <DueText due={clock.due} />}
                </span>
              </span>
              <Remaining state={clock.state} due={clock.due} />
            </li>
          ))}
        </ul>
      )}
      {clocks.data !== undefined && (rest > 0 || clocks.data.asked > 0 || clocks.data.undeclared > 0) && (
        <p className="m-duty-none m-second">
          {[
            rest > 0 ? say('obligations.short.more', { count: rest }) : null,
            clocks.data.asked > 0 ? say('obligations.short.asked', { count: clocks.data.asked }) : null,
            clocks.data.undeclared > 0 ? say('obligations.short.undeclared', { count: clocks.data.undeclared }) : null,
          ]
            .filter((one) => one !== null)
            .join(' ・ ')}
        </p>
      )}
    </Card>
  );
}
