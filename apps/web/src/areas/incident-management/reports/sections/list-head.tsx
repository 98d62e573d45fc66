import { inboxLists, reportSorts } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { IconBookmark, IconFilter, IconSearch, IconSortDescending, IconX } from '../../../../ui/icons.ts';
import { Menu } from '../../../../ui/menu.tsx';
import { Pills } from '../../../../ui/page.tsx';
import { chipsOf, type InboxFilter, readInboxFilter, widened, withoutChip } from '../filter.rules.ts';
import { countsQuery, savedViewsQuery } from '../queries.ts';
import { useChipText } from './chip-text.hook.ts';

const FilterPanel = lazy(async () => ({ default: (await import('./filter-panel.tsx')).FilterPanel }));
const SavedViewsDialog = lazy(async () => ({
  default: (await import('../forms/saved-views.form.tsx')).SavedViewsDialog,
}));

type ListHeadProps = {
  readonly filter: InboxFilter;
  readonly total: { readonly count: number; readonly isMore: boolean } | undefined;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly searchInput: RefObject<HTMLInputElement | null>;
  /** With a report open, that report is what the page is about. */
  readonly isPage: boolean;
};

/** What the list shows: which list, in what order, narrowed by what. */
export function ListHead({ filter, total, onFilter, searchInput, isPage }: ListHeadProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [areViewsOpen, setViewsOpen] = useState(false);
  const counts = useQuery({ ...countsQuery, enabled: may('reports.counts') });
  const Heading = isPage ? 'h1' : 'h2';
  const chips = chipsOf(filter);
  const countOf = (list: InboxFilter['list']) => {
    if (list === 'all' || list === 'done') return '';
    const found = counts.data?.lists[list];
    return found === undefined || (found.count === 0 && list !== 'open') ? '' : ` ${totalText(found, locale)}`;
  };
  return (
    <div className="m-inbox-head">
      <div className="m-inbox-title">
        <Heading>{say('terms.inbox')}</Heading>
        {total !== undefined && (
          <span className="m-second" role="status">
            {say('reports.list.count', { state: say(`reports.inbox.${filter.list}`), total: totalText(total, locale) })}
          </span>
        )}
        <Menu
          label={say('reports.sort.label')}
          groups={[
            {
              label: say('reports.sort.label'),
              entries: reportSorts.map((sort) => ({
                id: sort,
                label: say(`reports.sort.${sort}`),
                isChosen: sort === filter.sort,
                onChoose: () => onFilter({ ...filter, sort }),
              })),
            },
          ]}
        >
          <Button kind="plain" size="small" className="m-inbox-sort" icon={IconSortDescending}>
            {say(`reports.sort.${filter.sort}`)}
          </Button>
        </Menu>
      </div>
      <Pills
        label={say('reports.inbox.label')}
        value={filter.list}
        options={inboxLists.map((value) => ({ value, label: `${say(`reports.inbox.${value}`)}${countOf(value)}` }))}
        onChoose={(list) => onFilter({ ...filter, list })}
      />
      <div className="m-inbox-tools">
        <SearchBox inputRef={searchInput} value={filter.q} onSearch={(q) => onFilter({ ...filter, q })} />
        <IconButton
          icon={IconFilter}
          label={say('reports.filter.open')}
          aria-expanded={isPanelOpen}
          data-on={chips.length > 0}
          onClick={() => setPanelOpen(!isPanelOpen)}
        />
        {may('saved-views.list') && <ViewsMenu onFilter={onFilter} onManage={() => setViewsOpen(true)} />}
      </div>
      {isPanelOpen && (
        <Suspense fallback={null}>
          <FilterPanel filter={filter} onFilter={onFilter} onClose={() => setPanelOpen(false)} />
        </Suspense>
      )}
      {chips.length > 0 && <FilterChips filter={filter} onFilter={onFilter} />}
      {areViewsOpen && (
        <Suspense fallback={null}>
          <SavedViewsDialog filter={filter} onFilter={onFilter} onClose={() => setViewsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

type FilterProps = { readonly filter: InboxFilter; readonly onFilter: (filter: InboxFilter) => void };

function FilterChips({ filter, onFilter }: FilterProps) {
  const { say } = useSay();
  const chipText = useChipText();
  const chips = chipsOf(filter);
  return (
    <ul className="m-inbox-chips" aria-label={say('reports.filter.chosen')}>
      {chips.map((chip) => {
        const text = chipText(chip);
        return (
          <li key={`${chip.field} ${chip.value}`}>
            <button
              type="button"
              className="m-filter-chip"
              aria-label={say('reports.filter.remove', { name: text })}
              onClick={() => onFilter(withoutChip(filter, chip))}
            >
              <span className="m-ellipsis">{text}</span>
              <IconX size={13} stroke={2} aria-hidden="true" />
            </button>
          </li>
        );
      })}
      {chips.length > 1 && (
        <li>
          <Button kind="plain" size="small" onClick={() => onFilter({ ...widened(filter), q: filter.q })}>
            {say('reports.filter.clear')}
          </Button>
        </li>
      )}
    </ul>
  );
}

function ViewsMenu({
  onFilter,
  onManage,
}: {
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onManage: () => void;
}) {
  const { say } = useSay();
  const views = useQuery(savedViewsQuery);
  const items = views.data?.items ?? [];
  const entries = (isOwn: boolean) =>
    items
      .filter((view) => view.isOwn === isOwn)
      .map((view) => ({
        id: view.id,
        label: view.name,
        onChoose: () => onFilter(readInboxFilter(new URLSearchParams(view.query))),
      }));
  const groups = [
    { label: say('reports.views.own'), entries: entries(true) },
    { label: say('reports.views.shared'), entries: entries(false) },
  ].filter((group) => group.entries.length > 0);
  return (
    <Menu
      label={say('reports.views.label')}
      groups={[...groups, { entries: [{ id: 'manage', label: say('reports.views.manage'), onChoose: onManage }] }]}
    >
      <IconButton icon={IconBookmark} label={say('reports.views.label')} />
    </Menu>
  );
}

type SearchBoxProps = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onSearch: (q: string) => void;
};

/** Finds as one types, a moment after the last key; an input method is left to finish. */
function SearchBox({ inputRef, value, onSearch }: SearchBoxProps) {
  const { say } = useSay();
  const [text, setText] = useState(value);
  const timer = useRef<number | undefined>(undefined);
  const later = (next: string) => {
    setText(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch(next.trim()), 300);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  // Another list or a saved one brings its own words, but what is being typed is not overwritten by its own echo.
  useEffect(() => {
    setText((shown) => (shown.trim() === value ? shown : value));
  }, [value]);
  return (
    <div className="m-inbox-search">
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        ref={inputRef}
        type="search"
        className="m-input"
        aria-label={say('reports.search.label')}
        placeholder={say('reports.search.label')}
        maxLength={200}
        value={text}
        onChange={(event) => later(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </div>
  );
}
