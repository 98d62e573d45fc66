import { observableTypes } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, SelectField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Pills } from '../../../../ui/page.tsx';
import { useCorrections } from '../corrections.hook.ts';
import { AddObservablesForm } from '../forms/add-observables.form.tsx';
import { BlockForm } from '../forms/block.form.tsx';
import { IgnoreDialog } from '../forms/ignore.dialog.tsx';
import { type Observable, type ObservableFilter, tellingQuery } from '../queries.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ObservableActs, ObservableChips, ObservableName } from './observable-row.tsx';

type Filter = Pick<ObservableFilter, 'state' | 'type'>;

/** Everything observed in an incident and in its reports, by how much it says. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [filter, setFilter] = useState<Filter>({ state: 'current', type: 'any' });
  const list = useInfiniteQuery(tellingQuery(subject.id, { ...filter, limit: 100 }));
  const corrections = useCorrections();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAdding, setAdding] = useState(false);
  const [ignoring, setIgnoring] = useState<Observable | null>(null);
  const [blocking, setBlocking] = useState<Observable | null>(null);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const picked = rows.filter(({ id }) => chosen.has(id));
  const mayChange = subject.can.annotate && may('observables.change');
  const mayAdd = subject.can.annotate && may('observables.add');
  const show = (change: Partial<Filter>) => {
    setChosen(new Set());
    setFilter({ ...filter, ...change });
  };
  const correct = async (targets: readonly Observable[], change: Parameters<typeof corrections.correct>[1]) => {
    if (await corrections.correct(targets, change, subject.id)) setChosen(new Set());
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = mayAdd && (
    <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
      {say('observables.add.act')}
    </Button>
  );
  return (
    <div className="m-stack">
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
      </div>
      <Refusal problem={corrections.problem} />
      <Card
        title={say('observables.title')}
        note={total && say('observables.list.count', { total: totalText(total, locale) })}
        actions={add}
        isTight
      >
        <p className="m-observables-none m-second">{say('observables.tab.order')}</p>
        {picked.length > 0 && (
          <BulkBar
            count={picked.length}
            isBusy={corrections.busy}
            onChange={(change) => void correct(picked, change)}
          />
        )}
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty>
            {say(
              filter.state === 'current' && filter.type === 'any'
                ? 'observables.section.empty'
                : 'observables.list.nothing',
            )}
          </Empty>
        )}
        <ul className="m-observables">
          {rows.map((one) => (
            <li key={one.id} className="m-observable" data-state={one.state} data-pick={mayChange}>
              {mayChange && (
                <Check
                  checked={chosen.has(one.id)}
                  onChange={() => toggle(one.id)}
                  label={<span className="m-hidden">{say('observables.field.select', { value: one.defanged })}</span>}
                />
              )}
              <ObservableName observable={one} />
              <ObservableActs
                observable={one}
                mayChange={mayChange}
                onCorrect={(change) => void correct([one], change)}
                onIgnore={() => setIgnoring(one)}
                onBlock={() => setBlocking(one)}
              />
              <Where observable={one} ownId={subject.id} />
            </li>
          ))}
        </ul>
        <MoreRows list={list} />
      </Card>
      <Dialog title={say('observables.add.title')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <AddObservablesForm subjectId={subject.id} onClose={() => setAdding(false)} />
      </Dialog>
      <IgnoreDialog observable={ignoring} onClose={() => setIgnoring(null)} />
      <Dialog title={say('block-list.add.title')} isOpen={blocking !== null} onClose={() => setBlocking(null)}>
        {blocking !== null && (
          <BlockForm value={blocking.defanged} subjectId={subject.id} onClose={() => setBlocking(null)} />
        )}
      </Dialog>
    </div>
  );
}

/** Where a value stands: the report that brought it, other records that have it, when, and the words around it. */
function Where({ observable, ownId }: { readonly observable: Observable; readonly ownId: string }) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const { record, alsoSeen } = observable;
  const name = (one: Observable['record']) => {
    const to = linkOf(one);
    const words = one.number ?? one.title;
    return to === null ? (
      <span key={one.id}>{words}</span>
    ) : (
      <Link key={one.id} to={to} title={one.title}>
        {words}
      </Link>
    );
  };
  return (
    <div className="m-observable-line m-second">
      <ObservableChips observable={observable} />
      {alsoSeen.records.length > 0 && (
        <span className="m-row">
          {say('observables.tab.elsewhere')} {alsoSeen.records.map(name)}
        </span>
      )}
      {record.id !== ownId && (
        <span className="m-row">
          {say('observables.tab.from')} {name(record)}
        </span>
      )}
      <span>
        <Moment at={observable.firstSeenAt} as="short" />
        {observable.firstSeenAt !== observable.lastSeenAt && (
          <>
            {' – '}
            <Moment at={observable.lastSeenAt} as="short" />
          </>
        )}
      </span>
      {observable.snippet !== '' && <span className="m-observable-snippet">{observable.snippet}</span>}
    </div>
  );
}
