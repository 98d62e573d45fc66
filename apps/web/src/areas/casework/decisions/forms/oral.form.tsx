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
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { useAuthority } from '../../../governance/authority/sections/who-may.hook.ts';
import { ActionFields, actionBody, emptyAction } from './action.fields.tsx';

/** What somebody decided by word of mouth; it takes effect once they confirm it. */
export function OralForm({ subjectId, onClose }: { readonly subjectId: string; readonly onClose: () => void }) {
  const { say } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const authority = useAuthority();
  const [action, setAction] = useState(emptyAction);
  const [memberId, setMemberId] = useState('');
  const [words, setWords] = useState({ question: '', answer: '', means: '' });
  const [isOrder, setOrder] = useState(true);
  const [local, setLocal] = useState(localInput(now, zone));
  const saidAt = instantOf(local, zone);
  const send = () => {
    const body = {
      question: words.question.trim(),
      answer: words.answer.trim(),
      isOrder,
      reason: '',
      memberId,
      saidAt: saidAt?.toISOString() ?? '',
      means: words.means.trim(),
      ...actionBody(action),
    };
    return submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/subjects/{id}/decisions/oral', { params: { id: subjectId }, body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['decision'] });
      toastDone(say('decisions.oral.saved'), say('platform.act.close'));
      onClose();
    });
  };
  const line = (field: keyof typeof words, label: string, limit: number) => (
    <TextField
      label={label}
      required
      maxLength={limit}
      value={words[field]}
      onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })}
    />
  );
  const isReady = memberId !== '' && saidAt !== null && Object.values(words).every((value) => value.trim() !== '');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p>{say('decisions.oral.explained')}</p>
      <ActionFields draft={action} onChange={setAction} />
      <SelectField
        label={say('decisions.oral.member')}
        value={memberId}
        problem={submit.problem?.code === 'decisions.oral.own' ? null : problemOf('memberId')}
        onChange={(event) => setMemberId(event.currentTarget.value)}
      >
        <option value="" />
        {(authority.data?.members ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {line('question', say('decisions.oral.question'), 300)}
      {line('answer', say('decisions.oral.answer'), 300)}
      <Check
        label={say('decisions.form.is-order')}
        checked={isOrder}
        onChange={(event) => setOrder(event.currentTarget.checked)}
      />
      <TextField
        label={say('decisions.oral.said-at', { zone })}
        type="datetime-local"
        required
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      {line('means', say('decisions.oral.means'), 200)}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('decisions.oral.save')}
        </Button>
      </div>
    </form>
  );
}
