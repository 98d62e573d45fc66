import {
  type MemberColumn,
  type MemberContract,
  memberColumns,
  type ReachKind,
  type TeamRoleKey,
} from '@matoi/contract';
import type { Channel, HeldRole, Member, SavedMember } from './member.model.ts';
import { isAddress } from './save.rules.ts';

/** Words by which columns and values are recognised; data. */
export type TableWords = {
  readonly headings: Readonly<Record<MemberColumn, readonly string[]>>;
  readonly contracts: Readonly<Record<MemberContract, readonly string[]>>;
  readonly languages: Readonly<Record<'ja' | 'en', readonly string[]>>;
  readonly roles: readonly { readonly key: TeamRoleKey; readonly names: readonly string[] }[];
};

export type RowProblem = {
  readonly column: MemberColumn;
  readonly reason: 'missing' | 'unknown' | 'wrong' | 'twice';
  readonly value: string;
};

/** A row as it was understood; people named in it are still names. */
export type MemberRow = {
  /** Line in the table, from 1. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<MemberColumn, string>>>;
  readonly problems: readonly RowProblem[];
};

export type MemberTable = {
  readonly columns: readonly (MemberColumn | null)[];
  readonly rows: readonly MemberRow[];
};

/** What is compared of a word: NFKC, small letters, without spaces and signs. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

function columnOf(heading: string, { headings }: TableWords): MemberColumn | null {
  const word = plainWord(heading);
  if (word === '') return null;
  return memberColumns.find((column) => headings[column].some((one) => plainWord(one) === word)) ?? null;
}

/** Rows of titles that may stand above the headings. */
const searchedRows = 10;

/**
 * Finds the headings of a table and reads its rows: each with the problems that one can see in the row itself. Null when
 * no row has a column of names.
 */
export function readMemberTable(rows: readonly (readonly string[])[], words: TableWords): MemberTable | null {
  const head = rows.slice(0, searchedRows).findIndex((row) => row.some((cell) => columnOf(cell, words) === 'name'));
  const headings = rows[head];
  if (headings === undefined) return null;
  const seen = new Set<MemberColumn>();
  const columns = headings.map((heading) => {
    const column = columnOf(heading, words);
    if (column === null || seen.has(column)) return null;
    seen.add(column);
    return column;
  });
  const names = new Set<string>();
  const read = rows.slice(head + 1).flatMap((row, index): readonly MemberRow[] => {
    if (row.every((cell) => cell.trim() === '')) return [];
    const cells: Partial<Record<MemberColumn, string>> = {};
    for (const [at, column] of columns.entries()) {
      if (column !== null) cells[column] = cleanCell(row[at] ?? '', column);
    }
    const name = cells.name ?? '';
    const problems = problemsOf(cells, words);
    const isTwice = name !== '' && names.has(name);
    names.add(name);
    const twice = isTwice ? [{ column: 'name' as const, reason: 'twice' as const, value: name }] : [];
    return [{ line: head + index + 2, cells, problems: [...problems, ...twice] }];
  });
  return { columns, rows: read };
}

const limits: Readonly<Partial<Record<MemberColumn, number>>> = { note: 2_000 };

/** Control characters become spaces, so that a cell is one line; what is far too long is cut. */
function cleanCell(text: string, column: MemberColumn): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, limits[column] ?? 200);
}

/** Names in one cell, as people separate them. */
export function namesIn(cell: string): readonly string[] {
  return cell
    .split(/[,、，;；/／・\n]+/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function roleOf(name: string, { roles }: TableWords): TeamRoleKey | null {
  const word = plainWord(name);
  return (
    roles.find(({ key, names }) => plainWord(key) === word || names.some((one) => plainWord(one) === word))?.key ?? null
  );
}

function wordOf<Key extends string>(text: string, known: Readonly<Record<Key, readonly string[]>>): Key | null {
  const word = plainWord(text);
  const found = (Object.entries(known) as [Key, readonly string[]][]).find(
    ([key, names]) => plainWord(key) === word || names.some((one) => plainWord(one) === word),
  );
  return found?.[0] ?? null;
}

/** Percent of a cell: `50`, `50%`, `専任`; null for anything else. */
export function shareOf(text: string): number | null {
  const word = text.normalize('NFKC').trim();
  if (/^(専任|full-?time)$/iu.test(word)) return 100;
  if (/^(兼任|兼務|part-?time)$/iu.test(word)) return 50;
  const share = Number(/^(\d{1,3})\s*%?$/.exec(word)?.[1] ?? Number.NaN);
  return share >= 1 && share <= 100 ? share : null;
}

const channelColumns = [
  ['mail', 'mail', false],
  ['voice', 'voice', false],
  ['sms', 'sms', false],
  ['chat', 'chat', false],
  ['alternateMail', 'mail', true],
  ['alternateVoice', 'voice', true],
] as const satisfies readonly (readonly [MemberColumn, ReachKind, boolean])[];

function problemsOf(cells: MemberRow['cells'], words: TableWords): readonly RowProblem[] {
  const problems: RowProblem[] = [];
  const add = (column: MemberColumn, reason: RowProblem['reason'], value: string) =>
    problems.push({ column, reason, value });
  if ((cells.name ?? '') === '') add('name', 'missing', '');
  if ((cells.name ?? '').length > 100) add('name', 'wrong', cells.name ?? '');
  for (const column of ['reading', 'nameEn', 'department', 'title'] as const) {
    if ((cells[column] ?? '').length > 100) add(column, 'wrong', cells[column] ?? '');
  }
  for (const [column, kind] of channelColumns) {
    const address = cells[column] ?? '';
    if (address !== '' && !isAddress({ kind, address })) add(column, 'wrong', address);
  }
  for (const name of namesIn(cells.roles ?? '')) if (roleOf(name, words) === null) add('roles', 'unknown', name);
  const { share = '', contract = '', language = '' } = cells;
  if (share !== '' && shareOf(share) === null) add('share', 'wrong', share);
  if (contract !== '' && wordOf(contract, words.contracts) === null) add('contract', 'unknown', contract);
  if (language !== '' && wordOf(language, words.languages) === null) add('language', 'unknown', language);
  return problems;
}

/** What a new member has where a table says nothing. */
export const blankMember: SavedMember = {
  ...{ name: '', reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
  ...{ contract: 'employee', superior: null, deputyIds: [], roles: [], channels: [], language: 'ja', note: '' },
  ...{ accountId: null, isActive: true },
};

/** Finds people by their names: members, and for superiors also entries of the directory. */
export type NameFinder = {
  member(name: string): string | null;
  entry(name: string): string | null;
};

/**
 * A member as a row says it: empty cells and columns that are not there leave what is known. Answers the names that
 * nobody has besides.
 */
export function memberOfRow(
  before: SavedMember | null,
  cells: MemberRow['cells'],
  given: { readonly words: TableWords; readonly find: NameFinder },
): { readonly member: SavedMember; readonly problems: readonly RowProblem[] } {
  const { words, find } = given;
  const base = before ?? blankMember;
  const problems: RowProblem[] = [];
  const said = (column: MemberColumn, now: string) => (cells[column] ?? '') || now;
  const share = cells.share === undefined || cells.share === '' ? base.share : (shareOf(cells.share) ?? base.share);
  const deputyNames = namesIn(cells.deputies ?? '');
  const deputyIds = deputyNames.flatMap((name) => {
    const id = find.member(name);
    if (id === null) problems.push({ column: 'deputies', reason: 'unknown', value: name });
    return id ?? [];
  });
  const superiorName = cells.superior ?? '';
  const superiorId = superiorName === '' ? null : find.member(superiorName);
  const entryId = superiorName === '' || superiorId !== null ? null : find.entry(superiorName);
  if (superiorName !== '' && superiorId === null && entryId === null)
    problems.push({ column: 'superior', reason: 'unknown', value: superiorName });
  const superior =
    superiorId !== null
      ? { kind: 'member' as const, id: superiorId }
      : entryId !== null
        ? { kind: 'entry' as const, id: entryId }
        : base.superior;
  const member: SavedMember = {
    ...base,
    name: said('name', base.name),
    reading: said('reading', base.reading),
    nameEn: said('nameEn', base.nameEn),
    department: said('department', base.department),
    title: said('title', base.title),
    note: said('note', base.note),
    share,
    employment: share === 100 ? 'full-time' : 'part-time',
    contract: wordOf(cells.contract ?? '', words.contracts) ?? base.contract,
    language: wordOf(cells.language ?? '', words.languages) ?? base.language,
    superior,
    deputyIds: deputyNames.length === 0 ? base.deputyIds : [...new Set(deputyIds)].slice(0, 5),
    roles: rolesOf(cells.roles ?? '', base.roles, words),
    channels: channelsOfRow(cells, base.channels),
  };
  return { member, problems };
}

function rolesOf(cell: string, before: readonly HeldRole[], words: TableWords): readonly HeldRole[] {
  const keys = [...new Set(namesIn(cell).flatMap((name) => roleOf(name, words) ?? []))];
  if (keys.length === 0) return before;
  return keys.map((key) => before.find((role) => role.key === key) ?? { key, from: null, until: null });
}

function channelsOfRow(cells: MemberRow['cells'], before: readonly Channel[]): readonly Channel[] {
  const channels = [...before];
  for (const [column, kind, isAlternate] of channelColumns) {
    const address = cells[column] ?? '';
    if (address === '') continue;
    const at = channels.findIndex((one) => one.kind === kind && one.isAlternate === isAlternate);
    if (at === -1) channels.push({ kind, address, isAlternate });
    else channels[at] = { kind, address, isAlternate };
  }
  return channels;
}

/** What an exported cell says, so that it is read again as the same. */
export function cellOf(
  member: Member,
  column: MemberColumn,
  words: {
    readonly roleName: (key: string) => string;
    readonly contractName: (contract: MemberContract) => string;
    readonly memberName: (id: string) => string;
    readonly entryName: (id: string) => string;
  },
): string {
  const channel = channelColumns.find(([name]) => name === column);
  if (channel !== undefined) {
    const [, kind, isAlternate] = channel;
    return member.channels.find((one) => one.kind === kind && one.isAlternate === isAlternate)?.address ?? '';
  }
  switch (column) {
    case 'name':
    case 'reading':
    case 'nameEn':
    case 'department':
    case 'title':
    case 'note':
    case 'language':
      return member[column];
    case 'share':
      return String(member.share);
    case 'roles':
      return member.roles.map(({ key }) => words.roleName(key)).join('、');
    case 'contract':
      return words.contractName(member.contract);
    case 'deputies':
      return member.deputyIds.map(words.memberName).join('、');
    case 'superior':
      if (member.superior === null) return '';
      return member.superior.kind === 'member'
        ? words.memberName(member.superior.id)
        : words.entryName(member.superior.id);
    case 'mail':
    case 'voice':
    case 'sms':
    case 'chat':
    case 'alternateMail':
    case 'alternateVoice':
      return '';
  }
}
