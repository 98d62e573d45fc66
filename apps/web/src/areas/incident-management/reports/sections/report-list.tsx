import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconArrowUp } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { type InboxFilter, isNarrowed, leftOut, plainFilter, widened } from '../filter.rules.ts';
import { countsQuery, type ReportSummary } from '../queries.ts';
import { ReportRow } from './report-row.tsx';

type ReportListProps = {
  readonly filter: InboxFilter;
  readonly list: {
    readonly data: { readonly pages: readonly unknown[] } | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly shown: readonly ReportSummary[];
  /** Reports that came in and wait to be let in, so that nothing moves under the pointer. */
  readonly arrivals: number;
  readonly onAdmit: () => void;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onPointed: (isPointed: boolean) => void;
  readonly currentNumber: string | undefined;
  readonly addressOf: (number: string) => string;
  readonly isSeen: (id: string) => boolean;
  readonly isFresh: (id: string) => boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: ((id: string, isRange: boolean) => void) | undefined;
};

/** The rows, what came in meanwhile, and at the foot what the list leaves out. */
export function ReportList(props: ReportListProps) {
  const { filter, list, shown, arrivals, onAdmit, onFilter, scroller, onPointed } = props;
  const { say } = useSay();
  return (
    <div className="m-inbox-body">
      {arrivals > 0 && (
        <div className="m-inbox-arrivals" role="status">
          <Button kind="primary" size="small" icon={IconArrowUp} onClick={onAdmit}>
            {say('reports.list.arrivals', { count: arrivals })}
          </Button>
        </div>
      )}
      <div
        className="m-inbox-scroll"
        ref={scroller}
        onPointerEnter={() => onPointed(true)}
        onPointerLeave={() => onPointed(false)}
      >
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && list.error !== null && <Waiting query={{ ...list, isPending: false }} />}
        {list.data !== undefined && shown.length === 0 && (
          <Empty
            action={
              isNarrowed(filter) ? (
                <Button onClick={() => onFilter(widened(filter))}>{say('platform.list.clear')}</Button>
              ) : filter.list === plainFilter.list ? undefined : (
                <Button onClick={() => onFilter({ ...plainFilter, sort: filter.sort })}>
                  {say('reports.list.to-open')}
                </Button>
              )
            }
          >
            {say(isNarrowed(filter) ? 'reports.list.nothing' : `reports.empty.${filter.list}`)}
          </Empty>
        )}
        <ul data-selecting={props.selected.size > 0}>
          {shown.map((row) => (
            <ReportRow
              key={row.id}
              report={row}
              to={props.addressOf(row.number)}
              isCurrent={row.number === props.currentNumber}
              isFresh={props.isFresh(row.id)}
              isUnseen={row.newsAt !== null || (row.state === 'new' && !props.isSeen(row.id))}
              isSelected={props.selected.has(row.id)}
              onSelect={props.onSelect}
            />
          ))}
        </ul>
        <MoreRows list={list} />
        {list.data !== undefined && <Foot filter={filter} />}
      </div>
    </div>
  );
}

/** What is not in the list, and why. */
function Foot({ filter }: { readonly filter: InboxFilter }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const counts = useQuery({ ...countsQuery, enabled: may('reports.counts') });
  const out = leftOut(filter, counts.data?.lists);
  const parts = out.map((each) =>
    say('reports.list.left-out', { list: say(`reports.inbox.${each.list}`), total: totalText(each, locale) }),
  );
  const lines = [
    parts.length === 0 ? null : say('reports.list.hides', { parts: parts.join(' ・ ') }),
    isNarrowed(filter) ? say('reports.list.hides-narrowed') : null,
    filter.sort === 'due' ? say('reports.list.hides-undated') : null,
  ].filter((line) => line !== null);
  return lines.map((line) => (
    <p key={line} className="m-inbox-foot m-second">
      {line}
    </p>
  ));
}
