import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { useCorrections } from '../corrections.hook.ts';
import { AddObservablesForm } from '../forms/add-observables.form.tsx';
import { BlockForm } from '../forms/block.form.tsx';
import { IgnoreDialog } from '../forms/ignore.dialog.tsx';
import { type Observable, observablesOfQuery } from '../queries.ts';
import { ObservableActs, ObservableChips, ObservableName } from './observable-row.tsx';

/** The observables of a record: what counts first, what was left out behind one click. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const list = useInfiniteQuery(observablesOfQuery(subject.id));
  const corrections = useCorrections();
  const [isAdding, setAdding] = useState(false);
  const [ignoring, setIgnoring] = useState<Observable | null>(null);
  const [blocking, setBlocking] = useState<Observable | null>(null);
  const [showsDismissed, setShowsDismissed] = useState(false);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const current = rows.filter(({ state }) => state === 'current');
  const dismissed = rows.filter(({ state }) => state === 'dismissed');
  const mayAdd = subject.can.annotate && may('observables.add');

  const row = (observable: Observable) => (
    <ObservableItem
      key={observable.id}
      observable={observable}
      mayChange={subject.can.annotate}
      onCorrect={(change) => void corrections.correct([observable], change, subject.id)}
      onIgnore={() => setIgnoring(observable)}
      onBlock={() => setBlocking(observable)}
    />
  );
  return (
    <Card
      title={say('observables.title')}
      note={rows.length > 0 && say('observables.list.count', { total: current.length })}
      isTight
      actions={
        mayAdd && (
          <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
            {say('observables.add.act')}
          </Button>
        )
      }
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && rows.length === 0 && <Empty>{say('observables.section.empty')}</Empty>}
      <Refusal problem={corrections.problem} />
      <ul className="m-observables">{current.map(row)}</ul>
      {showsDismissed && <ul className="m-observables">{dismissed.map(row)}</ul>}
      {(dismissed.length > 0 || list.hasNextPage) && (
        <div className="m-observables-more">
          {dismissed.length > 0 && (
            <Button
              kind="plain"
              size="small"
              aria-expanded={showsDismissed}
              onClick={() => setShowsDismissed(!showsDismissed)}
            >
              {say('observables.section.dismissed', { count: dismissed.length })}
            </Button>
          )}
          {list.hasNextPage && (
            <Button size="small" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {say('platform.list.more')}
            </Button>
          )}
        </div>
      )}
      <Dialog title={say('observables.add.title')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <AddObservablesForm subjectId={subject.id} onClose={() => setAdding(false)} />
      </Dialog>
      <IgnoreDialog observable={ignoring} onClose={() => setIgnoring(null)} />
      <Dialog title={say('block-list.add.title')} isOpen={blocking !== null} onClose={() => setBlocking(null)}>
        {blocking !== null && (
          <BlockForm value={blocking.defanged} subjectId={subject.id} onClose={() => setBlocking(null)} />
        )}
      </Dialog>
    </Card>
  );
}

type ItemProps = Parameters<typeof ObservableActs>[0];

/** One value with its words. Within it `d` leaves it out or counts it again. */
function ObservableItem(props: ItemProps) {
  const { observable, mayChange, onCorrect } = props;
  const { may } = useMe();
  return (
    <li
      className="m-observable"
      data-state={observable.state}
      onKeyDown={(event) => {
        const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing;
        if (event.key !== 'd' || !isPlain || !mayChange || !may('observables.change')) return;
        event.preventDefault();
        onCorrect({ state: observable.state === 'current' ? 'dismissed' : 'current' });
      }}
    >
      <ObservableName observable={observable} />
      <ObservableActs {...props} />
      <div className="m-observable-line">
        <ObservableChips observable={observable} />
        {observable.snippet !== '' && <span className="m-observable-snippet">{observable.snippet}</span>}
      </div>
    </li>
  );
}
