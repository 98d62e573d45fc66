import { useSay } from '../../../../shared/language.ts';
import { exactMoment } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import type { Asked } from '../asked.values.ts';
import type { AssertedTime, AssertedTimes, Incident } from '../queries.ts';
import { assertedText, isApproximate } from '../times.format.ts';

/** Kinds that are shown even while nothing is known of them. */
const always = ['occurred', 'detected', 'reported', 'known', 'contained', 'recovered'];

/** The times that count, each with how exact it is and where it comes from. */
export function TimesLine({
  incident,
  onAsk,
}: {
  readonly incident: Incident;
  readonly onAsk: (asked: Asked) => void;
}) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const mayAssert = incident.can.assertTime && may('incidents.assert-time');
  const times = incident.times.filter((time) => time.assertions.length > 0 || always.includes(time.kind));
  return (
    <div className="m-times">
      <dl>
        {times.map((time) => (
          <div key={time.kind}>
            <dt>{time.name[locale]}</dt>
            <dd>
              <TimeValue time={time} />
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="m-link m-times-act" onClick={() => onAsk({ kind: 'times', timeKind: null })}>
        {say(mayAssert ? 'incidents.times.act' : 'incidents.times.show')}
      </button>
    </div>
  );
}

/** The assertion that counts, if there is one. */
export function chosenOf(time: AssertedTimes): AssertedTime | undefined {
  return time.assertions.find(({ id }) => id === time.chosenId);
}

function TimeValue({ time }: { readonly time: AssertedTimes }) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  const chosen = chosenOf(time);
  if (chosen === undefined) return <>—</>;
  const asserted = { ...chosen, isEstimate: chosen.source.kind === 'estimate' };
  const text = assertedText(asserted, now, reading) ?? say('incidents.times.unknown');
  const others = time.assertions.filter((one) => one.supersededBy === null).length - 1;
  return (
    <>
      <span className="m-whole" title={chosen.at === null ? '' : exactMoment(chosen.at, reading)}>
        {isApproximate(asserted) ? say('incidents.times.about', { time: text }) : text}
      </span>
      <span className="m-second">
        {chosen.source.kind === 'estimate' || chosen.source.text === ''
          ? say(`incidents.time-source.${chosen.source.kind}`)
          : chosen.source.text}
        {others > 0 && ` ・ ${say('incidents.times.others', { count: others })}`}
      </span>
    </>
  );
}
