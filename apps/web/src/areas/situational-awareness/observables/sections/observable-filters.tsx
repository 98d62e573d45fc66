import { observableRoles, observableTypes } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { SelectField } from '../../../../ui/field.tsx';
import { Pills } from '../../../../ui/page.tsx';
import { tlpText } from '../../../../ui/tlp-chip.tsx';
import { type ObservableFilter, type RecordFilter, tagsQuery, tlpChoices } from '../queries.ts';

type Props = {
  readonly filter: RecordFilter;
  readonly onChange: (change: Partial<RecordFilter>) => void;
};

/** What counts, what was left out, or both. */
export function StatePills({ filter, onChange }: Props) {
  const { say } = useSay();
  return (
    <Pills<ObservableFilter['state']>
      label={say('observables.filter.state')}
      value={filter.state}
      options={(['current', 'dismissed', 'any'] as const).map((value) => ({
        value,
        label: value === 'any' ? say('observables.filter.any') : say(`observables.state.${value}`),
      }))}
      onChoose={(state) => onChange({ state })}
    />
  );
}

/** Kind, role, tag and TLP. */
export function ObservableFilters({ filter, onChange }: Props) {
  const { say } = useSay();
  const tags = useQuery(tagsQuery);
  const known = tags.data?.items ?? [];
  const any = <option value="any">{say('observables.filter.any')}</option>;
  return (
    <div className="m-observables-filters">
      <SelectField
        label={say('observables.filter.type')}
        value={filter.type}
        onChange={(event) =>
          onChange({ type: observableTypes.find((one) => one === event.currentTarget.value) ?? 'any' })
        }
      >
        {any}
        {observableTypes.map((type) => (
          <option key={type} value={type}>
            {say(`observables.type.${type}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={say('observables.filter.role')}
        value={filter.role}
        onChange={(event) =>
          onChange({ role: observableRoles.find((one) => one === event.currentTarget.value) ?? 'any' })
        }
      >
        {any}
        {observableRoles.map((role) => (
          <option key={role} value={role}>
            {say(`observables.role.${role}`)}
          </option>
        ))}
      </SelectField>
      {(known.length > 0 || filter.tag !== '') && (
        <SelectField
          label={say('observables.filter.tag')}
          value={filter.tag}
          onChange={(event) => onChange({ tag: event.currentTarget.value })}
        >
          <option value="">{say('observables.filter.any')}</option>
          {[...new Set([...known, ...(filter.tag === '' ? [] : [filter.tag])])].map((tag) => (
            <option key={tag} value={tag}>
              {tag}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={say('observables.filter.tlp')}
        value={filter.tlp}
        onChange={(event) => onChange({ tlp: tlpChoices.find((one) => one === event.currentTarget.value) ?? 'any' })}
      >
        {any}
        {tlpChoices.map((one) => (
          <option key={one} value={one}>
            {one === 'none' ? say('observables.filter.tlp.none') : tlpText(one)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
