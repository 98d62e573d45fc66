import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows, SortButton } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconAlertTriangle, IconBan, IconSettings } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { blockListLink, knownValuesLink, observablesLink, warningListsLink } from '../links.ts';
import {
  filterQuery,
  type ObservableFilter,
  observableSearch,
  observablesQuery,
  readObservableFilter,
} from '../queries.ts';
import { ObservableFilters, StatePills } from '../sections/observable-filters.tsx';
import { ObservableItems } from '../sections/observable-items.tsx';

/** All observables that the reader may see, each value once where it was seen last. */
export function ObservableListPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const filter = readObservableFilter(search);
  const list = useInfiniteQuery(observablesQuery(filter));
  const searchInput = useRef<HTMLInputElement>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isUsual = Object.entries(observableSearch(filter)).every(
    ([key, value]) => key === 'sort' || value === undefined || value === '',
  );
  const show = (change: Partial<ObservableFilter>) =>
    go(withSearch(observablesLink, observableSearch({ ...filter, ...change })), { replace: true });
  useKeys({ '/': () => searchInput.current?.focus() });

  return (
    <Page
      title={say('observables.title')}
      note={total && say('observables.list.count', { total: totalText(total, locale) })}
      actions={
        <>
          {may('block-entries.list') && (
            <Button icon={IconBan} onClick={() => go(blockListLink)}>
              {say('block-list.title')}
            </Button>
          )}
          {may('warning-lists.list') && (
            <Button icon={IconAlertTriangle} onClick={() => go(warningListsLink)}>
              {say('warning-lists.title')}
            </Button>
          )}
          {may('known-values.list') && (
            <Button icon={IconSettings} onClick={() => go(knownValuesLink)}>
              {say('known-values.title')}
            </Button>
          )}
          {may('observables.export') && (
            <a
              className="m-button"
              data-kind="outline"
              data-size="normal"
              href={withSearch('/api/v1/observables/export', filterQuery(filter))}
              title={say('observables.export.red')}
              download="observables.csv"
            >
              {say('observables.export.act')}
            </a>
          )}
        </>
      }
    >
      <div className="m-list-bar">
        <StatePills filter={filter} onChange={show} />
        <ListSearch
          label={say('observables.search.label')}
          value={filter.q}
          inputRef={searchInput}
          onSearch={(q) => show({ q })}
        />
        <SortButton
          isDescending={filter.sort === 'newest'}
          label={say(`observables.sort.${filter.sort}`)}
          onTurn={() => show({ sort: filter.sort === 'newest' ? 'oldest' : 'newest' })}
        />
      </div>
      <ObservableFilters filter={filter} onChange={show} />
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty
            action={
              isUsual ? undefined : <Button onClick={() => go(observablesLink)}>{say('platform.list.clear')}</Button>
            }
          >
            {say(isUsual ? 'observables.list.empty' : 'observables.list.nothing')}
          </Empty>
        )}
        {/* Another filter is another list: nothing stays chosen. */}
        <ObservableItems key={JSON.stringify(filter)} rows={rows} mayChange isPage />
        <MoreRows list={list} />
      </Card>
    </Page>
  );
}
