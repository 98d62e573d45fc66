import type { LedgerField, LedgerProblem, ReportOutcome } from '@matoi/contract';
import { momentAt, readDate, readTime, type WrittenDate } from './date.rules.ts';
import { plainWord } from './heading.rules.ts';
import type { Draft, JudgedRow, LedgerOptions, Level, Priority, RowProblem, WordColumn } from './import.model.ts';

/** Plain words of ledgers, each with what it means with us. */
export type KnownWords = Readonly<Record<'state' | 'outcome' | 'level' | 'priority', ReadonlyMap<string, string>>>;

/** Turns lists of words into an index by word. */
export function indexWords(lists: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(lists).flatMap(([key, all]) => all.map((one): [string, string] => [plainWord(one), key])),
  );
}

/** What rows are judged by, besides what somebody has said about the file. */
export type RowGround = {
  readonly options: LedgerOptions;
  /** Headings by column; blank ones are empty. */
  readonly headings: readonly string[];
  readonly zone: string;
  readonly now: Date;
  readonly words: KnownWords;
  /** The class that a plain word (`plainWord`) means. */
  readonly classOf: (word: string) => string | undefined;
  /** Plain words of names of people, each with the account. */
  readonly people: ReadonlyMap<string, string>;
  /** SHA-256 in hex, cut; handed in because rules know no library. */
  readonly hash: (text: string) => string;
};

const titleLimit = 300;
const textLimit = 100_000;
const nameLimit = 200;
const fieldLimit = 4_000;
const fieldCount = 60;
const shownLimit = 60;

type Told = {
  readonly problems: RowProblem[];
  readonly cell: (field: LedgerField) => string;
  readonly headingOf: (field: LedgerField) => string;
};

/** Text as it can be stored: one kind of line end, and no other control characters. */
function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim();
}

function cleanLine(text: string, limit: number): string {
  return Array.from(cleanText(text).replace(/\s+/g, ' ')).slice(0, limit).join('');
}

function isEmptyRow(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

/** The rows below the headings that hold something, each with its line in the file. */
export function contentRows(
  rows: readonly (readonly string[])[],
  headerRow: number,
): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  return rows
    .map((cells, index) => ({ line: index + 1, cells }))
    .filter(({ line, cells }) => line > headerRow && !isEmptyRow(cells));
}

/** Turns one row into the report that it would become, with everything that is wrong or uncertain about it. Pure. */
export function judgeRow(
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
  ground: RowGround,
): JudgedRow {
  const { options } = ground;
  const columnOf = (field: LedgerField) => options.columns.indexOf(field);
  const problems: RowProblem[] = [];
  const told: Told = {
    problems,
    cell: (field) => (columnOf(field) === -1 ? '' : cleanText(cells[columnOf(field)] ?? '')),
    headingOf: (field) => ground.headings[columnOf(field)] ?? '',
  };
  const fields = keptFields(cells, ground);
  const received = readMoment(told, 'received-at', ground);
  const withTime = addTime(told, received, ground);
  const occurred = readMoment(told, 'occurred-at', ground);
  const { title, text } = readTitle(told);
  const state = readState(told, ground);
  const closed = readMoment(told, 'closed-at', ground);
  if (withTime.at === null && told.cell('received-at') === '') add(told, 'received-missing', 'received-at');
  if (withTime.at !== null && Date.parse(withTime.at) > ground.now.getTime()) add(told, 'date-future', 'received-at');
  const closedAt = state.state === 'closed' ? closedMoment(told, { closed, received: withTime, ground }) : null;
  const keep = (field: LedgerField, value: string) => {
    if (value !== '') fields[told.headingOf(field).slice(0, 100) || field] = value.slice(0, fieldLimit);
  };
  if (occurred.at === null) keep('occurred-at', told.cell('occurred-at'));
  if (closed.at === null) keep('closed-at', told.cell('closed-at'));
  const classCode = readWord(told, 'class', ground.options.words.class, ground.classOf);
  if (classCode === null) keep('class', told.cell('class'));
  const levelOf = (word: string) => ground.words.level.get(word) as Level | undefined;
  const impact = readWord(told, 'impact', options.words.impact, levelOf);
  const urgency = readWord(told, 'urgency', options.words.urgency, levelOf);
  const priority = readWord(told, 'priority', options.words.priority, (word) => {
    const known = ground.words.priority.get(word);
    return known === undefined ? undefined : Number(known);
  }) as Priority | null;
  for (const [field, value] of [
    ['impact', impact],
    ['urgency', urgency],
    ['priority', priority],
  ] as const)
    if (value === null) keep(field, told.cell(field));
  const assigneeId = ground.people.get(plainWord(told.cell('assignee'))) ?? null;
  if (assigneeId === null && told.cell('assignee') !== '') {
    add(told, 'assignee-unknown', 'assignee');
    keep('assignee', told.cell('assignee'));
  }
  const response = told.cell('response').slice(0, fieldLimit);
  if (state.state !== 'closed') keep('response', response);
  const contact = readContact(told.cell('reporter-contact'));
  const typed = told.cell('number');
  const number = typed === '' ? null : cleanLine(`${options.numberPrefix}${typed}`, nameLimit);
  const draft: Draft = {
    number,
    externalId: number ?? `row:${ground.hash(JSON.stringify(cells.map((cell) => cell.trim())))}`,
    receivedAt: withTime.at,
    receivedPrecision: withTime.precision,
    occurredAt: occurred.at,
    title,
    text,
    reporterName: cleanLine(told.cell('reporter-name'), nameLimit) || null,
    reporterAddress: contact.address,
    reporterPhone: contact.phone,
    reporterDepartment: cleanLine(told.cell('reporter-department'), nameLimit) || null,
    classCode,
    impact,
    urgency,
    priority,
    assigneeId,
    state: state.state,
    outcome: state.outcome,
    response: state.state === 'closed' && response !== '' ? response : null,
    closedAt,
    fields,
  };
  return { line, state: stateOf(problems), problems, draft };
}

const errors = new Set<LedgerProblem>([
  'received-missing',
  'title-missing',
  'date-unreadable',
  'date-without-year',
  'number-twice',
  'row-twice',
  'state-unknown',
]);
const duplicates = new Set<LedgerProblem>(['number-known', 'row-known']);

/** The worst that was found decides. An error keeps a row out of the import. */
export function stateOf(problems: readonly RowProblem[]): JudgedRow['state'] {
  if (problems.some(({ code }) => errors.has(code))) return 'error';
  if (problems.some(({ code }) => duplicates.has(code))) return 'duplicate';
  return problems.length > 0 ? 'warning' : 'good';
}

function add(told: Told, code: LedgerProblem, field: LedgerField): void {
  told.problems.push({ code, column: told.headingOf(field), value: cleanLine(told.cell(field), shownLimit) });
}

function keptFields(cells: readonly string[], { options, headings }: RowGround): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [column, field] of options.columns.entries()) {
    const value = cleanText(cells[column] ?? '');
    if (field !== 'keep' || value === '' || Object.keys(fields).length >= fieldCount) continue;
    const heading = cleanLine(headings[column] ?? '', 100) || `#${column + 1}`;
    const isTaken = Object.hasOwn(fields, heading);
    fields[isTaken ? `${heading} (${column + 1})` : heading] = value.slice(0, fieldLimit);
  }
  return fields;
}

type Found = { readonly at: string | null; readonly wall: WrittenDate | null; readonly precision: 'minute' | 'date' };
const nothing: Found = { at: null, wall: null, precision: 'date' };

function readMoment(told: Told, field: LedgerField, { options, zone }: RowGround): Found {
  const typed = told.cell(field);
  if (typed === '') return nothing;
  const wall = readDate(typed);
  if (wall === null) {
    add(told, field === 'received-at' ? 'date-unreadable' : 'date-kept', field);
    return nothing;
  }
  const year = wall.year ?? options.year;
  if (year === null) {
    add(told, field === 'received-at' ? 'date-without-year' : 'date-kept', field);
    return nothing;
  }
  if (wall.isOrderGuessed) add(told, 'date-order-guessed', field);
  const precision = wall.hour === null ? 'date' : 'minute';
  return { at: momentAt(zone, { ...wall, year }).toISOString(), wall: { ...wall, year }, precision };
}

/** A time of day in a column of its own completes a date. */
function addTime(told: Told, found: Found, { zone }: RowGround): Found {
  const typed = told.cell('received-time');
  const { wall } = found;
  if (typed === '' || wall === null || wall.hour !== null || wall.year === null) return found;
  const minutes = readTime(typed);
  if (minutes === null) {
    add(told, 'time-unreadable', 'received-time');
    return found;
  }
  const complete = { ...wall, year: wall.year, hour: Math.floor(minutes / 60), minute: minutes % 60 };
  return { at: momentAt(zone, complete).toISOString(), wall: complete, precision: 'minute' };
}

/** When a closed row was closed: as written, at the end of a day that has no time; never before it came in. */
function closedMoment(
  told: Told,
  { closed, received, ground }: { readonly closed: Found; readonly received: Found; readonly ground: RowGround },
): string | null {
  if (closed.wall === null) return received.at;
  const { wall } = closed;
  const end = wall.hour === null ? { ...wall, hour: 23, minute: 59 } : wall;
  const at = momentAt(ground.zone, { ...end, year: wall.year ?? 1970 });
  if (received.at !== null && at.getTime() < Date.parse(received.at)) {
    add(told, 'closed-before-received', 'closed-at');
    return received.at;
  }
  return new Date(Math.min(at.getTime(), Math.max(ground.now.getTime(), Date.parse(closed.at ?? '')))).toISOString();
}

function readTitle(told: Told): { readonly title: string; readonly text: string } {
  const text = told.cell('text');
  const typed = told.cell('title');
  if (typed === '' && text === '') add(told, 'title-missing', 'title');
  else if (typed === '') add(told, 'title-from-text', 'title');
  const title = cleanLine(typed === '' ? (text.split('\n')[0] ?? '') : typed, titleLimit);
  if (Array.from(typed).length > titleLimit) add(told, 'text-cut', 'title');
  if (text.length > textLimit) add(told, 'text-cut', 'text');
  return { title, text: text.slice(0, textLimit) };
}

/** A mail address, or else a telephone number; some cells hold both. */
function readContact(typed: string): { readonly address: string | null; readonly phone: string | null } {
  const plain = typed.normalize('NFKC');
  const address = /[^\s<>()[\],;:"@]{1,64}@[a-z0-9][a-z0-9.-]{0,250}[a-z0-9]/i.exec(plain)?.[0] ?? null;
  const rest = cleanLine(address === null ? typed : plain.replace(address, '').replace(/[<>()/,、]/g, ' '), 50);
  return { address, phone: rest === '' ? null : rest };
}

type ClosedState = { readonly state: 'new' | 'waiting' | 'closed'; readonly outcome: ReportOutcome | null };

function readState(told: Told, { options, words }: RowGround): ClosedState {
  const typed = told.cell('state');
  if (typed === '') {
    const state = told.cell('closed-at') === '' ? 'new' : 'closed';
    return { state, outcome: state === 'closed' ? 'answered' : null };
  }
  const word = plainWord(typed);
  const state = own(options.words.state, typed) ?? words.state.get(word);
  if (state === undefined) {
    add(told, 'state-unknown', 'state');
    return { state: 'new', outcome: null };
  }
  const outcome = (words.outcome.get(word) ?? 'answered') as ReportOutcome;
  return { state: state as ClosedState['state'], outcome: state === 'closed' ? outcome : null };
}

/** What the team has said that a word means, under the word as it stands in the cell. */
function own<T>(said: Readonly<Record<string, T>>, typed: string): T | undefined {
  return Object.hasOwn(said, typed) ? said[typed] : undefined;
}

function readWord<T>(
  told: Told,
  field: Exclude<WordColumn, 'state' | 'assignee'>,
  said: Readonly<Record<string, T | null>>,
  known: (word: string) => T | undefined,
): T | null {
  const typed = told.cell(field);
  if (typed === '') return null;
  const chosen = own(said, typed);
  if (chosen !== undefined) return chosen;
  const found = known(plainWord(typed));
  if (found !== undefined) return found;
  add(told, `${field}-unknown`, field);
  return null;
}
