import type { CallPersonState } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip, type Tone } from '../../../../ui/card.tsx';
import { IconLink, IconPhone } from '../../../../ui/icons.ts';
import { useCallAct } from '../call-act.hook.ts';
import { CallLinkForm } from '../forms/call-link.form.tsx';
import { HoursForm } from '../forms/hours.form.tsx';
import { PhoneForm } from '../forms/phone.form.tsx';
import type { CalledPerson, CallOut } from '../queries.ts';
import { spanText } from '../time.format.ts';

const tones: Readonly<Record<CallPersonState, Tone>> = {
  called: 'amber',
  unreached: 'red',
  acknowledged: 'green',
  refused: 'neutral',
  released: 'neutral',
};

const dayMs = 86_400_000;
const isOpenCall = ({ state }: CallOut) => state === 'running' || state === 'silent';

/** A number as it is dialled: figures and a leading plus. */
const dialled = (phone: string) => `${phone.startsWith('+') ? '+' : ''}${phone.replace(/\D/g, '')}`;

/** Somebody who was called: what they said and when, by what they were called, and what can be done now. */
export function PersonRow({ person, callOut }: { readonly person: CalledPerson; readonly callOut: CallOut }) {
  const { say, locale } = useSay();
  const now = useNow();
  const { may } = useMe();
  const act = useCallAct();
  const [asked, setAsked] = useState<'phone' | 'hours' | 'link' | null>(null);
  const mayAct = callOut.can.act;
  const isDrill = callOut.cause === 'drill';
  // After a day a call is history: nobody comes for it any more.
  const isCurrent = isOpenCall(callOut) || now.getTime() - Date.parse(callOut.startedAt) < dayMs;
  const isWaiting =
    isCurrent && (person.state === 'called' || person.state === 'unreached' || person.state === 'refused');
  return (
    <li className="m-call-person" data-state={person.state} aria-label={person.name}>
      <div className="m-row">
        <span className="m-strong">
          {person.name}
          {person.isMe && <span className="m-second"> {say('call-outs.person.me')}</span>}
        </span>
        <Chip tone={tones[person.state]}>
          {isDrill && person.state === 'acknowledged'
            ? say('call-outs.person-state.answered')
            : say(`call-outs.person-state.${person.state}`)}
        </Chip>
        <span className="m-second">
          {say('call-outs.person.called')} <Moment at={person.calledAt} as="short" />
        </span>
        {person.secondsToAnswer !== null && (
          <span className="m-second">
            {say('call-outs.person.after', { time: spanText(person.secondsToAnswer, locale) })}
          </span>
        )}
        {person.phones.map((phone) => (
          <a key={phone} className="m-call-phone" href={`tel:${dialled(phone)}`}>
            <IconPhone size={14} stroke={1.75} aria-hidden="true" /> {phone}
          </a>
        ))}
      </div>
      {person.answerText !== '' && <p className="m-typed">{person.answerText}</p>}
      {person.arrivedAt !== null && (
        <p className="m-second">
          {say('call-outs.person.on-duty')} <Moment at={person.arrivedAt} as="short" />
          {person.releasedAt !== null && (
            <>
              {' – '}
              <Moment at={person.releasedAt} as="short" />
            </>
          )}
        </p>
      )}
      <Ways person={person} />
      {mayAct && (isWaiting || person.arrivedAt !== null) && (
        <div className="m-row">
          {isWaiting && callOut.state !== 'stopped' && (
            <Button
              size="small"
              kind={person.isMe ? 'primary' : 'outline'}
              isBusy={act.busy}
              aria-label={say('call-outs.act.acknowledge-named', { name: person.name })}
              onClick={() => void act.answer(person, 'acknowledged')}
            >
              {say('call-outs.act.acknowledge')}
            </Button>
          )}
          {isWaiting && person.state !== 'refused' && callOut.state !== 'stopped' && (
            <Button
              size="small"
              kind="plain"
              isBusy={act.busy}
              aria-label={say('call-outs.act.refuse-named', { name: person.name })}
              onClick={() => void act.answer(person, 'refused')}
            >
              {say('call-outs.act.refuse')}
            </Button>
          )}
          {person.state === 'acknowledged' && !isDrill && (
            <Button size="small" isBusy={act.busy} onClick={() => void act.release(person)}>
              {say('call-outs.act.release')}
            </Button>
          )}
          {isWaiting && (
            <Button size="small" kind="plain" icon={IconPhone} onClick={() => setAsked('phone')}>
              {say('call-outs.act.phone')}
            </Button>
          )}
          {isWaiting && may('call-out-people.link') && (
            <Button
              size="small"
              kind="plain"
              icon={IconLink}
              aria-label={say('call-outs.act.link-named', { name: person.name })}
              onClick={() => setAsked('link')}
            >
              {say('call-outs.act.link')}
            </Button>
          )}
          {person.arrivedAt !== null && (
            <Button size="small" kind="plain" onClick={() => setAsked('hours')}>
              {say('call-outs.act.hours')}
            </Button>
          )}
        </div>
      )}
      <Refusal problem={act.problem} />
      {asked === 'phone' && <PhoneForm person={person} onClose={() => setAsked(null)} />}
      {asked === 'link' && <CallLinkForm person={person} onClose={() => setAsked(null)} />}
      {asked === 'hours' && <HoursForm person={person} onClose={() => setAsked(null)} />}
    </li>
  );
}

/** Every word that left or could not leave, and every telephone call. */
function Ways({ person }: { readonly person: CalledPerson }) {
  const { say } = useSay();
  const { attempts, phoneCalls } = person;
  if (attempts.length + phoneCalls.length === 0) return null;
  return (
    <details className="m-call-ways">
      <summary className="m-second">
        {say('call-outs.ways.summary', { count: attempts.length + phoneCalls.length })}
      </summary>
      <ul>
        {attempts.map((attempt) => (
          <li key={attempt.id} className="m-second">
            {say(`call-outs.way.${attempt.way}`)} {attempt.address}{' '}
            <span data-state={attempt.state}>
              {attempt.reason === null
                ? say(`call-outs.attempt.${attempt.state}`)
                : say(`call-outs.withheld.${attempt.reason}`)}
            </span>{' '}
            <Moment at={attempt.stateAt} as="short" />
            {attempt.words !== '' && <span className="m-typed"> {wordsText(attempt.words, say)}</span>}
            {attempt.history.length > 0 && (
              <ol className="m-call-history">
                {attempt.history.map((note, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: notes are only added, so their place is what they are known by
                  <li key={at}>
                    {/* What is waited for now stands above; then it was a try that failed. */}
                    {say(`call-outs.attempt.${note.state === 'retrying' ? 'failed' : note.state}`)}{' '}
                    <Moment at={note.at} as="short" />
                    {note.words !== '' && <span className="m-typed"> {wordsText(note.words, say)}</span>}
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
        {phoneCalls.map((phoned) => (
          <li key={phoned.id} className="m-second">
            {say(phoned.isAnswered ? 'call-outs.phoned.answered' : 'call-outs.phoned.in-vain', {
              name: phoned.by.name,
            })}{' '}
            <Moment at={phoned.at} as="short" />
            {phoned.text !== '' && <span className="m-typed"> {phoned.text}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What a service answered; what kept us from asking it is said in words. */
function wordsText(words: string, say: ReturnType<typeof useSay>['say']): string {
  if (words === 'private') return say('call-outs.ways.words.private');
  if (words === 'unknown') return say('call-outs.ways.words.unknown');
  return words;
}
