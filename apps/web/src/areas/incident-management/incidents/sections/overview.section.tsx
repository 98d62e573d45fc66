import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { incidentQuery } from '../queries.ts';

/** The reports an incident came from and, once it is over, how it ended. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const incident = useQuery(incidentQuery(subject.number));
  if (incident.data === undefined) return <Waiting query={incident} />;
  const { reports, closing } = incident.data;
  return (
    <>
      {closing !== null && (
        <Card title={say('incidents.closing.title')}>
          <div className="m-row">
            <Chip tone="green">{say(`terms.incident.outcome.${closing.outcome}`)}</Chip>
            <span className="m-second">{closing.closedBy.name}</span>
          </div>
          <p className="m-typed">{closing.reason}</p>
          <p className="m-second">
            <Moment at={closing.closedAt} />
          </p>
        </Card>
      )}
      <Card
        title={say('incidents.sources.title')}
        note={reports.length > 0 && say('platform.list.count', { count: reports.length })}
      >
        {reports.length === 0 ? (
          <p className="m-second">{say('incidents.sources.none')}</p>
        ) : (
          <ul className="m-source-list">
            {reports.map((report) => {
              const to = linkTo(report);
              return (
                <li key={report.id}>
                  {to === null ? report.title : <Link to={to}>{report.title}</Link>}
                  <div className="m-second">{report.number}</div>
                </li>
              );
            })}
          </ul>
        )}
      </Card>
    </>
  );
}
