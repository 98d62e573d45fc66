import { memo } from 'react';
import { useAuthorName } from '../../../../shared/author-name.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { MergedFrom } from '../../../../shared/merged-from.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { useEntryText } from '../../journal/entry-text.hook.ts';
import type { TimelineItem } from '../queries.ts';
import './timeline.css';

type TableProps = {
  readonly items: readonly TimelineItem[];
  readonly label: string;
  readonly onOpen: (item: TimelineItem) => void;
  /** Marks what others have recorded since the reader last looked. */
  readonly isNew?: (item: TimelineItem) => boolean;
};

/** The timeline as rows: when, on which lane, what, and by whom or which machine. */
export const ItemTable = memo(function ItemTable({ items, label, onOpen, isNew }: TableProps) {
  const { say } = useSay();
  return (
    <table className="m-table m-timeline-table" aria-label={label}>
      <thead>
        <tr>
          <th>{say('journal.field.occurred')}</th>
          <th>{say('journal.field.lane')}</th>
          <th>{say('journal.field.text')}</th>
          <th>{say('timeline.field.by')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <ItemRow key={item.id} item={item} onOpen={onOpen} isNew={isNew?.(item) === true} />
        ))}
      </tbody>
    </table>
  );
});

type RowProps = { readonly item: TimelineItem; readonly onOpen: TableProps['onOpen']; readonly isNew: boolean };

function ItemRow({ item, onOpen, isNew }: RowProps) {
  const { say } = useSay();
  const authorName = useAuthorName();
  const isLate = item.kind !== 'event' && Date.parse(item.recordedAt) - Date.parse(item.at) > 60_000;
  return (
    <tr>
      <td data-figure="true">
        <Moment at={item.at} as={item.kind === 'event' ? 'exact' : 'full'} />{' '}
        {isNew && <Chip tone="accent">{say('platform.news.mark')}</Chip>}
        {item.until !== null && (
          <div className="m-second">
            {say('timeline.item.until')} <Moment at={item.until} as="short" />
          </div>
        )}
        {isLate && (
          <div className="m-second">
            {say('journal.field.recorded')} <Moment at={item.recordedAt} as="short" />
          </div>
        )}
      </td>
      <td>
        <span className="m-lane" data-lane={item.lane}>
          {say(`terms.lane.${item.lane}`)}
        </span>
      </td>
      <td data-main="true">
        <ItemWords item={item} onOpen={onOpen} />
      </td>
      <td>
        {item.author === null
          ? [item.source, item.host].filter((part) => part !== null).join(' ・ ')
          : authorName(item.author)}
      </td>
    </tr>
  );
}

/** What an item says, with what somebody has said about it; opens to everything that can be done with it. */
function ItemWords({ item, onOpen }: { readonly item: TimelineItem; readonly onOpen: TableProps['onOpen'] }) {
  const { say } = useSay();
  const textOf = useEntryText();
  const marks = [
    item.isStarred ? ('star' as const) : null,
    item.isAssumed ? ('assumed' as const) : null,
    item.version > 1 && item.kind === 'note' ? ('corrected' as const) : null,
  ].filter((mark) => mark !== null);
  return (
    <>
      {(marks.length > 0 || item.tags.length > 0) && (
        <div className="m-timeline-marks">
          {marks.map((mark) => (
            <Chip key={mark} tone={mark === 'star' ? 'amber' : 'neutral'}>
              {mark === 'corrected'
                ? say('timeline.item.version', { version: item.version })
                : say(`timeline.item.${mark}`)}
            </Chip>
          ))}
          {item.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      )}
      <MergedFrom from={item.mergedFrom} />
      {item.note !== null && <div className="m-typed m-strong">{item.note}</div>}
      <div className={item.kind === 'act' ? undefined : 'm-typed m-timeline-text'}>{textOf(item)}</div>
      {item.kind !== 'act' && (
        <Button
          kind="plain"
          size="small"
          className="m-timeline-open"
          aria-label={say('timeline.item.open-this', { text: textOf(item).slice(0, 60) })}
          onClick={() => onOpen(item)}
        >
          {say('timeline.item.open')}
        </Button>
      )}
    </>
  );
}

/** One item in the vertical form, which narrow screens get. */
export function ItemBody({ item, onOpen }: { readonly item: TimelineItem; readonly onOpen: TableProps['onOpen'] }) {
  const { say } = useSay();
  const authorName = useAuthorName();
  return (
    <>
      <div className="m-second">
        <Moment at={item.at} /> ・ {say(`terms.lane.${item.lane}`)} ・{' '}
        {item.author === null ? item.source : authorName(item.author)}
      </div>
      <ItemWords item={item} onOpen={onOpen} />
    </>
  );
}
