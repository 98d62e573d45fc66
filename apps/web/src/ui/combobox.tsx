import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import './combobox.css';
import './field.css';
import './menu.css';
import { type ComboboxItem, type ComboboxParsedItem, type OptionsFilter, Select } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';

type Option = { readonly value: string; readonly label: string };

type SearchSelectProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly problem?: string | null | undefined;
  readonly value: string | null;
  readonly options: readonly (Option | { readonly group: string; readonly items: readonly Option[] })[];
  /** Whether an option is found by what was typed; left out: by its label. */
  readonly matches?: (value: string, typed: string) => boolean;
  readonly onChoose: (value: string | null) => void;
  /** What the list says when nothing fits. */
  readonly nothing: string;
  readonly canClear?: boolean;
  /** Takes the focus when it appears. */
  readonly hasFocus?: boolean;
};

/** A labelled choice from a long list, found by typing. */
export function SearchSelect(props: SearchSelectProps) {
  const { label, hint, problem, value, options, matches, onChoose, nothing, canClear, hasFocus } = props;
  const chosen = options.flatMap((one) => ('group' in one ? one.items : [one])).find((one) => one.value === value);
  /** What stands there is a choice already made: the first letter typed takes its place and is not put behind it. */
  const selectChosen = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => {
    if (currentTarget.value === chosen?.label) currentTarget.select();
  };
  return (
    <Select
      className="m-field m-select"
      label={label}
      description={hint}
      error={problem}
      value={value}
      data={options.map((one) => ('group' in one ? { group: one.group, items: [...one.items] } : one))}
      {...(matches === undefined ? {} : { filter: filterBy(matches) })}
      data-autofocus={hasFocus}
      autoFocus={hasFocus === true}
      onChange={onChoose}
      // A dialog that opens puts the focus here: the list opens when somebody clicks, types or presses an arrow.
      openOnFocus={false}
      onFocus={selectChosen}
      onClick={selectChosen}
      searchable
      selectFirstOptionOnChange
      clearable={canClear === true}
      allowDeselect={false}
      nothingFoundMessage={nothing}
      limit={200}
      maxDropdownHeight={280}
      comboboxProps={{ shadow: 'none', transitionProps: { duration: 120 } }}
      classNames={{
        label: 'm-field-label',
        description: 'm-second',
        input: 'm-input',
        dropdown: 'm-float',
        option: 'm-option',
        error: 'm-field-problem',
      }}
    />
  );
}

function filterBy(matches: (value: string, typed: string) => boolean): OptionsFilter {
  return ({ options, search, limit }) => {
    let left = limit;
    const isOffered = ({ value }: ComboboxItem<string>) => left > 0 && matches(value, search) && left-- > 0;
    const found: ComboboxParsedItem[] = [];
    for (const one of options) {
      if (!('group' in one)) {
        if (isOffered(one)) found.push(one);
        continue;
      }
      const items = one.items.filter(isOffered);
      if (items.length > 0) found.push({ ...one, items });
    }
    return found;
  };
}
