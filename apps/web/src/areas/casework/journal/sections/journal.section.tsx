import { type JournalLane, journalLanes } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { useNews } from '../../../../shared/looked.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Empty, Pills, Switch } from '../../../../ui/page.tsx';
import { type TimelineItem, timelineQuery } from '../../timeline/queries.ts';
import { ItemDialog } from '../../timeline/sections/item.dialog.tsx';
import { ItemTable } from '../../timeline/sections/item-table.tsx';
import { EntryForm } from '../forms/entry.form.tsx';
import { JournalPicture } from './journal.picture.tsx';
import './journal.css';

/** What matters of the timeline, as a picture and as a table of the same, and one line to record more. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const linkTo = useSubjectLink();
  const list = useInfiniteQuery(timelineQuery({ subjectId: subject.id, events: 'starred' }));
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const [lane, setLane] = useState<JournalLane | 'all'>('all');
  const [open, setOpen] = useState<TimelineItem | null>(null);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = lane === 'all' ? items : items.filter((item) => item.lane === lane);
  const total = list.data?.pages[0]?.total;
  const news = useNews(subject.id);
  const isNew = (item: TimelineItem) =>
    item.kind !== 'event' && news({ at: item.recordedAt, byId: item.author?.id ?? null });
  const fresh = items.filter(isNew).length;
  const mayWrite = subject.can.annotate && may('journal.add');
  const own = linkTo(subject);

  return (
    <Card
      title={say('terms.timeline')}
      note={
        total && (
          <>
            {say('journal.list.count', { total: totalText(total, locale) })}{' '}
            {fresh > 0 && <Chip tone="accent">{say('platform.news.count', { count: fresh })}</Chip>}
          </>
        )
      }
      isTight
      actions={
        <div className="m-timeline-actions">
          {items.length > 0 && (
            <Switch
              label={say('journal.view.label')}
              value={view}
              options={[
                { value: 'picture', label: say('journal.view.picture') },
                { value: 'table', label: say('journal.view.table') },
              ]}
              onChoose={setView}
            />
          )}
          {own !== null && may('timeline.list') && (
            <Link to={`${own}/timeline`} className="m-card-link">
              {say('timeline.overview.whole')}
            </Link>
          )}
        </div>
      }
    >
      {mayWrite && <EntryForm subjectId={subject.id} />}
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && items.length === 0 && <Empty>{say('journal.list.empty')}</Empty>}
      {items.length > 0 && (
        <>
          <div className="m-journal-filter">
            <Pills
              label={say('journal.lane.label')}
              value={lane}
              options={(['all', ...journalLanes] as const).map((value) => ({
                value,
                label: value === 'all' ? say('journal.lane.all') : say(`terms.lane.${value}`),
              }))}
              onChoose={setLane}
            />
            {lane !== 'all' && (
              <span className="m-second">{say('journal.lane.hides', { count: items.length - shown.length })}</span>
            )}
          </div>
          {view === 'picture' ? (
            <JournalPicture items={shown} lane={lane} isRunning={subject.can.annotate} onOpen={setOpen} />
          ) : (
            <ItemTable items={shown} label={say('terms.journal')} onOpen={setOpen} isNew={isNew} />
          )}
        </>
      )}
      <MoreRows list={list} label={say('journal.list.older')} />
      {open !== null && <ItemDialog item={open} subject={subject} onClose={() => setOpen(null)} />}
    </Card>
  );
}
