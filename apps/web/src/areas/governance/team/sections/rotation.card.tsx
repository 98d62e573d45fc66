import { useSay } from '../../../../shared/language.ts';
import { clockTime, isoDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import type { WantedChange } from '../forms/duty-change.form.tsx';
import type { DutyPlan, Rotation } from '../queries.ts';
import './team.css';

type Shift = DutyPlan['rotations'][number]['shifts'][number];

type Props = {
  readonly rotation: Rotation;
  readonly shifts: readonly Shift[];
  readonly plan: DutyPlan;
  readonly isOwnOnly: boolean;
  readonly onEdit: () => void;
  readonly onChange: (wanted: WantedChange) => void;
};

/** One rotation with its stretches of four weeks. */
export function RotationCard({ rotation, shifts, plan, isOwnOnly, onEdit, onChange }: Props) {
  const { say } = useSay();
  const { may } = useMe();
  const shown = isOwnOnly
    ? shifts.filter(({ people }) => people.some(({ memberId }) => memberId === plan.ownMemberId))
    : shifts;
  return (
    <Card
      title={rotation.name}
      note={rotation.isActive ? undefined : say('duty.page.paused')}
      isTight
      actions={
        may('rotations.change') && (
          <Button size="small" aria-label={say('duty.page.edit-named', { name: rotation.name })} onClick={onEdit}>
            {say('duty.page.edit')}
          </Button>
        )
      }
    >
      <p className="m-roster-head m-second">
        {say('duty.page.about-weeks', { days: rotation.everyDays, time: rotation.handoverAt })} ・{' '}
        <CoverWords rotation={rotation} /> ・ {rotation.zone}
      </p>
      {shown.length === 0 && <p className="m-duty-none">{say('duty.page.no-shifts')}</p>}
      <ul className="m-roster-list">
        {shown.map((shift) => (
          <ShiftLine key={shift.from} shift={shift} rotation={rotation} plan={plan} onChange={onChange} />
        ))}
      </ul>
    </Card>
  );
}

function CoverWords({ rotation: { cover } }: { readonly rotation: Rotation }) {
  const { say } = useSay();
  if (cover.kind === 'always') return say('duty.cover.always');
  const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
  const days = weekdays
    .filter((day) => cover.days.includes(day))
    .map((day) => say(`duty.weekday.${day}`))
    .join('・');
  const words = say(`duty.cover.${cover.kind}`, { days, from: cover.from, until: cover.until });
  return cover.hasHolidays ? `${words} (${say('duty.cover.holidays')})` : words;
}

type LineProps = Pick<Props, 'rotation' | 'plan' | 'onChange'> & { readonly shift: Shift };

function ShiftLine({ shift, rotation, plan, onChange }: LineProps) {
  const { say } = useSay();
  const { may } = useMe();
  const now = useNow().toISOString();
  const nameOf = (id: string) => plan.members.find((one) => one.id === id)?.name ?? '';
  const own = shift.people.find(({ memberId }) => memberId === plan.ownMemberId);
  const isPast = shift.until <= now;
  const [first] = shift.people;
  const wanted = (kind: WantedChange['kind'], level: number): WantedChange => ({
    ...{ kind, rotation, level, until: shift.until, from: shift.from < now ? now : shift.from },
  });
  return (
    <li data-now={shift.from <= now && now < shift.until}>
      <Span from={shift.from} until={shift.until} plan={plan} />
      <span className="m-row">
        <span className="m-roster-people">
          {shift.people.map(({ level, memberId, reason, insteadOf }) => (
            <span key={level}>
              <span className="m-second">{say('duty.level', { level })}</span>{' '}
              <span className="m-strong">{nameOf(memberId)}</span>{' '}
              {reason !== 'rotation' && (
                <Chip tone={reason === 'next-in-line' || reason === 'deputy' ? 'amber' : 'accent'}>
                  {say(`duty.reason.${reason}`, { name: insteadOf === null ? '' : nameOf(insteadOf) })}
                </Chip>
              )}
            </span>
          ))}
        </span>
        {!isPast && own !== undefined && may('duty-changes.ask') && (
          <Button size="small" onClick={() => onChange(wanted('swap', own.level))}>
            {say('duty.page.swap')}
          </Button>
        )}
        {!isPast && may('duty-changes.override') && (
          <Button size="small" kind="plain" onClick={() => onChange(wanted('override', first?.level ?? 1))}>
            {say('duty.page.override')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** `11-23(月) 09:00 – 11-30(月) 09:00`, with the holidays that lie in it. */
function Span({ from, until, plan }: { readonly from: string; readonly until: string; readonly plan: DutyPlan }) {
  const { say, locale } = useSay();
  const reading = useReading();
  const day = (iso: string) => {
    const date = isoDay(new Date(iso), reading.zone);
    const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
    return `${date.slice(5)} ${say(`duty.weekday.${weekday as 1}`)} ${clockTime(new Date(iso), reading)}`;
  };
  const [first, last] = [from, until].map((iso) => isoDay(new Date(iso), reading.zone));
  const holidays = plan.holidays.filter(({ on }) => on >= (first ?? '') && on < (last ?? ''));
  return (
    <span>
      <time dateTime={from}>{day(from)}</time>
      {first === last ? '–' : ' – '}
      <time className="m-whole" dateTime={until}>
        {first === last ? clockTime(new Date(until), reading) : day(until)}
      </time>
      {holidays.map(({ on, name }) => (
        <span key={on} className="m-second m-on-duty-what">
          {on.slice(5)} {name[locale]}
        </span>
      ))}
    </span>
  );
}
