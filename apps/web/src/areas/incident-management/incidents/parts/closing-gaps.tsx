import type { ClosingGap } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { IconAlertTriangle } from '../../../../ui/icons.ts';
import { incidentLink, incidentTabLink } from '../links.ts';
import type { ClosingGapFound, Incident } from '../queries.ts';

/** The page on which something that is missing is put right; left out: the overview. */
const tabOf: Partial<Readonly<Record<ClosingGap, string>>> = {
  'tasks-open': 'tasks',
  'review-missing': 'review',
  'filings-open': 'obligations',
};

type ClosingGapsProps = {
  readonly incident: Incident;
  readonly gaps: readonly ClosingGapFound[];
  /** Somebody goes where it is put right. */
  readonly onFollow: () => void;
};

/** What is missing before the incident can be closed, each with the way to it. */
export function ClosingGaps({ incident, gaps, onFollow }: ClosingGapsProps) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  return (
    <section className="m-gaps" aria-label={say('incidents.gaps.title')}>
      <h3>{say('incidents.gaps.title')}</h3>
      <ul>
        {gaps.map(({ code, items, phases, times }) => {
          const tab = tabOf[code];
          const details = [
            ...phases.map((phase) => say(`incidents.phase.${phase}`)),
            ...times.map((time) => time.name[locale]),
          ];
          return (
            <li key={code}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              <div>
                <Link
                  to={tab === undefined ? incidentLink(incident.number) : incidentTabLink(incident.number, tab)}
                  onClick={onFollow}
                >
                  {say(`incidents.gap.${code}`)}
                </Link>
                {details.length > 0 && <div className="m-second">{details.join(' ・ ')}</div>}
                {items.length > 0 && (
                  <ul className="m-gap-items">
                    {items.map((item) => {
                      const to = linkTo(item);
                      const text = `${item.number ?? ''} ${item.title}`.trim();
                      return (
                        <li key={item.id} className="m-second">
                          {to === null ? (
                            text
                          ) : (
                            <Link to={to} onClick={onFollow}>
                              {text}
                            </Link>
                          )}
                        </li>
                      );
                    })}
                  </ul>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
