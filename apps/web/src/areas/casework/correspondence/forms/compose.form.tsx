import { type MessageTlp, messageTlps, type WrittenPurpose, writtenPurposes } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type ComposeDraft, readDraft, writeDraft } from '../compose.draft.ts';
import { type Prepared, type Preview, preparedQuery } from '../queries.ts';
import { parseAddresses, withTemplate } from '../writing.rules.ts';
import { PreviewBox, UseAlternate } from './compose-preview.tsx';

/** Words of another that an answer may quote. */
export type Quotable = {
  readonly name: string | null;
  readonly address: string;
  readonly at: string;
  readonly text: string;
};

type ComposeProps = {
  readonly subjectId: string;
  /** What the form begins with where there is no draft. */
  readonly start: ComposeDraft;
  readonly quotable: Quotable | null;
  readonly onClose: () => void;
};

/** A mail from a record: written, looked at as it would leave, then sent. What was typed survives a reload. */
export function ComposeForm({ subjectId, start, quotable, onClose }: ComposeProps) {
  const { say } = useSay();
  const { me } = useMe();
  const queries = useQueryClient();
  const kept = useDraft(`message.${subjectId}`);
  const draft = readDraft(kept.text) ?? start;
  const change = (part: Partial<ComposeDraft>) => {
    setPreview(null);
    kept.write(writeDraft({ ...draft, ...part }));
  };
  const firstTo = parseAddresses(draft.to).addresses[0]?.address;
  const prepared = useQuery({
    ...preparedQuery(subjectId, { locale: draft.locale, ...(firstTo === undefined ? {} : { to: firstTo }) }),
    placeholderData: (before) => before,
  });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [badAddress, setBadAddress] = useState<string | null>(null);
  const looking = useSubmit();
  const sending = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const fieldProblem = useFieldProblem(sending.problem ?? looking.problem);

  const body = () => {
    const to = parseAddresses(draft.to);
    const cc = parseAddresses(draft.cc);
    const bad = [...to.bad, ...cc.bad][0];
    setBadAddress(bad ?? null);
    if (bad !== undefined) return null;
    return {
      subjectId,
      purpose: draft.purpose,
      to: [...to.addresses],
      cc: [...cc.addresses],
      title: draft.title,
      text: draft.text,
      locale: draft.locale,
      tlp: draft.tlp,
      answers: draft.answers,
      quote: draft.isQuoting && quotable !== null ? quotable : null,
      attachments: [...draft.attachments],
      signature: draft.isSigned,
      overrideReason: draft.overrideReason.trim() === '' ? null : draft.overrideReason,
    };
  };
  const look = async () => {
    const written = body();
    if (written === null) return;
    sending.clear();
    await looking.run(written, async () => {
      setPreview(await call('POST /api/v1/messages/preview', { body: written }));
    });
  };
  const send = async () => {
    const written = body();
    if (written === null || preview === null || preview.refusal !== null) return;
    await sending.run(written, async (idempotencyKey) => {
      await call('POST /api/v1/messages', { body: written, idempotencyKey });
      kept.drop();
      await queries.invalidateQueries({ queryKey: ['message'] });
      toastDone(say('correspondence.send.done'), say('platform.act.close'));
      onClose();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (preview === null) form.current?.requestSubmit();
    else void send();
  };

  if (prepared.data === undefined) return <Waiting query={prepared} />;
  return (
    <form
      ref={form}
      className="m-compose"
      aria-label={say('correspondence.compose.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      {!prepared.data.hasRelay && <Notice tone="amber">{say('correspondence.send.no-relay')}</Notice>}
      <Silenced prepared={prepared.data} draft={draft} change={change} />
      <Choosing prepared={prepared.data} draft={draft} change={change} />
      <Receivers prepared={prepared.data} draft={draft} change={change} problem={fieldProblem('to')} />
      {badAddress !== null && (
        <Notice tone="red">{say('correspondence.compose.bad-address', { text: badAddress })}</Notice>
      )}
      <TextField
        label={say('correspondence.field.title')}
        required
        maxLength={300}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        problem={fieldProblem('title')}
      />
      <ProseField
        label={say('correspondence.field.body')}
        lang={draft.locale}
        required
        rows={12}
        maxLength={100_000}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        problem={fieldProblem('text')}
      />
      <div className="m-compose-checks">
        {quotable !== null && (
          <Check
            label={say('correspondence.compose.quote', { name: quotable.name ?? quotable.address })}
            checked={draft.isQuoting}
            onChange={(event) => change({ isQuoting: event.currentTarget.checked })}
          />
        )}
        <Check
          label={say('correspondence.compose.sign', { name: me.name })}
          checked={draft.isSigned}
          onChange={(event) => change({ isSigned: event.currentTarget.checked })}
        />
      </div>
      <Attached prepared={prepared.data} draft={draft} change={change} problem={fieldProblem('attachments')} />
      {preview !== null && <PreviewBox preview={preview} draft={draft} prepared={prepared.data} />}
      <UseAlternate preview={preview} draft={draft} change={change} />
      <Refusal problem={looking.problem ?? sending.problem} />
      <div className="m-dialog-end">
        <Button
          onClick={() => {
            kept.drop();
            onClose();
          }}
        >
          {say('correspondence.compose.discard')}
        </Button>
        <Button onClick={onClose}>{say('correspondence.compose.later')}</Button>
        {preview === null ? (
          <Button kind="primary" type="submit" isBusy={looking.busy} aria-keyshortcuts="Control+Enter Meta+Enter">
            {say('correspondence.compose.preview')}
            <Kbd>Ctrl</Kbd>
            <Kbd>↵</Kbd>
          </Button>
        ) : (
          <>
            <Button onClick={() => setPreview(null)}>{say('correspondence.compose.edit')}</Button>
            <Button
              kind="primary"
              isBusy={sending.busy}
              disabled={preview.refusal !== null}
              aria-keyshortcuts="Control+Enter Meta+Enter"
              onClick={() => void send()}
            >
              {say('correspondence.compose.send')}
              <Kbd>Ctrl</Kbd>
              <Kbd>↵</Kbd>
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

type PartProps = {
  readonly prepared: Prepared;
  readonly draft: ComposeDraft;
  readonly change: (part: Partial<ComposeDraft>) => void;
};

/** Mail is withheld: it leaves all the same only for a reason that is kept. */
function Silenced({ prepared, draft, change }: PartProps) {
  const { say } = useSay();
  const [first] = prepared.silences;
  if (first === undefined) return null;
  return (
    <Notice tone="amber">
      <p className="m-strong">{say(`correspondence.silence.active-${first.scope}`)}</p>
      <p>{first.reason}</p>
      <TextField
        label={say('correspondence.compose.override')}
        hint={say('correspondence.compose.override-hint')}
        maxLength={1000}
        value={draft.overrideReason}
        onChange={(event) => change({ overrideReason: event.currentTarget.value })}
      />
    </Notice>
  );
}

function Choosing({ prepared, draft, change }: PartProps) {
  const { say, locale } = useSay();
  const fitting = prepared.templates.filter(({ purpose }) => purpose === draft.purpose);
  return (
    <div className="m-compose-pair">
      <SelectField
        label={say('correspondence.field.purpose')}
        value={draft.purpose}
        onChange={(event) => change({ purpose: event.currentTarget.value as WrittenPurpose })}
      >
        {writtenPurposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {say(`terms.message.purpose.${purpose}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('correspondence.field.template')}
        value=""
        onChange={(event) => {
          const template = fitting.find(({ key }) => key === event.currentTarget.value);
          if (template === undefined) return;
          change({
            title: template.title,
            text: withTemplate(draft.text, template.text, draft.inserted),
            inserted: template.text,
          });
        }}
      >
        <option value="">
          {fitting.length === 0
            ? say('correspondence.compose.no-template')
            : say('correspondence.compose.choose-template')}
        </option>
        {fitting.map(({ key, name }) => (
          <option key={key} value={key}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('correspondence.field.language')}
        value={draft.locale}
        onChange={(event) => change({ locale: event.currentTarget.value === 'en' ? 'en' : 'ja' })}
      >
        <option value="ja" lang="ja">
          日本語
        </option>
        <option value="en" lang="en">
          English
        </option>
      </SelectField>
      <SelectField
        label="TLP"
        value={draft.tlp ?? ''}
        onChange={(event) =>
          change({ tlp: (messageTlps.find((one) => one === event.currentTarget.value) ?? null) as MessageTlp | null })
        }
      >
        <option value="">{say('correspondence.tlp.none')}</option>
        {messageTlps.map((tlp) => (
          <option key={tlp} value={tlp}>
            {`TLP:${tlp.toUpperCase()}`}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Receivers({ prepared, draft, change, problem }: PartProps & { readonly problem: string | null }) {
  const { say } = useSay();
  const listId = useId();
  return (
    <div className="m-compose-pair">
      <TextField
        label={say('correspondence.field.receivers')}
        hint={say('correspondence.compose.receivers-hint')}
        required
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        problem={problem}
      />
      <TextField
        label={say('correspondence.field.cc')}
        hint={say('correspondence.compose.cc-hint')}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        value={draft.cc}
        onChange={(event) => change({ cc: event.currentTarget.value })}
      />
      <datalist id={listId}>
        {prepared.correspondents.map(({ address, name, role }) => (
          <option key={address} value={address}>
            {[name, say(`correspondence.role.${role}`)].filter((part) => part !== null).join(' ・ ')}
          </option>
        ))}
      </datalist>
    </div>
  );
}

function Attached({ prepared, draft, change, problem }: PartProps & { readonly problem: string | null }) {
  const { say } = useSay();
  if (prepared.files.length === 0) return null;
  const chosen = new Set(draft.attachments);
  return (
    <details open={chosen.size > 0}>
      <summary>{say('correspondence.compose.attach', { count: chosen.size })}</summary>
      <div className="m-compose-files">
        {prepared.files.map((file) => (
          <Check
            key={file.id}
            label={`${file.name} (${fileSize(file.size)})`}
            checked={chosen.has(file.id)}
            onChange={(event) =>
              change({
                attachments: event.currentTarget.checked
                  ? [...draft.attachments, file.id]
                  : draft.attachments.filter((id) => id !== file.id),
              })
            }
          />
        ))}
      </div>
      {problem !== null && <Notice tone="red">{problem}</Notice>}
    </details>
  );
}

/** The mail exactly as it would leave, as text. */
