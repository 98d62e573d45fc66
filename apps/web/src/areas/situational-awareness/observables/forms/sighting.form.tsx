import { type SightingPrecision, sightingPrecisions } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';

type Props = {
  /** The value; empty where it is to be typed. */
  readonly value: string;
  /** The record; left out: the one where the value was seen last. */
  readonly subjectId?: string | undefined;
  readonly onClose: () => void;
};

/** Says that a value was seen: when, where, how often. */
export function SightingForm({ value: given, subjectId, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [value, setValue] = useState(given);
  const [at, setAt] = useState(() => localInput(new Date(), zone));
  const [precision, setPrecision] = useState<SightingPrecision>('minute');
  const [source, setSource] = useState('');
  const [count, setCount] = useState('1');
  const [note, setNote] = useState('');
  const seenAt = instantOf(at, zone);
  const add = () =>
    submit.run([value, at, precision, source, count, note], async (idempotencyKey) => {
      if (seenAt === null) return;
      await call('POST /api/v1/sightings', {
        body: {
          value,
          seenAt: seenAt.toISOString(),
          precision,
          source,
          count: Number(count),
          note: note.trim(),
          ...(subjectId === undefined ? {} : { subjectId }),
        },
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      toastDone(say('sightings.add.done'), say('platform.act.close'));
      onClose();
    });
  const isReady = value.trim() !== '' && source.trim() !== '' && seenAt !== null && Number(count) >= 1;
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {given === '' ? (
        <TextField
          label={say('sightings.add.value')}
          hint={say('block-list.add.value-hint')}
          required
          maxLength={2048}
          data-autofocus
          value={value}
          problem={fieldProblem('value')}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <p className="m-mono m-observable-value">{given}</p>
      )}
      <TextField
        label={say('sightings.add.source')}
        hint={say('sightings.add.source-hint')}
        required
        maxLength={300}
        data-autofocus={given === '' ? undefined : true}
        value={source}
        problem={fieldProblem('source')}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextField
        label={say('sightings.add.at')}
        type="datetime-local"
        required
        max={localInput(new Date(), zone)}
        value={at}
        problem={fieldProblem('seenAt')}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <SelectField
        label={say('sightings.add.precision')}
        value={precision}
        onChange={(event) =>
          setPrecision(sightingPrecisions.find((one) => one === event.currentTarget.value) ?? 'minute')
        }
      >
        {sightingPrecisions.map((one) => (
          <option key={one} value={one}>
            {say(`sightings.precision.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('sightings.add.count')}
        type="number"
        inputMode="numeric"
        min={1}
        max={1_000_000_000}
        required
        value={count}
        problem={fieldProblem('count')}
        onChange={(event) => setCount(event.currentTarget.value)}
      />
      <ProseField
        label={say('sightings.add.note')}
        rows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {fieldProblem('value') === null && fieldProblem('seenAt') === null && <Refusal problem={submit.problem} />}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('sightings.add.save')}
        </Button>
      </div>
    </form>
  );
}
