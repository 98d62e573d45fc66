import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import './menu.css';
import { Menu as MantineMenu, Popover as MantinePopover } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Fragment } from 'react';
import type { Icon } from './icons.ts';

export type MenuEntry = {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: Icon;
  readonly isChosen?: boolean;
  readonly onChoose: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly groups: readonly { readonly label?: string; readonly entries: readonly MenuEntry[] }[];
  readonly position?: 'bottom-end' | 'bottom-start' | 'top-start' | 'right-end' | 'top-end';
  readonly children: ReactElement;
};

const floating = { shadow: 'none', transitionProps: { duration: 120 }, withinPortal: false } as const;

/** Acts behind one button, in groups. */
export function Menu({ label, groups, position = 'bottom-end', children }: MenuProps) {
  return (
    <MantineMenu
      {...floating}
      // The placeholder would be a child that a menu may not have; the first entry takes the focus instead.
      withInitialFocusPlaceholder={false}
      position={position}
      width={220}
      classNames={{ dropdown: 'm-float', item: 'm-menu-item', label: 'm-menu-label' }}
    >
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown aria-label={label}>
        {groups.map((group, at) => (
          <Fragment key={group.entries[0]?.id ?? at}>
            {at > 0 && <MantineMenu.Divider />}
            {group.label !== undefined && <MantineMenu.Label>{group.label}</MantineMenu.Label>}
            {group.entries.map(({ id, label: text, icon: EntryIcon, isChosen, onChoose }) => (
              <MantineMenu.Item
                key={id}
                leftSection={EntryIcon === undefined ? undefined : <EntryIcon size={16} stroke={1.75} />}
                data-chosen={isChosen}
                onClick={onChoose}
              >
                {text}
              </MantineMenu.Item>
            ))}
          </Fragment>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

type PopoverProps = {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly target: ReactElement;
  readonly width?: number;
  readonly children: ReactNode;
};

/** A small panel beside a button; the focus goes in and comes back. */
export function Popover({ label, isOpen, onChange, target, width = 340, children }: PopoverProps) {
  return (
    <MantinePopover
      {...floating}
      opened={isOpen}
      onChange={onChange}
      position="bottom-end"
      width={width}
      trapFocus
      returnFocus
      classNames={{ dropdown: 'm-float' }}
    >
      <MantinePopover.Target>{target}</MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label}>{children}</MantinePopover.Dropdown>
    </MantinePopover>
  );
}
