import type { RefObject } from 'react';
import { Button } from '../ui/button.tsx';
import { IconSearch, IconSortAscending, IconSortDescending } from '../ui/icons.ts';
import { useSay } from './language.ts';
import './list.css';

type PagedList = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

/** The button below a list that fetches its next page; nothing when all is there. `label`: other words than "more". */
export function MoreRows({ list, label }: { readonly list: PagedList; readonly label?: string }) {
  const { say } = useSay();
  if (!list.hasNextPage) return null;
  return (
    <div className="m-more">
      <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {label ?? say('platform.list.more')}
      </Button>
    </div>
  );
}

/** The search field of a list: asks on Enter, is left by Escape. Show it in a `m-list-bar`. */
export function ListSearch({
  label,
  value,
  inputRef,
  onSearch,
}: {
  readonly label: string;
  readonly value: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onSearch: (words: string) => void;
}) {
  return (
    <form
      className="m-list-search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(inputRef.current?.value.trim() ?? '');
      }}
    >
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        ref={inputRef}
        type="search"
        className="m-input"
        key={value}
        defaultValue={value}
        maxLength={200}
        aria-label={label}
        placeholder={label}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </form>
  );
}

/** Turns the order of a list around; `label` says the order that it has now. */
export function SortButton({
  isDescending,
  label,
  onTurn,
}: {
  readonly isDescending: boolean;
  readonly label: string;
  readonly onTurn: () => void;
}) {
  return (
    <Button kind="plain" size="small" icon={isDescending ? IconSortDescending : IconSortAscending} onClick={onTurn}>
      {label}
    </Button>
  );
}
