import { type JournalLane, journalLanes } from '@matoi/contract/values';
import { useState } from 'react';
import { useAuthorName } from '../../../../shared/author-name.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { clockTime, fullMoment, zoneOffset } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Timeline } from '../../../../ui/timeline.tsx';
import type { TimelineItem } from '../../timeline/queries.ts';
import { ItemBody } from '../../timeline/sections/item-table.tsx';
import { tickText } from '../../timeline/ticks.format.ts';
import { useEntryText } from '../entry-text.hook.ts';
import { firstLine } from '../when.rules.ts';

type PictureProps = {
  readonly items: readonly TimelineItem[];
  readonly lane: JournalLane | 'all';
  readonly isRunning: boolean;
  readonly onOpen: (item: TimelineItem) => void;
};

/** The story on its lanes, with the item that was chosen, or else written last, read out below. */
export function JournalPicture({ items, lane, isRunning, onOpen }: PictureProps) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  const textOf = useEntryText();
  const authorName = useAuthorName();
  const [chosen, setChosen] = useState<string | null>(null);
  const lanes = (lane === 'all' ? journalLanes : [lane]).map((id) => ({ id, name: say(`terms.lane.${id}`) }));
  const latest = items.toSorted((a, b) => b.recordedAt.localeCompare(a.recordedAt))[0];
  const current = items.find(({ id }) => id === chosen) ?? latest;
  if (current === undefined) return <p className="m-journal-none m-second">{say('journal.lane.none')}</p>;
  const byId = new Map(items.map((item) => [item.id, item]));

  return (
    <div className="m-journal-picture">
      <Timeline
        label={say('journal.picture.label', { count: items.length })}
        entries={items.map((item) => ({
          id: item.id,
          lane: item.lane,
          at: Date.parse(item.at),
          until: item.until === null ? null : Date.parse(item.until),
          isAssumed: item.isAssumed,
          isStarred: item.kind === 'event',
          label: firstLine(item.note ?? textOf(item)),
        }))}
        lanes={lanes}
        now={isRunning ? now.getTime() : null}
        nowLabel={say('journal.picture.now', { time: clockTime(now, reading) })}
        offsetAt={(at) => zoneOffset(new Date(at), reading.zone)}
        tickLabel={(tick) => tickText(tick, reading)}
        chosen={current.id}
        onChoose={setChosen}
        renderRow={(id) => {
          const item = byId.get(id);
          return item === undefined ? null : <ItemBody item={item} onOpen={onOpen} />;
        }}
      />
      <div className="m-journal-chosen" data-lane={current.lane}>
        <div className="m-second">
          {[
            fullMoment(current.at, reading),
            current.isAssumed ? say('timeline.item.assumed') : null,
            say(`terms.lane.${current.lane}`),
            current.author === null ? current.source : authorName(current.author),
          ]
            .filter((part) => part !== null)
            .join(' ・ ')}
        </div>
        <p className="m-typed">{textOf(current)}</p>
        <Button kind="plain" size="small" onClick={() => onOpen(current)}>
          {say('timeline.item.open')}
        </Button>
      </div>
    </div>
  );
}
