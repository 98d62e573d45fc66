import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { type DraftPerson, keyOf, outsider, type PlanDraft, personOf } from '../plan.draft.ts';
import type { MeetingList } from '../queries.ts';

type Props = {
  readonly draft: PlanDraft;
  readonly people: MeetingList['people'];
  readonly onChange: (part: Partial<PlanDraft>) => void;
};

/** Who is invited: people of the team by name, people outside by what is typed; who leads and who takes the minutes. */
export function PeopleFields({ draft, people, onChange }: Props) {
  const { say } = useSay();
  const there = new Set(draft.people.map(keyOf));
  const left = people.filter((person) => !there.has(keyOf(person)));
  const replace = (changed: DraftPerson) =>
    onChange({ people: draft.people.map((one) => (one.key === changed.key ? changed : one)) });
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{say('meetings.form.people')}</legend>
      <ul className="m-meeting-people">
        {draft.people.map((person) => (
          <Person
            key={person.key}
            person={person}
            onChange={replace}
            onRemove={() => onChange({ people: draft.people.filter(({ key }) => key !== person.key) })}
          />
        ))}
      </ul>
      <div className="m-meeting-add">
        {left.length > 0 && (
          <SelectField
            label={say('meetings.form.add-person')}
            value=""
            onChange={(event) => {
              const chosen = left.find((person) => keyOf(person) === event.currentTarget.value);
              if (chosen !== undefined) onChange({ people: [...draft.people, personOf(chosen)] });
            }}
          >
            <option value="" />
            {left.map((person) => (
              <option key={keyOf(person)} value={keyOf(person)}>
                {[person.name, person.organisation, person.role].filter(Boolean).join(' ')}
              </option>
            ))}
          </SelectField>
        )}
        <Button icon={IconPlus} onClick={() => onChange({ people: [...draft.people, outsider(crypto.randomUUID())] })}>
          {say('meetings.form.add-outsider')}
        </Button>
      </div>
      <div className="m-meeting-fields">
        {(['chair', 'scribe'] as const).map((duty) => (
          <SelectField
            key={duty}
            label={say(`meetings.form.${duty}`)}
            value={draft[duty]}
            onChange={(event) => onChange({ [duty]: event.currentTarget.value })}
          >
            <option value="">{say('meetings.form.nobody')}</option>
            {draft.people.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </fieldset>
  );
}

function Person({
  person,
  onChange,
  onRemove,
}: {
  readonly person: DraftPerson;
  readonly onChange: (person: DraftPerson) => void;
  readonly onRemove: () => void;
}) {
  const { say } = useSay();
  const isOutside = person.memberId === null && person.accountId === null;
  const field = (key: 'name' | 'organisation' | 'role' | 'address' | 'deputyFor', label: string) => (
    <TextField
      label={label}
      type={key === 'address' ? 'email' : 'text'}
      required={key === 'name'}
      maxLength={key === 'address' ? 254 : 120}
      value={person[key]}
      onChange={(event) => onChange({ ...person, [key]: event.currentTarget.value })}
    />
  );
  return (
    <li>
      <div className="m-meeting-person">
        {!isOutside && (
          <span className="m-typed">
            {person.name}{' '}
            <span className="m-second">{[person.organisation, person.role].filter(Boolean).join(' ')}</span>
          </span>
        )}
        {isOutside && (
          <div className="m-meeting-fields m-meeting-main">
            {field('name', say('meetings.form.person-name'))}
            {field('organisation', say('meetings.form.person-organisation'))}
            {field('address', say('meetings.form.person-address'))}
          </div>
        )}
        <Button size="small" aria-label={say('meetings.form.remove', { name: person.name })} onClick={onRemove}>
          ×
        </Button>
      </div>
      <details>
        <summary>{say('meetings.form.details')}</summary>
        <div className="m-meeting-fields">
          {field('role', say('meetings.form.person-role'))}
          {field('deputyFor', say('meetings.form.person-deputy'))}
        </div>
      </details>
    </li>
  );
}
