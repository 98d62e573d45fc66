import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { diffLines, shortened } from '../diff.rules.ts';
import { type Note, versionQuery, versionsQuery } from '../queries.ts';

/** Every version of a note, and what each changed; an old one comes back as a new one. */
export function NoteVersions({ note, onBack }: { readonly note: Note; readonly onBack: () => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery(versionsQuery(note.id));
  const [chosen, setChosen] = useState(note.version);
  const restore = () =>
    submit.run([note.id, note.version, chosen], async (idempotencyKey) => {
      const { id, version } = note;
      await call('POST /api/v1/notes/{id}/restore', {
        params: { id },
        body: { version: chosen },
        version,
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['note'] });
      toastDone(say('notes.versions.restored-done', { version: chosen }), say('platform.act.close'));
      onBack();
    });
  return (
    <div className="m-stack">
      <div className="m-note-head">
        <h3>{say('notes.versions.title', { name: note.title })}</h3>
        <Button size="small" onClick={onBack}>
          {say('notes.versions.back')}
        </Button>
      </div>
      {list.data === undefined && <Waiting query={list} />}
      <ul className="m-note-versions">
        {list.data?.items.map((one) => (
          <li key={one.version}>
            <button
              type="button"
              className="m-note-version"
              aria-pressed={one.version === chosen}
              onClick={() => setChosen(one.version)}
            >
              <span className="m-strong">{say('notes.versions.item', { version: one.version })}</span>{' '}
              <Moment at={one.writtenAt} as="short" /> {one.writtenBy.name}
              {one.restoredFrom !== null && (
                <>
                  {' '}
                  <Chip>{say('notes.versions.restored', { version: one.restoredFrom })}</Chip>
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
      <Changes id={note.id} version={chosen} />
      <Refusal problem={submit.problem} />
      {chosen !== note.version && note.can.change && may('notes.restore') && (
        <div className="m-form-end">
          <Button isBusy={submit.busy} onClick={() => void restore()}>
            {say('notes.versions.restore')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What a version changed, line by line. */
function Changes({ id, version }: { readonly id: string; readonly version: number }) {
  const { say } = useSay();
  const now = useQuery(versionQuery(id, version));
  const before = useQuery({ ...versionQuery(id, Math.max(1, version - 1)), enabled: version > 1 });
  if (now.data === undefined) return <Waiting query={now} />;
  if (version > 1 && before.data === undefined) return <Waiting query={before} />;
  const old = version > 1 ? before.data : undefined;
  const parts = shortened(diffLines(old?.text ?? now.data.text, now.data.text));
  const isSame = parts.every(({ kind }) => kind === 'hidden');
  return (
    <section className="m-stack" aria-label={say('notes.versions.compare')}>
      <h4 className="m-field-label">{say('notes.versions.compare')}</h4>
      {old !== undefined && old.title !== now.data.title && (
        <p>
          <del>{old.title}</del> <ins>{now.data.title}</ins>
        </p>
      )}
      {version === 1 && <p className="m-second">{say('notes.versions.first')}</p>}
      {version > 1 && isSame && <p className="m-second">{say('notes.versions.same')}</p>}
      {version === 1 ? (
        <pre className="m-note-raw">{now.data.text}</pre>
      ) : (
        <div className="m-diff">
          {parts.map((part, at) => {
            const key = `${at} ${part.kind}`;
            if (part.kind === 'hidden')
              return (
                <div key={key} className="m-diff-line" data-kind="hidden">
                  {say('notes.diff.hidden', { count: part.count })}
                </div>
              );
            if (part.kind === 'same')
              return (
                <div key={key} className="m-diff-line" data-kind="same">
                  {part.text}
                </div>
              );
            const Mark = part.kind === 'added' ? 'ins' : 'del';
            return (
              <div key={key} className="m-diff-line" data-kind={part.kind}>
                <span className="m-diff-sign">{part.kind === 'added' ? '+' : '−'}</span>
                <Mark>{part.text}</Mark>
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}
