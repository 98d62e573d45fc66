import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { meetingLink } from '../links.ts';
import { meetingsQuery, stateTones } from '../queries.ts';
import './meetings.css';

/** The meeting that is in session or comes next; nothing where there is none. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { data } = useQuery(meetingsQuery(subject.id));
  const items = (data?.items ?? []).filter(({ state }) => state === 'in-session' || state === 'planned');
  if (items.length === 0) return null;
  const order = [...items]
    .reverse()
    .sort((one, other) => Number(other.state === 'in-session') - Number(one.state === 'in-session'));
  return (
    <Card title={say('meetings.short.title')} isTight>
      <ul className="m-meetings">
        {order.slice(0, 3).map((meeting) => (
          <li key={meeting.id}>
            <div className="m-meeting-main">
              <Link to={meetingLink(meeting.number)} className="m-meeting-name m-typed">
                {meeting.name[locale]}
              </Link>{' '}
              <Chip tone={stateTones[meeting.state]}>{say(`meetings.state.${meeting.state}`)}</Chip>
              <div className="m-second m-typed">
                <Moment at={meeting.beganAt ?? meeting.plannedBeginAt} />
                {meeting.place !== '' && ` ・ ${meeting.place}`}
              </div>
              {meeting.url !== '' && (
                <a href={meeting.url} target="_blank" rel="noreferrer noopener">
                  {say('meetings.page.join')}
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
