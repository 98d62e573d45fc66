import type { TimelineFormat } from '@matoi/contract';
import words from './data/columns.v1.json' with { type: 'json' };
import { cleanText, jsonRow, judgeRows, kept, namedRows, textOf } from './event.map.ts';
import { cellsOf, type FileRow, makeCsvSplitter, makeLineSplitter, type RowSplitter } from './row.map.ts';
import type { FoundColumn, FoundFormat, Mapping } from './timeline.model.ts';

/** Rows at the beginning of a file by which it is understood. */
const sampledRows = 200;
const mostColumns = 80;
const shownExamples = 3;
const delimiters = [',', '\t', ';', '|'] as const;

const l2tHead = 'date,time,timezone,macb,source,sourcetype,type,user,host,short,desc';

/**
 * Finds out from its beginning what a file is and proposes what its columns mean. `null`: no text table and no lines of
 * JSON; `'no-headings'`: a table whose first row names no columns.
 */
export function findFormat(beginning: string): FoundFormat | 'no-headings' | null {
  const firstLine = /[^\r\n]+/.exec(beginning)?.[0] ?? '';
  if (firstLine.trimStart().startsWith('{')) return findJson(beginning);
  const lower = firstLine.toLowerCase();
  if (lower.startsWith(l2tHead)) return tableOf(beginning, 'plaso-l2tcsv', ',', firstLine.split(','));
  return findCsv(beginning);
}

/** The rows of a file, whatever its format. */
export function splitterOf(format: TimelineFormat, delimiter: string): RowSplitter {
  return format === 'csv' || format === 'timesketch-csv' ? makeCsvSplitter(delimiter) : makeLineSplitter();
}

/** True for formats whose first row names the columns. */
export function hasHeadings(format: TimelineFormat): boolean {
  return format === 'csv' || format === 'timesketch-csv' || format === 'plaso-l2tcsv';
}

/** The names of columns as they stand in the first row: trimmed, none empty, none twice. */
export function headingsOf(cells: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return cells.slice(0, mostColumns).map((cell, at) => {
    const name = cleanText(cell.replace(/^\ufeff/, ''), 100) || `#${at + 1}`;
    const own = seen.has(name) ? `${name} #${at + 1}` : name;
    seen.add(own);
    return own;
  });
}

function findJson(beginning: string): FoundFormat | null {
  const rows = completeRows(makeLineSplitter(), beginning);
  const parsed = rows.flatMap((row) => ('text' in row && row.text.trim() !== '' ? [jsonRow(row.text)] : []));
  const objects = parsed.filter((row) => row !== null);
  const [first] = objects;
  if (first === undefined || objects.length * 2 < parsed.length) return null;
  const names = [...new Set(objects.flatMap((row) => [...row.keys()]))].slice(0, mostColumns);
  const format =
    first.has('__container_type__') || first.has('pathspec')
      ? 'plaso-json-line'
      : isTimesketch(names)
        ? 'timesketch-jsonl'
        : 'jsonl';
  const columns = names
    .filter((name) => name !== '' && name.length <= 120 && !/^__\w+__$/.test(name))
    .map((name) =>
      columnOf(
        name,
        objects.map((row) => textOf(row.get(name))),
      ),
    );
  return withMapping({ format, delimiter: '', columns }, rows, []);
}

function findCsv(beginning: string): FoundFormat | 'no-headings' | null {
  const widths = delimiters.map((delimiter) => widthOf(beginning, delimiter));
  const best = Math.max(...widths);
  const delimiter = delimiters[widths.indexOf(best)] ?? ',';
  if (best < 2) return null;
  const [head] = completeRows(makeCsvSplitter(delimiter), beginning);
  const cells = head === undefined || 'problem' in head ? null : (cellsOf([head], delimiter)[0]?.cells ?? null);
  if (cells === null) return null;
  const isNamed = cells.filter((cell) => /^\s*$|^[\d\s.,:/+-]+$|^\[/.test(cell)).length * 2 < cells.length;
  if (!isNamed) return 'no-headings';
  const format = isTimesketch(cells.map((cell) => cell.trim())) ? 'timesketch-csv' : 'csv';
  return tableOf(beginning, format, delimiter, cells);
}

/** How many columns a separator makes, where it makes as many in most rows. */
function widthOf(beginning: string, delimiter: string): number {
  const rows = completeRows(makeCsvSplitter(delimiter), beginning.slice(0, 64_000)).slice(0, 20);
  const sizes = rows
    .flatMap((row) => ('problem' in row ? [] : (cellsOf([row], delimiter)[0]?.cells?.length ?? [])))
    .sort((one, other) => one - other);
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}

function isTimesketch(names: readonly string[]): boolean {
  return ['message', 'datetime', 'timestamp_desc'].every((name) => names.includes(name));
}

function tableOf(beginning: string, format: TimelineFormat, delimiter: string, head: readonly string[]): FoundFormat {
  const headings = headingsOf(head);
  const [, ...rows] = completeRows(splitterOf(format, delimiter), beginning);
  const named = namedRows(rows, { format, delimiter, headings });
  const columns = headings.map((name) =>
    columnOf(
      name,
      named.map((one) => ('problem' in one ? '' : textOf(one.row.get(name)))),
    ),
  );
  return withMapping({ format, delimiter, columns }, rows, headings);
}

/** Rows that are whole in the beginning of a file: the last one may be cut. */
function completeRows(splitter: RowSplitter, beginning: string): readonly FileRow[] {
  const rows = splitter.push(beginning).slice(0, sampledRows);
  return rows.length > 1 ? rows : [...rows, ...splitter.end()];
}

function columnOf(name: string, values: readonly string[]): FoundColumn {
  const some = new Set(values.map((value) => cleanText(value, kept.value)).filter((value) => value !== ''));
  return { name, examples: [...some].slice(0, shownExamples) };
}

function withMapping(
  found: Pick<FoundFormat, 'format' | 'delimiter' | 'columns'>,
  rows: readonly FileRow[],
  headings: readonly string[],
): FoundFormat {
  const mapping = proposeMapping(found);
  const judged = judgeRows(namedRows(rows, { ...found, headings }), mapping);
  const needsZone = judged.some((row) => 'bad' in row && row.bad.problem === 'zone-missing');
  return { ...found, mapping, needsZone };
}

const nothing = { zoneColumn: null, zone: null, dayOrder: 'mdy', laneColumn: null, lane: 'systems' } as const;

function proposeMapping({ format, columns }: Pick<FoundFormat, 'format' | 'columns'>): Mapping {
  const names = columns.map(({ name }) => name);
  const has = (name: string) => names.includes(name);
  const orNull = (name: string) => (has(name) ? name : null);
  switch (format) {
    case 'plaso-l2tcsv':
      return {
        ...nothing,
        at: ['date', 'time'],
        zoneColumn: 'timezone',
        message: 'desc',
        what: 'type',
        source: 'source',
        host: 'host',
      };
    case 'plaso-json-line':
      return {
        ...nothing,
        at: [has('datetime') ? 'datetime' : has('timestamp') ? 'timestamp' : 'date_time'],
        message: 'message',
        what: orNull('timestamp_desc'),
        source: has('data_type') ? 'data_type' : orNull('parser'),
        host: orNull('hostname'),
      };
    case 'timesketch-csv':
    case 'timesketch-jsonl':
      return {
        ...nothing,
        at: ['datetime'],
        message: 'message',
        what: 'timestamp_desc',
        source: orNull('source_short') ?? orNull('data_type'),
        host: orNull('hostname'),
        laneColumn: orNull('matoi_lane'),
      };
    case 'csv':
    case 'jsonl':
      return proposeByWords(names);
  }
}

function proposeByWords(names: readonly string[]): Mapping {
  const find = (wanted: readonly string[], not: readonly (string | null)[] = []) => {
    const plain = new Map(names.map((name) => [name.trim().toLowerCase(), name]));
    for (const word of wanted) {
      const name = plain.get(word);
      if (name !== undefined && !not.includes(name)) return name;
    }
    return null;
  };
  const at = find(words.at) ?? names[0] ?? '';
  const isDayAlone = words.date.includes(at.trim().toLowerCase());
  const date = isDayAlone ? at : find(words.date, [at]);
  const isTimeAlone = words.time.includes(at.trim().toLowerCase()) && date !== null;
  const time = isDayAlone ? find(words.time, [at]) : null;
  const moment = isTimeAlone && date !== null ? [date, at] : time === null ? [at] : [at, time];
  const message = find(words.message, moment) ?? names.findLast((name) => !moment.includes(name)) ?? at;
  const used = [...moment, message];
  const source = find(words.source, used);
  return {
    ...nothing,
    at: moment,
    zoneColumn: find(words.zone, used),
    message,
    source,
    what: find(words.what, [...used, source]),
    host: find(words.host, used),
    laneColumn: find(words.lane, used),
  };
}
