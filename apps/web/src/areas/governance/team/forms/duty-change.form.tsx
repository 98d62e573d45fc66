import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { DutyPlan, Rotation } from '../queries.ts';
import '../sections/team.css';

/** A stretch to begin the form with. */
export type WantedChange = {
  readonly kind: 'override' | 'swap';
  readonly rotation: Rotation;
  readonly level: number;
  readonly from: string;
  readonly until: string;
};

/** Puts somebody on duty for a time, or asks somebody to take over the own duty. */
export function DutyChangeForm(props: {
  readonly wanted: WantedChange;
  readonly plan: DutyPlan;
  readonly onClose: () => void;
}) {
  const { wanted, plan, onClose } = props;
  const { kind, rotation } = wanted;
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [level, setLevel] = useState(wanted.level);
  const [from, setFrom] = useState(() => localInput(new Date(wanted.from), zone));
  const [until, setUntil] = useState(() => localInput(new Date(wanted.until), zone));
  const [onMemberId, setOnMemberId] = useState('');
  const [reason, setReason] = useState('');
  const [fromAt, untilAt] = [instantOf(from, zone), instantOf(until, zone)];
  const others = plan.members.filter(
    ({ id, isActive }) => isActive && (kind === 'override' || id !== plan.ownMemberId),
  );
  const save = async () => {
    if (fromAt === null || untilAt === null) return;
    const body = {
      ...{ level, onMemberId, reason: reason.trim() },
      ...{ from: fromAt.toISOString(), until: untilAt.toISOString() },
    };
    await submit.run([kind, rotation.id, body], async (idempotencyKey) => {
      const given = { params: { id: rotation.id }, body, idempotencyKey };
      if (kind === 'override') await call('POST /api/v1/rotations/{id}/overrides', given);
      else await call('POST /api/v1/rotations/{id}/swaps', given);
      toastDone(say(`duty.change.done-${kind}`), say('platform.act.close'));
      onClose();
    });
    await queries.invalidateQueries({ queryKey: ['duty'] });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{say(`duty.change.explained-${kind}`)}</p>
      <p className="m-strong">{rotation.name}</p>
      {rotation.levels.length > 1 && (
        <SelectField
          label={say('duty.change.level')}
          value={level}
          problem={problemOf('level')}
          onChange={(event) => setLevel(Number(event.currentTarget.value))}
        >
          {rotation.levels.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
            <option key={at} value={at + 1}>
              {say('duty.level', { level: at + 1 })}
            </option>
          ))}
        </SelectField>
      )}
      <div className="m-pair">
        <TextField
          label={say('duty.column.from')}
          type="datetime-local"
          required
          value={from}
          problem={problemOf('from')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label={say('duty.column.until')}
          type="datetime-local"
          required
          value={until}
          problem={problemOf('until')}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <SelectField
        label={say('duty.change.who')}
        required
        data-autofocus
        value={onMemberId}
        problem={problemOf('onMemberId')}
        onChange={(event) => setOnMemberId(event.currentTarget.value)}
      >
        <option value="">{say('team.form.choose')}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('duty.change.reason')}
        maxLength={200}
        value={reason}
        problem={problemOf('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={submit.busy}
          disabled={onMemberId === '' || fromAt === null || untilAt === null}
        >
          {say(`duty.change.act-${kind}`)}
        </Button>
      </div>
    </form>
  );
}
