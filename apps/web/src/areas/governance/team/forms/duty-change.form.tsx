import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { DutyPlan, Rotation } from '../queries.ts';
import { PersonField, StretchFields, useStretch } from './shared.fields.tsx';
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
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [level, setLevel] = useState(wanted.level);
  const stretch = useStretch({ from: new Date(wanted.from), until: new Date(wanted.until) });
  const [onMemberId, setOnMemberId] = useState('');
  const [reason, setReason] = useState('');
  const others = plan.members.filter(
    ({ id, isActive }) => isActive && (kind === 'override' || id !== plan.ownMemberId),
  );
  const save = async () => {
    if (stretch.moments === null) return;
    const body = { ...stretch.moments, level, onMemberId, reason: reason.trim() };
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
      <StretchFields
        stretch={stretch}
        labels={{ from: say('duty.column.from'), until: say('duty.column.until') }}
        problemOf={problemOf}
      />
      <PersonField
        label={say('duty.change.who')}
        people={others}
        isRequired
        value={onMemberId}
        problem={problemOf('onMemberId')}
        onChoose={setOnMemberId}
      />
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
          disabled={onMemberId === '' || stretch.moments === null}
        >
          {say(`duty.change.act-${kind}`)}
        </Button>
      </div>
    </form>
  );
}
