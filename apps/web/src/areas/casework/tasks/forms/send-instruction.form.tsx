import type { InstructionKind } from '@matoi/contract/values';
import { instructionKinds } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { OrderDialog } from '../../decisions/sections/order-dialog.tsx';
import { wantedOrder } from '../../decisions/sections/wanted-order.ts';
import { askedRecipients, type TypedRecipient, typedOf } from '../recipients.rules.ts';
import { ActionFields, type TaskAction, trimmedAction, useActionKinds } from './action.fields.tsx';
import { DueField } from './due-field.tsx';
import { RecipientFields } from './recipient-fields.tsx';

const clockKeys = ['remindAfter', 'remindBefore', 'escalateAfter'] as const;
type ClockChoice = 'auto' | 'never' | '30' | '60' | '120' | '240' | '480' | '1440';
const clockChoices: readonly ClockChoice[] = ['auto', '30', '60', '120', '240', '480', '1440', 'never'];

type Props = {
  readonly subjectId: string;
  readonly isRestricted: boolean;
  /** Rolls this measure out to other sites; left out: an instruction by itself. */
  readonly measure?: { readonly id: string; readonly title: string; readonly detail: string | null } | undefined;
  readonly onClose: () => void;
};

/** An instruction or a request to people outside: what, why, by when, how to report back, and to whom. */
export function SendInstructionForm({ subjectId, isRestricted, measure, onClose }: Props) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const kinds = useActionKinds();
  const problem = useFieldProblem(submit.problem);
  const [kind, setKind] = useState<InstructionKind>(measure === undefined ? 'order' : 'request');
  const title = useDraft(`instruction-title.${measure?.id ?? subjectId}`, measure?.title.slice(0, 200));
  const what = useDraft(`instruction-what.${measure?.id ?? subjectId}`, measure?.detail ?? measure?.title);
  const [why, setWhy] = useState('');
  const [caution, setCaution] = useState('');
  const [reportBack, setReportBack] = useState('');
  const [due, setDue] = useState('');
  const [action, setAction] = useState<TaskAction>(null);
  const [asked, setAsked] = useState<'ask' | 'order' | null>(null);
  const [clock, setClock] = useState<Readonly<Record<(typeof clockKeys)[number], ClockChoice>>>({
    remindAfter: 'auto',
    remindBefore: 'auto',
    escalateAfter: 'auto',
  });
  const [recipients, setRecipients] = useState<readonly TypedRecipient[]>([{ ...typedOf({ locale }), key: 0 }]);
  const send = async () => {
    const words = {
      kind,
      title: title.text,
      what: what.text,
      why,
      caution,
      reportBack,
      action: trimmedAction(action),
      dueAt: due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null),
      clock: Object.fromEntries(
        clockKeys.flatMap((key) => {
          const choice = clock[key];
          return choice === 'auto' ? [] : [[key, choice === 'never' ? null : Number(choice)]];
        }),
      ),
      recipients: askedRecipients(recipients),
    };
    const isDone = await submit.run([measure?.id, subjectId, words], async (idempotencyKey) => {
      if (measure === undefined)
        await call('POST /api/v1/instructions', { body: { subjectId, ...words }, idempotencyKey });
      else
        await call('POST /api/v1/measures/{id}/roll-out', {
          params: { id: measure.id },
          body: words,
          idempotencyKey,
        });
    });
    if (!isDone) return;
    title.drop();
    what.drop();
    toastDone(say('instructions.send.done', { count: recipients.length }), say('platform.act.close'));
    onClose();
    for (const root of measure === undefined ? ['instruction'] : ['instruction', 'review', 'measure'])
      await queries.invalidateQueries({ queryKey: [root] });
  };
  const kindName = kinds.find(({ code }) => code === action?.kind)?.name ?? '';
  const code = submit.problem?.code;
  const isUnordered = code === 'instructions.send.needs-decision' || code === 'instructions.send.other-target';
  return (
    <>
      <Dialog
        title={say(measure === undefined ? 'instructions.send.title' : 'instructions.roll-out.title')}
        isOpen
        onClose={onClose}
        size={720}
      >
        <form
          className="m-form"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          {measure !== undefined && <p className="m-second">{say('instructions.roll-out.explained')}</p>}
          <Choices<InstructionKind>
            label={say('instructions.field.kind')}
            hint={say(`instructions.kind-hint.${kind}`)}
            value={kind}
            options={instructionKinds.map((value) => ({ value, label: say(`instructions.kind.${value}`) }))}
            onChoose={setKind}
          />
          {isRestricted && <Notice tone="amber">{say('instructions.send.restricted')}</Notice>}
          <TextField
            label={say('instructions.field.title')}
            hint={say('instructions.field.title-hint')}
            required
            maxLength={200}
            data-autofocus
            value={title.text}
            problem={problem('title')}
            onChange={(event) => title.write(event.currentTarget.value)}
          />
          <ProseField
            label={say('instructions.field.what')}
            required
            rows={3}
            maxLength={10_000}
            value={what.text}
            problem={problem('what')}
            onChange={(event) => what.write(event.currentTarget.value)}
          />
          <ProseField
            label={say('instructions.field.why')}
            rows={2}
            maxLength={4_000}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <ActionFields
            label={say('tasks.field.action')}
            value={action}
            problem={problem('action')}
            onChange={setAction}
          />
          <DueField value={due} onChange={setDue} problem={problem('dueAt')} />
          <RecipientFields recipients={recipients} onChange={setRecipients} problem={problem} />
          <ProseField
            label={say('instructions.field.caution')}
            hint={say('instructions.field.caution-hint')}
            rows={2}
            maxLength={1_000}
            value={caution}
            onChange={(event) => setCaution(event.currentTarget.value)}
          />
          <ProseField
            label={say('instructions.field.report-back')}
            rows={2}
            maxLength={2_000}
            value={reportBack}
            onChange={(event) => setReportBack(event.currentTarget.value)}
          />
          <details>
            <summary>{say('instructions.clock.title')}</summary>
            <div className="m-recipient-form">
              {clockKeys.map((key) => (
                <SelectField
                  key={key}
                  label={say(`instructions.clock.${key}`)}
                  value={clock[key]}
                  onChange={(event) => setClock({ ...clock, [key]: event.currentTarget.value as ClockChoice })}
                >
                  {clockChoices.map((choice) => (
                    <option key={choice} value={choice}>
                      {say(`instructions.clock-choice.${choice}`)}
                    </option>
                  ))}
                </SelectField>
              ))}
            </div>
          </details>
          <Refusal problem={submit.problem} />
          {isUnordered && (
            <p className="m-row">
              <Button onClick={() => setAsked('ask')}>{say('tasks.order.ask')}</Button>
              <Button kind="plain" onClick={() => setAsked('order')}>
                {say('tasks.order.give')}
              </Button>
            </p>
          )}
          <div className="m-dialog-end">
            <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
            <Button kind="primary" type="submit" isBusy={submit.busy}>
              {say('instructions.send.act', { count: recipients.length })}
            </Button>
          </div>
        </form>
      </Dialog>
      {asked !== null && action !== null && (
        <OrderDialog
          subjectId={subjectId}
          form={asked}
          initial={wantedOrder(say, {
            name: kindName,
            title: title.text,
            target: action.target,
            kind: action.kind,
          })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
