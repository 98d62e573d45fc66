import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import './combobox.css';
import './field.css';
import './menu.css';
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';

type SearchSelectProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly problem?: string | null | undefined;
  readonly value: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string | null) => void;
  /** What the list says when nothing fits. */
  readonly nothing: string;
  readonly canClear?: boolean;
};

/** A labelled choice from a long list, found by typing. */
export function SearchSelect(props: SearchSelectProps) {
  const { label, hint, problem, value, options, onChoose, nothing, canClear } = props;
  return (
    <Select
      className="m-field m-select"
      label={label}
      description={hint}
      error={problem}
      value={value}
      data={[...options]}
      onChange={onChoose}
      searchable
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
