import { type JournalLane, journalLanes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, Notice, ProseField, TextField } from '../../../../ui/field.tsx';
import type { TimelineItem } from '../queries.ts';

type CorrectProps = {
  readonly item: TimelineItem;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** Puts right what was written: a further version; the one before stays readable. */
export function CorrectForm({ item, onDone, onCancel }: CorrectProps) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const first = localInput(new Date(item.at), zone);
  const end = item.until === null ? '' : localInput(new Date(item.until), zone);
  const [text, setText] = useState(item.text ?? '');
  const [at, setAt] = useState(first);
  const [until, setUntil] = useState(end);
  const [lane, setLane] = useState<JournalLane>(item.lane);
  const [isAssumed, setAssumed] = useState(item.isAssumed);

  const save = async () => {
    // A time that was not touched keeps its seconds.
    const occurredAt = at === first ? item.at : instantOf(at, zone)?.toISOString();
    const occurredUntil = until === '' ? null : until === end ? item.until : instantOf(until, zone)?.toISOString();
    if (occurredAt === undefined || occurredUntil === undefined) return;
    const body = { text, lane, isAssumed, occurredAt, occurredUntil };
    await submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/journal-entries/{id}/correct', { params: { id: item.id }, body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['journal-entry'] });
      onDone();
    });
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Notice tone="quiet">{say('timeline.correct.text')}</Notice>
      <ProseField
        label={say('journal.field.text')}
        required
        rows={4}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        problem={fieldProblem('text')}
      />
      <div className="m-timeline-two">
        <TextField
          label={say('journal.when.time', { zone })}
          type="datetime-local"
          required
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
          problem={fieldProblem('occurredAt')}
        />
        <TextField
          label={say('timeline.field.until')}
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          problem={fieldProblem('occurredUntil')}
        />
      </div>
      <Choices<JournalLane>
        label={say('journal.field.lane')}
        value={lane}
        options={journalLanes.map((value) => ({ value, label: say(`terms.lane.${value}`) }))}
        onChoose={setLane}
      />
      <Check
        label={say('timeline.field.assumed')}
        checked={isAssumed}
        onChange={(event) => setAssumed(event.currentTarget.checked)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onCancel}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy}>
          {say('timeline.correct.save')}
        </Button>
      </div>
    </form>
  );
}
