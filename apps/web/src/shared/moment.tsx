import { age, exactMoment, fullMoment, shortMoment } from './moments.format.ts';
import { useNow } from './now.hook.ts';
import { useReading } from './session.queries.ts';

type MomentProps = {
  readonly at: string;
  /** `full` with date and zone, `exact` with seconds, `short` for tables, `age` as time passed. */
  readonly as?: 'full' | 'exact' | 'short' | 'age';
};

/** A moment in the zone of the team; the exact time with its zone is always one hover away. */
export function Moment({ at, as = 'full' }: MomentProps) {
  const reading = useReading();
  const now = useNow();
  const texts = {
    full: () => fullMoment(at, reading),
    exact: () => exactMoment(at, reading),
    short: () => shortMoment(at, now, reading),
    age: () => age(at, now, reading.locale),
  };
  return (
    <time className="m-whole" dateTime={at} title={exactMoment(at, reading)}>
      {texts[as]()}
    </time>
  );
}
