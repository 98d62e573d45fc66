import type { CallState } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { useCallAct } from '../call-act.hook.ts';
import { StopCallForm } from '../forms/stop-call.form.tsx';
import type { CallOut } from '../queries.ts';
import { useSecondsUntil } from '../seconds.hook.ts';
import { targetText } from '../target.words.ts';
import { clockText, spanText } from '../time.format.ts';
import { PersonRow } from './person-row.tsx';
import './callout.css';

const tones: Readonly<Record<CallState, Tone>> = {
  running: 'amber',
  answered: 'green',
  silent: 'red',
  stopped: 'neutral',
};

/** One call: how far it is, what comes next and when, and everybody who was called. */
export function CallItem({
  callOut,
  hasSubject = false,
}: {
  readonly callOut: CallOut;
  readonly hasSubject?: boolean;
}) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const act = useCallAct();
  const [isStopping, setStopping] = useState(false);
  const { subject, figures, state } = callOut;
  const to = hasSubject && subject !== null ? linkTo(subject) : null;
  const isOpen = state === 'running' || state === 'silent';
  return (
    <li className="m-call" data-state={state} aria-label={callOut.number}>
      <div className="m-row">
        <Chip tone={tones[state]}>{say(`call-outs.state.${state}`)}</Chip>
        {callOut.cause === 'drill' && <Chip tone="accent">{say('call-outs.drill.mark')}</Chip>}
        {callOut.priority !== null && <Chip>{say('call-outs.priority', { priority: callOut.priority })}</Chip>}
        <span className="m-second">{callOut.number}</span>
        {to !== null && subject !== null && <Link to={to}>{`${subject.number ?? ''} ${subject.title}`}</Link>}
      </div>
      <p className="m-call-reason">
        {callOut.cause === 'policy'
          ? say('call-outs.item.by-rule', { name: callOut.policyName ?? '' })
          : callOut.reason}
      </p>
      <div className="m-row m-second">
        <span>
          {callOut.cause === 'policy'
            ? say('call-outs.item.begun-by-rule')
            : say('call-outs.item.begun', { name: callOut.startedBy.name })}{' '}
          <Moment at={callOut.startedAt} as="short" />
        </span>
        <span>{say('call-outs.item.figures', { reached: figures.reached, called: figures.called })}</span>
        {figures.firstAfterSeconds !== null && (
          <span>{say('call-outs.item.first', { time: spanText(figures.firstAfterSeconds, locale) })}</span>
        )}
        {callOut.cause === 'drill' && figures.medianSeconds !== null && (
          <span>{say('call-outs.item.median', { time: spanText(figures.medianSeconds, locale) })}</span>
        )}
      </div>
      {state === 'running' && <NextStep callOut={callOut} />}
      {state === 'silent' && <p className="m-call-alarm">{say('call-outs.item.silent')}</p>}
      {callOut.endReason !== '' && <p className="m-second m-typed">{callOut.endReason}</p>}
      {callOut.can.act && isOpen && (
        <div className="m-row">
          {state === 'running' && hasNext(callOut) && (
            <Button size="small" isBusy={act.busy} onClick={() => void act.next(callOut)}>
              {say('call-outs.act.next')}
            </Button>
          )}
          <Button size="small" kind="plain" onClick={() => setStopping(true)}>
            {say('call-outs.act.stop')}
          </Button>
        </div>
      )}
      <Refusal problem={act.problem} />
      <ul className="m-call-people">
        {callOut.people.map((person) => (
          <PersonRow key={person.id} person={person} callOut={callOut} />
        ))}
      </ul>
      {isStopping && <StopCallForm callOut={callOut} onClose={() => setStopping(false)} />}
    </li>
  );
}

/** Whether the chain goes on after the step that was taken last. */
function hasNext({ step, steps, round, repeat }: CallOut): boolean {
  return step !== null && (step + 1 < steps.length || (round ?? 0) < repeat);
}

/** What is called next, and a countdown until then. */
function NextStep({ callOut }: { readonly callOut: CallOut }) {
  const { say, locale } = useSay();
  const left = useSecondsUntil(callOut.nextAt);
  const { step, steps } = callOut;
  if (left === null || step === null) return null;
  const following = hasNext(callOut) ? steps[(step + 1) % steps.length] : undefined;
  return (
    <p className="m-call-next">
      <span className="m-call-clock" role="timer">
        {clockText(left)}
      </span>{' '}
      {following === undefined
        ? say('call-outs.next.alarm')
        : say('call-outs.next.then', {
            target: targetText(following.target, say, { names: following.names, role: following.role?.[locale] ?? '' }),
          })}
    </p>
  );
}
