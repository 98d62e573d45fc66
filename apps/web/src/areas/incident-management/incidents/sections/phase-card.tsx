import { incidentPhases } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconCheck } from '../../../../ui/icons.ts';
import { phaseStates } from '../phases.rules.ts';
import type { Incident } from '../queries.ts';

/** Where the incident stands, and below it the times that are known. */
export function PhaseCard({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  return (
    <Card>
      <ol className="m-phases" aria-label={say('incidents.phases.label')}>
        {phaseStates(incidentPhases, incident.phase).map(({ phase, state }) => (
          <li
            key={phase}
            className="m-phase"
            data-state={state}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className="m-phase-node" aria-hidden="true">
              {state === 'done' && <IconCheck size={11} stroke={3} />}
            </span>
            <div className="m-phase-name">{say(`incidents.phase.${phase}`)}</div>
            <div className="m-second">
              {phase === 'triage' && <Moment at={incident.openedAt} />}
              {phase === 'closed' && (incident.closedAt === null ? '—' : <Moment at={incident.closedAt} />)}
            </div>
          </li>
        ))}
      </ol>
      <dl className="m-times">
        <div>
          <dt>{say('incidents.field.opened')}</dt>
          <dd>
            <Moment at={incident.openedAt} />
          </dd>
        </div>
        <div>
          <dt>{say('incidents.field.opened-by')}</dt>
          <dd>{incident.openedBy.name}</dd>
        </div>
        <div>
          <dt>{say(incident.closedAt === null ? 'incidents.field.age' : 'incidents.field.closed')}</dt>
          <dd>
            {incident.closedAt === null ? (
              <Moment at={incident.openedAt} as="age" />
            ) : (
              <Moment at={incident.closedAt} />
            )}
          </dd>
        </div>
      </dl>
    </Card>
  );
}
