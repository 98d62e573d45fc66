import { type InstructionFilter, instructionFilters } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { instructionsQuery } from '../queries.ts';
import { InstructionItem } from '../sections/instruction-item.tsx';

const options = ['open', 'silent', 'overdue', 'refused', 'undelivered', 'all'] as const;

/** Instructions and requests of all records: who is silent, late, or cannot do it. */
export function InstructionsPage() {
  const { say, locale } = useSay();
  const { path, search } = useAddress();
  const go = useGo();
  const asked = search.get('show');
  const show: InstructionFilter | 'all' =
    asked === 'all' ? 'all' : (instructionFilters.find((one) => one === asked) ?? 'open');
  const list = useInfiniteQuery(instructionsQuery(show === 'all' ? {} : { show }));
  const instructions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const choose = (value: (typeof options)[number]) =>
    go(withSearch(path, { show: value === 'open' ? undefined : value }), { replace: true });
  return (
    <Page
      title={say('instructions.page.title')}
      note={total && say('tasks.list.count', { total: totalText(total, locale) })}
    >
      <Pills
        label={say('instructions.page.filter')}
        value={show}
        options={options.map((value) => ({ value, label: say(`instructions.show.${value}`) }))}
        onChoose={choose}
      />
      <Card isTight>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && instructions.length === 0 && (
          <Empty
            hidden={show === 'all' ? undefined : say('instructions.page.filtered')}
            action={
              show !== 'all' && <Button onClick={() => choose('all')}>{say('instructions.page.show-all')}</Button>
            }
          >
            {say('instructions.page.empty')}
          </Empty>
        )}
        <ul>
          {instructions.map((instruction) => (
            <InstructionItem key={instruction.id} instruction={instruction} hasSubject />
          ))}
        </ul>
        <MoreRows list={list} />
      </Card>
    </Page>
  );
}
