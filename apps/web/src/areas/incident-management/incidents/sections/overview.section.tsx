import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { type Incident, incidentQuery } from '../queries.ts';

/** The reports an incident came from, what was merged into it and, once it is over, how it ended. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const incident = useQuery(incidentQuery(subject.number));
  if (incident.data === undefined) return <Waiting query={incident} />;
  const { reports, merged } = incident.data;
  return (
    <>
      <Closing incident={incident.data} />
      <Card
        title={say('incidents.sources.title')}
        note={reports.length > 0 && say('platform.list.count', { count: reports.length })}
      >
        {reports.length === 0 ? <p className="m-second">{say('incidents.sources.none')}</p> : <Links items={reports} />}
      </Card>
      {merged.length > 0 && (
        <Card title={say('incidents.merged.title')} note={say('platform.list.count', { count: merged.length })}>
          <ul className="m-source-list">
            {merged.map((one) => (
              <li key={one.id}>
                <Links items={[one]} />
                {one.reports.length > 0 && <Links items={one.reports} isNested />}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Links({ items, isNested }: { readonly items: Incident['reports']; readonly isNested?: boolean }) {
  const linkTo = useSubjectLink();
  return (
    <ul className="m-source-list" data-nested={isNested}>
      {items.map((item) => {
        const to = linkTo(item);
        return (
          <li key={item.id}>
            {to === null ? item.title : <Link to={to}>{item.title}</Link>}
            <div className="m-second">{item.number}</div>
          </li>
        );
      })}
    </ul>
  );
}

function Closing({ incident: { closing } }: { readonly incident: Incident }) {
  const { say } = useSay();
  if (closing === null) return null;
  return (
    <Card title={say('incidents.closing.title')}>
      <div className="m-row">
        <Chip tone="green">{say(`terms.incident.outcome.${closing.outcome}`)}</Chip>
        <span className="m-second">{closing.closedBy.name}</span>
      </div>
      <p className="m-typed">{closing.reason}</p>
      {closing.overrides.length > 0 && (
        <ul className="m-points">
          {closing.overrides.map(({ code, reason }) => (
            <li key={code}>
              {say(`incidents.gap.${code}`)}
              <div className="m-second">{reason}</div>
            </li>
          ))}
        </ul>
      )}
      <p className="m-second">
        <Moment at={closing.closedAt} />
      </p>
    </Card>
  );
}
