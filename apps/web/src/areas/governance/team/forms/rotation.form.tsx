import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { isoDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { Check, Choices, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconArrowUp, IconPlus, IconX } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import type { DutyPlan, Rotation } from '../queries.ts';
import '../sections/team.css';

type Body = Parameters<typeof call<'POST /api/v1/rotations'>>[1]['body'];
type People = DutyPlan['members'];

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const everyDays = [
  [1, 'duty.form.every-day'],
  [7, 'duty.form.every-week'],
  [14, 'duty.form.every-two-weeks'],
  [28, 'duty.form.every-four-weeks'],
] as const;

/** The Monday of the week of a day. */
function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

type Props = {
  /** Null adds a new rotation. */
  readonly rotation: Rotation | null;
  readonly members: People;
  readonly onClose: () => void;
};

/** People in their order, the hand-over, the hours. */
export function RotationForm({ rotation, members, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [body, setBody] = useState<Body>(() => {
    if (rotation === null)
      return {
        ...{ name: '', isActive: true, zone, startsOn: mondayOf(isoDay(now, zone)), handoverAt: '09:00', everyDays: 7 },
        levels: [{ memberIds: [] }],
        cover: { kind: 'always', days: [1, 2, 3, 4, 5], from: '09:00', until: '17:30', hasHolidays: true },
      };
    const { id: _id, version: _version, position: _position, ...rest } = rotation;
    return rest;
  });
  const set = (change: Partial<Body>) => setBody((before) => ({ ...before, ...change }));
  const setCover = (change: Partial<Body['cover']>) => set({ cover: { ...body.cover, ...change } });
  const setLevel = (at: number, memberIds: string[]) =>
    set({ levels: body.levels.map((level, index) => (index === at ? { memberIds } : level)) });
  const save = async () => {
    await submit.run([rotation?.version, body], async (idempotencyKey) => {
      if (rotation === null) await call('POST /api/v1/rotations', { body, idempotencyKey });
      else
        await call('POST /api/v1/rotations/{id}/change', {
          ...{ params: { id: rotation.id }, version: rotation.version, body, idempotencyKey },
        });
      toastDone(say('duty.form.saved'), say('platform.act.close'));
      onClose();
    });
    await queries.invalidateQueries({ queryKey: ['duty'] });
  };
  const isReady = body.name.trim() !== '' && body.levels.every(({ memberIds }) => memberIds.length > 0);
  const isKnownEvery = everyDays.some(([days]) => days === body.everyDays);
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={say('duty.form.name')}
        placeholder={say('duty.form.name-example')}
        required
        data-autofocus
        maxLength={100}
        value={body.name}
        problem={problemOf('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {body.levels.map(({ memberIds }, at) => (
        <LevelFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
          key={at}
          level={at + 1}
          memberIds={memberIds}
          members={members}
          problem={problemOf(`levels.${at}`)}
          onChange={(next) => setLevel(at, next)}
          {...(at > 0
            ? {
                onRemove: () => set({ levels: body.levels.filter((_, index) => index !== at) }),
                onSame: () => {
                  const [first = '', ...rest] = body.levels[0]?.memberIds ?? [];
                  setLevel(at, [...rest, first].filter(Boolean));
                },
              }
            : {})}
        />
      ))}
      {body.levels.length < 4 && (
        <div>
          <Button size="small" icon={IconPlus} onClick={() => set({ levels: [...body.levels, { memberIds: [] }] })}>
            {say('duty.form.add-level')}
          </Button>
        </div>
      )}
      <div className="m-pair">
        <SelectField
          label={say('duty.form.every')}
          value={body.everyDays}
          onChange={(event) => set({ everyDays: Number(event.currentTarget.value) })}
        >
          {everyDays.map(([days, key]) => (
            <option key={days} value={days}>
              {say(key)}
            </option>
          ))}
          {!isKnownEvery && (
            <option value={body.everyDays}>{say('duty.form.every-other', { days: body.everyDays })}</option>
          )}
        </SelectField>
        <TextField
          label={say('duty.form.starts-on')}
          type="date"
          required
          value={body.startsOn}
          problem={problemOf('startsOn')}
          onChange={(event) => set({ startsOn: event.currentTarget.value })}
        />
        <TextField
          label={say('duty.form.handover-at')}
          type="time"
          required
          value={body.handoverAt}
          problem={problemOf('handoverAt')}
          onChange={(event) => set({ handoverAt: event.currentTarget.value })}
        />
        <TextField
          label={say('duty.form.zone')}
          required
          maxLength={60}
          value={body.zone}
          problem={problemOf('zone')}
          onChange={(event) => set({ zone: event.currentTarget.value })}
        />
      </div>
      <Choices<Body['cover']['kind']>
        label={say('duty.form.cover')}
        value={body.cover.kind}
        problem={problemOf('cover')}
        options={(['always', 'outside', 'within'] as const).map((value) => ({
          ...{ value, label: say(`duty.form.cover-${value}`) },
        }))}
        onChoose={(kind) => setCover({ kind })}
      />
      {body.cover.kind !== 'always' && (
        <div className="m-stack">
          <fieldset className="m-choices" aria-label={say('duty.form.days')}>
            {weekdays.map((day) => (
              <Check
                key={day}
                label={say(`duty.weekday.${day}`)}
                checked={body.cover.days.includes(day)}
                onChange={(event) =>
                  setCover({
                    days: event.currentTarget.checked
                      ? [...body.cover.days, day].sort((a, b) => a - b)
                      : body.cover.days.filter((one) => one !== day),
                  })
                }
              />
            ))}
          </fieldset>
          <div className="m-pair">
            <TextField
              label={say('duty.form.from')}
              type="time"
              value={body.cover.from}
              onChange={(event) => setCover({ from: event.currentTarget.value })}
            />
            <TextField
              label={say('duty.form.until')}
              type="time"
              value={body.cover.until}
              onChange={(event) => setCover({ until: event.currentTarget.value })}
            />
          </div>
          <Check
            label={say('duty.form.has-holidays')}
            checked={body.cover.hasHolidays}
            onChange={(event) => setCover({ hasHolidays: event.currentTarget.checked })}
          />
        </div>
      )}
      {rotation !== null && (
        <Check
          label={say('duty.form.is-active')}
          checked={body.isActive}
          onChange={(event) => set({ isActive: event.currentTarget.checked })}
        />
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('duty.form.save')}
        </Button>
      </div>
    </form>
  );
}

type LevelProps = {
  readonly level: number;
  readonly memberIds: readonly string[];
  readonly members: People;
  readonly problem: string | null;
  readonly onChange: (memberIds: string[]) => void;
  readonly onRemove?: () => void;
  readonly onSame?: () => void;
};

function LevelFields({ level, memberIds, members, problem, onChange, onRemove, onSame }: LevelProps) {
  const { say } = useSay();
  const nameOf = (id: string) => members.find((one) => one.id === id)?.name ?? '';
  const free = members.filter(({ id, isActive }) => isActive && !memberIds.includes(id));
  const up = (at: number) => {
    const next = [...memberIds];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at - 1, 0, moved);
    onChange(next);
  };
  return (
    <fieldset className="m-fieldset">
      <legend>{say('duty.form.level-people', { level })}</legend>
      <ol className="m-order">
        {memberIds.map((id, at) => (
          <li key={id}>
            <span className="m-second">{at + 1}</span>
            <span>{nameOf(id)}</span>
            <IconButton
              icon={IconArrowUp}
              label={say('duty.form.move-up', { name: nameOf(id) })}
              disabled={at === 0}
              onClick={() => up(at)}
            />
            <IconButton
              icon={IconX}
              label={say('duty.form.remove-person', { name: nameOf(id) })}
              onClick={() => onChange(memberIds.filter((one) => one !== id))}
            />
          </li>
        ))}
      </ol>
      {problem !== null && <div className="m-field-problem">{problem}</div>}
      <div className="m-row">
        {free.length > 0 && (
          <select
            className="m-input"
            aria-label={`${say('duty.form.level-people', { level })}: ${say('duty.form.add-person')}`}
            value=""
            onChange={(event) => onChange([...memberIds, event.currentTarget.value])}
          >
            <option value="">{say('duty.form.add-person')}</option>
            {free.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        {onSame !== undefined && (
          <Button size="small" onClick={onSame}>
            {say('duty.form.same-order')}
          </Button>
        )}
        {onRemove !== undefined && (
          <Button size="small" kind="plain" onClick={onRemove}>
            {say('duty.form.remove-level', { level })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
