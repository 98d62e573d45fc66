import { useSay } from '../../../../shared/language.ts';
import { clockTime, instantOf, isoDay, longDate, monthDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { type DutyRow, isDone, stateKey } from '../duty.rules.ts';
import type { Duties } from '../queries.ts';
import { type Axis, axisFor, daysBetween, placeOf, tear, ticksOf } from '../timeline.layout.ts';
import { useDutyWords } from '../words.hook.ts';
import { ForceMark } from './mark.tsx';
import './duty-timeline.css';

type Props = {
  readonly duties: Duties;
  readonly rows: readonly DutyRow[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
};

/** Every running clock on one line of time: what is used up, what is left, the guideline, closed days, and now. */
export function DutyTimeline({ duties, rows, selected, onSelect }: Props) {
  const { say, locale } = useSay();
  const reading = useReading();
  const now = useNow();
  const { zone } = reading;
  const dayStart = (at: number) => startOf(isoDay(new Date(at), zone), zone);
  const moments = rows.flatMap(({ stage, dueAt }) => [
    ...(dueAt === null ? [] : [Date.parse(dueAt)]),
    ...(stage?.anchor.at == null ? [] : [Date.parse(stage.anchor.at)]),
  ]);
  const axis = axisFor(moments, now.getTime(), dayStart);
  const ticks = ticksOf(axis, (from, until) => monthStarts(from, until, zone));
  const closed = duties.closedDays.map((day) => startOf(day, zone)).filter((at) => at >= axis.from && at < axis.until);
  const anchors = [...new Set(rows.flatMap(({ stage }) => stage?.anchor.at ?? []))];
  const percent = (at: number) => `${(placeOf(axis, at) * 100).toFixed(2)}%`;
  return (
    <Card
      title={say('obligations.timeline.title')}
      note={say('obligations.timeline.now', { time: clockTime(now, reading) })}
      isTight
    >
      <div className="m-duty-legend" aria-hidden="true">
        {(['law', 'contract', 'guideline', 'company-rule'] as const).map((force) => (
          <span key={force}>
            <i className="m-duty-diamond" data-force={force} /> {say(`obligations.force.${force}`)}
          </span>
        ))}
        <span>
          <i className="m-duty-hatch" /> {say('obligations.timeline.window')}
        </span>
        <span>
          <i className="m-duty-closed-sample" /> {say('obligations.timeline.closed')}
        </span>
      </div>
      <div className="m-duty-chart">
        <div className="m-duty-ticks" aria-hidden="true">
          <div className="m-duty-label" />
          <div className="m-duty-track">
            {ticks.map(({ at, place, kind }, index) => (
              <span
                key={at}
                data-odd={index % 2 === 1}
                data-kind={kind}
                style={{ left: `${(place * 100).toFixed(2)}%` }}
              >
                {kind === 'month' ? monthName(at, reading) : dayName(at, reading)}
              </span>
            ))}
          </div>
        </div>
        <ul>
          {rows.map((row) => (
            <li key={row.key} data-current={row.key === selected}>
              <RowLabel row={row} isSelected={row.key === selected} onSelect={onSelect} />
              <div className="m-duty-track">
                {closed.map((at) => (
                  <span
                    key={at}
                    className="m-duty-closed"
                    style={{ left: percent(at), width: width(axis, at, at + 86_400_000) }}
                  />
                ))}
                {axis.isTorn && (
                  <span
                    className="m-duty-tear"
                    style={{ left: `${tear.from * 100}%`, width: `${(tear.until - tear.from) * 100}%` }}
                  />
                )}
                {anchors.map((at) => (
                  <span key={at} className="m-duty-anchor" style={{ left: percent(Date.parse(at)) }} />
                ))}
                <Bar row={row} axis={axis} now={now} zone={zone} />
                <span className="m-duty-now" style={{ left: percent(now.getTime()) }} />
              </div>
            </li>
          ))}
        </ul>
      </div>
      {rows.length === 0 && <p className="m-duty-none m-second">{say('obligations.timeline.none')}</p>}
      <p className="m-duty-zone m-second">
        {say('obligations.timeline.zone', { zone, day: longDate(now, { ...reading, locale }) })}
      </p>
    </Card>
  );
}

function RowLabel({
  row: { key, duty, stage, state },
  isSelected,
  onSelect,
}: {
  readonly row: DutyRow;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}) {
  const { say } = useSay();
  const { text } = useDutyWords();
  return (
    <div className="m-duty-label">
      <ForceMark force={stage?.force ?? duty.kind} />
      <button type="button" aria-pressed={isSelected} onClick={() => onSelect(key)}>
        <span className="m-strong">{text(duty.shortName)}</span> {stage !== null && text(stage.name)}
        <span className="m-second">{say(stateKey(state, stage?.force))}</span>
      </button>
    </div>
  );
}

type BarProps = { readonly row: DutyRow; readonly axis: Axis; readonly now: Date; readonly zone: string };

function Bar({ row: { stage, state, dueAt }, axis, now, zone }: BarProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  if (stage === null) return null;
  if (isDone(state)) {
    const at = stage.filedAt === null ? null : Date.parse(stage.filedAt);
    return (
      <span className="m-duty-filed" style={{ left: `${(at === null ? 0 : placeOf(axis, at)) * 100}%` }}>
        ✓ {say(stateKey(state, stage.force))}
      </span>
    );
  }
  const clock = stage.clock ?? stage.provisional;
  const due = clock?.due ?? null;
  if (clock === null || due === null)
    return (
      <span className="m-duty-open-track">
        <span>{stage.note === null ? say(stateKey(state)) : text(stage.note)}</span>
      </span>
    );
  const begin = Date.parse(clock.basis.anchorAt);
  const end = Date.parse(due.at);
  const used = Math.min(Math.max(now.getTime(), begin), end);
  const isProvisional = stage.clock === null;
  const label = due.on === null ? `${monthDay(new Date(due.at), zone)} ${hourOf(due.at, zone)}` : due.on.slice(5);
  const place = placeOf(axis, end);
  return (
    <>
      <span
        className="m-duty-bar"
        data-force={stage.force}
        data-provisional={isProvisional}
        style={{ left: `${placeOf(axis, begin) * 100}%`, width: width(axis, begin, end) }}
      />
      {!isProvisional && (
        <span
          className="m-duty-bar"
          data-used="true"
          data-force={stage.force}
          data-late={dueAt !== null && end < now.getTime()}
          style={{ left: `${placeOf(axis, begin) * 100}%`, width: width(axis, begin, used) }}
        />
      )}
      {clock.window !== null &&
        daysBetween(clock.window.from, clock.window.through).map((day) => {
          const start = startOf(day, zone);
          return (
            <span
              key={day}
              className="m-duty-window"
              style={{ left: `${placeOf(axis, start) * 100}%`, width: width(axis, start, start + 86_400_000) }}
            />
          );
        })}
      <span className="m-duty-diamond" data-force={stage.force} data-on="track" style={{ left: `${place * 100}%` }} />
      <span
        className="m-duty-due"
        data-side={place > 0.86 ? 'left' : place < 0.1 ? 'right' : 'middle'}
        style={{ left: `${place * 100}%` }}
      >
        {label}
      </span>
    </>
  );
}

const width = (axis: Axis, from: number, until: number) =>
  `${Math.max(0, (placeOf(axis, until) - placeOf(axis, from)) * 100).toFixed(2)}%`;

const startOf = (day: string, zone: string) => instantOf(`${day}T00:00`, zone)?.getTime() ?? Date.parse(day);

const hourOf = (at: string, zone: string) => clockTime(new Date(at), { locale: 'ja', zone });

function monthStarts(from: number, until: number, zone: string): readonly number[] {
  const starts: number[] = [];
  const [year = 2026, month = 1] = isoDay(new Date(from), zone).split('-').map(Number);
  for (let step = 1; step < 30; step += 1) {
    const first = new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 10);
    const at = startOf(first, zone);
    if (at > until) break;
    starts.push(at);
  }
  return starts;
}

type Reading = ReturnType<typeof useReading>;
const dayName = (at: number, { locale, zone }: Reading) => {
  const date = new Date(at);
  const weekday = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: zone, weekday: 'short' });
  return locale === 'ja'
    ? `${monthDay(date, zone)}(${weekday.format(date)})`
    : `${weekday.format(date)} ${Number(isoDay(date, zone).slice(8))}`;
};
const monthName = (at: number, { locale, zone }: Reading) =>
  new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: zone, month: 'short' }).format(new Date(at));
