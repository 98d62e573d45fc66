import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Member, Members } from '../queries.ts';

/** Says from when until when somebody is away, and who stands in. */
export function AbsenceForm(props: { readonly member: Member; readonly team: Members; readonly onClose: () => void }) {
  const { member, team, onClose } = props;
  const { say } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [from, setFrom] = useState(() => localInput(now, zone));
  const [until, setUntil] = useState('');
  const [deputyId, setDeputyId] = useState('');
  const [note, setNote] = useState('');
  const others = team.items.filter(({ id, isActive }) => isActive && id !== member.id);
  const [fromAt, untilAt] = [instantOf(from, zone), instantOf(until, zone)];
  const save = async () => {
    if (fromAt === null || untilAt === null) return;
    const body = {
      ...{ from: fromAt.toISOString(), until: untilAt.toISOString(), note: note.trim() },
      deputyId: deputyId === '' ? null : deputyId,
    };
    await submit.run([member.id, body], async (idempotencyKey) => {
      await call('POST /api/v1/members/{id}/absences', { params: { id: member.id }, body, idempotencyKey });
      toastDone(say('team.absence.done'), say('platform.act.close'));
      onClose();
    });
    await Promise.all(['member', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="m-strong">{member.name}</p>
      <div className="m-pair">
        <TextField
          label={say('team.absence.from')}
          type="datetime-local"
          required
          value={from}
          problem={problemOf('from')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label={say('team.absence.until')}
          type="datetime-local"
          required
          data-autofocus
          value={until}
          problem={problemOf('until')}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <SelectField
        label={say('team.absence.deputy')}
        value={deputyId}
        problem={problemOf('deputyId')}
        onChange={(event) => setDeputyId(event.currentTarget.value)}
      >
        <option value="">{say('team.absence.deputy-own')}</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('team.absence.note')}
        hint={say('team.absence.note-hint')}
        maxLength={200}
        value={note}
        problem={problemOf('note')}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={fromAt === null || untilAt === null}>
          {say('team.absence.act')}
        </Button>
      </div>
    </form>
  );
}
