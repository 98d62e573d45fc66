import { useSay } from '../../../../shared/language.ts';
import { Link, withSearch } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Kbd } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { inboxLink, reportLink } from '../../../incident-management/reports/links.ts';
import type { Board } from '../queries.ts';
import { Due } from './waiting-list.tsx';

type Inbox = NonNullable<Board['inbox']>;
type Waiting = NonNullable<Inbox['oldest']>;

/** What lies in the inbox by its age, what has lain there longest, and whose first response is late. */
export function InboxCard({ inbox }: { readonly inbox: Inbox }) {
  const { say, locale } = useSay();
  const { total, ages, overdue, oldest, mostOverdue } = inbox;
  return (
    <Card
      className="m-board-inbox"
      title={say('terms.inbox')}
      note={say('picture.inbox.note', { count: totalText(total, locale) })}
      actions={
        <Link to={inboxLink} className="m-board-open">
          {say('picture.inbox.open')} <Kbd>g</Kbd>
          <Kbd>i</Kbd>
        </Link>
      }
    >
      {total.count === 0 && <p>{say('picture.inbox.none')}</p>}
      {total.count > 0 && (
        <>
          <dl className="m-board-figures">
            {ages.map(({ age, count }) => (
              <div key={age}>
                <dd>{totalText({ count, isMore: age === 'older' && total.isMore }, locale)}</dd>
                <dt>{say(`picture.age.${age}`)}</dt>
              </div>
            ))}
            <div data-late={overdue.count > 0}>
              <dd>{totalText(overdue, locale)}</dd>
              <dt>
                {overdue.count === 0 ? (
                  say('picture.inbox.overdue')
                ) : (
                  <Link to={withSearch(inboxLink, { overdue: 'yes', sort: 'due' })}>
                    {say('picture.inbox.overdue')}
                  </Link>
                )}
              </dt>
            </div>
          </dl>
          <div className="m-board-ages" aria-hidden="true">
            {ages.map(({ age, count }) =>
              count === 0 ? null : <span key={age} data-age={age} style={{ flexGrow: count }} />,
            )}
          </div>
        </>
      )}
      {oldest !== null && (
        <Named label={say('picture.inbox.oldest')} report={oldest}>
          <Moment at={oldest.receivedAt} as="age" />
        </Named>
      )}
      {mostOverdue !== null && (
        <Named label={say('picture.inbox.most-overdue')} report={mostOverdue}>
          <Due at={mostOverdue.dueAt} />
        </Named>
      )}
    </Card>
  );
}

type NamedProps = { readonly label: string; readonly report: Waiting; readonly children: React.ReactNode };

function Named({ label, report, children }: NamedProps) {
  const { say } = useSay();
  return (
    <p className="m-board-named">
      <span className="m-second">{label}</span>
      <Link to={reportLink(report.number)} className="m-ellipsis" data-row="true">
        {say('picture.inbox.named', { channel: say(`terms.report.channel.${report.channel}`), title: report.title })}
      </Link>
      <span className="m-whole m-strong">{children}</span>
    </p>
  );
}
