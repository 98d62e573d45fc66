import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { localShelf } from '../../../../shared/drafts.store.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Notice } from '../../../../ui/field.tsx';
import { useTakeBack } from '../acted.hook.ts';
import { neighbour, splitArrivals, successor } from '../arrivals.rules.ts';
import { type InboxFilter, inboxSearch, readInboxFilter } from '../filter.rules.ts';
import { inboxLink, reportLink } from '../links.ts';
import { keepPlace, keepSort, readPlace, readSort, tabShelf } from '../place.store.ts';
import { countsQuery, reportsQuery } from '../queries.ts';
import { BulkBar } from '../sections/bulk-bar.tsx';
import { ListHead } from '../sections/list-head.tsx';
import { ReportList } from '../sections/report-list.tsx';
import { EmptyPane, ReportPane } from '../sections/report-pane.tsx';
import { noteSeen, readSeen } from '../seen.store.ts';
import { touchRow } from '../selection.rules.ts';
import './inbox.css';

/** Every report that came in, whatever its channel: list, reading pane, and triage beside it. */
export function InboxPage() {
  const { say } = useSay();
  const { may } = useMe();
  if (!may('reports.list')) {
    return (
      <div className="m-page">
        <h1>{say('terms.inbox')}</h1>
        <Notice tone="quiet">{say('permission.use.denied')}</Notice>
      </div>
    );
  }
  return <Inbox />;
}

function Inbox() {
  const { say } = useSay();
  const { me, may } = useMe();
  const go = useGo();
  const takeBack = useTakeBack();
  const { search } = useAddress();
  const { number } = useParams({ strict: false });
  const filter = readInboxFilter(search, readSort(localShelf(), me.id));
  const filterKey = JSON.stringify(filter);
  const list = useInfiniteQuery(reportsQuery(filter));
  const searchInput = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [isPointed, setPointed] = useState(false);
  const [seen, setSeen] = useState(() => readSeen(me.id));
  const [known, setKnown] = useState<Known>({ key: filterKey, ids: new Set() });
  const [first, setFirst] = useState(known);
  const [picked, setPicked] = useState<{ readonly key: string; readonly ids: ReadonlySet<string> }>(() => ({
    key: filterKey,
    ids: new Set(readPlace(tabShelf(), me.id, filterKey).selected),
  }));
  const anchor = useRef<string | null>(null);

  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const { shown, waiting } = splitArrivals(rows, known.key === filterKey ? known.ids : new Set());
  const ids = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  const admit = () => setKnown({ key: filterKey, ids });
  const selected = picked.key === filterKey ? picked.ids : new Set<string>();
  const select = (next: ReadonlySet<string>) => setPicked({ key: filterKey, ids: next });

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once for each change of the rows
  useEffect(() => {
    const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
    if (first.key !== filterKey || first.ids.size === 0) setFirst({ key: filterKey, ids });
    if (waiting.length > 0 && (!isAtTop || isPointed)) return;
    admit();
  }, [rows, filterKey]);
  useTitleCount();
  usePlace({ filterKey, scroller, list, selected });

  const address = (next: string | undefined, with_: InboxFilter = filter) =>
    withSearch(next === undefined ? inboxLink : reportLink(next), inboxSearch(with_));
  const narrow = (next: InboxFilter) => {
    if (next.sort !== filter.sort) keepSort(localShelf(), me.id, next.sort);
    const isOtherList = next.list !== filter.list;
    go(address(isOtherList ? undefined : number, next), { replace: true });
  };
  const show = (next: { readonly id: string; readonly number: string } | undefined) => {
    if (next === undefined) return;
    go(address(next.number), { replace: number !== undefined });
    const row = document.getElementById(`row-${next.id}`);
    row?.querySelector('a')?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  const touch = (id: string, isRange: boolean) => {
    const order = shown.map((row) => row.id);
    select(touchRow({ selected, ids: order, id, anchor: anchor.current, isRange }));
    anchor.current = id;
  };
  const currentId = shown.find((row) => row.number === number)?.id;
  const maySelect = may('reports.bulk');
  useKeys({
    j: () => show(neighbour(shown, number, 1)),
    k: () => show(neighbour(shown, number, -1)),
    Enter: number === undefined ? () => show(neighbour(shown, number, 1)) : undefined,
    '/': () => searchInput.current?.focus(),
    z: () => void takeBack(),
    x: maySelect && currentId !== undefined ? () => touch(currentId, false) : undefined,
    X: maySelect && currentId !== undefined ? () => touch(currentId, true) : undefined,
    Escape: selected.size > 0 ? () => select(new Set()) : undefined,
  });

  const onSeen = (id: string) => {
    noteSeen(me.id, id);
    setSeen(readSeen(me.id));
  };
  const chosen = shown.filter(({ id }) => selected.has(id));
  const at = shown.findIndex((row) => row.number === number);
  const total = list.data?.pages[0]?.total;

  return (
    <div className="m-inbox" data-view={number === undefined ? 'list' : 'pane'}>
      <section className="m-inbox-list" aria-label={say('terms.inbox')}>
        <ListHead
          filter={filter}
          total={total}
          onFilter={narrow}
          searchInput={searchInput}
          isPage={number === undefined}
        />
        <BulkBar
          reports={chosen}
          isSnoozedList={filter.list === 'snoozed'}
          rowCount={shown.length}
          onSelectAll={() => select(new Set(shown.map(({ id }) => id)))}
          onSelect={(next) => select(new Set(next))}
        />
        <ReportList
          filter={filter}
          list={list}
          shown={shown}
          arrivals={waiting.length}
          onAdmit={() => {
            admit();
            scroller.current?.scrollTo({ top: 0 });
          }}
          onFilter={narrow}
          scroller={scroller}
          onPointed={setPointed}
          currentNumber={number}
          addressOf={address}
          isSeen={(id) => seen.has(id)}
          isFresh={(id) => first.key === filterKey && !first.ids.has(id)}
          selected={selected}
          onSelect={maySelect ? touch : undefined}
        />
      </section>
      {number === undefined ? (
        <EmptyPane />
      ) : (
        <ReportPane
          key={number}
          number={number}
          backTo={address(undefined)}
          place={at === -1 || total === undefined ? null : { at: at + 1, of: total.count }}
          onSeen={onSeen}
          onLeave={() => {
            // What was done with leaves the lists of open work; the next report takes its place.
            if (filter.list === 'done' || filter.list === 'all') return;
            const next = successor(shown, number);
            go(address(next?.number), { replace: true });
          }}
        />
      )}
    </div>
  );
}

type Known = { readonly key: string; readonly ids: ReadonlySet<string> };

/** The number of open reports in the title of the window, so that a tab in the background tells of them. */
function useTitleCount(): void {
  const { may } = useMe();
  const counts = useQuery({ ...countsQuery, enabled: may('reports.counts') });
  const open = counts.data?.lists.open;
  const prefix = open === undefined || open.count === 0 ? '' : `(${open.count}${open.isMore ? '+' : ''}) `;
  const { path } = useAddress();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address has another title
  useEffect(() => {
    const plain = () => document.title.replace(/^\(\d+\+?\) /, '');
    // The frame of the page writes the title after this effect.
    const timer = window.setTimeout(() => {
      document.title = prefix + plain();
    });
    return () => {
      window.clearTimeout(timer);
      document.title = plain();
    };
  }, [prefix, path]);
}

type PlaceGiven = {
  readonly filterKey: string;
  readonly scroller: React.RefObject<HTMLDivElement | null>;
  readonly list: {
    readonly data: { readonly pages: readonly unknown[] } | undefined;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly selected: ReadonlySet<string>;
};

/** After a reload one is where one was: as many pages, as far down, the same rows selected. */
function usePlace({ filterKey, scroller, list, selected }: PlaceGiven): void {
  const { me } = useMe();
  const [wanted, setWanted] = useState(() => readPlace(tabShelf(), me.id, filterKey));
  const [isRestored, setRestored] = useState(false);
  const pages = list.data?.pages.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes on with each page that arrives
  useEffect(() => {
    if (isRestored || pages === 0) return;
    if (pages < wanted.pages && list.hasNextPage) {
      if (!list.isFetchingNextPage) list.fetchNextPage();
      return;
    }
    scroller.current?.scrollTo({ top: wanted.top });
    setRestored(true);
  }, [pages, list.isFetchingNextPage]);
  useEffect(() => {
    const element = scroller.current;
    if (!isRestored || element === null) return;
    const keep = () =>
      keepPlace(tabShelf(), me.id, {
        listKey: filterKey,
        place: { top: element.scrollTop, pages, selected: [...selected] },
      });
    keep();
    element.addEventListener('scrollend', keep);
    return () => element.removeEventListener('scrollend', keep);
  }, [isRestored, filterKey, pages, selected, me.id, scroller]);
  useEffect(() => {
    setWanted(readPlace(tabShelf(), me.id, filterKey));
  }, [filterKey, me.id]);
}
