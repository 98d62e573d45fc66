import type { InstructionKind } from '@matoi/contract/values';
import { instructionKinds } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import type { SubjectFrame } from '../../../../shared/registry.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { recipientsIn } from '../paste.rules.ts';
import { DueField } from './due-field.tsx';

type TypedRecipient = {
  readonly key: number;
  readonly name: string;
  readonly department: string;
  readonly address: string;
  readonly locale: 'ja' | 'en';
  readonly superiorName: string;
  readonly superiorAddress: string;
};

const clockKeys = ['remindAfter', 'remindBefore', 'escalateAfter'] as const;
type ClockChoice = 'auto' | 'never' | '30' | '60' | '120' | '240' | '480' | '1440';
const clockChoices: readonly ClockChoice[] = ['auto', '30', '60', '120', '240', '480', '1440', 'never'];

/** An instruction or a request to people outside: what, why, by when, how to report back, and to whom. */
export function SendInstructionForm({
  subject,
  onClose,
}: {
  readonly subject: SubjectFrame;
  readonly onClose: () => void;
}) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const [kind, setKind] = useState<InstructionKind>('order');
  const title = useDraft(`instruction-title.${subject.id}`);
  const what = useDraft(`instruction-what.${subject.id}`);
  const [why, setWhy] = useState('');
  const [caution, setCaution] = useState('');
  const [reportBack, setReportBack] = useState('');
  const [due, setDue] = useState('');
  const [clock, setClock] = useState<Readonly<Record<(typeof clockKeys)[number], ClockChoice>>>({
    remindAfter: 'auto',
    remindBefore: 'auto',
    escalateAfter: 'auto',
  });
  const [last, setLast] = useState(1);
  const empty = (key: number): TypedRecipient => ({
    key,
    name: '',
    department: '',
    address: '',
    locale,
    superiorName: '',
    superiorAddress: '',
  });
  const [recipients, setRecipients] = useState<readonly TypedRecipient[]>([empty(0)]);
  const [pasted, setPasted] = useState<string | null>(null);
  const change = (key: number, part: Partial<TypedRecipient>) =>
    setRecipients(recipients.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const takePasted = () => {
    const found = recipientsIn(pasted ?? '').map((one, at) => ({ ...empty(last + at), ...one }));
    setRecipients([...recipients.filter(({ name, address }) => name !== '' || address !== ''), ...found]);
    setLast(last + found.length);
    setPasted(null);
  };
  const send = async () => {
    const body = {
      subjectId: subject.id,
      kind,
      title: title.text,
      what: what.text,
      why,
      caution,
      reportBack,
      dueAt: due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null),
      clock: Object.fromEntries(
        clockKeys.flatMap((key) => {
          const choice = clock[key];
          return choice === 'auto' ? [] : [[key, choice === 'never' ? null : Number(choice)]];
        }),
      ),
      recipients: recipients.map((one) => ({
        name: one.name,
        department: one.department,
        address: one.address.trim() === '' ? null : one.address.trim(),
        locale: one.locale,
        superior:
          one.superiorAddress.trim() === ''
            ? null
            : { name: one.superiorName || one.superiorAddress.trim(), address: one.superiorAddress.trim() },
      })),
    };
    const isDone = await submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/instructions', { body, idempotencyKey });
    });
    if (!isDone) return;
    title.drop();
    what.drop();
    toastDone(say('instructions.send.done', { count: recipients.length }), say('platform.act.close'));
    onClose();
    await queries.invalidateQueries({ queryKey: ['instruction'] });
  };
  return (
    <Dialog title={say('instructions.send.title')} isOpen onClose={onClose} size={720}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Choices<InstructionKind>
          label={say('instructions.field.kind')}
          hint={say(`instructions.kind-hint.${kind}`)}
          value={kind}
          options={instructionKinds.map((value) => ({ value, label: say(`instructions.kind.${value}`) }))}
          onChoose={setKind}
        />
        {!subject.compartment.isOpen && <Notice tone="amber">{say('instructions.send.restricted')}</Notice>}
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
        <DueField value={due} onChange={setDue} problem={problem('dueAt')} />
        <fieldset className="m-form">
          <legend className="m-field-label">{say('instructions.field.recipients')}</legend>
          {recipients.map((one, at) => (
            <fieldset key={one.key} className="m-recipient-form">
              <div className="m-row">
                <legend className="m-strong">{say('instructions.recipient.nth', { number: at + 1 })}</legend>
                {recipients.length > 1 && (
                  <Button
                    kind="plain"
                    size="small"
                    onClick={() => setRecipients(recipients.filter(({ key }) => key !== one.key))}
                  >
                    {say('instructions.recipient.remove')}
                  </Button>
                )}
              </div>
              <TextField
                label={say('instructions.recipient.name')}
                required
                maxLength={200}
                value={one.name}
                problem={problem(`recipients.${at}.name`)}
                onChange={(event) => change(one.key, { name: event.currentTarget.value })}
              />
              <TextField
                label={say('instructions.recipient.address')}
                type="email"
                maxLength={254}
                value={one.address}
                problem={problem(`recipients.${at}.address`)}
                onChange={(event) => change(one.key, { address: event.currentTarget.value })}
              />
              <TextField
                label={say('instructions.recipient.department')}
                maxLength={200}
                value={one.department}
                onChange={(event) => change(one.key, { department: event.currentTarget.value })}
              />
              <SelectField
                label={say('instructions.recipient.language')}
                value={one.locale}
                onChange={(event) => change(one.key, { locale: event.currentTarget.value === 'en' ? 'en' : 'ja' })}
              >
                <option value="ja" lang="ja">
                  日本語
                </option>
                <option value="en" lang="en">
                  English
                </option>
              </SelectField>
              <TextField
                label={say('instructions.recipient.superior-name')}
                maxLength={200}
                value={one.superiorName}
                onChange={(event) => change(one.key, { superiorName: event.currentTarget.value })}
              />
              <TextField
                label={say('instructions.recipient.superior-address')}
                type="email"
                maxLength={254}
                value={one.superiorAddress}
                problem={problem(`recipients.${at}.superior.address`)}
                onChange={(event) => change(one.key, { superiorAddress: event.currentTarget.value })}
              />
            </fieldset>
          ))}
          <div className="m-row">
            <Button
              size="small"
              icon={IconPlus}
              disabled={recipients.length >= 100}
              onClick={() => {
                setRecipients([...recipients, empty(last)]);
                setLast(last + 1);
              }}
            >
              {say('instructions.recipient.add')}
            </Button>
            <Button size="small" kind="plain" onClick={() => setPasted(pasted === null ? '' : null)}>
              {say('instructions.recipient.paste')}
            </Button>
          </div>
          {pasted !== null && (
            <div className="m-form">
              <ProseField
                label={say('instructions.recipient.paste')}
                hint={say('instructions.recipient.paste-hint')}
                rows={3}
                value={pasted}
                onChange={(event) => setPasted(event.currentTarget.value)}
              />
              <div className="m-row">
                <Button size="small" disabled={recipientsIn(pasted).length === 0} onClick={takePasted}>
                  {say('instructions.recipient.take', { count: recipientsIn(pasted).length })}
                </Button>
              </div>
            </div>
          )}
        </fieldset>
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
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('instructions.send.act', { count: recipients.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
