import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconArrowUp, IconSearch, IconSortAscending, IconSortDescending } from '../../../../ui/icons.ts';
import { Empty, Pills } from '../../../../ui/page.tsx';
import { neighbour, splitArrivals, successor } from '../arrivals.rules.ts';
import { inboxLink, reportLink } from '../links.ts';
import { type InboxFilter, inboxSearch, readInboxFilter, reportsQuery } from '../queries.ts';
import { ReportPane } from '../sections/report-pane.tsx';
import { ReportRow } from '../sections/report-row.tsx';
import { noteSeen, readSeen } from '../seen.store.ts';
import './inbox.css';

/** Every report that came in, whatever its channel: list and reading pane. */
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
  const { say, locale } = useSay();
  const { me } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const { number } = useParams({ strict: false });
  const filter = readInboxFilter(search);
  const list = useInfiniteQuery(reportsQuery(filter));
  const scroller = useRef<HTMLDivElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const [isPointed, setPointed] = useState(false);
  const [seen, setSeen] = useState(() => readSeen(me.id));
  const filterKey = JSON.stringify(filter);
  const [known, setKnown] = useState<{ readonly key: string; readonly ids: ReadonlySet<string> }>({
    key: filterKey,
    ids: new Set(),
  });

  const [first, setFirst] = useState(known);

  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const { shown, waiting } = splitArrivals(rows, known.key === filterKey ? known.ids : new Set());
  const admit = () => setKnown({ key: filterKey, ids: new Set(rows.map(({ id }) => id)) });

  // biome-ignore lint/correctness/useExhaustiveDependencies: decided once for each change of the rows
  useEffect(() => {
    const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
    if (first.key !== filterKey || first.ids.size === 0)
      setFirst({ key: filterKey, ids: new Set(rows.map(({ id }) => id)) });
    if (waiting.length > 0 && (!isAtTop || isPointed)) return;
    admit();
  }, [rows, filterKey]);

  const address = (next: string | undefined, with_: InboxFilter = filter) =>
    withSearch(next === undefined ? inboxLink : reportLink(next), inboxSearch(with_));
  const move = (step: 1 | -1) => {
    const next = neighbour(shown, number, step);
    if (next === undefined) return;
    go(address(next.number), { replace: number !== undefined });
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: number === undefined ? () => move(1) : undefined,
    '/': () => searchInput.current?.focus(),
  });

  const onSeen = (id: string) => {
    noteSeen(me.id, id);
    setSeen(readSeen(me.id));
  };
  // With a report open, the report is what the page is about.
  const ListHeading = number === undefined ? 'h1' : 'h2';
  const total = list.data?.pages[0]?.total;
  const stateName = filter.state === 'all' ? say('reports.filter.all') : say(`terms.report.state.${filter.state}`);

  return (
    <div className="m-inbox" data-view={number === undefined ? 'list' : 'pane'}>
      <section className="m-inbox-list" aria-label={say('terms.inbox')}>
        <div className="m-inbox-head">
          <div className="m-row">
            <ListHeading>{say('terms.inbox')}</ListHeading>
            {total !== undefined && (
              <span className="m-second">
                {say('reports.list.count', { state: stateName, total: totalText(total, locale) })}
              </span>
            )}
            <Button
              kind="plain"
              size="small"
              className="m-inbox-sort"
              icon={filter.sort === 'newest' ? IconSortDescending : IconSortAscending}
              onClick={() =>
                go(address(number, { ...filter, sort: filter.sort === 'newest' ? 'oldest' : 'newest' }), {
                  replace: true,
                })
              }
            >
              {say(`reports.sort.${filter.sort}`)}
            </Button>
          </div>
          <Pills
            label={say('reports.filter.label')}
            value={filter.state}
            options={(['new', 'handled', 'closed', 'all'] as const).map((value) => ({
              value,
              label: say(`reports.filter.${value}`),
            }))}
            onChoose={(state) => go(address(undefined, { ...filter, state }), { replace: true })}
          />
          <SearchBox
            inputRef={searchInput}
            value={filter.q}
            onSearch={(q) => go(address(number, { ...filter, q }), { replace: true })}
          />
        </div>
        {waiting.length > 0 && (
          <div className="m-inbox-arrivals" role="status">
            <Button
              kind="primary"
              size="small"
              icon={IconArrowUp}
              onClick={() => {
                admit();
                scroller.current?.scrollTo({ top: 0 });
              }}
            >
              {say('reports.list.arrivals', { count: waiting.length })}
            </Button>
          </div>
        )}
        <div
          className="m-inbox-scroll"
          ref={scroller}
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => setPointed(false)}
        >
          {list.data === undefined && <Waiting query={list} />}
          {list.data !== undefined && list.error !== null && <Waiting query={{ ...list, isPending: false }} />}
          {list.data !== undefined && shown.length === 0 && (
            <Empty
              action={
                filter.q !== '' || filter.state !== 'new' ? (
                  <Button onClick={() => go(inboxLink, { replace: true })}>{say('platform.list.clear')}</Button>
                ) : undefined
              }
              hidden={filter.state === 'all' && filter.q === '' ? undefined : say('reports.list.hidden')}
            >
              {say(filter.q === '' ? 'reports.list.empty' : 'reports.list.nothing')}
            </Empty>
          )}
          <ul>
            {shown.map((row) => (
              <ReportRow
                key={row.id}
                report={row}
                to={address(row.number)}
                isCurrent={row.number === number}
                isFresh={first.key === filterKey && !first.ids.has(row.id)}
                isUnseen={row.state === 'new' && !seen.has(row.id)}
              />
            ))}
          </ul>
          {list.hasNextPage && (
            <div className="m-more">
              <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {say('platform.list.more')}
              </Button>
            </div>
          )}
          {shown.length > 0 && filter.state === 'new' && filter.q === '' && (
            <p className="m-inbox-foot m-second">{say('reports.list.hides')}</p>
          )}
        </div>
      </section>
      {number === undefined ? (
        <section className="m-pane m-pane-empty" aria-label={say('terms.report')}>
          <p>{say('reports.pane.empty')}</p>
          <p className="m-second m-row">
            <Kbd>j</Kbd> <Kbd>k</Kbd> {say('reports.pane.keys')}
          </p>
        </section>
      ) : (
        <ReportPane
          key={number}
          number={number}
          backTo={address(undefined)}
          onSeen={onSeen}
          onLeave={() => {
            const next = filter.state === 'new' ? successor(shown, number) : undefined;
            if (filter.state === 'new') go(address(next?.number), { replace: true });
          }}
        />
      )}
    </div>
  );
}

type SearchBoxProps = {
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
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
  useEffect(() => {
    if (value === '') setText('');
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
