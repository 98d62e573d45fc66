import { type JournalLane, journalLanes, type TimelineFormat, type TimelineProblem } from '@matoi/contract';
import { plainCell } from '../../../platform/tables/index.ts';
import { readMoment } from './moment.rules.ts';
import { cellsOf, type FileRow, l2tCells } from './row.map.ts';
import type { JudgedRow, MachineEvent, Mapping } from './timeline.model.ts';

/** What is kept of an event. Characters. */
export const kept = { message: 2_000, name: 60, field: 500, fields: 40, value: 120 } as const;

/** A row by the names of its columns. */
type Row = ReadonlyMap<string, unknown>;
type NamedRow =
  | { readonly line: number; readonly row: Row }
  | { readonly line: number; readonly problem: TimelineProblem };

/** Names the cells of rows. `headings` are the first row of a CSV file; JSON rows bring their own names. */
export function namedRows(
  rows: readonly FileRow[],
  file: { readonly format: TimelineFormat; readonly delimiter: string; readonly headings: readonly string[] },
): NamedRow[] {
  const whole = rows.filter((row) => 'problem' in row || row.text.trim() !== '');
  const good = whole.flatMap((row) => ('problem' in row ? [] : [row]));
  const bad = whole.flatMap((row) => ('problem' in row ? [row] : []));
  return [...bad, ...readRows(good, file)].sort((one, other) => one.line - other.line);
}

function readRows(
  rows: readonly { readonly line: number; readonly text: string }[],
  file: { readonly format: TimelineFormat; readonly delimiter: string; readonly headings: readonly string[] },
): NamedRow[] {
  const { headings } = file;
  switch (file.format) {
    case 'plaso-json-line':
    case 'timesketch-jsonl':
    case 'jsonl':
      return rows.map(({ line, text }) => named(line, jsonRow(text)));
    case 'plaso-l2tcsv':
      return rows.map(({ line, text }) => named(line, csvRow(l2tCells(text, headings.length), headings)));
    case 'timesketch-csv':
    case 'csv':
      return cellsOf(rows, file.delimiter).map(({ line, cells }) => named(line, csvRow(cells, headings)));
  }
}

function named(line: number, row: Row | null): NamedRow {
  return row === null ? { line, problem: 'row-broken' } : { line, row };
}

function csvRow(cells: readonly string[] | null, headings: readonly string[]): Row | null {
  // What was exported by us comes back as it was before it was made safe for spreadsheets.
  return cells === null ? null : new Map(headings.map((name, at) => [name, plainCell(cells[at] ?? '')]));
}

/** The members of a JSON object by name; null for anything else. */
export function jsonRow(text: string): Row | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Map(Object.entries(value)) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Turns rows into events by what their columns mean, each or why not. */
export function judgeRows(rows: readonly NamedRow[], mapping: Mapping): JudgedRow[] {
  return rows.map((one) => {
    if ('problem' in one) return { bad: { line: one.line, problem: one.problem, value: '' } };
    return judgeRow(one, mapping);
  });
}

function judgeRow({ line, row }: { readonly line: number; readonly row: Row }, mapping: Mapping): JudgedRow {
  const cell = (name: string | null) => (name === null ? '' : textOf(row.get(name)));
  const bad = (problem: TimelineProblem, value: string): JudgedRow => ({
    bad: { line, problem, value: cleanText(value, kept.value) },
  });
  const [first = '', second] = mapping.at;
  const time = second === undefined ? row.get(first) : `${cell(first)} ${cell(second)}`;
  const moment = readMoment(time, {
    zoneText: cell(mapping.zoneColumn),
    zone: mapping.zone,
    dayOrder: mapping.dayOrder,
  });
  if ('problem' in moment)
    return bad(moment.problem, moment.problem === 'zone-unknown' ? cell(mapping.zoneColumn) : textOf(time));
  const laneText = cell(mapping.laneColumn).trim().toLowerCase();
  const lane = laneText === '' ? mapping.lane : laneOf(laneText);
  if (lane === null) return bad('lane-unknown', laneText);
  const message = cleanText(cell(mapping.message), kept.message);
  if (message === '') return bad('message-missing', '');
  return { event: { line, at: moment.at, lane, message, ...restOf(row, mapping, cell) } };
}

function laneOf(text: string): JournalLane | null {
  return journalLanes.find((lane) => lane === text) ?? null;
}

function restOf(
  row: Row,
  mapping: Mapping,
  cell: (name: string | null) => string,
): Pick<MachineEvent, 'source' | 'what' | 'host' | 'fields'> {
  const taken = new Set([
    ...mapping.at,
    mapping.message,
    mapping.what,
    mapping.source,
    mapping.host,
    mapping.zoneColumn,
  ]);
  const fields: [string, string][] = [];
  for (const [name, value] of row) {
    if (fields.length >= kept.fields) break;
    if (taken.has(name) || /^__\w+__$/.test(name)) continue;
    const text = cleanText(textOf(value), kept.field);
    if (text !== '' && text !== '-') fields.push([cleanText(name, kept.name), text]);
  }
  return {
    // A comma separates names of sources in a filter.
    source: cleanText(cell(mapping.source).replaceAll(',', ' '), kept.name),
    what: cleanText(cell(mapping.what), kept.name),
    host: cleanText(cell(mapping.host), kept.name),
    fields: Object.fromEntries(fields),
  };
}

/** How deep a value inside of a JSON row is shown. */
const deepest = 4;
const mostMembers = 30;

/** A value of a JSON row as text, without recursion into what was nested to hurt. */
export function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  if (depth >= deepest) return '…';
  if (Array.isArray(value))
    return value
      .slice(0, mostMembers)
      .map((one) => textOf(one, depth + 1))
      .join(', ');
  return Object.entries(value)
    .slice(0, mostMembers)
    .filter(([name]) => !/^__\w+__$/.test(name))
    .map(([name, one]) => `${name}: ${textOf(one, depth + 1)}`)
    .join('; ');
}

/** A text that can be stored and shown: no NUL and control signs, no halves of letters, cut to a length. */
export function cleanText(text: string, limit: number): string {
  const cut = text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  return cut
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
}
