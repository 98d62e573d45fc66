import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { remainingText } from '../../../../shared/remaining.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { IconAlertTriangle, IconEyeOff, IconMailX, IconMessageCheck } from '../../../../ui/icons.ts';
import { instructionsLink, tasksTabId } from '../../../casework/tasks/links.ts';
import { incidentTabLink } from '../../../incident-management/incidents/links.ts';
import { restOf } from '../board.rules.ts';
import type { Board } from '../queries.ts';

type Waiting = NonNullable<Board['waiting']>;
type Item = Waiting['items'][number];

/** Instructions and requests that wait for somebody; those who have said nothing stand on top. */
export function WaitingList({ waiting, most }: { readonly waiting: Waiting; readonly most: number }) {
  const { say, locale } = useSay();
  const shown = waiting.items.slice(0, most);
  const rest = restOf(waiting.total, shown.length);
  return (
    <Card
      isTight
      className="m-board-waiting"
      title={say('picture.waiting.title')}
      note={say('picture.waiting.note', {
        count: totalText(waiting.total, locale),
        silent: totalText(waiting.silent, locale),
      })}
      actions={<Link to={instructionsLink}>{say('picture.all')}</Link>}
    >
      {shown.length === 0 && <p className="m-board-none">{say('picture.waiting.none')}</p>}
      <ul>
        {shown.map((item) => (
          <WaitingRow key={item.id} item={item} />
        ))}
      </ul>
      {rest !== null && (
        <p className="m-board-rest">
          <Link to={instructionsLink}>{say('picture.rest', { count: totalText(rest, locale) })}</Link>
        </p>
      )}
    </Card>
  );
}

function WaitingRow({ item }: { readonly item: Item }) {
  const { say } = useSay();
  const { first, subject, silent, recipients, undelivered } = item;
  const to =
    subject.kind === 'incident' && subject.number !== null
      ? incidentTabLink(subject.number, tasksTabId)
      : instructionsLink;
  return (
    <li className="m-board-waits">
      <WaitingMark item={item} />
      <span className="m-board-what">
        <Link to={to} className="m-board-name" data-row="true">
          {item.title}
        </Link>
        <span className="m-second m-board-facts">
          {first !== null && (
            <>
              <span>
                {first.department === ''
                  ? first.name
                  : say('picture.waiting.who', { name: first.name, department: first.department })}
              </span>
              <span>
                {say(`instructions.state.${first.state}`)} {first.at !== null && <Moment at={first.at} as="short" />}
              </span>
            </>
          )}
          {recipients > 1 && <span>{say('picture.waiting.silent', { silent, recipients })}</span>}
          {recipients > 1 && undelivered > 0 && <span>{say('picture.waiting.undelivered', { undelivered })}</span>}
          {first?.escalatedAt != null && <span>{say('instructions.time.escalatedAt')}</span>}
          <span className="m-whole">{subject.number}</span>
        </span>
      </span>
      <Due at={item.dueAt} />
    </li>
  );
}

/** The mark says at a glance what the words say: nothing arrived, nothing was said, or something was. */
function WaitingMark({ item }: { readonly item: Item }) {
  if (item.undelivered > 0) return <IconMailX size={16} stroke={1.75} className="m-board-late" aria-hidden="true" />;
  if (item.first?.escalatedAt != null)
    return <IconAlertTriangle size={16} stroke={1.75} className="m-board-late" aria-hidden="true" />;
  if (item.silent > 0) return <IconEyeOff size={16} stroke={1.75} className="m-second" aria-hidden="true" />;
  return <IconMessageCheck size={16} stroke={1.75} className="m-second" aria-hidden="true" />;
}

/** The time that is left, for rows of the board. */
export function Due({ at }: { readonly at: string | null }) {
  const { say } = useSay();
  const now = useNow();
  const reading = useReading();
  if (at === null) return <span className="m-second m-board-due">{say('picture.left.none')}</span>;
  const left = remainingText(at, now, reading.locale);
  const tone = left.isPast ? 'late' : Date.parse(at) - now.getTime() < 4 * 3_600_000 ? 'soon' : 'far';
  return (
    <span className="m-board-due" data-tone={tone}>
      {say(left.isPast ? 'picture.left.past' : 'picture.left.until', { time: left.text })}
    </span>
  );
}
