import { type Pap, papLabels, type Tlp, tlpLabels } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { tlpText } from '../../../../ui/tlp-chip.tsx';
import { type Correction, useCorrections } from '../corrections.hook.ts';
import { papText, tagChanges, tagsIn } from '../marks.rules.ts';
import { type Observable, tagsQuery } from '../queries.ts';

type Props = {
  readonly observables: readonly Observable[];
  /** The record whose values they are; left out: each is changed on its own. */
  readonly subjectId?: string | undefined;
  readonly onClose: () => void;
};

/** `keep`: as it is; empty: as the record. */
type Choice<Label extends string> = Label | '' | 'keep';

/** Tags, markings and the note of one value, or what several have in common. */
export function EditObservablesForm({ observables, subjectId, onClose }: Props) {
  const { say } = useSay();
  const corrections = useCorrections();
  const tags = useQuery(tagsQuery);
  const listId = useId();
  const [first] = observables;
  const only = observables.length === 1 ? first : undefined;
  const [tagText, setTagText] = useState(only?.tags.join(' ') ?? '');
  const [removeText, setRemoveText] = useState('');
  const [note, setNote] = useState(only?.note ?? '');
  const [tlp, setTlp] = useState<Choice<Tlp>>(only === undefined ? 'keep' : (only.marking.ownTlp ?? ''));
  const [pap, setPap] = useState<Choice<Pap>>(only === undefined ? 'keep' : (only.marking.ownPap ?? ''));

  const change = correctionOf(only, { tagText, removeText, note, tlp, pap });
  const { addTags = [], removeTags = [], ...rest } = change;
  const isNothing = addTags.length + removeTags.length + Object.keys(rest).length === 0;
  const save = async () => {
    if (isNothing || (await corrections.correct(observables, change, subjectId))) onClose();
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <datalist id={listId}>
        {tags.data?.items.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <TextField
        label={say(only === undefined ? 'observables.edit.add-tags' : 'observables.field.tags')}
        hint={say('observables.edit.tags-hint')}
        maxLength={600}
        list={listId}
        data-autofocus
        value={tagText}
        onChange={(event) => setTagText(event.currentTarget.value)}
      />
      {only === undefined && (
        <TextField
          label={say('observables.edit.remove-tags')}
          maxLength={600}
          list={listId}
          value={removeText}
          onChange={(event) => setRemoveText(event.currentTarget.value)}
        />
      )}
      <SelectField
        label={say('observables.edit.tlp')}
        value={tlp}
        onChange={(event) => setTlp(tlpLabels.find((one) => one === event.currentTarget.value) ?? otherOf(event))}
      >
        {only === undefined && <option value="keep">{say('observables.edit.keep')}</option>}
        <option value="">{asRecord(say, only?.marking.ownTlp === null ? only.marking.tlp : null, tlpText)}</option>
        {tlpLabels.map((label) => (
          <option key={label} value={label}>
            {tlpText(label)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('observables.edit.pap')}
        value={pap}
        onChange={(event) => setPap(papLabels.find((one) => one === event.currentTarget.value) ?? otherOf(event))}
      >
        {only === undefined && <option value="keep">{say('observables.edit.keep')}</option>}
        <option value="">{asRecord(say, only?.marking.ownPap === null ? only.marking.pap : null, papText)}</option>
        {papLabels.map((label) => (
          <option key={label} value={label}>
            {papText(label)}
          </option>
        ))}
      </SelectField>
      {only !== undefined && (
        <ProseField
          label={say('observables.field.note')}
          hint={say('observables.edit.note-hint')}
          rows={3}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <Refusal problem={corrections.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={corrections.busy}>
          {say('observables.edit.save')}
        </Button>
      </div>
    </form>
  );
}

type Entered = {
  readonly tagText: string;
  readonly removeText: string;
  readonly note: string;
  readonly tlp: Choice<Tlp>;
  readonly pap: Choice<Pap>;
};

/** What was changed in the form: of one value the differences, of several what is to be the same. */
function correctionOf(only: Observable | undefined, { tagText, removeText, note, tlp, pap }: Entered): Correction {
  if (only === undefined)
    return {
      ...{ addTags: tagsIn(tagText), removeTags: tagsIn(removeText) },
      ...(tlp === 'keep' ? {} : { tlp: tlp === '' ? null : tlp }),
      ...(pap === 'keep' ? {} : { pap: pap === '' ? null : pap }),
    };
  const { ownTlp, ownPap } = only.marking;
  return {
    ...tagChanges(only.tags, tagText),
    ...(tlp === 'keep' || tlp === (ownTlp ?? '') ? {} : { tlp: tlp === '' ? null : tlp }),
    ...(pap === 'keep' || pap === (ownPap ?? '') ? {} : { pap: pap === '' ? null : pap }),
    ...(note.trim() === only.note ? {} : { note: note.trim(), noteBefore: only.note }),
  };
}

function otherOf(event: { readonly currentTarget: { readonly value: string } }): '' | 'keep' {
  return event.currentTarget.value === 'keep' ? 'keep' : '';
}

type Say = ReturnType<typeof useSay>['say'];

/** "As the record", with what that is now where it is known. */
function asRecord<Label>(say: Say, label: Label | null, text: (label: Label) => string): string {
  return label === null
    ? say('observables.edit.as-record')
    : say('observables.edit.as-record-now', { label: text(label) });
}
