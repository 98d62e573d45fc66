import { type ScopeField, type ScopeKind, scopeVocabulary } from '@matoi/contract/values';
import type { Details, NewItem } from './item.model.ts';
import { itemKey } from './item.rules.ts';

/** Most lines of one list. */
export const mostLines = 2_000;
const longest = 300;

export type PastedItem = NewItem & {
  readonly line: number;
  readonly duplicate: 'no' | 'in-list' | 'on-record';
};

const byte = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`^${byte}(?:\\.${byte}){3}(?:/(?:3[0-2]|[12]?\\d))?$`);
const ipv6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(?:\/(?:12[0-8]|1[01]\d|\d?\d))?$/i;
const mail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const domainUser = /^[\w.-]+\\[\w.$-]+$/;
const organisation =
  /(?:株式会社|有限会社|合同会社|（株）|\(株\)|財団法人|社団法人|大学|銀行|組合|御中)|\b(?:Inc|Ltd|LLC|GmbH|Corp|Co)\b\.?$/i;
const personName = /(?:さん|様|氏)$/;
const fileName = /\.(?:xlsx?|csv|docx?|pdf|zip|bak|sql|mdb|accdb)$/i;

/** Headings that lists of other tools have, and what they mean here. */
const headings: readonly (readonly [RegExp, 'name' | 'kind' | 'note' | ScopeField])[] = [
  [
    /^(?:host ?name|host|server|computer(?: ?name)?|device(?: ?name)?|name|ホスト名?|端末名?|機器名|サーバ名?|名称|名前|氏名)$/i,
    'name',
  ],
  [
    /^(?:account|user(?: ?name| ?id)?|login(?: ?id)?|アカウント(?:名)?|ユーザー?(?:名|id)?|ログインid|会員id)$/i,
    'user',
  ],
  [/^(?:ip(?: ?address)?|address|e-?mail|ipアドレス|アドレス|メール(?:アドレス)?)$/i, 'address'],
  [/^(?:owner|department|管理者|所有者|担当(?:者|部署)?|部署|所管)$/i, 'owner'],
  [/^(?:place|location|site|設置場所|場所|拠点|所在)$/i, 'place'],
  [/^(?:role|用途|役割|役職)$/i, 'role'],
  [/^(?:system|service|システム(?:名)?|サービス名?)$/i, 'system'],
  [/^(?:contact|連絡先)$/i, 'contact'],
  [/^(?:storage|保管場所|保存先)$/i, 'storage'],
  [/^(?:category|区分|分類)$/i, 'category'],
  [/^(?:note|comment|remarks?|備考|メモ|補足)$/i, 'note'],
];

/** What a name looks like; null when it could be anything. */
export function guessKind(name: string): ScopeKind | null {
  if (ipv4.test(name) || ipv6.test(name)) return 'system';
  if (mail.test(name) || domainUser.test(name)) return 'account';
  if (organisation.test(name)) return 'organisation';
  if (personName.test(name)) return 'person';
  if (fileName.test(name)) return 'data';
  if (/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_-]+)+$/i.test(name)) return 'system';
  return null;
}

/** Cells of one line: tab, then comma or semicolon with quotes as in RFC 4180. */
function cellsOf(line: string, delimiter: string | null): readonly string[] {
  if (delimiter === null) return [line.trim()];
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (isQuoted && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (isQuoted || cell.trim() === '')) {
      isQuoted = !isQuoted;
    } else if (sign === delimiter && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

/** The separator that the lines agree on; null for one value a line. */
function delimiterOf(lines: readonly string[]): string | null {
  const some = lines.slice(0, 50);
  for (const delimiter of ['\t', ',', ';']) {
    const counts = some.map((line) => cellsOf(line, delimiter).length);
    if (counts.filter((count) => count > 1).length > some.length / 2) return delimiter;
  }
  return null;
}

/** In a list of different lines each is split for itself; a comma in a company's name splits nothing. */
function ownDelimiter(line: string): string | null {
  if (line.includes('\t')) return '\t';
  return line.includes(',') && !organisation.test(line.trim()) ? ',' : null;
}

type Column = 'name' | 'kind' | 'note' | ScopeField | null;

function headingsOf(cells: readonly string[]): readonly Column[] | null {
  const found = cells.map((cell) => headings.find(([pattern]) => pattern.test(cell.trim()))?.[1] ?? null);
  const named = found.filter((one) => one !== null).length;
  return named > 0 && named >= cells.length / 2 ? found : null;
}

/** What the columns mean where the list has no headings: the first is the name, the others are told by their look. */
function columnOf(cell: string, at: number): Column {
  if (at === 0) return 'name';
  if (ipv4.test(cell) || ipv6.test(cell)) return 'address';
  return mail.test(cell) ? 'owner' : 'note';
}

/**
 * Reads a pasted list: one value a line, CSV or columns of a spreadsheet, with headings or without. The kind is a guess
 * that a person corrects; `kind` says it for all lines. Nothing of it is trusted.
 */
export function readList(
  text: string,
  { kind, there }: { readonly kind: ScopeKind | null; readonly there: ReadonlySet<string> },
): { readonly items: readonly PastedItem[]; readonly isCut: boolean } {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ line: at + 1, text: line.replace(/^\ufeff/, '') }))
    .filter((one) => one.text.trim() !== '');
  const delimiter = delimiterOf(lines.map((one) => one.text));
  const rows = lines.map((one) => ({ line: one.line, cells: cellsOf(one.text, delimiter ?? ownDelimiter(one.text)) }));
  const columns = rows[0] === undefined ? null : headingsOf(rows[0].cells);
  const body = columns === null ? rows : rows.slice(1);
  const seen = new Set<string>();
  const items = body.slice(0, mostLines).flatMap(({ line, cells }) => {
    const item = itemOf(cells, columns, kind);
    if (item === null) return [];
    const key = itemKey(item);
    const duplicate = there.has(key) ? 'on-record' : seen.has(key) ? 'in-list' : 'no';
    seen.add(key);
    return [{ ...item, line, duplicate } as const];
  });
  return { items, isCut: body.length > mostLines };
}

function itemOf(cells: readonly string[], columns: readonly Column[] | null, kind: ScopeKind | null): NewItem | null {
  const given = new Map<Exclude<Column, null>, string>();
  for (const [at, cell] of cells.entries()) {
    const text = cell
      .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
      .trim()
      .slice(0, longest);
    const column = columns === null ? columnOf(text, at) : (columns[at] ?? 'note');
    if (text === '' || column === null) continue;
    given.set(column, given.has(column) ? `${given.get(column)} / ${text}`.slice(0, longest) : text);
  }
  const name = given.get('name') ?? given.get('user') ?? given.get('address');
  if (name === undefined) return null;
  const isAccountList = columns?.includes('user') === true && !given.has('name');
  const judged = kind ?? guessKind(name) ?? (isAccountList ? 'account' : 'system');
  const details: Partial<Record<ScopeField, string>> = {};
  const rest: string[] = [];
  for (const [column, value] of given) {
    if (column === 'name' || column === 'kind' || value === name) continue;
    if (column === 'note' || !scopeVocabulary.fields[judged].includes(column)) rest.push(value);
    else details[column] = value;
  }
  return { kind: judged, name, details: details as Details, note: rest.join(' / ').slice(0, 2_000) };
}
