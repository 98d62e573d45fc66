import { type incidentPhases, type PhaseMove, reasonedPhaseMoves } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { cx } from '../../../../ui/cx.ts';
import { IconCheck } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import type { Asked } from '../asked.values.ts';
import { useIncidentAct } from '../incident-act.hook.ts';
import { durationText, nearSteps, type PhaseStep, spanText } from '../phases.rules.ts';
import type { Incident, Phase } from '../queries.ts';
import { TimesLine } from './times-line.tsx';

type PhaseCardProps = { readonly incident: Incident; readonly onAsk: (asked: Asked) => void };

/** Where the incident stands, how long each phase took, and below it the times that are asserted. */
export function PhaseCard({ incident, onAsk }: PhaseCardProps) {
  const { say } = useSay();
  const { may } = useMe();
  const [areAllShown, setAllShown] = useState(false);
  const form = useIncidentAct(incident);
  const steps = stepsOf(incident);
  const near = nearSteps(steps);
  const mayMove = incident.can.movePhase && may('incidents.move-phase');
  const move = (phase: Phase, made: PhaseMove) => {
    if (reasonedPhaseMoves.some((one) => one === made)) return onAsk({ kind: 'move', phase: phase.phase, move: made });
    void form.act({
      content: [phase.phase, made],
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/phase-moves', {
          params: { id: incident.id },
          body: { phase: phase.phase, move: made },
          version: incident.version,
          idempotencyKey,
        }),
    });
  };
  return (
    <Card className="m-phase-card">
      <ol className="m-phases" aria-label={say('incidents.phases.label')} data-all={areAllShown}>
        {steps.map((step, at) => {
          const phase = incident.phases.find((one) => one.phase === step.phase);
          const moves = phase?.moves ?? [];
          const isCurrent = step.phase === incident.phase && step.state === 'active';
          return (
            <li
              key={step.phase}
              className="m-phase"
              data-state={step.state}
              data-current={isCurrent}
              data-near={near.includes(at)}
              aria-current={isCurrent ? 'step' : undefined}
            >
              <span className="m-phase-node" aria-hidden="true">
                {step.state === 'done' && <IconCheck size={11} stroke={3} />}
              </span>
              {phase === undefined || moves.length === 0 || !mayMove ? (
                <div className="m-phase-name">{say(`incidents.phase.${step.phase}`)}</div>
              ) : (
                <PhaseMenu phase={phase} onMove={move} onAsk={onAsk} />
              )}
              <StepFacts step={step} reason={phase?.reason ?? null} />
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        className="m-phases-all"
        aria-expanded={areAllShown}
        onClick={() => setAllShown(!areAllShown)}
      >
        {say(areAllShown ? 'incidents.phases.fewer' : 'incidents.phases.all')}
      </button>
      <Refusal problem={form.problem} />
      <TimesLine incident={incident} onAsk={onAsk} />
    </Card>
  );
}

/** The handling phases and the end, which has a moment and no moves. */
function stepsOf(incident: Incident): readonly PhaseStep<(typeof incidentPhases)[number]>[] {
  const isClosed = incident.phase === 'closed';
  return [
    ...incident.phases,
    {
      phase: 'closed' as const,
      state: isClosed ? ('done' as const) : ('not-started' as const),
      startedAt: incident.closedAt,
      endedAt: incident.closedAt,
    },
  ];
}

function StepFacts({ step, reason }: { readonly step: PhaseStep; readonly reason: string | null }) {
  const { say } = useSay();
  const now = useNow();
  const reading = useReading();
  const isEnd = step.phase === 'closed';
  if (step.state === 'not-applicable')
    return (
      <div className="m-second m-phase-facts" title={reason ?? ''}>
        <span>{say('incidents.phase-state.not-applicable')}</span>
        {reason !== null && <span className="m-phase-reason">{reason}</span>}
      </div>
    );
  const span = isEnd ? spanText({ ...step, endedAt: null }, now, reading)?.slice(0, -1) : spanText(step, now, reading);
  if (span == null)
    return <div className="m-second m-phase-facts">{isEnd ? '—' : say('incidents.phase-state.not-started')}</div>;
  return (
    <div className="m-second m-phase-facts">
      <span className="m-whole">{span}</span>
      {!isEnd && (
        <span className={cx('m-whole', step.state === 'active' && 'm-phase-running')}>
          {durationText(step, now, reading.locale)}
        </span>
      )}
    </div>
  );
}

type PhaseMenuProps = {
  readonly phase: Phase;
  readonly onMove: (phase: Phase, move: PhaseMove) => void;
  readonly onAsk: (asked: Asked) => void;
};

/** The name of a phase is the button for what can be done with it. */
function PhaseMenu({ phase, onMove, onAsk }: PhaseMenuProps) {
  const { say } = useSay();
  const name = say(`incidents.phase.${phase.phase}`);
  const [first] = phase.moves;
  return (
    <Menu
      label={say('incidents.move.label', { phase: name })}
      position="bottom-start"
      groups={[
        {
          entries: phase.moves.map((move) => ({
            id: move,
            label: say(`incidents.move.${move}`),
            onChoose: () => onMove(phase, move),
          })),
        },
        ...(first === undefined
          ? []
          : [
              {
                entries: [
                  {
                    id: 'at',
                    label: say('incidents.move.at-a-time'),
                    onChoose: () => onAsk({ kind: 'move', phase: phase.phase, move: first }),
                  },
                ],
              },
            ]),
      ]}
    >
      <button type="button" className="m-phase-name" title={say('incidents.move.label', { phase: name })}>
        {name}
      </button>
    </Menu>
  );
}
