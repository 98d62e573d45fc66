import type { BodyInput, RouteOf } from '@matoi/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, TextField } from '../../../../ui/field.tsx';
import { ClassPicker } from '../parts/class-picker.tsx';
import { classesQuery, type TriageClass } from '../queries.ts';

type ClassFormProps = {
  /** Left out: a new class. */
  readonly known?: TriageClass | undefined;
  readonly onDone: () => void;
};

const blank = {
  code: 'own:',
  name: { ja: '', en: '' },
  description: { ja: '', en: '' },
  reading: '',
  rsitCode: null,
  isMalicious: false,
} as const;

/** A class: its names, how it is found, and as what it is counted towards others. */
export function ClassForm({ known, onDone }: ClassFormProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [draft, setDraft] = useState<BodyInput<RouteOf<'POST /api/v1/triage-classes'>>>(known ?? blank);
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const isRsit = known?.scheme === 'rsit';
  const description = draft.description ?? blank.description;

  const save = () => {
    const { code, name, reading, rsitCode, isMalicious } = draft;
    const shared = { name, description, reading: reading ?? '' };
    return submit.run({ draft, version: known?.version }, async (idempotencyKey) => {
      if (known === undefined) {
        const body = { code, ...shared, rsitCode, isMalicious };
        await call('POST /api/v1/triage-classes', { body, idempotencyKey });
      } else {
        const body = isRsit ? shared : { ...shared, rsitCode, isMalicious };
        const { version } = known;
        await call('PATCH /api/v1/triage-classes/{code}', { params: { code }, body, version, idempotencyKey });
      }
      await queries.invalidateQueries({ queryKey: classesQuery.queryKey });
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
      {known === undefined && (
        <TextField
          label={say('triage.class.code')}
          hint={say('triage.class.code-hint')}
          required
          maxLength={60}
          pattern="own:[a-z0-9]+(-[a-z0-9]+)*"
          data-autofocus
          value={draft.code}
          onChange={(event) => set({ code: event.currentTarget.value })}
          problem={problemOf('code')}
        />
      )}
      <TextField
        label={say('triage.class.name-ja')}
        required
        maxLength={100}
        lang="ja"
        value={draft.name.ja}
        onChange={(event) => set({ name: { ...draft.name, ja: event.currentTarget.value } })}
        problem={problemOf('name.ja')}
      />
      <TextField
        label={say('triage.class.name-en')}
        required
        maxLength={100}
        lang="en"
        disabled={isRsit}
        value={draft.name.en}
        onChange={(event) => set({ name: { ...draft.name, en: event.currentTarget.value } })}
        problem={problemOf('name.en')}
      />
      <TextField
        label={say('triage.class.reading')}
        hint={say('triage.class.reading-hint')}
        maxLength={200}
        value={draft.reading ?? ''}
        onChange={(event) => set({ reading: event.currentTarget.value })}
        problem={problemOf('reading')}
      />
      <TextField
        label={say('triage.class.description-ja')}
        maxLength={500}
        lang="ja"
        value={description.ja}
        onChange={(event) => set({ description: { ...description, ja: event.currentTarget.value } })}
        problem={problemOf('description.ja')}
      />
      {!isRsit && (
        <>
          <TextField
            label={say('triage.class.description-en')}
            maxLength={500}
            lang="en"
            value={description.en}
            onChange={(event) => set({ description: { ...description, en: event.currentTarget.value } })}
            problem={problemOf('description.en')}
          />
          <ClassPicker
            label={say('triage.class.rsit')}
            hint={say('triage.class.rsit-hint')}
            value={draft.rsitCode}
            onChoose={(rsitCode) => set({ rsitCode })}
            problem={problemOf('rsitCode')}
            canClear
            isRsitOnly
          />
          <Check
            label={say('triage.class.malicious')}
            checked={draft.isMalicious}
            onChange={(event) => set({ isMalicious: event.currentTarget.checked })}
          />
        </>
      )}
      {isRsit && <p className="m-second">{say('triage-classes.change.rsit-fixed')}</p>}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onDone}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say(known === undefined ? 'triage.class.add' : 'triage.save.act')}
        </Button>
      </div>
    </form>
  );
}
