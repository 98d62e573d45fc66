import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice, ProseField, TextField } from '../ui/field.tsx';
import { useSay } from './language.ts';
import { instantOf } from './moments.format.ts';
import { Refusal } from './refusal.tsx';
import { useReading } from './session.queries.ts';
import { useStale } from './stale.hook.ts';
import { useSubmit } from './submit.hook.ts';

type Approval = {
  readonly note: string;
  /** Null: at once. */
  readonly effectiveAt: string | null;
  readonly idempotencyKey: string;
};

type Props = {
  /** What is said of the paper that is approved. */
  readonly words: {
    readonly warning: string;
    readonly note: string;
    readonly at: (zone: string) => string;
    readonly atHint: string;
    readonly act: string;
  };
  readonly version: number;
  /** The query of the draft: put right when somebody else was faster. */
  readonly draftKey: readonly unknown[];
  readonly onApprove: (approval: Approval) => Promise<void>;
  readonly onClose: () => void;
};

/** The last question before a version that never changes again. */
export function ApproveVersionForm({ words, version, draftKey, onApprove, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const submit = useSubmit();
  useStale(submit.problem, draftKey);
  const [note, setNote] = useState('');
  const [local, setLocal] = useState('');
  const approve = () =>
    submit.run([version, note, local], (idempotencyKey) => {
      const effectiveAt = local === '' ? null : (instantOf(local, zone)?.toISOString() ?? null);
      return onApprove({ note: note.trim(), effectiveAt, idempotencyKey });
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void approve();
      }}
    >
      <Notice tone="amber">{words.warning}</Notice>
      <ProseField
        label={words.note}
        required
        rows={3}
        maxLength={1_000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextField
        label={words.at(zone)}
        hint={words.atHint}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={note.trim() === ''}>
          {words.act}
        </Button>
      </div>
    </form>
  );
}
