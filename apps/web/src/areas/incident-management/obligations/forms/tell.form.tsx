import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, TextField } from '../../../../ui/field.tsx';
import { saidNumbers } from '../duty.rules.ts';
import type { Duties, PlanRow } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { useDutyAct } from './duty-act.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly duties: Duties;
  readonly row: PlanRow;
  readonly onClose: () => void;
};

/** That somebody was told: when, how, who took it, and which of the numbers that are known were said. */
export function TellForm({ subjectId, duties, row, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const { text, nameOf, factText, fieldOf } = useDutyWords();
  const now = useNow();
  const form = useDutyAct(subjectId);
  const problemOf = useFieldProblem(form.problem);
  const numbers = saidNumbers(duties.facts, (key) => fieldOf(key)?.type);
  const [local, setLocal] = useState(localInput(now, zone));
  const [channel, setChannel] = useState(text(row.channel));
  const [toldTo, setToldTo] = useState(row.holders[0] ?? '');
  const [note, setNote] = useState('');
  const [said, setSaid] = useState<readonly string[]>([]);
  const toldAt = instantOf(local, zone);
  const save = () => {
    if (toldAt === null) return;
    const { regimeId, stage, recipient } = row;
    const body = {
      ...{ regimeId, stage, recipient, toldAt: toldAt.toISOString() },
      channel: channel.trim(),
      toldTo: toldTo.trim(),
      note: note.trim(),
      told: numbers.flatMap(({ key, state, value }) => (said.includes(key) ? [{ key, state, value }] : [])),
    };
    void form.act(
      body,
      (idempotencyKey) =>
        call('POST /api/v1/subjects/{id}/obligation-tellings', { params: { id: subjectId }, body, idempotencyKey }),
      { said: say('obligations.tell.done'), onDone: onClose },
    );
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className="m-typed">
        <span className="m-strong">{text(row.recipientName)}</span> {row.what !== null && text(row.what)}
      </p>
      <TextField
        label={say('obligations.tell.at', { zone })}
        type="datetime-local"
        required
        value={local}
        problem={toldAt === null ? say('obligations.fact.wrong') : problemOf('toldAt')}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <TextField
        label={say('obligations.plan.channel')}
        required
        maxLength={300}
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value)}
      />
      <TextField
        label={say('obligations.tell.to')}
        maxLength={200}
        value={toldTo}
        onChange={(event) => setToldTo(event.currentTarget.value)}
      />
      {numbers.length > 0 && (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('obligations.tell.numbers')}</legend>
          <div className="m-second">{say('obligations.tell.numbers-hint')}</div>
          {numbers.map((fact) => (
            <Check
              key={fact.key}
              label={`${nameOf(fact.key)} ${factText(fact, fact.key)}`}
              checked={said.includes(fact.key)}
              onChange={(event) =>
                setSaid(event.currentTarget.checked ? [...said, fact.key] : said.filter((one) => one !== fact.key))
              }
            />
          ))}
        </fieldset>
      )}
      <ProseField
        label={say('obligations.fact.note')}
        rows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={form.busy} disabled={toldAt === null || channel.trim() === ''}>
          {say('obligations.tell.save')}
        </Button>
      </div>
    </form>
  );
}
