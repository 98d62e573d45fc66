import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Member, Members } from '../queries.ts';
import { PersonField, StretchFields, useStretch } from './shared.fields.tsx';

/** Says from when until when somebody is away, and who stands in. */
export function AbsenceForm(props: { readonly member: Member; readonly team: Members; readonly onClose: () => void }) {
  const { member, team, onClose } = props;
  const { say } = useSay();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const stretch = useStretch({ from: now, until: null });
  const [deputyId, setDeputyId] = useState('');
  const [note, setNote] = useState('');
  const others = team.items.filter(({ id, isActive }) => isActive && id !== member.id);
  const save = async () => {
    if (stretch.moments === null) return;
    const body = { ...stretch.moments, note: note.trim(), deputyId: deputyId === '' ? null : deputyId };
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
      <StretchFields
        stretch={stretch}
        labels={{ from: say('team.absence.from'), until: say('team.absence.until') }}
        problemOf={problemOf}
      />
      <PersonField
        label={say('team.absence.deputy')}
        people={others}
        empty={say('team.absence.deputy-own')}
        value={deputyId}
        problem={problemOf('deputyId')}
        onChoose={setDeputyId}
      />
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
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={stretch.moments === null}>
          {say('team.absence.act')}
        </Button>
      </div>
    </form>
  );
}
