import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { CalledPerson } from '../queries.ts';

/** From when to when somebody was on duty for a call. */
export function HoursForm({ person, onClose }: { readonly person: CalledPerson; readonly onClose: () => void }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const typed = (at: string | null) => (at === null ? '' : localInput(new Date(at), zone));
  const [from, setFrom] = useState(typed(person.arrivedAt));
  const [until, setUntil] = useState(typed(person.releasedAt));
  const book = async () => {
    const arrivedAt = instantOf(from, zone)?.toISOString();
    if (arrivedAt === undefined) return;
    const body = { arrivedAt, releasedAt: until === '' ? null : (instantOf(until, zone)?.toISOString() ?? null) };
    const isDone = await submit.run([person.id, body], async (idempotencyKey) => {
      await call('POST /api/v1/call-out-people/{id}/hours', { params: { id: person.id }, body, idempotencyKey });
    });
    await queries.invalidateQueries({ queryKey: ['call-out'] });
    if (!isDone) return;
    toastDone(say('call-outs.toast.booked'), say('platform.act.close'));
    onClose();
  };
  return (
    <Dialog title={say('call-outs.book.title', { name: person.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void book();
        }}
      >
        <TextField
          type="datetime-local"
          label={say('call-outs.book.from')}
          required
          value={from}
          problem={problem('arrivedAt')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          type="datetime-local"
          label={say('call-outs.book.until')}
          hint={say('call-outs.book.until-hint')}
          value={until}
          problem={problem('releasedAt')}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('platform.act.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
