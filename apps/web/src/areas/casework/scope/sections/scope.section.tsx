import { type ScopeKind, type ScopeState, scopeKinds, scopeStates } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconDownload, IconPlus } from '../../../../ui/icons.ts';
import { Empty, Switch } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { AddScopeForm } from '../forms/add-scope.form.tsx';
import { ItemForm } from '../forms/item.form.tsx';
import { MeasureForm, WithdrawForm } from '../forms/many.forms.tsx';
import { MoveForm } from '../forms/move.form.tsx';
import { filterItems, type ItemFilter, type ItemSort, needsReason, sortItems } from '../items.rules.ts';
import { type ScopeItem, scopeQuery, summaryQuery } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';
import { NumbersCard } from './numbers.card.tsx';
import { ItemTable } from './table.tsx';
import './scope.css';

const Board = lazy(async () => ({ default: (await import('./board.tsx')).Board }));

type Asked =
  | { readonly what: 'add' }
  | { readonly what: 'item'; readonly id: string }
  | { readonly what: 'move'; readonly ids: readonly string[]; readonly to: ScopeState | null }
  | { readonly what: 'measure' | 'withdraw'; readonly ids: readonly string[] };

const everything: ItemFilter = { kind: 'all', state: 'all', certainty: 'all', open: '', words: '' };

/** What a record touches: a board by states or a table, changes of one or many, and whose data it is. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const list = useQuery(scopeQuery(subject.id));
  const [view, setView] = useState<'table' | 'board'>('table');
  const [filter, setFilter] = useState<ItemFilter>(everything);
  const [sort, setSort] = useState<ItemSort>('name');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const deferred = useDeferredValue(filter);
  const items = list.data?.items ?? [];
  const shown = useMemo(
    () => sortItems(filterItems(list.data?.items ?? [], deferred), sort),
    [list.data, deferred, sort],
  );
  const mayChange = list.data?.can.change === true && may('scope.change');
  const close = () => setAsked(null);
  const some = (ids: readonly string[]) => items.filter(({ id }) => ids.includes(id));
  const picked = shown.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const counts = useQuery(summaryQuery(subject.id)).data?.kinds;
  const counted = counts?.reduce((sum, { total }) => sum + total, 0) ?? null;
  const cleared = counts?.reduce((sum, { states }) => sum + states.cleared, 0) ?? 0;
  const opened = asked?.what === 'item' ? items.find(({ id }) => id === asked.id) : undefined;

  /** Where nobody has to say why, a card simply goes; otherwise the reason is asked for. */
  const move = async (item: ScopeItem, to: ScopeState) => {
    if (needsReason(item.state, to)) {
      setAsked({ what: 'move', ids: [item.id], to });
      return;
    }
    const { id, version } = item;
    const isDone = await submit.run([id, version, to], async (idempotencyKey) => {
      await call('POST /api/v1/scope-items/{id}/move', {
        params: { id },
        body: { state: to },
        version,
        idempotencyKey,
      });
    });
    await queries.invalidateQueries({ queryKey: ['scope-item'] });
    if (isDone)
      toastDone(
        say('scope.move.one-done', { name: item.name, state: say(`scope.state.${to}`) }),
        say('platform.act.close'),
      );
  };

  return (
    <>
      <Card
        title={say('scope.title')}
        note={
          items.length > 0 &&
          counted !== null &&
          say(cleared === 0 ? 'scope.list.count' : 'scope.list.count-cleared', { count: counted, cleared })
        }
        isTight
        actions={
          <span className="m-row">
            {items.length > 0 && may('scope.export') && (
              <a
                className="m-button"
                data-kind="outline"
                data-size="small"
                href={`/api/v1/scope-items/export?subjectId=${subject.id}&language=${locale}`}
                download
              >
                <IconDownload size={16} stroke={1.75} />
                {say('scope.export.act')}
              </a>
            )}
            {mayChange && may('scope.add') && (
              <Button size="small" kind="primary" icon={IconPlus} onClick={() => setAsked({ what: 'add' })}>
                {say('scope.add.act')}
              </Button>
            )}
          </span>
        }
      >
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && items.length === 0 && (
          <Empty>{say(mayChange ? 'scope.list.empty' : 'scope.list.empty-reader')}</Empty>
        )}
        {items.length > 0 && (
          <>
            <Filters filter={filter} sort={sort} view={view} onFilter={setFilter} onSort={setSort} onView={setView} />
            <Progress subjectId={subject.id} onChoose={(open) => setFilter({ ...everything, open })} />
            <Refusal problem={submit.problem} />
            {shown.length < items.length && (
              <div className="m-scope-bar m-second">
                {say('scope.list.hidden', { count: items.length - shown.length })}{' '}
                <Button kind="plain" size="small" onClick={() => setFilter(everything)}>
                  {say('scope.list.show-all')}
                </Button>
              </div>
            )}
            {view === 'board' ? (
              <Suspense fallback={null}>
                <Board
                  items={shown}
                  mayMove={mayChange}
                  onMove={(item, to) => void move(item, to)}
                  onOpen={({ id }) => setAsked({ what: 'item', id })}
                />
              </Suspense>
            ) : (
              <ItemTable
                items={shown}
                mayChange={mayChange}
                chosen={chosen}
                onChoose={setChosen}
                onOpen={({ id }) => setAsked({ what: 'item', id })}
              />
            )}
            {mayChange && view === 'table' && picked.length > 0 && (
              <section className="m-scope-chosen" aria-label={say('scope.chosen.label')}>
                <span className="m-strong">{say('scope.chosen.count', { count: picked.length })}</span>
                <Button size="small" onClick={() => setAsked({ what: 'move', ids: picked, to: null })}>
                  {say('scope.move.act')}
                </Button>
                <Button size="small" onClick={() => setAsked({ what: 'measure', ids: picked })}>
                  {say('scope.measures.act')}
                </Button>
                <Button size="small" onClick={() => setAsked({ what: 'withdraw', ids: picked })}>
                  {say('scope.withdraw.act')}
                </Button>
                <Button size="small" kind="plain" onClick={() => setChosen(new Set())}>
                  {say('scope.chosen.none')}
                </Button>
              </section>
            )}
          </>
        )}
      </Card>
      <NumbersCard subjectId={subject.id} />
      <Dialog title={say('scope.add.title')} isOpen={asked?.what === 'add'} onClose={close} size={720}>
        <AddScopeForm subjectId={subject.id} onClose={close} />
      </Dialog>
      <Dialog title={opened?.name ?? ''} isOpen={opened !== undefined} onClose={close} size={680}>
        {opened !== undefined && (
          <ItemForm
            key={opened.id}
            subjectId={subject.id}
            item={opened}
            canChange={mayChange}
            onMove={() => setAsked({ what: 'move', ids: [opened.id], to: null })}
            onClose={close}
          />
        )}
      </Dialog>
      <Dialog title={say('scope.move.title')} isOpen={asked?.what === 'move'} onClose={close}>
        {asked?.what === 'move' && (
          <MoveForm subjectId={subject.id} items={some(asked.ids)} to={asked.to} onClose={close} />
        )}
      </Dialog>
      <Dialog title={say('scope.measures.title')} isOpen={asked?.what === 'measure'} onClose={close}>
        {asked?.what === 'measure' && <MeasureForm subjectId={subject.id} items={some(asked.ids)} onClose={close} />}
      </Dialog>
      <Dialog
        title={say('scope.withdraw.title', { count: asked?.what === 'withdraw' ? asked.ids.length : 0 })}
        isOpen={asked?.what === 'withdraw'}
        onClose={close}
      >
        {asked?.what === 'withdraw' && <WithdrawForm subjectId={subject.id} items={some(asked.ids)} onClose={close} />}
      </Dialog>
    </>
  );
}

type FiltersProps = {
  readonly filter: ItemFilter;
  readonly sort: ItemSort;
  readonly view: 'table' | 'board';
  readonly onFilter: (filter: ItemFilter) => void;
  readonly onSort: (sort: ItemSort) => void;
  readonly onView: (view: 'table' | 'board') => void;
};

function Filters({ filter, sort, view, onFilter, onSort, onView }: FiltersProps) {
  const { say } = useSay();
  const kindOf = (value: string): ScopeKind | 'all' => scopeKinds.find((one) => one === value) ?? 'all';
  const stateOf = (value: string): ScopeState | 'all' => scopeStates.find((one) => one === value) ?? 'all';
  return (
    <div className="m-scope-bar">
      <Switch
        label={say('scope.view.label')}
        value={view}
        options={[
          { value: 'table', label: say('scope.view.table') },
          { value: 'board', label: say('scope.view.board') },
        ]}
        onChoose={onView}
      />
      <input
        type="search"
        className="m-input"
        value={filter.words}
        maxLength={200}
        aria-label={say('scope.filter.words')}
        placeholder={say('scope.filter.words')}
        onChange={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
      />
      <select
        className="m-input"
        aria-label={say('scope.field.kind')}
        value={filter.kind}
        onChange={(event) => onFilter({ ...filter, kind: kindOf(event.currentTarget.value) })}
      >
        <option value="all">{say('scope.filter.all-kinds')}</option>
        {scopeKinds.map((one) => (
          <option key={one} value={one}>
            {say(`scope.kind.${one}`)}
          </option>
        ))}
      </select>
      {view === 'table' && (
        <>
          <select
            className="m-input"
            aria-label={say('scope.field.state')}
            value={filter.state}
            onChange={(event) => onFilter({ ...filter, state: stateOf(event.currentTarget.value) })}
          >
            <option value="all">{say('scope.filter.all-states')}</option>
            {scopeStates.map((one) => (
              <option key={one} value={one}>
                {say(`scope.state.${one}`)}
              </option>
            ))}
          </select>
          <select
            className="m-input"
            aria-label={say('scope.sort.label')}
            value={sort}
            onChange={(event) =>
              onSort((['name', 'state', 'since'] as const).find((one) => one === event.currentTarget.value) ?? 'name')
            }
          >
            {(['name', 'state', 'since'] as const).map((one) => (
              <option key={one} value={one}>
                {say(`scope.sort.${one}`)}
              </option>
            ))}
          </select>
        </>
      )}
      <label className="m-check">
        <input
          type="checkbox"
          checked={filter.certainty === 'assumed'}
          onChange={(event) => onFilter({ ...filter, certainty: event.currentTarget.checked ? 'assumed' : 'all' })}
        />
        <span>{say('scope.filter.assumed')}</span>
      </label>
      {filter.open !== '' && <OpenMeasure measure={filter.open} />}
    </div>
  );
}

function OpenMeasure({ measure }: { readonly measure: string }) {
  const { say } = useSay();
  const { measure: nameOf } = useScopeWords();
  return <Notice tone="quiet">{say('scope.filter.open', { measure: nameOf(measure) })}</Notice>;
}

/** How far the measures are; a press shows those that are still to be done. */
function Progress({
  subjectId,
  onChoose,
}: {
  readonly subjectId: string;
  readonly onChoose: (measure: string) => void;
}) {
  const { say } = useSay();
  const { measure: nameOf, written } = useScopeWords();
  const summary = useQuery(summaryQuery(subjectId));
  const measures = summary.data?.measures ?? [];
  if (measures.length === 0) return null;
  return (
    <div className="m-scope-progress">
      {measures.map(({ kind, measure, open, done }) => (
        <div key={`${kind} ${measure}`}>
          <Button kind="plain" size="small" disabled={open === 0} onClick={() => onChoose(measure)}>
            {say('scope.progress.line', {
              kind: say(`scope.kind.${kind}`),
              measure: nameOf(measure),
              done: written(done),
              all: written(done + open),
            })}
          </Button>
          <progress value={done} max={done + open} aria-label={nameOf(measure)} />
        </div>
      ))}
    </div>
  );
}
