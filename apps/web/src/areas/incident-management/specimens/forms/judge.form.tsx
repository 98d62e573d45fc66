import { type SpecimenVerdict, specimenVerdicts } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, ProseField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Specimen } from '../queries.ts';

type Props = { readonly specimen: Specimen; readonly onClose: () => void };

/** What a person decides about a mail, with reasons. */
export function JudgeForm({ specimen, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [verdict, setVerdict] = useState<SpecimenVerdict | null>(specimen.verdict?.value ?? null);
  const [note, setNote] = useState(specimen.verdict?.note ?? '');
  const save = (chosen: SpecimenVerdict) =>
    submit.run([specimen.id, specimen.version, chosen, note], async (idempotencyKey) => {
      await call('POST /api/v1/specimens/{id}/judge', {
        params: { id: specimen.id },
        body: { verdict: chosen, ...(note.trim() === '' ? {} : { note }) },
        version: specimen.version,
        idempotencyKey,
      });
      await queries.invalidateQueries({ queryKey: ['specimen'] });
      toastDone(say('specimens.judge.done'), say('platform.act.close'));
      onClose();
    });
  return (
    <form
      className="m-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (verdict !== null) void save(verdict);
      }}
    >
      <Choices
        label={say('specimens.verdict.title')}
        options={specimenVerdicts.map((value) => ({ value, label: say(`specimens.verdict.${value}`) }))}
        value={verdict}
        onChoose={setVerdict}
      />
      <ProseField
        label={say('specimens.judge.note')}
        rows={3}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={verdict === null}>
          {say('specimens.judge.save')}
        </Button>
      </div>
    </form>
  );
}
