import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useUnread } from '../../../../shared/looked.hook.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Avatar, Card, Chip } from '../../../../ui/card.tsx';
import { IconLock } from '../../../../ui/icons.ts';
import { PhaseBar } from '../../../../ui/phase-bar.tsx';
import { SeverityMark } from '../../../../ui/severity.tsx';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { incidentLink, incidentsLink } from '../../../incident-management/incidents/links.ts';
import { restOf } from '../board.rules.ts';
import type { Board } from '../queries.ts';

type Incidents = NonNullable<Board['incidents']>;
type Incident = Incidents['items'][number];

type CardsProps = { readonly incidents: Incidents; readonly newest: Board['newest']; readonly most: number };

/** What runs, the worst first: one card each, marked where others have recorded something since the reader last looked. */
export function IncidentCards({ incidents, newest, most }: CardsProps) {
  const { say, locale } = useSay();
  const shown = incidents.items.slice(0, most);
  const rest = restOf(incidents.total, shown.length);
  const unread = useUnread();
  const unreadOf = (one: Board['newest'][number] | undefined) =>
    one === undefined ? null : unread(one.subjectId, one);
  const newestOf = new Map(newest.map((one) => [one.subjectId, one]));
  return (
    <Card
      isTight
      className="m-board-incidents"
      title={say('picture.incidents.title')}
      note={say('picture.count', { count: totalText(incidents.total, locale) })}
      actions={<Link to={incidentsLink}>{say('picture.all')}</Link>}
    >
      {shown.length === 0 && <p className="m-board-none">{say('picture.incidents.none')}</p>}
      <ul>
        {shown.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} unread={unreadOf(newestOf.get(incident.id))} />
        ))}
      </ul>
      {rest !== null && (
        <p className="m-board-rest">
          <Link to={incidentsLink}>{say('picture.rest', { count: totalText(rest, locale) })}</Link>
        </p>
      )}
    </Card>
  );
}

function IncidentCard({
  incident,
  unread,
}: {
  readonly incident: Incident;
  readonly unread: 'new' | 'changed' | null;
}) {
  const { say } = useSay();
  const { phase, severity, commander, tlp, compartment, knownAt, monitoringUntil } = incident;
  const active = incident.phaseStates.filter(({ state }) => state === 'active').map((one) => one.phase);
  const phases = (active.length === 0 ? [phase] : active).map((one) => say(`terms.incident.phase.${one}`));
  const steps = incident.phaseStates.map(({ phase: id, state }) => ({ id, state }));
  return (
    <li className="m-board-incident">
      <div className="m-row">
        <SeverityMark
          level={severity}
          word={severity === null ? say('incidents.severity.none') : say(`terms.severity.${severity}`)}
        />
        <span className="m-whole m-second">{incident.number}</span>
        <span className="m-board-chips">
          {unread !== null && <Chip tone="accent">{say(`picture.incident.unread-${unread}`)}</Chip>}
          {!compartment.isOpen && <Chip icon={IconLock}>{compartment.name}</Chip>}
          {tlp !== null && <TlpChip label={tlp} />}
        </span>
      </div>
      <Link to={incidentLink(incident.number)} className="m-board-title" data-row="true">
        {incident.title}
      </Link>
      <PhaseBar steps={steps} label={say('picture.incident.phases', { phases: phases.join(' / ') })} />
      <div className="m-board-line">
        <span className="m-board-phase">{phases.join(' / ')}</span>
        <span className="m-second m-board-end">
          {say(knownAt === null ? 'picture.incident.since-opened' : 'picture.incident.since-known')}{' '}
          <Moment at={knownAt ?? incident.openedAt} as="age" />
        </span>
      </div>
      <div className="m-board-line">
        {commander === null ? (
          <span className="m-board-lack">{say('picture.incident.no-commander')}</span>
        ) : (
          <span className="m-board-person">
            <Avatar name={commander.name} tint={commander.id} />
            {commander.name}
          </span>
        )}
        <span className="m-board-end">
          {monitoringUntil !== null && <Chip>{say('picture.kind.monitoring')}</Chip>}
          <NextReview at={incident.nextReviewAt} />
        </span>
      </div>
    </li>
  );
}

/** When somebody looks at it again; past and unplanned stand out. */
function NextReview({ at }: { readonly at: string | null }) {
  const { say } = useSay();
  const now = useNow();
  if (at === null) return <span className="m-board-lack">{say('picture.incident.no-review')}</span>;
  const isPast = Date.parse(at) <= now.getTime();
  return (
    <span className={isPast ? 'm-board-late' : 'm-second'}>
      {say('picture.kind.review')} <Moment at={at} as="short" />
      {isPast && ` ${say('incidents.review.overdue')}`}
    </span>
  );
}
