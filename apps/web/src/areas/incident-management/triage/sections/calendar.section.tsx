import type { BodyInput, RouteOf } from '@matoi/contract';
import { weekdays } from '@matoi/contract/values';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { SaveBar } from '../parts/save-bar.tsx';
import { type Calendar, calendarQuery } from '../queries.ts';
import { useSettingDraft } from '../setting.save.ts';
import '../pages/service-levels.css';

type Content = BodyInput<RouteOf<'POST /api/v1/business-calendar'>>['calendar'];
type Closed = Content['closedDays'][number];

/** Business hours by weekday, public holidays, and days on which the team is closed. */
export function CalendarSection({ shown }: { readonly shown: Calendar }) {
  const { say } = useSay();
  const draft = useSettingDraft<Content>(shown.calendar, calendarQuery.queryKey);
  const problemOf = useFieldProblem(draft.submit.problem);
  const mayChange = shown.can.change;
  const { hours, hasJapaneseHolidays, closedDays } = draft.value;
  const set = (change: Partial<Content>) => draft.set({ ...draft.value, ...change });
  const isBlocked =
    closedDays.some((closed) => [closed.name, closed.from, closed.until].some((one) => one.trim() === '')) ||
    Object.values(hours).some((day) => day.some((one) => !isTime(one.opensAt) || !isTime(one.closesAt)));
  const save = () => {
    const body = { calendar: draft.value };
    void draft.save(body, (idempotencyKey) =>
      call('POST /api/v1/business-calendar', { body, version: shown.version, idempotencyKey }),
    );
  };
  return (
    <>
      <Card
        title={say('triage.calendar.title')}
        note={shown.zone}
        actions={
          <Chip tone={shown.isOpenNow ? 'green' : 'neutral'}>
            {say(shown.isOpenNow ? 'triage.calendar.open-now' : 'triage.calendar.closed-now')}
          </Chip>
        }
      >
        <fieldset className="m-form" disabled={!mayChange}>
          <div className="m-weekdays">
            {weekdays.map((day) => (
              <WeekdayHours
                key={day}
                name={say(`triage.calendar.weekday.${day}`)}
                hours={hours[day]}
                mayChange={mayChange}
                problem={problemOf(`calendar.hours.${day}`)}
                onChange={(next) => set({ hours: { ...hours, [day]: next } })}
              />
            ))}
          </div>
          <Check
            label={say('triage.calendar.holidays')}
            checked={hasJapaneseHolidays}
            onChange={(event) => set({ hasJapaneseHolidays: event.currentTarget.checked })}
          />
          {hasJapaneseHolidays && shown.holidays.length > 0 && <Holidays shown={shown} />}
          <h3>{say('triage.calendar.closed-days')}</h3>
          {closedDays.length === 0 && <p className="m-second">{say('triage.calendar.closed-none')}</p>}
          <ul className="m-closed">
            {closedDays.map((closed, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: closed days have no identity but their place
              <li key={`${at} of ${closedDays.length}`}>
                <ClosedFields
                  closed={closed}
                  problem={problemOf(`calendar.closedDays.${at}.until`)}
                  onChange={(next) => set({ closedDays: closedDays.map((one, index) => (index === at ? next : one)) })}
                />
                {mayChange && (
                  <div className="m-closed-act">
                    <Button
                      size="small"
                      aria-label={say('triage.calendar.remove-label', { number: at + 1 })}
                      onClick={() => set({ closedDays: closedDays.filter((_, index) => index !== at) })}
                    >
                      {say('triage.calendar.remove')}
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
          {mayChange && (
            <div>
              <Button
                size="small"
                icon={IconPlus}
                onClick={() => set({ closedDays: [...closedDays, { kind: 'once', name: '', from: '', until: '' }] })}
              >
                {say('triage.calendar.add-closed')}
              </Button>
            </div>
          )}
        </fieldset>
      </Card>
      <SaveBar draft={draft} onSave={save} isBlocked={isBlocked} />
    </>
  );
}

type WeekdayHoursProps = {
  readonly name: string;
  readonly hours: Content['hours']['1'];
  readonly mayChange: boolean;
  readonly problem: string | null;
  readonly onChange: (hours: Content['hours']['1']) => void;
};

function WeekdayHours({ name, hours, mayChange, problem, onChange }: WeekdayHoursProps) {
  const { say } = useSay();
  const change = (at: number, part: Partial<(typeof hours)[number]>) =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const time = (at: number, part: 'opensAt' | 'closesAt') => (
    <input
      className="m-input"
      aria-label={say(`triage.calendar.${part}`, { day: name, number: at + 1 })}
      inputMode="numeric"
      placeholder="09:00"
      maxLength={5}
      value={hours[at]?.[part] ?? ''}
      onChange={(event) => change(at, { [part]: event.currentTarget.value })}
      onBlur={(event) => change(at, { [part]: tidyTime(event.currentTarget.value) })}
    />
  );
  return (
    <>
      <span className="m-strong">{name}</span>
      <div className="m-weekday-hours">
        {hours.length === 0 && <span className="m-second">{say('triage.calendar.closed')}</span>}
        {hours.map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their place
          <span key={at} className="m-hours">
            {time(at, 'opensAt')}
            <span aria-hidden="true">–</span>
            {time(at, 'closesAt')}
            {mayChange && (
              <Button
                size="small"
                aria-label={say('triage.calendar.remove-hours', { day: name, number: at + 1 })}
                onClick={() => onChange(hours.filter((__, index) => index !== at))}
              >
                {say('triage.calendar.remove')}
              </Button>
            )}
          </span>
        ))}
        {mayChange && hours.length < 4 && (
          <Button
            size="small"
            icon={IconPlus}
            aria-label={say('triage.calendar.add-hours-label', { day: name })}
            onClick={() => onChange([...hours, nextHours(hours.at(-1)?.closesAt)])}
          >
            {say('triage.calendar.add-hours')}
          </Button>
        )}
        {problem !== null && (
          <span className="m-field-problem" role="alert">
            {problem}
          </span>
        )}
      </div>
    </>
  );
}

const isTime = (text: string) => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);

/** `９：００` and `9:00` are 09:00. */
function tidyTime(typed: string): string {
  const match = /^(\d{1,2}):?(\d{2})$/.exec(typed.normalize('NFKC').trim());
  return match === null ? typed : `${(match[1] ?? '').padStart(2, '0')}:${match[2]}`;
}

function nextHours(after: string | undefined): { opensAt: string; closesAt: string } {
  return after === undefined || after >= '18:00'
    ? { opensAt: '09:00', closesAt: '17:30' }
    : { opensAt: after, closesAt: '18:00' };
}

type ClosedFieldsProps = {
  readonly closed: Closed;
  readonly problem: string | null;
  readonly onChange: (closed: Closed) => void;
};

function ClosedFields({ closed, problem, onChange }: ClosedFieldsProps) {
  const { say } = useSay();
  const isYearly = closed.kind === 'yearly';
  const date = (name: 'from' | 'until') => (
    <TextField
      label={
        <>
          {say(`triage.calendar.${name}`)}
          {isYearly && <span className="m-second">{say('triage.calendar.month-day')}</span>}
        </>
      }
      type={isYearly ? 'text' : 'date'}
      {...(isYearly ? { placeholder: '12-29', pattern: '[01][0-9]-[0-3][0-9]', maxLength: 5 } : {})}
      value={closed[name]}
      onChange={(event) => onChange({ ...closed, [name]: event.currentTarget.value })}
      problem={name === 'until' ? problem : null}
    />
  );
  return (
    <>
      <TextField
        label={say('triage.calendar.closed-name')}
        maxLength={60}
        value={closed.name}
        onChange={(event) => onChange({ ...closed, name: event.currentTarget.value })}
      />
      <SelectField
        label={say('triage.calendar.closed-kind')}
        value={closed.kind}
        onChange={(event) =>
          onChange({ ...closed, kind: event.currentTarget.value === 'yearly' ? 'yearly' : 'once', from: '', until: '' })
        }
      >
        <option value="yearly">{say('triage.calendar.yearly')}</option>
        <option value="once">{say('triage.calendar.once')}</option>
      </SelectField>
      {date('from')}
      {date('until')}
    </>
  );
}

function Holidays({ shown }: { readonly shown: Calendar }) {
  const { say, locale } = useSay();
  return (
    <details>
      <summary>{say('triage.calendar.holidays-show', { count: shown.holidays.length })}</summary>
      <ul className="m-holidays">
        {shown.holidays.map(({ on, name }) => (
          <li key={on} className="m-second">
            <span className="m-whole">{on}</span> {name[locale]}
          </li>
        ))}
      </ul>
      <p className="m-second">{say('triage.calendar.holidays-until', { date: shown.holidaysUntil })}</p>
    </details>
  );
}
