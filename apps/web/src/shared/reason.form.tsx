import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ProseField } from '../ui/field.tsx';
import { toastDone } from '../ui/toast.ts';
import { useSay } from './language.ts';
import { Refusal, useFieldProblem } from './refusal.tsx';
import { useSubmit } from './submit.hook.ts';

/**
 * The form of an act that needs nothing but a reason, for a dialog. `about` is what the act is about (the ids and versions
 * by which a second try is known to be the same), `send` carries it out and answers what to say, `stale` are the first
 * words of the queries that are asked again, also after a refusal: then somebody else may have been faster.
 */
export function ReasonForm(props: {
  readonly explained: string;
  /** True when `explained` was typed by somebody. */
  readonly isTyped?: boolean;
  readonly label: string;
  readonly act: string;
  readonly kind: 'danger' | 'primary';
  readonly most?: number;
  readonly about: unknown;
  readonly stale: readonly string[];
  readonly send: (reason: string, idempotencyKey: string) => Promise<string>;
  readonly onClose: () => void;
  /** What else may be said, under the reason. */
  readonly children?: ReactNode;
}) {
  const { explained, isTyped = false, label, act, kind, most = 2_000, about, stale, send, onClose } = props;
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [reason, setReason] = useState('');
  const run = async () => {
    await submit.run([about, reason], async (idempotencyKey) => {
      toastDone(await send(reason, idempotencyKey), say('platform.act.close'));
      onClose();
    });
    await Promise.all(stale.map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <p className={isTyped ? 'm-typed' : undefined}>{explained}</p>
      <ProseField
        label={label}
        required
        rows={3}
        maxLength={most}
        data-autofocus
        value={reason}
        problem={problemOf('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {props.children}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind={kind} isBusy={submit.busy} disabled={reason.trim() === ''}>
          {act}
        </Button>
      </div>
    </form>
  );
}
