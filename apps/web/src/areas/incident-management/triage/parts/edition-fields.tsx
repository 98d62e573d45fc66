import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { TextField } from '../../../../ui/field.tsx';

/** From when a new version counts, and why there is one. `given` is what of it goes into the request. */
export function useEditionFields() {
  const [effectiveOn, setEffectiveOn] = useState('');
  const [note, setNote] = useState('');
  const given = {
    ...(effectiveOn === '' ? {} : { effectiveOn }),
    ...(note.trim() === '' ? {} : { note }),
  };
  return { effectiveOn, setEffectiveOn, note, setNote, given };
}

export function EditionFields({
  typed,
  problemOf,
}: {
  readonly typed: ReturnType<typeof useEditionFields>;
  readonly problemOf: (field: string) => string | null;
}) {
  const { say } = useSay();
  return (
    <div className="m-grid-fields">
      <TextField
        label={say('triage.priorities.effective-on')}
        hint={say('triage.priorities.effective-on-hint')}
        type="date"
        value={typed.effectiveOn}
        onChange={(event) => typed.setEffectiveOn(event.currentTarget.value)}
        problem={problemOf('effectiveOn')}
      />
      <TextField
        label={say('triage.save.note')}
        maxLength={300}
        value={typed.note}
        onChange={(event) => typed.setNote(event.currentTarget.value)}
        problem={problemOf('note')}
      />
    </div>
  );
}
