import { type JournalLane, journalLanes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, TextField } from '../../../../ui/field.tsx';
import { occurredAt, type When } from '../when.rules.ts';
import '../sections/journal.css';

type Choice = 'now' | '5' | '15' | 'at';

/** One line to record: what, when, on which lane. What was typed survives a reload. */
export function EntryForm({ subjectId }: { readonly subjectId: string }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(`journal.${subjectId}`);
  const [choice, setChoice] = useState<Choice>('now');
  const [local, setLocal] = useState('');
  const [until, setUntil] = useState('');
  const [isAssumed, setAssumed] = useState(false);
  const [lane, setLane] = useState<JournalLane>('us');
  useKeys({ r: () => form.current?.querySelector('textarea')?.focus() });

  const when: When =
    choice === 'now'
      ? { kind: 'now' }
      : choice === 'at'
        ? { kind: 'at', local }
        : { kind: 'ago', minutes: choice === '5' ? 5 : 15 };

  const add = async () => {
    const at = occurredAt(when, new Date(), zone);
    if (at === null || draft.text.trim() === '') return;
    const occurredUntil = choice === 'at' && until !== '' ? (instantOf(until, zone)?.toISOString() ?? null) : null;
    const body = {
      subjectId,
      text: draft.text,
      lane,
      isAssumed,
      occurredUntil,
      ...(at === undefined ? {} : { occurredAt: at }),
    };
    // The key follows what was chosen, not the running clock, so that a repeated try stays the same act.
    await submit.run({ text: draft.text, lane, when, isAssumed, occurredUntil }, async (idempotencyKey) => {
      await call('POST /api/v1/journal-entries', { body, idempotencyKey });
      draft.drop();
      setChoice('now');
      setUntil('');
      setAssumed(false);
      await queries.invalidateQueries({ queryKey: ['journal-entry'] });
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };

  return (
    <form
      ref={form}
      className="m-entry"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <ProseField
        id="journal-text"
        label={say('journal.add.label')}
        placeholder={say('journal.add.placeholder')}
        required
        rows={2}
        maxLength={20_000}
        value={draft.text}
        onChange={(event) => draft.write(event.currentTarget.value)}
        problem={fieldProblem('text')}
      />
      <div className="m-entry-row">
        <Choices<Choice>
          label={say('journal.add.when')}
          value={choice}
          options={[
            { value: 'now', label: say('journal.when.now') },
            { value: '5', label: say('journal.when.ago-5') },
            { value: '15', label: say('journal.when.ago-15') },
            { value: 'at', label: say('journal.when.at') },
          ]}
          onChoose={(next) => {
            setChoice(next);
            if (next === 'at' && local === '') setLocal(localInput(new Date(), zone));
          }}
        />
        {choice === 'at' && (
          <TextField
            label={say('journal.when.time', { zone })}
            type="datetime-local"
            required
            max={localInput(new Date(), zone)}
            value={local}
            onChange={(event) => setLocal(event.currentTarget.value)}
            problem={fieldProblem('occurredAt')}
          />
        )}
        {choice === 'at' && (
          <TextField
            label={say('timeline.field.until')}
            type="datetime-local"
            max={localInput(new Date(), zone)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
            problem={fieldProblem('occurredUntil')}
          />
        )}
        <Choices<JournalLane>
          label={say('journal.field.lane')}
          value={lane}
          options={journalLanes.map((value) => ({ value, label: say(`terms.lane.${value}`) }))}
          onChoose={setLane}
        />
        <Check
          label={say('timeline.item.assumed')}
          checked={isAssumed}
          onChange={(event) => setAssumed(event.currentTarget.checked)}
        />
        <Button type="submit" isBusy={submit.busy} aria-keyshortcuts="Control+Enter Meta+Enter">
          {say('journal.add.act')}
          <Kbd>Ctrl</Kbd>
          <Kbd>↵</Kbd>
        </Button>
      </div>
      <Refusal problem={submit.problem} />
    </form>
  );
}
