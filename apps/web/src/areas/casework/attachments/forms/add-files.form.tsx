import { attachmentBytes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { localInput } from '../../../../shared/moments.format.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Sending, useSent } from '../../../../shared/sending.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconFile, IconX } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import type { Taken } from '../intake.hook.ts';
import { pastedName } from '../names.format.ts';

type Props = {
  readonly subjectId: string;
  readonly taken: readonly Taken[];
  readonly onDrop: (one: Taken) => void;
  readonly onClose: () => void;
};

/** What was dropped, pasted or chosen, before it is sent: each with a word on what it is. */
export function AddFilesForm({ subjectId, taken, onDrop, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const stop = useRef<AbortController | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const sent = useSent();
  const [words, setWords] = useState<ReadonlyMap<File, string>>(new Map());
  const fitting = taken.filter(({ file }) => file.size <= attachmentBytes);
  const [stamp] = useState(() => localInput(new Date(), zone).replace('T', ' '));
  const nameOf = ({ file, origin }: Taken) =>
    origin === 'paste' ? pastedName(file.name, say('attachments.add.pasted-name'), stamp) : file.name;
  useEffect(() => () => stop.current?.abort(), []);

  const send = () =>
    submit.run(fitting.map(nameOf), async () => {
      let done = 0;
      try {
        for (const one of fitting) {
          setSending(nameOf(one));
          sent.begin();
          stop.current = new AbortController();
          const description = words.get(one.file)?.trim() ?? '';
          await call('POST /api/v1/attachments', {
            query: {
              subjectId,
              name: nameOf(one),
              origin: one.origin,
              ...(description === '' ? {} : { description }),
            },
            body: {},
            file: one.file,
            onSent: sent.onSent,
            signal: stop.current.signal,
          });
          done += 1;
          onDrop(one);
        }
        toastDone(say('attachments.add.done', { count: done }), say('platform.act.close'));
        onClose();
      } catch (error) {
        // Whoever stopped it knows; what was sent before stays.
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      } finally {
        setSending(null);
        await queries.invalidateQueries({ queryKey: ['attachment'] });
      }
    });

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ul className="m-intake">
        {taken.map((one, at) => (
          <li key={keyOf(one)}>
            <Thumbnail file={one.file} />
            <div className="m-intake-words">
              <div className="m-intake-name">
                <span className="m-strong m-typed">{nameOf(one)}</span>{' '}
                <span className="m-second m-whole">{fileSize(one.file.size)}</span>
              </div>
              {one.file.size > attachmentBytes ? (
                <p className="m-field-problem">
                  {say('attachments.add.too-large', { limit: fileSize(attachmentBytes) })}
                </p>
              ) : (
                <TextField
                  label={say('attachments.add.description')}
                  placeholder={say('attachments.add.description-hint')}
                  maxLength={2_000}
                  data-autofocus={at === 0 ? true : undefined}
                  value={words.get(one.file) ?? ''}
                  onChange={(event) => setWords(new Map(words).set(one.file, event.currentTarget.value))}
                />
              )}
            </div>
            <IconButton
              icon={IconX}
              label={say('attachments.add.drop-one', { name: nameOf(one) })}
              disabled={submit.busy}
              onClick={() => onDrop(one)}
            />
          </li>
        ))}
      </ul>
      {sending !== null && <Sending name={sending} share={sent.share ?? 0} />}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        {submit.busy ? (
          <Button onClick={() => stop.current?.abort()}>{say('attachments.add.stop')}</Button>
        ) : (
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        )}
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={fitting.length === 0}>
          {say('attachments.add.save', { count: fitting.length })}
        </Button>
      </div>
    </form>
  );
}

const keys = new WeakMap<File, number>();
let lastKey = 0;

/** Two files may have one name and one size: each gets a key of its own. */
function keyOf({ file }: Taken): number {
  const known = keys.get(file);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(file, lastKey);
  return lastKey;
}

const raster = /^image\/(?:png|jpeg|gif|webp)$/;

/** A picture that the reader has just taken, as a data address: the page shows no others. */
function Thumbnail({ file }: { readonly file: File }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!raster.test(file.type) || file.size > 10_000_000) return;
    const reader = new FileReader();
    reader.onload = () => setAddress(typeof reader.result === 'string' ? reader.result : null);
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return (
    <span className="m-thumb" aria-hidden="true">
      {address === null ? <IconFile size={20} stroke={1.5} /> : <img src={address} alt="" />}
    </span>
  );
}
