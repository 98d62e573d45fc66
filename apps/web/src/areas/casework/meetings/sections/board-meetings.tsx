import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card, Chip } from '../../../../ui/card.tsx';
import { meetingLink } from '../links.ts';
import { todayQuery } from '../queries.ts';
import './meetings.css';

/** On the board: the meetings of today to which the reader is invited. */
export function BoardMeetings() {
  const { may } = useMe();
  return may('meetings.today') ? <Today /> : null;
}

function Today() {
  const { say, locale } = useSay();
  const { data } = useQuery(todayQuery);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={say('meeting-board.title')} note={String(items.length)} isTight>
      <ul className="m-meetings">
        {items.map((meeting) => (
          <li key={meeting.id}>
            <div className="m-meeting-main m-typed">
              <Link to={meetingLink(meeting.number)} className="m-meeting-name" data-row>
                {meeting.name[locale]}
              </Link>{' '}
              <Chip tone={meeting.state === 'in-session' ? 'red' : 'neutral'}>
                {say(meeting.state === 'in-session' ? 'meeting-board.in-session' : 'meeting-board.planned')}
              </Chip>
              <div className="m-second">
                <Moment at={meeting.beganAt ?? meeting.plannedBeginAt} as="short" /> ・ {meeting.subject.number}
                {meeting.place !== '' && ` ・ ${meeting.place}`}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
