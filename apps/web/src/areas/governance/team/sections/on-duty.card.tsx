import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Avatar, Card, Chip } from '../../../../ui/card.tsx';
import { IconPhone } from '../../../../ui/icons.ts';
import { directoryLink, rosterLink } from '../links.ts';
import { type DutyNow, dutyNowQuery } from '../queries.ts';
import './team.css';

/** Who is on duty now, the first to call first, each one tap away; and who comes next. */
export function OnDutyCard() {
  const { say } = useSay();
  const { may } = useMe();
  const duty = useQuery({ ...dutyNowQuery, enabled: may('duty.now') });
  if (!may('duty.now')) return null;
  return (
    <Card
      title={
        <Link to={rosterLink} className="m-duty-title">
          {say('duty.card.title')}
        </Link>
      }
      isTight
    >
      {duty.data === undefined ? <Waiting query={duty} /> : <OnDuty duty={duty.data} />}
    </Card>
  );
}

function OnDuty({ duty }: { readonly duty: DutyNow }) {
  const { say } = useSay();
  const { may } = useMe();
  if (!duty.hasRotation)
    return (
      <p className="m-duty-none">
        {say('duty.card.none')} {may('rotations.add') && <Link to={rosterLink}>{say('duty.card.make')}</Link>}
      </p>
    );
  const [next] = duty.next.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return (
    <>
      {duty.people.length === 0 && <p className="m-duty-none">{say('duty.card.nobody')}</p>}
      <ul className="m-on-duty">
        {duty.people.map((person) => (
          <DutyPerson key={person.memberId} person={person} />
        ))}
      </ul>
      {next !== undefined && (
        <p className="m-duty-next m-second">
          {say('duty.card.next')} <Moment at={next.from} as="short" />{' '}
          {next.people.map(({ name }) => name).join(' ・ ')}
        </p>
      )}
      {duty.staleEntries > 0 && (
        <p className="m-duty-next">
          <Link to={directoryLink}>{say('duty.card.stale', { count: duty.staleEntries })}</Link>
        </p>
      )}
    </>
  );
}

function DutyPerson({ person }: { readonly person: DutyNow['people'][number] }) {
  const { say } = useSay();
  const { channels, name, rank, level, rotationName, isSelf } = person;
  const number = channels?.find(({ kind }) => kind === 'voice')?.address ?? null;
  return (
    <li>
      <Avatar name={name} tint={person.memberId} />
      <span className="m-on-duty-who">
        <span className="m-strong">{name}</span> {isSelf && <Chip tone="accent">{say('duty.you')}</Chip>}
        <span className="m-second m-on-duty-what">
          {rank === 1 ? say('duty.card.first') : say('duty.level', { level })} ・ {rotationName}
        </span>
      </span>
      {number !== null && (
        <a
          className="m-button"
          data-kind={rank === 1 ? 'primary' : 'outline'}
          data-size="small"
          href={`tel:${number.normalize('NFKC').replace(/[^\d+#]/g, '')}`}
          aria-label={`${say('duty.card.call', { name })} ${number}`}
        >
          <IconPhone size={16} stroke={1.75} aria-hidden="true" />
          {number}
        </a>
      )}
      {channels !== null && number === null && <span className="m-second">{say('duty.card.no-number')}</span>}
    </li>
  );
}
