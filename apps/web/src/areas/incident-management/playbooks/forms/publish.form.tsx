import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { Compared } from '../parts/compared.tsx';
import { type Draft, draftQuery } from '../queries.ts';

type PublishProps = { readonly draft: Draft; readonly onCancel: () => void; readonly onDone: () => void };

/** The last question before a version that never changes again: what is new in it, why, and from when it counts. */
export function PublishForm({ draft, onCancel, onDone }: PublishProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [note, setNote] = useState('');
  const [effectiveOn, setEffectiveOn] = useState('');
  const { code, version } = draft;
  useStale(submit.problem, draftQuery(code).queryKey);
  const publish = () =>
    submit.run({ note, effectiveOn, version }, async (idempotencyKey) => {
      const body = { note, ...(effectiveOn === '' ? {} : { effectiveOn }) };
      await call('POST /api/v1/playbooks/{code}/publish', { params: { code }, body, version, idempotencyKey });
      queries.removeQueries({ queryKey: draftQuery(code).queryKey });
      await queries.invalidateQueries({ queryKey: ['playbook'] });
      await queries.invalidateQueries({ queryKey: ['playbook-run'] });
      onDone();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <Notice tone="amber">{say('playbooks.publish.text')}</Notice>
      {draft.basedOn !== null && <Compared code={code} from={draft.basedOn} to="draft" />}
      <TextField
        label={say('playbooks.publish.note')}
        hint={say('playbooks.publish.note-hint')}
        required
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        problem={problemOf('note')}
      />
      <TextField
        label={say('playbooks.publish.effective-on')}
        hint={say('playbooks.publish.effective-on-hint')}
        type="date"
        value={effectiveOn}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
        problem={problemOf('effectiveOn')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={note.trim() === ''}>
          {say('playbooks.publish.act')}
        </Button>
      </div>
    </form>
  );
}
