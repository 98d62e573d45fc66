import type { QueryInput, RouteOf } from '@matoi/contract';
import {
  type InboxList,
  inboxLists,
  type ReportChannel,
  type ReportOutcome,
  type ReportState,
  reportChannels,
  reportOutcomes,
  reportSorts,
} from '@matoi/contract/values';

export type ReportSort = (typeof reportSorts)[number];
export type PriorityChoice = '1' | '2' | '3' | '4' | 'none';
export type InboxFilter = {
  readonly list: InboxList;
  readonly sort: ReportSort;
  readonly q: string;
  readonly channel: readonly ReportChannel[];
  readonly outcome: readonly ReportOutcome[];
  readonly priority: readonly PriorityChoice[];
  /** Codes of classes; `none` for reports without one. */
  readonly class: readonly string[];
  readonly tag: readonly string[];
  /** `me`, `none`, or the id of an account. */
  readonly assignee: string | null;
  readonly source: string | null;
  readonly reporter: string | null;
  readonly isOverdue: boolean;
  readonly isUnfinished: boolean;
};

export type Narrowing = Exclude<keyof InboxFilter, 'list' | 'sort' | 'q'>;
/** One narrowing of the list that can be taken away by itself. */
export type FilterChip = { readonly field: Narrowing; readonly value: string };

export const priorityChoices = ['1', '2', '3', '4', 'none'] as const satisfies readonly PriorityChoice[];

/** The list that a person finds when they come in: all that is open, nothing narrowed. */
export const plainFilter: InboxFilter = {
  list: 'open',
  sort: 'newest',
  q: '',
  channel: [],
  outcome: [],
  priority: [],
  class: [],
  tag: [],
  assignee: null,
  source: null,
  reporter: null,
  isOverdue: false,
  isUnfinished: false,
};

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text);
}

function someOf<Value extends string>(values: readonly Value[], text: string | null): Value[] {
  const asked = new Set((text ?? '').split(','));
  return values.filter((value) => asked.has(value));
}

function words(text: string | null): string[] {
  const found = (text ?? '').slice(0, 400).split(',');
  return [...new Set(found.map((word) => word.trim()).filter((word) => word !== ''))];
}

function line(text: string | null, limit: number): string | null {
  const found = (text ?? '').trim().slice(0, limit);
  return found === '' ? null : found;
}

/**
 * The filter that an address asks for; what it does not say, or says wrongly, takes the usual value. `sort` is the order
 * this person used last.
 */
export function readInboxFilter(search: URLSearchParams, sort: ReportSort = plainFilter.sort): InboxFilter {
  return {
    list: oneOf(inboxLists, search.get('list')) ?? plainFilter.list,
    sort: oneOf(reportSorts, search.get('sort')) ?? sort,
    q: (search.get('q') ?? '').slice(0, 200),
    channel: someOf(reportChannels, search.get('channel')),
    outcome: someOf(reportOutcomes, search.get('outcome')),
    priority: someOf(priorityChoices, search.get('priority')),
    class: words(search.get('class')),
    tag: words(search.get('tag')),
    assignee: line(search.get('assignee'), 64),
    source: line(search.get('source'), 100),
    reporter: line(search.get('reporter'), 320),
    isOverdue: search.get('overdue') === 'yes',
    isUnfinished: search.get('unfinished') === 'yes',
  };
}

/** The search values of an address for a filter, and of a saved view; usual values are left out. */
export function inboxSearch(filter: InboxFilter): Record<string, string> {
  const joined = (values: readonly string[]) => values.join(',');
  const all: Record<string, string> = {
    list: filter.list === plainFilter.list ? '' : filter.list,
    sort: filter.sort,
    q: filter.q,
    channel: joined(filter.channel),
    outcome: joined(filter.outcome),
    priority: joined(filter.priority),
    class: joined(filter.class),
    tag: joined(filter.tag),
    assignee: filter.assignee ?? '',
    source: filter.source ?? '',
    reporter: filter.reporter ?? '',
    overdue: filter.isOverdue ? 'yes' : '',
    unfinished: filter.isUnfinished ? 'yes' : '',
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

const states: Readonly<Record<InboxList, readonly ReportState[] | null>> = {
  open: ['new'],
  mine: ['new', 'waiting'],
  waiting: ['waiting'],
  snoozed: ['new', 'waiting'],
  done: ['handled', 'closed', 'merged'],
  all: null,
};

type ListQuery = NonNullable<QueryInput<RouteOf<'GET /api/v1/reports'>>>;

/** What the server is asked for a filter. */
export function requestOf(filter: InboxFilter): ListQuery {
  const { list, q, assignee, source, reporter } = filter;
  const any = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','));
  const state = states[list];
  const isSnoozed = list === 'snoozed' ? 'yes' : list === 'done' || list === 'all' ? undefined : 'no';
  // The list of what is mine has its own assignee; another one beside it would contradict.
  const who = list === 'mine' ? 'me' : assignee;
  const asked = {
    sort: filter.sort,
    state: state === null ? undefined : state.join(','),
    snoozed: isSnoozed,
    assignee: who ?? undefined,
    channel: any(filter.channel),
    outcome: any(filter.outcome),
    priority: any(filter.priority),
    class: any(filter.class),
    tag: any(filter.tag),
    source: source ?? undefined,
    reporter: reporter ?? undefined,
    overdue: filter.isOverdue ? 'yes' : undefined,
    unfinished: filter.isUnfinished ? 'yes' : undefined,
    q: q === '' ? undefined : q,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as ListQuery;
}

const many = ['priority', 'class', 'channel', 'outcome', 'tag'] as const;

/** Everything that narrows the list, one chip each, in the order of the menu. */
export function chipsOf(filter: InboxFilter): FilterChip[] {
  const chips: FilterChip[] = many.flatMap((field) => filter[field].map((value) => ({ field, value })));
  if (filter.assignee !== null && filter.list !== 'mine') chips.push({ field: 'assignee', value: filter.assignee });
  if (filter.source !== null) chips.push({ field: 'source', value: filter.source });
  if (filter.reporter !== null) chips.push({ field: 'reporter', value: filter.reporter });
  if (filter.isOverdue) chips.push({ field: 'isOverdue', value: 'yes' });
  if (filter.isUnfinished) chips.push({ field: 'isUnfinished', value: 'yes' });
  return chips;
}

/** The filter without one chip. */
export function withoutChip(filter: InboxFilter, { field, value }: FilterChip): InboxFilter {
  switch (field) {
    case 'assignee':
    case 'source':
    case 'reporter':
      return { ...filter, [field]: null };
    case 'isOverdue':
    case 'isUnfinished':
      return { ...filter, [field]: false };
    case 'priority':
    case 'class':
    case 'channel':
    case 'outcome':
    case 'tag':
      return { ...filter, [field]: (filter[field] as readonly string[]).filter((each) => each !== value) };
  }
}

/** The filter with one more chip, or without it when it is there: what a box in the menu does. */
export function toggleChip(filter: InboxFilter, chip: FilterChip): InboxFilter {
  const isThere = chipsOf(filter).some(({ field, value }) => field === chip.field && value === chip.value);
  if (isThere) return withoutChip(filter, chip);
  const { field, value } = chip;
  switch (field) {
    case 'assignee':
    case 'source':
    case 'reporter':
      return { ...filter, [field]: value };
    case 'isOverdue':
    case 'isUnfinished':
      return { ...filter, [field]: true };
    case 'priority':
    case 'class':
    case 'channel':
    case 'outcome':
    case 'tag':
      return { ...filter, [field]: [...filter[field], value] };
  }
}

/** Whether anything beyond the choice of the list narrows it. */
export function isNarrowed(filter: InboxFilter): boolean {
  return filter.q !== '' || chipsOf(filter).length > 0;
}

/** The list alone, in the same order. */
export function widened({ list, sort }: InboxFilter): InboxFilter {
  return { ...plainFilter, list, sort };
}

type Counts = Readonly<Record<Exclude<InboxList, 'all'>, { readonly count: number; readonly isMore: boolean }>>;

/** What the list of open reports leaves out, largest question first: waiting, snoozed, done. Empty kinds are not named. */
export function leftOut(
  filter: InboxFilter,
  counts: Counts | undefined,
): readonly {
  readonly list: 'open' | 'waiting' | 'snoozed' | 'done';
  readonly count: number;
  readonly isMore: boolean;
}[] {
  if (counts === undefined || filter.list === 'all') return [];
  const shown = filter.list === 'mine' ? [] : [filter.list];
  const others = (['open', 'waiting', 'snoozed', 'done'] as const).filter(
    (list) => !(shown as string[]).includes(list),
  );
  // A person's own list is part of the open and waiting ones, which are not hidden from them by it alone.
  const named = filter.list === 'mine' ? (['snoozed', 'done'] as const) : others;
  return named.map((list) => ({ list, ...counts[list] })).filter(({ count }) => count > 0);
}
