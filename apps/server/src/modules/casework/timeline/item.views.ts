import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink, Whole } from '../../../platform/subjects/index.ts';
import type { Picture } from './item.queries.ts';
import type { StoredEvent, TimelineItem } from './timeline.model.ts';

type ItemView = ResponseOf<RouteWith<'timeline.list'>>['items'][number];
type EventView = ResponseOf<RouteWith<'timeline.show-event'>>;
type PictureView = ResponseOf<RouteWith<'timeline.picture'>>;

/** Characters of a text in lists and pictures. */
const shownText = 600;

/** An item as the contract describes it; long texts are cut. */
export function viewItem(item: TimelineItem, mergedFrom: SubjectLink | null = null): ItemView {
  const { text } = item;
  const isLong = text !== null && text.length > shownText;
  return {
    ...viewWhole(item),
    mergedFrom,
    text: isLong ? `${text.slice(0, shownText).replace(/\p{Cs}$/u, '')}…` : text,
  };
}

function viewWhole(item: TimelineItem): ItemView {
  const { id, kind, lane, isAssumed, author, version, text, source, what, host, isStarred, note } = item;
  return {
    id,
    mergedFrom: null,
    kind,
    lane,
    at: item.at.toISOString(),
    until: item.until?.toISOString() ?? null,
    isAssumed,
    recordedAt: item.recordedAt.toISOString(),
    author,
    version,
    text,
    act: item.act === null ? null : { code: item.act.code, params: { ...item.act.params } },
    source,
    what,
    host,
    isStarred,
    note,
    tags: [...item.tags],
  };
}

/** An imported event with everything that its row says. */
export function viewEvent(
  event: StoredEvent,
  given: { readonly actor: Actor; readonly mayChange: boolean },
): EventView {
  return {
    ...viewWhole(event),
    fileName: event.fileName,
    line: event.line,
    fields: Object.entries(event.fields).map(([name, value]) => ({ name, value })),
    starredBy: event.starredBy,
    can: { mark: given.mayChange && given.actor.permissions.has('timeline.mark-event') },
  };
}

/** A window of the timeline as the contract describes it. */
export function viewPicture(picture: Picture, mergedFrom: Whole['mergedFrom']): PictureView {
  const { extent, from, until } = picture;
  return {
    extent: extent === null ? null : { from: extent.from.toISOString(), until: extent.until.toISOString() },
    from: from.toISOString(),
    until: until.toISOString(),
    stepMs: picture.stepMs,
    items: picture.items.map((item) => viewItem(item, mergedFrom(item.subjectId))),
    bins: picture.bins.map(({ lane, at, count }) => ({ lane, at: at.toISOString(), count })),
    count: picture.count,
    all: picture.all,
    sources: picture.sources.map((source) => ({ ...source })),
  };
}
