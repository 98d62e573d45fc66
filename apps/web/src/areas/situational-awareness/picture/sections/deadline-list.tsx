import type { DeadlineKind } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, withSearch } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { fullMoment, isoDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { remainingText } from '../../../../shared/remaining.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { instructionsLink } from '../../../casework/tasks/links.ts';
import { incidentsLink } from '../../../incident-management/incidents/links.ts';
import { dutiesTab } from '../../../incident-management/obligations/links.ts';
import { inboxLink } from '../../../incident-management/reports/links.ts';
import { measuresLink } from '../../../knowledge-transfer/lessons/links.ts';
import { closeness, daysLeft, deadlineGroups, groupOf, hiddenOf } from '../board.rules.ts';
import type { Board, Deadline, Total } from '../queries.ts';

/** Where the whole list of a kind stands; tasks of everybody have none. */
const lists: Readonly<Record<DeadlineKind, string | null>> = {
  review: withSearch(incidentsLink, { sort: 'next-review' }),
  monitoring: incidentsLink,
  task: null,
  instruction: instructionsLink,
  measure: measuresLink,
  report: withSearch(inboxLink, { sort: 'due' }),
  duty: null,
  guideline: null,
};

type DeadlineListProps = {
  readonly deadlines: Board['deadlines'];
  /** How many stand there at first. */
  readonly most: number;
  /** On a wall there is nobody to press a button. */
  readonly isStill?: boolean;
};

/** Everything that is due, by the time that is left. */
export function DeadlineList({ deadlines, most, isStill = false }: DeadlineListProps) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? deadlines.items : deadlines.items.slice(0, most);
  const folded = deadlines.items.length - shown.length;
  const hidden = hiddenOf(deadlines.totals, folded > 0 && !isStill ? deadlines.items : shown);
  return (
    <Card
      isTight
      className="m-board-deadlines"
      title={say('picture.deadlines.title')}
      note={say('picture.deadlines.note', { count: totalText(sumOf(deadlines.totals), locale) })}
    >
      {shown.length === 0 && <p className="m-board-none">{say('picture.deadlines.none')}</p>}
      {deadlineGroups.map((group) => {
        const own = shown.filter((deadline) => groupOf(deadline, now, zone) === group);
        return own.length === 0 ? null : (
          <section key={group} aria-labelledby={`deadlines-${group}`}>
            <h3 className="m-board-group" data-group={group} id={`deadlines-${group}`}>
              {say(`picture.deadlines.${group}`)}
            </h3>
            <ul>
              {own.map((deadline) => (
                <DeadlineRow key={`${deadline.kind} ${deadline.id}`} deadline={deadline} now={now} />
              ))}
            </ul>
          </section>
        );
      })}
      {folded > 0 && !isStill && (
        <div className="m-more">
          <Button size="small" onClick={() => setOpen(true)}>
            {say('picture.deadlines.more', { count: folded })}
          </Button>
        </div>
      )}
      {hidden.length > 0 && (
        <p className="m-board-rest">
          {say('picture.deadlines.hidden')}
          {hidden.map(({ kind, hidden: rest }) => {
            const to = lists[kind];
            const words = say('picture.deadlines.hidden-kind', {
              kind: say(`picture.kind.${kind}`),
              count: totalText(rest, locale),
            });
            return to === null ? (
              <span key={kind}>{words}</span>
            ) : (
              <Link key={kind} to={to}>
                {words}
              </Link>
            );
          })}
        </p>
      )}
    </Card>
  );
}

function sumOf(totals: Board['deadlines']['totals']): Total {
  return {
    count: totals.reduce((sum, { total }) => sum + total.count, 0),
    isMore: totals.some(({ total }) => total.isMore),
  };
}

function DeadlineRow({ deadline, now }: { readonly deadline: Deadline; readonly now: Date }) {
  const { say, locale } = useSay();
  const reading = useReading();
  const linkTo = useSubjectLink();
  const { kind, subject, title, titles, dueAt, isDay, who } = deadline;
  const isReport = kind === 'duty' || kind === 'guideline';
  const link = linkTo(subject);
  const to = link === null || !isReport ? link : `${link}/${dutiesTab}`;
  const name = titles?.[locale] ?? title ?? subject.title;
  const left = isDay ? wholeDays(daysLeft(dueAt, now, reading.zone), say) : remainingText(dueAt, now, locale);
  const tone = left.isPast ? 'late' : Date.parse(dueAt) - now.getTime() < 4 * 3_600_000 ? 'soon' : 'far';
  const day = isoDay(new Date(Date.parse(dueAt) - 1), reading.zone);
  return (
    <li className="m-board-deadline">
      <span className="m-board-kind" data-kind={kind}>
        {say(`picture.kind.${kind}`)}
      </span>
      <span className="m-board-what">
        {to === null ? (
          <span className="m-board-name">{name}</span>
        ) : (
          <Link to={to} className="m-board-name" data-row="true">
            {name}
          </Link>
        )}
        <span className="m-second m-ellipsis">
          {subject.number}
          {' ・ '}
          {isDay ? <time dateTime={day}>{day.slice(5)}</time> : <Moment at={dueAt} as="short" />}
          {who !== null && ` ・ ${who}`}
        </span>
      </span>
      <span className="m-board-left" data-tone={tone} title={fullMoment(dueAt, reading)}>
        <span>{left.isPast ? say('picture.left.past', { time: left.text }) : left.text}</span>
        <span className="m-board-bar">
          <span style={{ width: `${Math.round(closeness(dueAt, now) * 100)}%` }} />
        </span>
      </span>
    </li>
  );
}

/** What is due by the end of a day has no hours. */
function wholeDays(
  days: number,
  say: ReturnType<typeof useSay>['say'],
): { readonly text: string; readonly isPast: boolean } {
  if (days === 0) return { text: say('picture.left.today'), isPast: false };
  return { text: say('picture.left.days', { count: Math.abs(days) }), isPast: days < 0 };
}
