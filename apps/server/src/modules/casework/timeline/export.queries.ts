import { Readable } from 'node:stream';
import { type SentenceKey, sentence } from '@matoi/catalogues';
import { journalActs, type Locale } from '@matoi/contract';
import type { Cursor } from '../../../platform/lists/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import type { Read } from './import.queries.ts';
import { itemsInOrder } from './item.queries.ts';
import type { TimelineItem, WholeFilter } from './timeline.model.ts';

/** Items of one read. Each is a short transaction, so that a slow reader of the file holds nothing open. */
const pageSize = 500;

/** The first four are what Timesketch asks for; the others are kept beside them. */
const columns = [
  'message',
  'timestamp',
  'datetime',
  'timestamp_desc',
  'matoi_lane',
  'matoi_kind',
  'data_type',
  'hostname',
  'until',
  'is_assumed',
  'recorded',
  'author',
  'starred',
  'note',
  'tag',
] as const;

type Line = Readonly<Record<(typeof columns)[number], string | number | boolean>>;

/** The timeline as a file, in the order of its times, each page with what the reader may see at that moment. */
export function exportFile(
  read: Read,
  filter: WholeFilter,
  as: { readonly format: 'csv' | 'jsonl'; readonly language: Locale },
): Readable {
  if (as.format === 'jsonl') return Readable.from(jsonLines(read, filter, as.language));
  return writeTable(csvPages(read, filter, as.language), { format: 'csv', sheet: '', widths: [] });
}

async function* pages(read: Read, filter: WholeFilter): AsyncGenerator<readonly TimelineItem[]> {
  let cursor: Cursor | null = null;
  for (;;) {
    const from: Cursor | null = cursor;
    const items: readonly TimelineItem[] = await read((reading) =>
      itemsInOrder(reading, filter, { direction: 'asc', cursor: from, limit: pageSize }),
    );
    if (items.length > 0) yield items;
    const last = items.at(-1);
    if (last === undefined || items.length < pageSize) return;
    cursor = { sort: '', value: last.at.toISOString(), id: last.id };
  }
}

async function* csvPages(read: Read, filter: WholeFilter, language: Locale) {
  yield [[...columns]];
  for await (const items of pages(read, filter))
    yield items.map((item) => {
      const line = lineOf(item, language);
      return columns.map((column) => String(line[column]));
    });
}

async function* jsonLines(read: Read, filter: WholeFilter, language: Locale) {
  for await (const items of pages(read, filter))
    yield Buffer.from(items.map((item) => `${JSON.stringify(lineOf(item, language))}\n`).join(''));
}

function lineOf(item: TimelineItem, language: Locale): Line {
  return {
    message: item.act === null ? (item.text ?? '') : sayAct(item.act, language),
    // Microseconds, as Timesketch counts.
    timestamp: item.at.getTime() * 1_000,
    datetime: item.at.toISOString().replace('Z', '+00:00'),
    timestamp_desc: item.what ?? item.kind,
    matoi_lane: item.lane,
    matoi_kind: item.kind,
    data_type: item.source ?? `matoi:journal:${item.kind}`,
    hostname: item.host ?? '',
    until: item.until?.toISOString() ?? '',
    is_assumed: item.isAssumed,
    recorded: item.recordedAt.toISOString(),
    author: item.author?.name ?? '',
    starred: item.isStarred,
    note: item.note ?? '',
    tag: item.tags.join(' '),
  };
}

/** The sentence of an act, for files. Outcomes are given in words; names of compartments are not given away. */
export function sayAct(act: NonNullable<TimelineItem['act']>, language: Locale): string {
  const say = (key: string, params: Readonly<Record<string, string>> = {}) =>
    sentence(language, key as SentenceKey, params);
  const code = journalActs.find((one) => one === act.code);
  if (code === undefined) return act.code;
  const elsewhere = say('journal.act.other-compartment');
  const outcome = act.params.outcome ?? '';
  const ownWord = [`terms.incident.outcome.${outcome}`, `terms.report.outcome.${outcome}`].find(
    (key) => say(key) !== key,
  );
  return say(`journal.act.${code}`, {
    ...act.params,
    outcome: ownWord === undefined ? outcome : say(ownWord),
    ...(code === 'subject.restricted' ? { from: elsewhere, to: elsewhere } : {}),
  });
}
