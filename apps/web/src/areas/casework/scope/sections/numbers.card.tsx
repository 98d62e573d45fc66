import type { ScopeCategory } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { NumberForm } from '../forms/number.form.tsx';
import { numbersQuery } from '../queries.ts';
import { useScopeWords } from '../words.hook.ts';

/** Whose data it is: the numbers as they are now, and behind one click how they came about. */
export function NumbersCard({ subjectId }: { readonly subjectId: string }) {
  const { say } = useSay();
  const { may } = useMe();
  const { amount } = useScopeWords();
  const numbers = useQuery(numbersQuery(subjectId));
  const [category, setCategory] = useState<ScopeCategory | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const entries = numbers.data?.items ?? [];
  const shown = showsAll ? entries : entries.filter(({ isCurrent }) => isCurrent);
  const mayRecord = numbers.data?.can.change === true && may('scope.record-number');
  return (
    <Card
      title={say('scope.numbers.title')}
      note={
        entries.length > 0 &&
        numbers.data !== undefined &&
        say('scope.numbers.total', { amount: amount(numbers.data.persons) })
      }
      isTight
      actions={
        mayRecord && (
          <Button size="small" icon={IconPlus} onClick={() => setCategory('customers')}>
            {say('scope.number.act')}
          </Button>
        )
      }
    >
      {numbers.data === undefined && <Waiting query={numbers} />}
      {numbers.data !== undefined && entries.length === 0 && (
        <p className="m-scope-none m-second">{say('scope.numbers.empty')}</p>
      )}
      {shown.length > 0 && (
        <table className="m-table" aria-label={say('scope.numbers.title')}>
          <thead>
            <tr>
              <th>{say('scope.number.category')}</th>
              <th>{say('scope.number.amount')}</th>
              <th>{say('scope.number.source')}</th>
              <th>{say('scope.number.recorded')}</th>
              {mayRecord && <td />}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.id}>
                <td data-main="true">{say(`scope.category.${one.category}`)}</td>
                <td data-figure="true">
                  <span className={one.isCurrent ? 'm-strong' : 'm-second'}>{amount(one)}</span>{' '}
                  <span className="m-second">{say(`scope.number.unit-${one.unit}`)}</span>
                </td>
                <td className="m-typed">
                  {one.source}
                  {one.mergedFrom !== null && (
                    <div>
                      <MergedFrom from={one.mergedFrom} />
                    </div>
                  )}
                  {one.note !== '' && <div className="m-second">{one.note}</div>}
                </td>
                <td>
                  <Moment at={one.recordedAt} as="short" /> <span className="m-second">{one.recordedBy.name}</span>
                </td>
                {mayRecord && (
                  <td data-end="true">
                    {one.isCurrent && (
                      <Button size="small" onClick={() => setCategory(one.category)}>
                        {say('scope.number.renew')}
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {entries.some(({ isCurrent }) => !isCurrent) && (
        <div className="m-scope-bar">
          <Button kind="plain" size="small" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {say(showsAll ? 'scope.numbers.current' : 'scope.numbers.history')}
          </Button>
        </div>
      )}
      <Dialog title={say('scope.number.title')} isOpen={category !== null} onClose={() => setCategory(null)} size={560}>
        {category !== null && (
          <NumberForm
            key={category}
            subjectId={subjectId}
            entries={entries}
            category={category}
            onClose={() => setCategory(null)}
          />
        )}
      </Dialog>
    </Card>
  );
}
