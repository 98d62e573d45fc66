import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';

const spans = ['7', '30', '90', '365'] as const;
const dayMs = 86_400_000;

type Props = {
  /** The value in question; empty where it is to be typed. */
  readonly value: string;
  /** The record from which it is taken. */
  readonly subjectId?: string | undefined;
  readonly onClose: () => void;
};

/** Puts a value on the block list. What needs a person's word or a reason is asked for when the server says so. */
export function BlockForm({ value: given, subjectId, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [value, setValue] = useState(given);
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<(typeof spans)[number]>('30');
  const [isReleased, setReleased] = useState(false);
  const [override, setOverride] = useState('');
  const [asksRelease, setAsksRelease] = useState(false);
  const [asksOverride, setAsksOverride] = useState(false);
  const code = submit.problem?.code;
  if (code === 'block-entries.add.release-needed' && !asksRelease) setAsksRelease(true);
  if (code === 'block-entries.add.warned' && !asksOverride) setAsksOverride(true);
  const change = (set: (text: string) => void) => (text: string) => {
    submit.clear();
    set(text);
  };
  const add = () =>
    submit.run([value, reason, span, isReleased, override], async (idempotencyKey) => {
      const entry = await call('POST /api/v1/block-entries', {
        body: {
          value,
          reason,
          expiresAt: new Date(Date.now() + Number(span) * dayMs).toISOString(),
          isReleased,
          ...(subjectId === undefined ? {} : { subjectId }),
          ...(override.trim() === '' ? {} : { overrideReason: override }),
        },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['block-entry'] });
      toastDone(say('block-list.add.done', { value: entry.defanged }), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={say('block-list.add.value')}
        hint={say('block-list.add.value-hint')}
        required
        maxLength={2048}
        data-autofocus={given === '' ? true : undefined}
        value={value}
        onChange={(event) => change(setValue)(event.currentTarget.value)}
        problem={fieldProblem('value')}
      />
      <TextField
        label={say('block-list.add.reason')}
        hint={say('block-list.add.reason-hint')}
        required
        maxLength={300}
        data-autofocus={given === '' ? undefined : true}
        value={reason}
        onChange={(event) => change(setReason)(event.currentTarget.value)}
        problem={fieldProblem('reason')}
      />
      <Choices
        label={say('block-list.add.days')}
        value={span}
        options={spans.map((one) => ({ value: one, label: say('block-list.add.days.count', { count: Number(one) }) }))}
        onChoose={setSpan}
        problem={fieldProblem('expiresAt')}
      />
      {fieldProblem('value') === null && fieldProblem('overrideReason') === null && (
        <Refusal problem={submit.problem} />
      )}
      {asksOverride && (
        <TextField
          label={say('block-list.override')}
          required
          maxLength={300}
          value={override}
          onChange={(event) => change(setOverride)(event.currentTarget.value)}
          problem={fieldProblem('overrideReason')}
        />
      )}
      {asksRelease && (
        <Check
          checked={isReleased}
          onChange={(event) => setReleased(event.currentTarget.checked)}
          label={say('block-list.add.release')}
        />
      )}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={submit.busy}
          disabled={value.trim() === '' || reason.trim() === '' || (asksRelease && !isReleased)}
        >
          {say('block-list.add.act')}
        </Button>
      </div>
    </form>
  );
}
