import { locales, mailboxAfterReads, mailboxBeginnings, mailboxTlsModes } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, SelectField, TextField } from '../../../../ui/field.tsx';
import { bodyOf, draftOf, emptyDraft, isSecretKept, type Mailbox, type MailboxDraft } from '../mailbox.draft.ts';
import { ImapFields } from './imap.fields.tsx';

type MailboxFormProps = {
  /** Null for a new one. */
  readonly mailbox: Mailbox | null;
  readonly onCancel: () => void;
  readonly onDone: () => void;
};

/** One way in for mail: what it is, and what every mail that comes in here brings along. */
export function MailboxForm({ mailbox, onCancel, onDone }: MailboxFormProps) {
  const { say } = useSay();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [draft, setDraft] = useState<MailboxDraft>(mailbox === null ? emptyDraft('smtp-address') : draftOf(mailbox));
  const set = (change: Partial<MailboxDraft>) => setDraft((now) => ({ ...now, ...change }));
  const save = () =>
    submit.run(null, async () => {
      const body = bodyOf(draft);
      if (mailbox === null) await call('POST /api/v1/mailboxes', { body });
      else await call('POST /api/v1/mailboxes/{id}', { params: { id: mailbox.id }, body, version: mailbox.version });
      onDone();
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {mailbox === null && (
        <Choices
          label={say('mailboxes.field.kind')}
          options={(['smtp-address', 'imap'] as const).map((value) => ({
            value,
            label: say(`mailboxes.kind.${value}`),
          }))}
          value={draft.kind}
          onChoose={(kind) => set({ kind })}
        />
      )}
      <TextField
        label={say('mailboxes.field.address')}
        hint={say(draft.kind === 'imap' ? 'mailboxes.field.address-hint-imap' : 'mailboxes.field.address-hint')}
        required
        type="email"
        maxLength={320}
        data-autofocus
        value={draft.address}
        onChange={(event) => set({ address: event.currentTarget.value })}
        problem={fieldProblem('address')}
      />
      <TextField
        label={say('mailboxes.field.name')}
        hint={say('mailboxes.field.name-hint')}
        maxLength={100}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        problem={fieldProblem('name')}
      />
      {draft.kind === 'smtp-address' && (
        <Check
          label={say('mailboxes.field.catch-all')}
          checked={draft.isCatchAll}
          onChange={(event) => set({ isCatchAll: event.currentTarget.checked })}
        />
      )}
      {draft.kind === 'imap' && (
        <ImapFields
          draft={draft}
          set={set}
          problemOf={fieldProblem}
          hasSecret={isSecretKept(mailbox, draft)}
          choices={{ tlsModes: mailboxTlsModes, beginnings: mailboxBeginnings, afterReads: mailboxAfterReads }}
        />
      )}
      <DefaultsFields draft={draft} set={set} problemOf={fieldProblem} />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say(mailbox === null ? 'mailboxes.create.submit' : 'mailboxes.change.submit')}
        </Button>
      </div>
    </form>
  );
}

export type MailboxFieldsProps = {
  readonly draft: MailboxDraft;
  readonly set: (change: Partial<MailboxDraft>) => void;
  readonly problemOf: (name: string) => string | null;
};

function DefaultsFields({ draft, set, problemOf }: MailboxFieldsProps) {
  const { say } = useSay();
  const compartments = useQuery({ queryKey: ['compartment', 'list'], queryFn: () => call('GET /api/v1/compartments') });
  return (
    <details className="m-mailbox-more">
      <summary>{say('mailboxes.defaults.title')}</summary>
      <div className="m-form">
        <SelectField
          label={say('mailboxes.field.locale')}
          hint={say('mailboxes.field.locale-hint')}
          value={draft.locale}
          onChange={(event) => set({ locale: locales.find((one) => one === event.currentTarget.value) ?? '' })}
        >
          <option value="">{say('mailboxes.field.locale-team')}</option>
          {locales.map((locale) => (
            <option key={locale} value={locale}>
              {say(`mailboxes.locale.${locale}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('mailboxes.field.compartment')}
          hint={say('mailboxes.field.compartment-hint')}
          value={draft.compartment}
          onChange={(event) => set({ compartment: event.currentTarget.value })}
          problem={problemOf('compartmentId')}
        >
          {draft.compartment === 'keep' && <option value="keep">{say('mailboxes.field.compartment-hidden')}</option>}
          <option value="">{say('mailboxes.field.compartment-open')}</option>
          {compartments.data?.items
            .filter((one) => !one.isOpen)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </SelectField>
        <TextField
          label={say('mailboxes.field.source')}
          hint={say('mailboxes.field.source-hint')}
          maxLength={100}
          value={draft.sourceName}
          onChange={(event) => set({ sourceName: event.currentTarget.value })}
          problem={problemOf('sourceName')}
        />
        <TextField
          label={say('mailboxes.field.tags')}
          hint={say('mailboxes.field.tags-hint')}
          value={draft.tags}
          onChange={(event) => set({ tags: event.currentTarget.value })}
          problem={problemOf('tags')}
        />
        <TextField
          label={say('mailboxes.field.class')}
          hint={say('mailboxes.field.class-hint')}
          maxLength={60}
          value={draft.classHint}
          onChange={(event) => set({ classHint: event.currentTarget.value })}
          problem={problemOf('classHint')}
        />
        <Check
          label={say('mailboxes.field.acknowledged')}
          checked={draft.isAcknowledged}
          onChange={(event) => set({ isAcknowledged: event.currentTarget.checked })}
        />
        <Check
          label={say('mailboxes.field.own-list')}
          checked={draft.isOwnList}
          onChange={(event) => set({ isOwnList: event.currentTarget.checked })}
        />
      </div>
    </details>
  );
}
