import type { ObligationClockState } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { fullMoment, isoDay, longDate } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { remainingText } from '../../../../shared/remaining.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { isDone, stateKey, toneOf } from '../duty.rules.ts';

type Props = {
  readonly state: ObligationClockState;
  readonly due: { readonly at: string; readonly on: string | null } | null;
};

/** How long is left, in words that say whether it is a limit or a guideline; without an end the state itself. */
export function Remaining({ state, due }: Props) {
  const { say, locale } = useSay();
  const reading = useReading();
  const now = useNow();
  const tone = toneOf(state);
  if (due === null || isDone(state))
    return (
      <span className="m-duty-left" data-tone={tone}>
        {say(stateKey(state))}
      </span>
    );
  const left = due.on === null ? remainingText(due.at, now, locale) : daysText(due, now, reading.zone);
  const text = 'days' in left ? say('obligations.left.days', { count: left.days }) : left.text;
  return (
    <span
      className="m-duty-left"
      data-tone={left.isPast ? tone : tone === 'accent' ? 'plain' : tone}
      title={fullMoment(due.at, reading)}
    >
      {left.isPast ? say('obligations.left.past', { state: say(stateKey(state)), time: text }) : text}
    </span>
  );
}

/** Whole days until the last one; the last day itself is 0. */
function daysText(due: { readonly at: string; readonly on: string | null }, now: Date, zone: string) {
  const today = isoDay(now, zone);
  const last = due.on ?? isoDay(new Date(due.at), zone);
  const days = Math.round((Date.parse(last) - Date.parse(today)) / 86_400_000);
  return { days: Math.abs(days), isPast: new Date(due.at) < now };
}

/** The end of a clock: a day, or a moment with its zone. */
export function DueText({ due }: { readonly due: { readonly at: string; readonly on: string | null } }) {
  const reading = useReading();
  const text = due.on === null ? fullMoment(due.at, reading) : longDate(new Date(Date.parse(due.at) - 1), reading);
  return (
    <time className="m-whole" dateTime={due.on ?? due.at}>
      {text}
    </time>
  );
}
