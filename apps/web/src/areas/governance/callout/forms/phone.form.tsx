import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { CalledPerson } from '../queries.ts';

const outcomes = ['acknowledged', 'refused', 'talked', 'in-vain'] as const;
type Outcome = (typeof outcomes)[number];

/** Notes that somebody was phoned, whether they took it up, and what they said. */
export function PhoneForm({ person, onClose }: { readonly person: CalledPerson; readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [text, setText] = useState('');
  const note = async () => {
    if (outcome === null) return;
    const body = {
      isAnswered: outcome !== 'in-vain',
      answer: outcome === 'acknowledged' || outcome === 'refused' ? outcome : null,
      text,
    };
    const isDone = await submit.run([person.id, body], async (idempotencyKey) => {
      await call('POST /api/v1/call-out-people/{id}/phone-calls', { params: { id: person.id }, body, idempotencyKey });
    });
    for (const root of ['call-out', 'journal-entry']) await queries.invalidateQueries({ queryKey: [root] });
    if (!isDone) return;
    toastDone(say('call-outs.toast.phoned'), say('platform.act.close'));
    onClose();
  };
  return (
    <Dialog title={say('call-outs.phone.title', { name: person.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void note();
        }}
      >
        <Choices<Outcome>
          label={say('call-outs.phone.outcome')}
          value={outcome}
          options={outcomes.map((value) => ({ value, label: say(`call-outs.phone.outcome-${value}`) }))}
          onChoose={setOutcome}
        />
        <TextField
          label={say('call-outs.phone.text')}
          maxLength={500}
          value={text}
          problem={problem('text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy} disabled={outcome === null}>
            {say('call-outs.phone.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
