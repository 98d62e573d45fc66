import { reportChannels, reportOutcomes } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { ClassPicker } from '../../triage/parts/class-picker.tsx';
import { chipsOf, type FilterChip, type InboxFilter, priorityChoices, toggleChip } from '../filter.rules.ts';
import { assigneesQuery } from '../queries.ts';
import { useChipText } from './chip-text.hook.ts';

type FilterPanelProps = {
  readonly filter: InboxFilter;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onClose: () => void;
};

/** All that can narrow the list; each choice acts at once and becomes a chip. */
export function FilterPanel({ filter, onFilter, onClose }: FilterPanelProps) {
  const { say } = useSay();
  const { may } = useMe();
  const people = useQuery({ ...assigneesQuery(), enabled: may('assignees.list') });
  const toggle = (chip: FilterChip) => onFilter(toggleChip(filter, chip));
  const add = (chip: FilterChip) => {
    const isThere = chipsOf(filter).some(({ field, value }) => field === chip.field && value === chip.value);
    if (!isThere) toggle(chip);
  };
  return (
    <section className="m-filters" aria-label={say('reports.filter.open')}>
      <Boxes
        title={say('triage.field.priority')}
        chips={priorityChoices.map((value) => ({ field: 'priority', value }))}
        filter={filter}
        onToggle={toggle}
      />
      <Boxes
        title={say('reports.filter.channel')}
        chips={reportChannels.map((value) => ({ field: 'channel', value }))}
        filter={filter}
        onToggle={toggle}
      />
      {['done', 'all'].includes(filter.list) && (
        <Boxes
          title={say('reports.close.outcome')}
          chips={reportOutcomes.filter((value) => value !== 'withdrawn').map((value) => ({ field: 'outcome', value }))}
          filter={filter}
          onToggle={toggle}
        />
      )}
      <Boxes
        title={say('reports.filter.state')}
        chips={[
          { field: 'isOverdue', value: 'yes' },
          { field: 'isUnfinished', value: 'yes' },
          { field: 'class', value: 'none' },
        ]}
        filter={filter}
        onToggle={toggle}
      />
      <ClassPicker value={null} onChoose={(value) => value !== null && add({ field: 'class', value })} />
      {filter.list !== 'mine' && (
        <SelectField
          label={say('reports.field.assignee')}
          value={filter.assignee ?? ''}
          onChange={(event) => onFilter({ ...filter, assignee: event.currentTarget.value || null })}
        >
          <option value="">{say('reports.filter.anybody')}</option>
          <option value="me">{say('reports.filter.mine')}</option>
          <option value="none">{say('reports.filter.nobody')}</option>
          {people.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <WordField label={say('reports.field.tags')} onAdd={(value) => add({ field: 'tag', value })} limit={40} />
      <WordField label={say('reports.field.source')} onAdd={(value) => add({ field: 'source', value })} limit={100} />
      <WordField
        label={say('reports.filter.reporter')}
        onAdd={(value) => add({ field: 'reporter', value })}
        limit={320}
      />
      <div className="m-form-end">
        <Button onClick={onClose}>{say('platform.act.close')}</Button>
      </div>
    </section>
  );
}

type BoxesProps = {
  readonly title: string;
  readonly chips: readonly FilterChip[];
  readonly filter: InboxFilter;
  readonly onToggle: (chip: FilterChip) => void;
};

function Boxes({ title, chips, filter, onToggle }: BoxesProps) {
  const chipText = useChipText();
  const chosen = chipsOf(filter);
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{title}</legend>
      <div className="m-pills">
        {chips.map((chip) => (
          <button
            key={chip.field + chip.value}
            type="button"
            className="m-pill"
            aria-pressed={chosen.some(({ field, value }) => field === chip.field && value === chip.value)}
            onClick={() => onToggle(chip)}
          >
            {chipText(chip)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

type WordFieldProps = { readonly label: string; readonly limit: number; readonly onAdd: (word: string) => void };

/** One word, taken in by Enter; a comma would be read as two in the address. */
function WordField({ label, limit, onAdd }: WordFieldProps) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const word = text.replaceAll(',', ' ').trim();
    if (word !== '') onAdd(word);
    setText('');
  };
  return (
    <form className="m-word-field" onSubmit={submit}>
      <TextField
        label={label}
        maxLength={limit}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {say('reports.filter.add')}
      </Button>
    </form>
  );
}
