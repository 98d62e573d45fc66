import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconHistory, IconPencil, IconPlus } from '../../../../ui/icons.ts';
import { Markdown } from '../../../../ui/markdown/markdown.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { NoteForm } from '../forms/note.form.tsx';
import { WithdrawNoteForm } from '../forms/withdraw-note.form.tsx';
import { type Note, notesQuery } from '../queries.ts';
import { NoteVersions } from './note-versions.tsx';
import './notes.css';

type Mode = 'read' | 'edit' | 'new' | 'versions';

/** The notes of a record: a list on the left, the one that is open on the right. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const list = useQuery(notesQuery(subject.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('read');
  const [showsWithdrawn, setShowsWithdrawn] = useState(false);
  const notes = list.data?.items ?? [];
  const current = notes.filter(({ withdrawn }) => withdrawn === null);
  const withdrawn = notes.filter((one) => one.withdrawn !== null);
  const open = notes.find(({ id }) => id === chosen) ?? current[0] ?? null;
  const mayAdd = list.data?.can.add === true && may('notes.add');
  const show = (id: string | null) => {
    setChosen(id);
    setMode('read');
  };
  const row = (note: Note) => (
    <li key={note.id}>
      <button
        type="button"
        className="m-note-row"
        aria-pressed={mode !== 'new' && note.id === open?.id}
        data-withdrawn={note.withdrawn !== null}
        onClick={() => show(note.id)}
      >
        <span className="m-strong m-typed">{note.title}</span>
        <span className="m-second">
          <Moment at={note.writtenAt} as="short" />{' '}
          {say('notes.written', { name: note.writtenBy.name, version: note.version })}
        </span>
        <MergedFrom from={note.mergedFrom} isText />
      </button>
    </li>
  );
  return (
    <Card
      title={say('notes.title')}
      note={current.length > 0 && say('notes.list.count', { count: current.length })}
      isTight
      actions={
        mayAdd && (
          <Button size="small" icon={IconPlus} onClick={() => setMode('new')}>
            {say('notes.add.act')}
          </Button>
        )
      }
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && notes.length === 0 && mode !== 'new' && (
        <Empty>{say(mayAdd ? 'notes.list.empty' : 'notes.list.empty-reader')}</Empty>
      )}
      {(notes.length > 0 || mode === 'new') && (
        <div className="m-notes" data-single={notes.length === 0}>
          {notes.length > 0 && (
            <nav aria-label={say('notes.list.label')}>
              <ul className="m-note-list">
                {current.map(row)}
                {showsWithdrawn && withdrawn.map(row)}
              </ul>
              {withdrawn.length > 0 && (
                <Button
                  kind="plain"
                  size="small"
                  aria-expanded={showsWithdrawn}
                  onClick={() => setShowsWithdrawn(!showsWithdrawn)}
                >
                  {say('notes.list.withdrawn', { count: withdrawn.length })}
                </Button>
              )}
            </nav>
          )}
          <div className="m-note">
            {mode === 'new' && (
              <>
                <h3>{say('notes.edit.title-new')}</h3>
                <NoteForm key="new" subjectId={subject.id} note={null} onDone={(id) => show(id ?? chosen)} />
              </>
            )}
            {mode === 'edit' && open !== null && (
              <NoteForm key={open.id} subjectId={subject.id} note={open} onDone={() => setMode('read')} />
            )}
            {mode === 'versions' && open !== null && (
              <NoteVersions key={open.id} note={open} onBack={() => setMode('read')} />
            )}
            {mode === 'read' && open !== null && <OpenNote note={open} onMode={setMode} />}
          </div>
        </div>
      )}
    </Card>
  );
}

/** One note as it is read. */
function OpenNote({ note, onMode }: { readonly note: Note; readonly onMode: (mode: Mode) => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const [isWithdrawing, setWithdrawing] = useState(false);
  return (
    <article className="m-stack">
      <div className="m-note-head">
        <h3 className="m-typed">{note.title}</h3>
        <span className="m-note-acts">
          <Button size="small" icon={IconHistory} onClick={() => onMode('versions')}>
            {say('notes.versions.act')}
          </Button>
          {note.can.change && may('notes.withdraw') && (
            <Button size="small" onClick={() => setWithdrawing(true)}>
              {say('notes.withdraw.act')}
            </Button>
          )}
          {note.can.change && may('notes.write') && (
            <Button size="small" icon={IconPencil} onClick={() => onMode('edit')}>
              {say('notes.edit.act')}
            </Button>
          )}
        </span>
      </div>
      <p className="m-second">
        <Moment at={note.writtenAt} /> {say('notes.written', { name: note.writtenBy.name, version: note.version })}
      </p>
      {note.withdrawn !== null && (
        <p className="m-second">
          <Moment at={note.withdrawn.at} /> {note.withdrawn.by.name} ・ {note.withdrawn.reason}
        </p>
      )}
      {note.text === '' ? <p className="m-second">{say('notes.edit.nothing')}</p> : <Markdown text={note.text} />}
      <Dialog
        title={say('notes.withdraw.title', { name: note.title })}
        isOpen={isWithdrawing}
        onClose={() => setWithdrawing(false)}
      >
        <WithdrawNoteForm note={note} onClose={() => setWithdrawing(false)} />
      </Dialog>
    </article>
  );
}
