import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale, MemberColumn, MemberContract } from '@matoi/contract';
import { memberColumns, mostMembers } from '@matoi/contract/values';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { plainCell, type RowPages, type TableReader } from '../../../platform/tables/index.ts';
import headingsFile from './data/member-headings.v1.json' with { type: 'json' };
import { listEntries } from './directory.store.ts';
import type { SavedMember } from './member.model.ts';
import { gatherSave } from './member.queries.ts';
import { listMembers } from './member.store.ts';
import {
  blankMember,
  cellOf,
  type MemberTable,
  memberOfRow,
  type NameFinder,
  plainWord,
  type RowProblem,
  readMemberTable,
  type TableWords,
} from './member-table.rules.ts';
import { roleName, teamRoles } from './role.queries.ts';
import { refuseMember } from './save.rules.ts';

const words: TableWords = {
  ...headingsFile,
  roles: teamRoles.map(({ key, name }) => ({ key, names: [name.ja, name.en] })),
};

/** The first sheet that shows something, as cells. Refuses with `members.import.unreadable`. */
export async function readCells(reader: TableReader, bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const inspected = await reader.read(bytes, { kind: 'inspect', rows: 1 });
  if (!inspected.isRead) return refuse('members.import.unreadable');
  const sheet = inspected.table.sheets.find(({ isHidden, rowCount }) => !isHidden && rowCount > 0);
  if (sheet === undefined) return refuse('members.import.unreadable');
  const answer = await reader.read(bytes, { kind: 'read', sheet: sheet.name });
  if (!answer.isRead) return refuse('members.import.unreadable');
  const rows = answer.table.sheets.find(({ name }) => name === sheet.name)?.rows ?? [];
  return rows.map((row) => row.map(plainCell));
}

/** Cells as text with tabs, as a spreadsheet copies them, so that a person can look at them and change them. */
export function textOfCells(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')).join('\t')).join('\n');
}

/** A pasted text as cells: tabs where there are any, otherwise as the reader of files takes it. */
export async function cellsOfText(reader: TableReader, text: string): Promise<readonly (readonly string[])[]> {
  if (text.includes('\t') && !text.includes('"'))
    return text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => plainCell(cell.trim())));
  return readCells(reader, Buffer.from(`\ufeff${text}`));
}

/** What became of one row. `write`: the member as it is to be saved. */
export type JudgedRow = {
  readonly line: number;
  readonly name: string;
  readonly outcome: 'new' | 'changed' | 'same' | 'refused';
  readonly problems: readonly RowProblem[];
  readonly write: { readonly id: string; readonly version: number; readonly member: SavedMember } | null;
};

/**
 * Judges a table against the team as it is: who is new, who changes, what cannot be taken and why. People are found by
 * their whole name, in the table too. `newId` gives the ids of new members.
 */
export async function judgeTable(
  reading: Reading,
  rows: readonly (readonly string[])[],
  newId: () => string,
): Promise<{ readonly columns: MemberTable['columns']; readonly rows: readonly JudgedRow[] }> {
  const table = readMemberTable(rows, words) ?? refuse('members.import.no-name-column');
  if (table.rows.length > mostMembers) return refuse('members.import.too-many', { limit: mostMembers });
  const given = await gatherSave(reading);
  const entries = await listEntries(reading);
  const byName = new Map([...given.members.values()].map((member) => [plainWord(member.name), member]));
  const ids = new Map([...byName].map(([name, { id }]) => [name, id]));
  for (const { cells, problems } of table.rows) {
    const name = plainWord(cells.name ?? '');
    if (problems.length === 0 && !ids.has(name)) ids.set(name, newId());
  }
  const entryIds = new Map(entries.filter(({ isActive }) => isActive).map(({ id, name }) => [plainWord(name), id]));
  const find: NameFinder = {
    member: (name) => ids.get(plainWord(name)) ?? null,
    entry: (name) => entryIds.get(plainWord(name)) ?? null,
  };
  const isNamed = new Set(ids.values());
  const judged = table.rows.map(({ line, cells, problems }): JudgedRow => {
    const name = cells.name ?? '';
    const word = plainWord(name);
    const before = byName.get(word) ?? null;
    const id = ids.get(word);
    const refused = (all: readonly RowProblem[]): JudgedRow => ({
      line,
      name,
      outcome: 'refused',
      problems: all,
      write: null,
    });
    if (problems.length > 0 || id === undefined) return refused(problems);
    const read = memberOfRow(before === null ? null : plainMember(before), cells, { words, find });
    if (read.problems.length > 0) return refused(read.problems);
    const members = new Map(given.members);
    // New people of the same table can be named before they are saved.
    for (const one of isNamed) if (!members.has(one)) members.set(one, { ...emptyMember, id: one });
    const no = refuseMember(read.member, { ...given, id, members });
    if (no !== null) {
      const column: MemberColumn = no.code.includes('deputy') ? 'deputies' : 'superior';
      return refused([{ column, reason: 'wrong', value: cells[column] ?? '' }]);
    }
    if (before === null)
      return { line, name, outcome: 'new', problems: [], write: { id, version: 1, member: read.member } };
    if (JSON.stringify(plainMember(before)) === JSON.stringify(plainMember(read.member)))
      return { line, name, outcome: 'same', problems: [], write: null };
    const write = { id, version: before.version + 1, member: read.member };
    return { line, name, outcome: 'changed', problems: [], write };
  });
  return { columns: table.columns, rows: judged };
}

const emptyMember = {
  ...blankMember,
  version: 0,
  changedAt: new Date(0),
  changedBy: { kind: 'system', id: '', name: '' },
} as const;

/** The same fields in the same order, so that two can be compared as text. */
function plainMember(member: SavedMember): SavedMember {
  const { name, reading, nameEn, department, title, employment, share, contract, language, note, accountId, isActive } =
    member;
  return {
    ...{ name, reading, nameEn, department, title, employment, share, contract, language, note, accountId, isActive },
    superior: member.superior === null ? null : { kind: member.superior.kind, id: member.superior.id },
    deputyIds: [...member.deputyIds],
    roles: member.roles.map(({ key, from, until }) => ({ key, from, until })),
    channels: member.channels.map(({ kind, address, isAlternate }) => ({ kind, address, isAlternate })),
  };
}

/** The members as pages of a table: a row of headings, then everybody who has not left. */
export async function memberPages(reading: Reading, language: Locale): Promise<RowPages> {
  const members = await listMembers(reading);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const entries = new Map((await listEntries(reading)).map(({ id, name }) => [id, name]));
  const say = (key: SentenceKey) => sentence(language, key);
  const head = memberColumns.map((column) => say(`team.column.${column}`));
  const rows = members
    .filter(({ isActive }) => isActive)
    .map((member) =>
      memberColumns.map((column) =>
        cellOf(member, column, {
          roleName: (key) => roleName(key, language),
          contractName: (contract: MemberContract) => say(`team.contract.${contract}`),
          memberName: (id) => names.get(id) ?? '',
          entryName: (id) => entries.get(id) ?? '',
        }),
      ),
    );
  return (async function* () {
    yield [head, ...rows];
  })();
}
