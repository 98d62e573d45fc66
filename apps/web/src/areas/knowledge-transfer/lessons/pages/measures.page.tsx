import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Check } from '../../../../ui/field.tsx';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { measuresQuery } from '../queries.ts';
import { MeasureRows } from '../sections/measure-rows.tsx';

const views = ['open', 'overdue', 'done', 'all'] as const;

/** What is done so that it does not happen again, over all records. */
export function MeasuresPage() {
  const { say, locale } = useSay();
  const [view, setView] = useState<(typeof views)[number]>('open');
  const [isMine, setMine] = useState(false);
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(
    measuresQuery({
      ...(view === 'all' ? {} : { state: view }),
      ...(isMine ? { mine: 'true' as const } : {}),
      ...(words === '' ? {} : { q: words }),
      sort: view === 'done' || view === 'all' ? 'newest' : 'due',
      limit: 50,
    }),
  );
  const measures = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  return (
    <Page
      title={say('terms.measures')}
      note={total && say('lessons.measures.count', { count: totalText(total, locale) })}
    >
      <div className="m-list-bar">
        <Pills
          label={say('lessons.measures.view')}
          value={view}
          options={views.map((value) => ({ value, label: say(`lessons.view.${value}`) }))}
          onChoose={setView}
        />
        <Check
          label={say('lessons.view.mine')}
          checked={isMine}
          onChange={(event) => setMine(event.currentTarget.checked)}
        />
        <ListSearch label={say('lessons.measures.search')} value={words} inputRef={search} onSearch={setWords} />
      </div>
      <Card isTight title={say(`lessons.view.${view}`)}>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && measures.length === 0 && (
          <Empty hidden={words !== '' || isMine || view !== 'all' ? say('lessons.measures.hidden') : undefined}>
            {say('lessons.measures.empty-all')}
          </Empty>
        )}
        <MeasureRows measures={measures} hasSubject />
        <MoreRows list={list} />
      </Card>
    </Page>
  );
}
