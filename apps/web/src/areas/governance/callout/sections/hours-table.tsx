import { useSay } from '../../../../shared/language.ts';
import { spanText } from '../time.format.ts';

type HoursTableProps = {
  readonly items: readonly {
    readonly memberId: string;
    readonly name: string;
    readonly minutes: number;
    readonly isRunning: boolean;
    readonly times: number;
  }[];
  /** Left out: of all records. */
  readonly subjectId?: string;
};

/** The time on duty of each person, with the table to take along. */
export function HoursTable({ items, subjectId }: HoursTableProps) {
  const { say, locale } = useSay();
  const query = new URLSearchParams({ language: locale, ...(subjectId === undefined ? {} : { subjectId }) });
  return (
    <section className="m-call-hours">
      <div className="m-row">
        <h3>{say('call-outs.hours.title')}</h3>
        <a href={`/api/v1/call-outs/hours.csv?${query}`} download>
          {say('call-outs.hours.download')}
        </a>
      </div>
      <ul>
        {items.map((one) => (
          <li key={one.memberId} className="m-row">
            <span className="m-strong">{one.name}</span>
            <span>{spanText(one.minutes * 60, locale)}</span>
            <span className="m-second">
              {one.isRunning ? say('call-outs.hours.running') : say('call-outs.hours.times', { count: one.times })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
