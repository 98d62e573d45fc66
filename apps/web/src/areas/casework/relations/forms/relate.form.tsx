import { type RelationKind, relationKinds } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { type SubjectFrame, useSubjectLink } from '../../../../shared/registry.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { type Relation, type RelationKindView, recordsQuery } from '../queries.ts';

/** One choice: a kind, seen from this record. `backward`: this record is the second one. */
type Choice = { readonly kind: RelationKind; readonly isBackward: boolean; readonly text: string };

function choicesOf(kinds: readonly RelationKindView[], locale: 'ja' | 'en'): readonly Choice[] {
  return kinds.flatMap(({ code, forward, backward, isSymmetric }) => [
    { kind: code, isBackward: false, text: forward[locale] },
    ...(isSymmetric ? [] : [{ kind: code, isBackward: true, text: backward[locale] }]),
  ]);
}

type Found = { readonly id: string; readonly number: string | null; readonly title: string };

type RelateProps = {
  readonly subject: SubjectFrame;
  readonly kinds: readonly RelationKindView[];
  readonly onClose: () => void;
};

/** Relates this record to another one, found by its number or its words. */
export function RelateDialog({ subject, kinds, onClose }: RelateProps) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const form = useSubmit();
  const problem = useFieldProblem(form.problem);
  const choices = choicesOf(kinds, locale);
  const [other, setOther] = useState<Found | null>(null);
  const [chosen, setChosen] = useState(0);
  const [note, setNote] = useState('');

  const relate = async () => {
    const choice = choices[chosen];
    if (other === null || choice === undefined) return;
    const [fromId, toId] = choice.isBackward ? [other.id, subject.id] : [subject.id, other.id];
    const kind = relationKinds.find((one) => one === choice.kind) ?? 'related';
    const body = { kind, fromId, toId, ...(note.trim() === '' ? {} : { note }) };
    const isDone = await form.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/relations', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['relation'] });
      void queries.invalidateQueries({ queryKey: ['journal-entry'] });
    });
    if (isDone) onClose();
  };

  return (
    <Dialog title={say('relations.add.title')} isOpen onClose={onClose} size={560}>
      {other === null ? (
        <FindRecord without={subject.id} onChoose={setOther} />
      ) : (
        <form
          className="m-form"
          onSubmit={(event) => {
            event.preventDefault();
            void relate();
          }}
        >
          <div>
            <div className="m-second">{say('relations.add.other')}</div>
            <div className="m-strong">{`${other.number ?? ''} ${other.title}`.trim()}</div>
            <Button kind="plain" size="small" onClick={() => setOther(null)}>
              {say('relations.add.another')}
            </Button>
          </div>
          <SelectField
            label={say('relations.add.kind')}
            value={chosen}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
            problem={problem('kind')}
          >
            {choices.map(({ kind, isBackward, text }, at) => (
              <option key={`${kind} ${isBackward}`} value={at}>
                {text}
              </option>
            ))}
          </SelectField>
          <TextField
            label={say('relations.add.note')}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            problem={problem('note')}
          />
          <Refusal problem={form.problem} />
          <div className="m-dialog-end">
            <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
            <Button kind="primary" type="submit" isBusy={form.busy}>
              {say('relations.add.submit')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function FindRecord({ without, onChoose }: { readonly without: string; readonly onChoose: (found: Found) => void }) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useQuery(recordsQuery(q));
  const items = (found.data?.items ?? []).filter(({ subject }) => subject.id !== without && linkTo(subject) !== null);
  return (
    <div className="m-form">
      <TextField
        label={say('relations.add.find')}
        type="search"
        maxLength={200}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {q.length >= 2 && found.data === undefined && <Waiting query={found} />}
      {found.data !== undefined && items.length === 0 && <p className="m-second">{say('platform.palette.nothing')}</p>}
      <ul className="m-records">
        {items.map(({ subject }) => (
          <li key={subject.id}>
            <button type="button" onClick={() => onChoose(subject)}>
              <span className="m-strong">{subject.title}</span>
              <span className="m-second">{subject.number}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type UnrelateProps = { readonly subject: SubjectFrame; readonly relation: Relation; readonly onClose: () => void };

/** Takes a relation back, with a reason. */
export function UnrelateDialog({ relation, onClose }: UnrelateProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const form = useSubmit();
  const problem = useFieldProblem(form.problem);
  const [reason, setReason] = useState('');
  const remove = async () => {
    const isDone = await form.run([relation.id, reason], async (idempotencyKey) => {
      await call('POST /api/v1/relations/{id}/remove', {
        params: { id: relation.id },
        body: { reason },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['relation'] });
      void queries.invalidateQueries({ queryKey: ['journal-entry'] });
    });
    if (isDone) onClose();
  };
  return (
    <Dialog title={say('relations.remove.title')} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        <p>
          {say('relations.remove.text', { record: `${relation.other.number ?? ''} ${relation.other.title}`.trim() })}
        </p>
        <ProseField
          label={say('relations.remove.reason')}
          required
          maxLength={1000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          problem={problem('reason')}
        />
        <Refusal problem={form.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={form.busy}>
            {say('relations.remove.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
