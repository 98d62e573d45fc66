import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { fullMoment } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import { Markdown } from '../../../../ui/markdown/markdown.tsx';
import { Switch } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Note } from '../queries.ts';

type Props = {
  readonly subjectId: string;
  /** Null for a new note. */
  readonly note: Note | null;
  readonly onDone: (id: string | null) => void;
};

/** Writing a note beside its preview. What was typed survives a reload; a faster colleague's text is shown beside it. */
export function NoteForm({ subjectId, note, onDone }: Props) {
  const { say } = useSay();
  const reading = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const form = useRef<HTMLFormElement>(null);
  // The version that was read when writing began; a colleague's newer one does not change it silently.
  const [base, setBase] = useState(note);
  const name = `note.${subjectId}.${note?.id ?? 'new'}`;
  const titleDraft = useDraft(`${name}.title`);
  const textDraft = useDraft(`${name}.text`);
  const [hadDraft, setHadDraft] = useState(titleDraft.text !== '' || textDraft.text !== '');
  const [title, setTitle] = useState(hadDraft ? titleDraft.text : (note?.title ?? ''));
  const [text, setText] = useState(hadDraft ? textDraft.text : (note?.text ?? ''));
  const [view, setView] = useState<'write' | 'preview'>('write');
  const theirs =
    submit.problem?.code === 'record.change.stale' ? (submit.problem.current as Note | undefined) : undefined;

  const drop = () => {
    titleDraft.drop();
    textDraft.drop();
    setHadDraft(false);
  };
  const write = (next: { readonly title?: string; readonly text?: string }) => {
    const [newTitle, newText] = [next.title ?? title, next.text ?? text];
    setTitle(newTitle);
    setText(newText);
    titleDraft.write(newTitle);
    textDraft.write(newText);
  };
  const save = async () => {
    const version = theirs?.version ?? base?.version;
    if (theirs !== undefined) setBase(theirs);
    let saved: Note | null = null;
    const isDone = await submit.run([note?.id, version, title, text], async (idempotencyKey) => {
      saved =
        base === null || version === undefined
          ? await call('POST /api/v1/notes', { body: { subjectId, title, text }, idempotencyKey })
          : await call('PATCH /api/v1/notes/{id}', {
              params: { id: base.id },
              body: { title, text },
              version,
              idempotencyKey,
            });
    });
    await queries.invalidateQueries({ queryKey: ['note'] });
    if (!isDone) return;
    drop();
    toastDone(say('notes.edit.saved'), say('platform.act.close'));
    onDone((saved as Note | null)?.id ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };

  return (
    <form
      ref={form}
      className="m-form m-note-form"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {hadDraft && (
        <Notice
          tone="quiet"
          actions={
            <Button
              size="small"
              onClick={() => {
                drop();
                setTitle(note?.title ?? '');
                setText(note?.text ?? '');
              }}
            >
              {say('notes.edit.drop-draft')}
            </Button>
          }
        >
          {say('notes.edit.draft')}
        </Notice>
      )}
      <TextField
        label={say('notes.edit.name')}
        required
        maxLength={200}
        value={title}
        problem={fieldProblem('title')}
        onChange={(event) => write({ title: event.currentTarget.value })}
      />
      <div className="m-note-switch">
        <Switch
          label={say('notes.edit.view')}
          value={view}
          options={[
            { value: 'write', label: say('notes.edit.write') },
            { value: 'preview', label: say('notes.edit.preview') },
          ]}
          onChoose={setView}
        />
      </div>
      <div className="m-note-sides" data-view={view}>
        <div className="m-note-write">
          <ProseField
            label={say('notes.edit.text')}
            hint={say('notes.edit.hint')}
            rows={18}
            maxLength={100_000}
            value={text}
            problem={fieldProblem('text')}
            onChange={(event) => write({ text: event.currentTarget.value })}
          />
        </div>
        <section className="m-note-preview" aria-label={say('notes.edit.preview')}>
          <div className="m-field-label">{say('notes.edit.preview')}</div>
          {text.trim() === '' ? <p className="m-second">{say('notes.edit.nothing')}</p> : <Markdown text={text} />}
        </section>
      </div>
      {theirs === undefined ? (
        <Refusal problem={submit.problem} />
      ) : (
        <Stale
          theirs={theirs}
          mine={text}
          time={fullMoment(theirs.writtenAt, reading)}
          onTake={() => {
            setBase(theirs);
            write({ title: theirs.title, text: theirs.text });
            submit.clear();
          }}
        />
      )}
      <div className="m-form-end">
        <Button type="submit" kind="primary" isBusy={submit.busy} aria-keyshortcuts="Control+Enter Meta+Enter">
          {say('notes.edit.save')}
        </Button>
        <Button onClick={() => onDone(note?.id ?? null)}>{say('platform.act.cancel')}</Button>
      </div>
    </form>
  );
}

type StaleProps = {
  readonly theirs: Note;
  readonly mine: string;
  readonly time: string;
  readonly onTake: () => void;
};

/** Both texts side by side: what stands there now, and what was about to be saved. */
function Stale({ theirs, mine, time, onTake }: StaleProps) {
  const { say } = useSay();
  return (
    <Notice tone="amber">
      <p className="m-strong">{say('notes.stale.title', { name: theirs.writtenBy.name, time })}</p>
      <p>{say('notes.stale.explain')}</p>
      <div className="m-note-both">
        <section aria-label={say('notes.stale.theirs')}>
          <div className="m-field-label">{say('notes.stale.theirs')}</div>
          <pre className="m-note-raw">{theirs.text}</pre>
        </section>
        <section aria-label={say('notes.stale.mine')}>
          <div className="m-field-label">{say('notes.stale.mine')}</div>
          <pre className="m-note-raw">{mine}</pre>
        </section>
      </div>
      <Button size="small" onClick={onTake}>
        {say('notes.stale.take')}
      </Button>
    </Notice>
  );
}
