import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { IconArrowUp } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';

type When = 'now' | '5' | '15' | 'at';
const choices: readonly When[] = ['now', '5', '15', 'at'];

/** One line to record, with the time as people say it. What was typed survives a reload. */
export function NightEntryForm({ subjectId }: { readonly subjectId: string }) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const draft = useDraft(`journal.${subjectId}`);
  const [when, setWhen] = useState<When>('now');
  const [local, setLocal] = useState('');

  const add = async () => {
    const at = momentOf(when, local, zone);
    if (draft.text.trim() === '' || at === null) return;
    const body = { subjectId, text: draft.text, ...(at === undefined ? {} : { occurredAt: at.toISOString() }) };
    const isDone = await submit.run({ text: draft.text, when, local }, async (idempotencyKey) => {
      await call('POST /api/v1/journal-entries', { body, idempotencyKey });
      draft.drop();
      setWhen('now');
      void queries.invalidateQueries({ queryKey: ['journal-entry'] });
    });
    if (isDone) toastDone(say('incidents.night.recorded'), say('platform.act.close'));
  };

  return (
    <form
      className="m-night-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className="m-night-line">
        <TextField
          label={<span className="m-hidden">{say('incidents.night.record')}</span>}
          placeholder={say('journal.add.placeholder')}
          required
          maxLength={20_000}
          value={draft.text}
          onChange={(event) => draft.write(event.currentTarget.value)}
          problem={problem('text')}
        />
        <Button kind="primary" type="submit" isBusy={submit.busy} aria-label={say('journal.add.act')}>
          <IconArrowUp size={18} stroke={2} />
        </Button>
      </div>
      <fieldset className="m-night-when" aria-label={say('journal.add.when')}>
        {choices.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={when === value}
            onClick={() => {
              setWhen(value);
              if (value === 'at' && local === '') setLocal(localInput(new Date(), zone));
            }}
          >
            {value === 'now'
              ? say('incidents.when.now')
              : value === 'at'
                ? say('incidents.night.at')
                : say('incidents.when.ago', { minutes: value })}
          </button>
        ))}
      </fieldset>
      {when === 'at' && (
        <TextField
          label={say('journal.when.time', { zone })}
          type="datetime-local"
          required
          max={localInput(new Date(), zone)}
          value={local}
          onChange={(event) => setLocal(event.currentTarget.value)}
          problem={problem('occurredAt')}
        />
      )}
      <Refusal problem={submit.problem} />
    </form>
  );
}

/** Nothing for "now": then the clock of the server counts. Null: what was typed is no time. */
function momentOf(when: When, local: string, zone: string): Date | undefined | null {
  switch (when) {
    case 'now':
      return undefined;
    case '5':
    case '15':
      return new Date(Date.now() - Number(when) * 60_000);
    case 'at':
      return instantOf(local, zone);
    default:
      return when satisfies never;
  }
}
