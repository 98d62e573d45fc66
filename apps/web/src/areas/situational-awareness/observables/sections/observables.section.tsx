import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { AddObservablesForm } from '../forms/add-observables.form.tsx';
import { observablesOfQuery } from '../queries.ts';
import { ObservableItems } from './observable-items.tsx';

/** The observables of a record: what counts first, what was left out behind one click. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const list = useInfiniteQuery(observablesOfQuery(subject.id));
  const [isAdding, setAdding] = useState(false);
  const [showsDismissed, setShowsDismissed] = useState(false);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const current = rows.filter(({ state }) => state === 'current');
  const dismissed = rows.filter(({ state }) => state === 'dismissed');
  const mayAdd = subject.can.annotate && may('observables.add');
  const shared = { subjectId: subject.id, mayChange: subject.can.annotate };
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
      <ObservableItems rows={current} {...shared} />
      {showsDismissed && <ObservableItems rows={dismissed} {...shared} />}
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
      <Dialog title={say('observables.add.title')} isOpen={isAdding} onClose={() => setAdding(false)} size={760}>
        <AddObservablesForm subjectId={subject.id} onClose={() => setAdding(false)} />
      </Dialog>
    </Card>
  );
}
