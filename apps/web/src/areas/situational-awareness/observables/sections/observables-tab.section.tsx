import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { withSearch } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { takeBack } from '../corrections.hook.ts';
import { AddObservablesForm } from '../forms/add-observables.form.tsx';
import { changesQuery, filterQuery, type RecordFilter, tellingQuery, wholeRecord } from '../queries.ts';
import { ObservableFilters, StatePills } from './observable-filters.tsx';
import { ObservableItems } from './observable-items.tsx';
import { SightingsCard } from './sightings-card.tsx';

const shownRows = 100;

/** Everything observed in an incident and in its reports, by how much it says. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [filter, setFilter] = useState<RecordFilter>(wholeRecord);
  const list = useInfiniteQuery(tellingQuery(subject.id, filter, shownRows));
  const [isAdding, setAdding] = useState(false);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isNarrowed = Object.keys(filterQuery(filter)).some((name) => name !== 'state') || filter.state !== 'current';
  const show = (change: Partial<RecordFilter>) => setFilter({ ...filter, ...change });
  return (
    <div className="m-stack">
      <div className="m-list-bar">
        <StatePills filter={filter} onChange={show} />
      </div>
      <ObservableFilters filter={filter} onChange={show} />
      <Card
        title={say('observables.title')}
        note={total && say('observables.list.count', { total: totalText(total, locale) })}
        actions={
          <span className="m-row">
            {may('observables.export') && (
              <a
                className="m-button"
                data-kind="outline"
                data-size="small"
                href={withSearch('/api/v1/observables/export', { ...filterQuery(filter), subjectId: subject.id })}
                title={say('observables.export.red')}
                download="observables.csv"
              >
                {say('observables.export.act')}
              </a>
            )}
            {subject.can.annotate && may('observables.add') && (
              <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
                {say('observables.add.act')}
              </Button>
            )}
          </span>
        }
        isTight
      >
        <p className="m-observables-none m-second">{say('observables.tab.order')}</p>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty
            action={isNarrowed && <Button onClick={() => setFilter(wholeRecord)}>{say('platform.list.clear')}</Button>}
          >
            {say(isNarrowed ? 'observables.list.nothing' : 'observables.section.empty')}
          </Empty>
        )}
        {/* Another filter is another list: nothing stays chosen. */}
        <ObservableItems
          key={JSON.stringify(filter)}
          rows={rows}
          subjectId={subject.id}
          mayChange={subject.can.annotate}
          isPage
        />
        <MoreRows list={list} />
      </Card>
      <SightingsCard of={{ subjectId: subject.id }} value="" subjectId={subject.id} mayAdd={subject.can.annotate} />
      <Changes subjectId={subject.id} mayUndo={subject.can.annotate && may('observables.undo')} />
      <Dialog title={say('observables.add.title')} isOpen={isAdding} onClose={() => setAdding(false)} size={760}>
        <AddObservablesForm subjectId={subject.id} onClose={() => setAdding(false)} />
      </Dialog>
    </div>
  );
}

/** What people added and changed last, and the way back. */
function Changes({ subjectId, mayUndo }: { readonly subjectId: string; readonly mayUndo: boolean }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const changes = useQuery(changesQuery(subjectId));
  const items = changes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card isTight>
      <details className="m-observables-changes">
        <summary>{say('observables.changes.title')}</summary>
        <Refusal problem={submit.problem} />
        <ul className="m-observables">
          {items.map(({ id, kind, count, at, by, undone }) => (
            <li key={id} className="m-observable">
              <div className="m-observable-line">
                <span>{say(`observables.changes.${kind}`, { count })}</span>
                <span className="m-second">
                  {by.name} ・ <Moment at={at} as="short" />
                </span>
                {undone !== null && (
                  <span className="m-second">{say('observables.changes.undone', { name: undone.by.name })}</span>
                )}
              </div>
              {undone === null && mayUndo && (
                <span className="m-observable-acts">
                  <Button
                    size="small"
                    kind="plain"
                    isBusy={submit.busy}
                    onClick={() => void submit.run(id, () => takeBack(queries, [id]))}
                  >
                    {say('observables.undo.act')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
