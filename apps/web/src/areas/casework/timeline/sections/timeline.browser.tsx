import { type JournalLane, journalLanes, type TimelineKind, timelineKinds } from '@matoi/contract/values';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SubjectFrame } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Check } from '../../../../ui/field.tsx';
import { IconDownload } from '../../../../ui/icons.ts';
import { Empty, Pills } from '../../../../ui/page.tsx';
import { moved, zoomed } from '../../../../ui/timeline.layout.ts';
import { pictureQuery, type TimelineFilter, type TimelineItem, timelineQuery } from '../queries.ts';
import { useWindow } from '../window.hook.ts';
import { ItemTable } from './item-table.tsx';
import { Sources, WindowPicture } from './timeline.picture.tsx';
import '../../../../shared/list.css';
import './timeline.css';

type BrowserProps = { readonly subject: SubjectFrame; readonly onOpen: (item: TimelineItem) => void };

/** The joint timeline with its filters: the picture of a window, and the same as rows below. */
export function TimelineBrowser({ subject, onOpen }: BrowserProps) {
  const { say, locale } = useSay();
  const now = useNow();
  const search = useRef<HTMLInputElement>(null);
  const [lane, setLane] = useState<JournalLane | 'all'>('all');
  const [kind, setKind] = useState<TimelineKind | 'all'>('all');
  const [onlyStarred, setOnlyStarred] = useState(false);
  const [words, setWords] = useState('');
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const filter: TimelineFilter = {
    subjectId: subject.id,
    events: onlyStarred ? 'starred' : 'all',
    ...(lane === 'all' ? {} : { lane }),
    ...(kind === 'all' ? {} : { kind }),
    ...(words === '' ? {} : { q: words }),
    ...(hidden.length === 0 ? {} : { hide: hidden.join(',') }),
  };
  const whole = useQuery(pictureQuery(filter));
  const window = useWindow(whole.data, now.getTime());
  const inWindow: TimelineFilter = { ...filter, ...window.asked };
  const picture = useQuery(pictureQuery(inWindow));
  const list = useInfiniteQuery(timelineQuery(inWindow));
  // The rows stay as they are while the window above them moves.
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total;
  const middle = (window.shown.from + window.shown.until) / 2;
  const zoom = (factor: number) => window.choose(zoomed(window.shown, factor, middle));
  useKeys({
    '+': () => zoom(0.5),
    '-': () => zoom(2),
    '0': () => window.choose(null),
    '/': () => search.current?.focus(),
  });
  const isEmpty = whole.data !== undefined && whole.data.all === 0;
  const exportAs = (format: 'csv' | 'jsonl') =>
    withSearch('/api/v1/timeline/export', { ...inWindow, format, language: locale });

  return (
    <Card
      title={say('terms.timeline')}
      note={
        picture.data === undefined
          ? undefined
          : say('timeline.browser.count', {
              count: new Intl.NumberFormat(locale).format(picture.data.count),
              all: new Intl.NumberFormat(locale).format(picture.data.all),
            })
      }
      isTight
      actions={
        !isEmpty && (
          <div className="m-timeline-actions">
            {(['csv', 'jsonl'] as const).map((format) => (
              <a
                key={format}
                className="m-button"
                data-kind="outline"
                data-size="small"
                href={exportAs(format)}
                title={say('timeline.export.hint')}
                download
              >
                <IconDownload size={16} stroke={1.75} />
                {say(`timeline.export.${format}`)}
              </a>
            ))}
          </div>
        )
      }
    >
      {whole.data === undefined && <Waiting query={whole} />}
      {isEmpty && <Empty>{say('timeline.browser.empty')}</Empty>}
      {whole.data !== undefined && !isEmpty && (
        <>
          <div className="m-timeline-bar-row">
            <Pills
              label={say('journal.lane.label')}
              value={lane}
              options={(['all', ...journalLanes] as const).map((value) => ({
                value,
                label: value === 'all' ? say('journal.lane.all') : say(`terms.lane.${value}`),
              }))}
              onChoose={setLane}
            />
            <Pills
              label={say('timeline.kind.label')}
              value={kind}
              options={(['all', ...timelineKinds] as const).map((value) => ({
                value,
                label: value === 'all' ? say('timeline.kind.all') : say(`timeline.kind.${value}`),
              }))}
              onChoose={setKind}
            />
            <Check
              label={say('timeline.browser.starred')}
              checked={onlyStarred}
              onChange={(event) => setOnlyStarred(event.currentTarget.checked)}
            />
            <ListSearch label={say('timeline.browser.search')} value={words} inputRef={search} onSearch={setWords} />
          </div>
          <Sources sources={whole.data.sources} hidden={hidden} onHide={setHidden} />
          <WindowPicture
            whole={whole.data}
            picture={picture.data ?? whole.data}
            window={window}
            isRunning={subject.can.annotate}
            onOpen={onOpen}
          />
          <div className="m-timeline-controls">
            <Button size="small" onClick={() => window.choose(moved(window.shown, -0.5))}>
              {say('timeline.zoom.earlier')}
            </Button>
            <Button size="small" onClick={() => window.choose(moved(window.shown, 0.5))}>
              {say('timeline.zoom.later')}
            </Button>
            <Button size="small" shortcut="+" onClick={() => zoom(0.5)}>
              {say('timeline.zoom.in')}
            </Button>
            <Button size="small" shortcut="-" onClick={() => zoom(2)}>
              {say('timeline.zoom.out')}
            </Button>
            <Button size="small" shortcut="0" disabled={window.isWhole} onClick={() => window.choose(null)}>
              {say('timeline.zoom.whole')}
            </Button>
          </div>
          {list.data === undefined && <Waiting query={list} />}
          {list.data !== undefined && items.length === 0 && (
            <Empty>{say(window.isWhole ? 'timeline.browser.nothing' : 'timeline.browser.nothing-here')}</Empty>
          )}
          {items.length > 0 && (
            <>
              <p className="m-second m-timeline-rows">
                {say(window.isWhole ? 'timeline.browser.rows' : 'timeline.browser.rows-here', {
                  total: total === undefined ? '' : totalText(total, locale),
                })}
              </p>
              <ItemTable items={items} label={say('terms.timeline')} onOpen={onOpen} />
            </>
          )}
          <MoreRows list={list} label={say('journal.list.older')} />
        </>
      )}
    </Card>
  );
}
