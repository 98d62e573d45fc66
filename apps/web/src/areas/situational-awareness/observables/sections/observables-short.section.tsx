import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { tellingQuery, wholeRecord } from '../queries.ts';
import { ObservableChips, ObservableName } from './observable-row.tsx';

/** The values that say most about a record; all of them are one click away. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const linkOf = useSubjectLink();
  const list = useInfiniteQuery(tellingQuery(subject.id, wholeRecord, 5));
  const first = list.data?.pages[0];
  const isEmpty = first !== undefined && first.items.length === 0;
  return (
    <Card
      title={say('observables.title')}
      note={!isEmpty && first && say('observables.list.count', { total: totalText(first.total, locale) })}
      actions={
        <Link to={`${linkOf(subject) ?? ''}/observables`}>
          {say(isEmpty ? 'observables.short.begin' : 'observables.short.all')}
        </Link>
      }
      isTight
    >
      {first === undefined && <Waiting query={list} />}
      {isEmpty && <p className="m-observables-none m-second">{say('observables.section.empty')}</p>}
      <ul className="m-observables">
        {first?.items.map((one) => (
          <li key={one.id} className="m-observable" data-state={one.state}>
            <ObservableName observable={one} />
            <div className="m-observable-line">
              <ObservableChips observable={one} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
