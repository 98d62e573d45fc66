import { observableRoles, observableTypes } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows, SortButton } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Check, SelectField } from '../../../../ui/field.tsx';
import { IconBan, IconSettings } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { useCorrections } from '../corrections.hook.ts';
import { IgnoreDialog } from '../forms/ignore.dialog.tsx';
import { blockListLink, knownValuesLink, observableLink, observablesLink } from '../links.ts';
import {
  filterQuery,
  type Observable,
  type ObservableFilter,
  observableSearch,
  observablesQuery,
  readObservableFilter,
} from '../queries.ts';
import { BulkBar } from '../sections/bulk-bar.tsx';
import { ObservableActs, ObservableChips, ObservableName } from '../sections/observable-row.tsx';

/** All observables that the reader may see, each value once where it was seen last. */
export function ObservableListPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const filter = readObservableFilter(search);
  const list = useInfiniteQuery(observablesQuery(filter));
  const corrections = useCorrections();
  const searchInput = useRef<HTMLInputElement>(null);
  const [current, setCurrent] = useState(-1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [ignoring, setIgnoring] = useState<Observable | null>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isUsual =
    Object.keys(observableSearch(filter)).every((key) => key === 'q' || key === 'sort') && filter.q === '';
  const picked = rows.filter(({ id }) => chosen.has(id));
  const at = rows[current];

  const show = (change: Partial<ObservableFilter>) => {
    setChosen(new Set());
    go(withSearch(observablesLink, observableSearch({ ...filter, ...change })), { replace: true });
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const correct = async (targets: readonly Observable[], change: Parameters<typeof corrections.correct>[1]) => {
    if (await corrections.correct(targets, change)) setChosen(new Set());
  };
  const mayChange = may('observables.change');
  useKeys({
    j: () => setCurrent(Math.min(rows.length - 1, current + 1)),
    k: () => setCurrent(Math.max(0, current - 1)),
    Enter: at === undefined ? undefined : () => go(observableLink(at.id)),
    '/': () => searchInput.current?.focus(),
    x: at === undefined || !mayChange ? undefined : () => toggle(at.id),
    d:
      at === undefined || !mayChange
        ? undefined
        : () => void correct([at], { state: at.state === 'current' ? 'dismissed' : 'current' }),
  });

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
              download="observables.csv"
            >
              {say('observables.export.act')}
            </a>
          )}
        </>
      }
    >
      <div className="m-list-bar">
        <Pills
          label={say('observables.filter.state')}
          value={filter.state}
          options={(['current', 'dismissed', 'any'] as const).map((value) => ({
            value,
            label: value === 'any' ? say('observables.filter.any') : say(`observables.state.${value}`),
          }))}
          onChoose={(state) => show({ state })}
        />
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
      <div className="m-observables-filters">
        <SelectField
          label={say('observables.filter.type')}
          value={filter.type}
          onChange={(event) =>
            show({ type: observableTypes.find((one) => one === event.currentTarget.value) ?? 'any' })
          }
        >
          <option value="any">{say('observables.filter.any')}</option>
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
            show({ role: observableRoles.find((one) => one === event.currentTarget.value) ?? 'any' })
          }
        >
          <option value="any">{say('observables.filter.any')}</option>
          {observableRoles.map((role) => (
            <option key={role} value={role}>
              {say(`observables.role.${role}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <Refusal problem={corrections.problem} />
      <Card>
        {picked.length > 0 && (
          <BulkBar
            count={picked.length}
            isBusy={corrections.busy}
            onChange={(change) => void correct(picked, change)}
          />
        )}
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
        {rows.length > 0 && (
          <ObservableTable
            rows={rows}
            current={current}
            chosen={chosen}
            onToggle={mayChange ? toggle : null}
            onCorrect={(one, change) => void correct([one], change)}
            onIgnore={setIgnoring}
          />
        )}
        <MoreRows list={list} />
      </Card>
      <IgnoreDialog observable={ignoring} onClose={() => setIgnoring(null)} />
    </Page>
  );
}

type TableProps = {
  readonly rows: readonly Observable[];
  readonly current: number;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: ((id: string) => void) | null;
  readonly onCorrect: (one: Observable, change: { state?: 'current' | 'dismissed'; role?: Observable['role'] }) => void;
  readonly onIgnore: (one: Observable) => void;
};

function ObservableTable({ rows, current, chosen, onToggle, onCorrect, onIgnore }: TableProps) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  return (
    <table className="m-table">
      <thead>
        <tr>
          {onToggle !== null && <td />}
          <th>{say('observables.field.value')}</th>
          <th>{say('observables.field.also')}</th>
          <th>{say('observables.field.record')}</th>
          <th>{say('observables.field.seen')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((one, at) => {
          const to = linkOf(one.record);
          return (
            <tr key={one.id} data-current={at === current} className="m-observable-row" data-state={one.state}>
              {onToggle !== null && (
                <td>
                  <Check
                    checked={chosen.has(one.id)}
                    onChange={() => onToggle(one.id)}
                    label={<span className="m-hidden">{say('observables.field.select', { value: one.defanged })}</span>}
                  />
                </td>
              )}
              <td data-main="true">
                <ObservableName observable={one} />
                {one.snippet !== '' && <div className="m-observable-snippet">{one.snippet}</div>}
              </td>
              <td>
                <span className="m-row">
                  <ObservableChips observable={one} />
                </span>
              </td>
              <td className="m-whole">{to === null ? one.record.number : <Link to={to}>{one.record.number}</Link>}</td>
              <td>
                <Moment at={one.lastSeenAt} as="short" />
              </td>
              <td data-end="true">
                <ObservableActs
                  observable={one}
                  mayChange
                  onCorrect={(change) => onCorrect(one, change)}
                  onIgnore={() => onIgnore(one)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
