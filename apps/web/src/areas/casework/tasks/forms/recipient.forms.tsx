import { type InstructionState, toldAnswers } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Instruction, InstructionRecipient } from '../queries.ts';

type Props = { readonly recipient: InstructionRecipient; readonly onClose: () => void };

/** Runs one act on an instruction and looks again. */
function useAct(onClose: () => void, message: string) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const act = async (content: unknown, run: (idempotencyKey: string) => Promise<unknown>) => {
    const isDone = await submit.run(content, async (key) => {
      await run(key);
    });
    await queries.invalidateQueries({ queryKey: ['instruction'] });
    if (!isDone) return;
    toastDone(message, say('platform.act.close'));
    onClose();
  };
  return { ...submit, act };
}

/** Sends the mail again, if need be to another address. */
export function ResendForm({ recipient, onClose }: Props) {
  const { say } = useSay();
  const form = useAct(onClose, say('instructions.resend.done'));
  const problem = useFieldProblem(form.problem);
  const [address, setAddress] = useState(recipient.address ?? '');
  return (
    <Dialog title={say('instructions.resend.title', { name: recipient.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { address: address.trim() };
          void form.act([recipient.id, body], (idempotencyKey) =>
            call('POST /api/v1/instruction-recipients/{id}/resend', {
              params: { id: recipient.id },
              body,
              idempotencyKey,
            }),
          );
        }}
      >
        <TextField
          label={say('instructions.recipient.address')}
          type="email"
          required
          maxLength={254}
          data-autofocus
          value={address}
          problem={problem('address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Refusal problem={form.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={form.busy}>
            {say('instructions.act.resend')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Takes out the link for giving it by other means, after saying by which. */
export function HandForm({ recipient, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [means, setMeans] = useState('');
  const [address, setAddress] = useState<string | null>(null);
  const take = async () => {
    await submit.run([recipient.id, means], async () => {
      const answer = await call('POST /api/v1/instruction-recipients/{id}/link', {
        params: { id: recipient.id },
        body: { means },
      });
      setAddress(answer.address);
    });
    await queries.invalidateQueries({ queryKey: ['instruction'] });
  };
  return (
    <Dialog title={say('instructions.hand.title', { name: recipient.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <Notice tone="quiet">{say('instructions.hand.text')}</Notice>
        {address === null ? (
          <TextField
            label={say('instructions.hand.means')}
            placeholder={say('instructions.hand.means-example')}
            required
            maxLength={100}
            data-autofocus
            value={means}
            onChange={(event) => setMeans(event.currentTarget.value)}
          />
        ) : (
          <CopyField
            label={say('instructions.hand.link')}
            value={address}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
        )}
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say(address === null ? 'platform.act.cancel' : 'platform.act.close')}</Button>
          {address === null && (
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('instructions.hand.act')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

type Told = (typeof toldAnswers)[number];

/** Whether somebody in this state can still say this; the server decides in any case. */
const canSay = (state: InstructionState, answer: Told) => state !== answer;

/** What the recipient said by telephone or face to face, and when. */
export function NoteForm({ recipient, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const form = useAct(onClose, say('instructions.note.done'));
  const problem = useFieldProblem(form.problem);
  const [answer, setAnswer] = useState<Told | null>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(() => localInput(new Date(), zone));
  return (
    <Dialog title={say('instructions.note.title', { name: recipient.name })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (answer === null) return;
          const occurredAt = instantOf(at, zone)?.toISOString();
          const body = { answer, text, ...(occurredAt === undefined ? {} : { occurredAt }) };
          void form.act([recipient.id, body], (idempotencyKey) =>
            call('POST /api/v1/instruction-recipients/{id}/note', {
              params: { id: recipient.id },
              body,
              idempotencyKey,
            }),
          );
        }}
      >
        <Choices<Told>
          label={say('instructions.note.answer')}
          value={answer}
          options={toldAnswers
            .filter((value) => canSay(recipient.state, value))
            .map((value) => ({ value, label: say(`instructions.answer.${value}`) }))}
          onChoose={setAnswer}
        />
        <ProseField
          label={say(answer === 'refused' ? 'instructions.note.reason' : 'instructions.note.text')}
          rows={3}
          required={answer === 'refused'}
          maxLength={4_000}
          value={text}
          problem={problem('text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextField
          type="datetime-local"
          label={say('instructions.note.at', { zone })}
          value={at}
          problem={problem('occurredAt')}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Refusal problem={form.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={form.busy} disabled={answer === null}>
            {say('instructions.note.act')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Takes an instruction back, after a clear word of what that means. */
export function WithdrawForm({
  instruction,
  onClose,
}: {
  readonly instruction: Instruction;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const form = useAct(onClose, say('instructions.withdraw.done'));
  const problem = useFieldProblem(form.problem);
  const [reason, setReason] = useState('');
  return (
    <Dialog title={say('instructions.withdraw.title', { number: instruction.number })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void form.act([instruction.id, reason], (idempotencyKey) =>
            call('POST /api/v1/instructions/{id}/withdraw', {
              params: { id: instruction.id },
              body: { reason },
              idempotencyKey,
            }),
          );
        }}
      >
        <p>{say('instructions.withdraw.text')}</p>
        <ProseField
          label={say('instructions.withdraw.reason')}
          required
          rows={3}
          maxLength={1_000}
          data-autofocus
          value={reason}
          problem={problem('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refusal problem={form.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" type="submit" isBusy={form.busy}>
            {say('instructions.act.withdraw')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
