import type { MailboxAfterRead, MailboxBeginning, MailboxTlsMode } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { type MailboxDraft, withTlsMode } from '../mailbox.draft.ts';

type ImapFieldsProps = {
  readonly draft: MailboxDraft;
  readonly set: (change: Partial<MailboxDraft>) => void;
  readonly problemOf: (name: string) => string | null;
  readonly hasSecret: boolean;
  readonly choices: {
    readonly tlsModes: readonly MailboxTlsMode[];
    readonly beginnings: readonly MailboxBeginning[];
    readonly afterReads: readonly MailboxAfterRead[];
  };
};

/** Where a mailbox lies, how to sign in there, and what becomes of the mails in it. */
export function ImapFields(props: ImapFieldsProps) {
  const { draft, set, problemOf, choices } = props;
  const { say } = useSay();
  return (
    <>
      <div className="m-mailbox-pair">
        <TextField
          label={say('mailboxes.field.host')}
          required
          maxLength={253}
          placeholder="imap.example.jp"
          value={draft.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
          problem={problemOf('host')}
        />
        <TextField
          label={say('mailboxes.field.port')}
          required
          type="number"
          min={1}
          max={65535}
          value={draft.port}
          onChange={(event) => set({ port: event.currentTarget.value })}
          problem={problemOf('port')}
        />
      </div>
      <Choices
        label={say('mailboxes.field.tls')}
        options={choices.tlsModes.map((value) => ({ value, label: say(`mailboxes.tls.${value}`) }))}
        value={draft.tlsMode}
        onChoose={(tlsMode) => set(withTlsMode(draft, tlsMode))}
        problem={problemOf('tlsMode')}
      />
      <SignInFields {...props} />
      <TextField
        label={say('mailboxes.field.folder')}
        required
        maxLength={200}
        value={draft.folder}
        onChange={(event) => set({ folder: event.currentTarget.value })}
        problem={problemOf('folder')}
      />
      <SelectField
        label={say('mailboxes.field.begins-with')}
        value={draft.beginsWith}
        onChange={(event) =>
          set({ beginsWith: choices.beginnings.find((one) => one === event.currentTarget.value) ?? draft.beginsWith })
        }
      >
        {choices.beginnings.map((value) => (
          <option key={value} value={value}>
            {say(`mailboxes.begins.${value}`)}
          </option>
        ))}
      </SelectField>
      <Choices
        label={say('mailboxes.field.after-read')}
        hint={say('mailboxes.field.after-read-hint')}
        options={choices.afterReads.map((value) => ({ value, label: say(`mailboxes.after.${value}`) }))}
        value={draft.afterRead}
        onChoose={(afterRead) => set({ afterRead })}
      />
      {draft.afterRead === 'move' && (
        <TextField
          label={say('mailboxes.field.move-to')}
          required
          maxLength={200}
          value={draft.moveTo}
          onChange={(event) => set({ moveTo: event.currentTarget.value })}
          problem={problemOf('moveTo')}
        />
      )}
      <details className="m-mailbox-more">
        <summary>{say('mailboxes.network.title')}</summary>
        <div className="m-form">
          <Check
            label={say('mailboxes.field.private-allowed')}
            checked={draft.isPrivateAllowed}
            onChange={(event) => set({ isPrivateAllowed: event.currentTarget.checked })}
          />
          <ProseField
            label={say('mailboxes.field.certificate')}
            hint={say('mailboxes.field.certificate-hint')}
            rows={4}
            spellCheck={false}
            value={draft.trustedCertificate}
            onChange={(event) => set({ trustedCertificate: event.currentTarget.value })}
            problem={problemOf('trustedCertificate')}
          />
        </div>
      </details>
    </>
  );
}

function SignInFields({ draft, set, problemOf, hasSecret }: ImapFieldsProps) {
  const { say } = useSay();
  const kept = hasSecret ? say('mailboxes.field.secret-kept') : undefined;
  const secret = (name: 'password' | 'clientSecret' | 'refreshToken', label: string, isNeeded: boolean) => (
    <TextField
      label={label}
      {...(kept === undefined ? {} : { hint: kept })}
      type="password"
      autoComplete="off"
      required={isNeeded && !hasSecret}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      problem={problemOf(name)}
    />
  );
  return (
    <>
      <Choices
        label={say('mailboxes.field.auth')}
        options={(['password', 'xoauth2'] as const).map((value) => ({ value, label: say(`mailboxes.auth.${value}`) }))}
        value={draft.authMethod}
        onChoose={(authMethod) => set({ authMethod })}
      />
      <TextField
        label={say('mailboxes.field.user')}
        required
        maxLength={320}
        autoComplete="off"
        value={draft.userName}
        onChange={(event) => set({ userName: event.currentTarget.value })}
        problem={problemOf('userName')}
      />
      {draft.authMethod === 'password' && secret('password', say('mailboxes.field.password'), true)}
      {draft.authMethod === 'xoauth2' && (
        <>
          <TextField
            label={say('mailboxes.field.token-endpoint')}
            hint={say('mailboxes.field.token-endpoint-hint')}
            required
            type="url"
            maxLength={500}
            value={draft.tokenEndpoint}
            onChange={(event) => set({ tokenEndpoint: event.currentTarget.value })}
            problem={problemOf('tokenEndpoint')}
          />
          <TextField
            label={say('mailboxes.field.client-id')}
            required
            maxLength={300}
            value={draft.clientId}
            onChange={(event) => set({ clientId: event.currentTarget.value })}
            problem={problemOf('clientId')}
          />
          <TextField
            label={say('mailboxes.field.scope')}
            maxLength={500}
            value={draft.tokenScope}
            onChange={(event) => set({ tokenScope: event.currentTarget.value })}
            problem={problemOf('tokenScope')}
          />
          {secret('clientSecret', say('mailboxes.field.client-secret'), false)}
          {secret('refreshToken', say('mailboxes.field.refresh-token'), true)}
        </>
      )}
    </>
  );
}
