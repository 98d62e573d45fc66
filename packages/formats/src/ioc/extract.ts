import { isDomain, isDoubtful, nameAtEnd, namesInRun } from './hosts.ts';
import { blanked, withoutPasswords } from './masks.ts';
import { hostOf, isPlainIpv4, normalise } from './normalise.ts';
import { refangText } from './refang.ts';
import type { Found, ObservableType } from './types.ts';

/** A place in the text that is being read. */
type Hit = { readonly type: ObservableType; readonly value: string; readonly from: number; readonly to: number };
type Finder = (text: string) => Hit[];

const fileEndings =
  'exe|scr|dll|sys|pif|cpl|msi|msix|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|bat|cmd|lnk|url|iso|img|vhd|vhdx|jar|docm|dotm|xlsm|xltm|xlam|xlsb|pptm|ppam|ppsm|one|chm|xll|iqy|slk|zip|zipx|rar|7z|cab|ace|arj|lzh|gz|tgz|bz2|xz|apk|dmg|pkg|doc|xls|ppt|rtf|html?|mht|svg|eml|msg|ics|settingcontent-ms|library-ms';

const hashTypes = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' } as const;

const findUrls: Finder = (text) => {
  const hits: Hit[] = [];
  const starts = /(?<![\p{Script=Latin}\p{N}])(?:https?|ftps?|sftp|wss?|ldaps?|smb|tcp|udp):\/\//giu;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const from = match.index;
    const to = endOfUrl(text, from + match[0].length);
    // What was read as one address cannot hold the start of another, so no character is read twice.
    starts.lastIndex = Math.max(starts.lastIndex, to);
    const value = normalise('url', text.slice(from, to));
    const host = value === null ? null : hostOf('url', value);
    if (value === null || host === null || host === '') continue;
    const isAddress = normalise('ipv4', host) !== null || normalise('ipv6', host) !== null;
    if (!isAddress && !isDomain(host)) continue;
    hits.push({ type: 'url', value, from, to });
    const type = !isAddress ? 'domain' : host.includes(':') ? 'ipv6' : 'ipv4';
    hits.push({ type, value: normalise(type, host) ?? host, from, to });
  }
  return hits;
};

const pathSigns = /[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/;
const longestUrl = 2048;

/** An address ends at a space, a quote or a bracket, and where Japanese goes on after it. */
function endOfUrl(text: string, start: number): number {
  const limit = Math.min(text.length, start + longestUrl);
  const end = endOfAuthority(text, start, limit);
  return /[/?#]/.test(text[end] ?? '') ? endOfPath(text, end, limit) : end;
}

const authoritySigns = /^[^\s/?#"'<>`\\^{|}「」『』【】（）、。,，！？\ufffc]+/u;

function endOfAuthority(text: string, start: number, limit: number): number {
  const authority = authoritySigns.exec(text.slice(start, Math.min(limit, start + 300)))?.[0] ?? '';
  const credentials = authority.lastIndexOf('@') + 1;
  const host = authority.slice(credentials);
  const six = /^\[[0-9a-fA-F:.]+\](?::\d{1,5})?/.exec(host)?.[0];
  if (six !== undefined) return start + credentials + six.length;
  const name = /^[\p{L}\p{N}\p{M}_.-]+/u.exec(host)?.[0] ?? '';
  const first = namesInRun(name, true)[0];
  const four = /^\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/.exec(name)?.[0];
  const length = four?.length ?? (first?.from === 0 ? first.to : name.length);
  const port = /^:\d{1,5}(?!\d)/.exec(host.slice(length))?.[0].length ?? 0;
  return start + credentials + length + port;
}

/** Japanese inside a path belongs to it where the path goes on behind: `/資料/2026.html`. */
const innerJapanese = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]{1,60}(?=[/?=&._-][\p{L}\p{N}])/u;

function endOfPath(text: string, from: number, limit: number): number {
  let end = from;
  for (let open = 0; end < limit; end += 1) {
    const sign = text[end] ?? '';
    if (sign === '(' || sign === '[') open += 1;
    if (sign === ')' || sign === ']') open -= 1;
    if (open < 0) break;
    if (pathSigns.test(sign)) continue;
    const inner = innerJapanese.exec(text.slice(end, end + 62))?.[0];
    if (inner === undefined || !/[/=_-]/.test(text[end - 1] ?? '')) break;
    end += inner.length - 1;
  }
  while (/[.,;:!?'*]/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

const findEmails: Finder = (text) => {
  const hits: Hit[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/
      .exec(text.slice(Math.max(0, at - 64), at))?.[0]
      .replace(/^[.'`]+/, '');
    const run = /^[\p{L}\p{N}\p{M}_.-]{3,253}/u.exec(text.slice(at + 1, at + 254))?.[0];
    if (local === undefined || local === '' || run === undefined) continue;
    const name = namesInRun(run, true)[0];
    if (name === undefined || name.from !== 0) continue;
    const from = at - local.length;
    const to = at + 1 + name.to;
    const value = normalise('email', text.slice(from, to));
    if (value !== null) hits.push({ type: 'email', value, from, to });
  }
  return hits;
};

const versionBefore =
  /(?:version|release|firmware|build|rev(?:ision)?|ver|v|バージョン|ファームウェア|リリース|ビルド|リビジョン|版数?|第|§|section|chapter)[ .:#は]{0,3}$/iu;

const findAddresses: Finder = (text) => {
  const hits: Hit[] = [];
  for (const match of text.matchAll(
    /(?<![\p{Script=Latin}\p{N}_.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}(?![\d/.-])|:\d{2,5}(?![\d:.]))?(?![\p{Script=Latin}\d_]|\.\d|-\d+\.\d)/gu,
  )) {
    const [address = ''] = match[0].split(/[/:]/);
    if (!isPlainIpv4(address)) continue;
    if (versionBefore.test(text.slice(Math.max(0, match.index - 16), match.index))) continue;
    if (/^\s?(?:版|系)/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 2))) continue;
    const to = match.index + match[0].length;
    push(hits, { text: match[0], from: match.index, to, plain: 'ipv4' });
  }
  for (const match of text.matchAll(
    /(?<![\p{Script=Latin}\p{N}:._-])(?:\[([0-9a-f:.]{4,45})\]:\d{2,5}|(?=[0-9a-f]{3,4}:)[0-9a-f:.]{4,45}(?:\/\d{1,3})?)(?![\p{Script=Latin}\p{N}_:])/giu,
  )) {
    const written = match[0].replace(/[.:]+$/, '');
    const bare = match[1] ?? written.replace(/\/\d+$/, '');
    if (bare.split(':').length < 4 || !isPublicLooking(bare) || normalise('ipv6', bare) === null) continue;
    push(hits, { text: written, from: match.index, to: match.index + written.length, plain: 'ipv6' });
  }
  return hits;
};

/** First groups that are given out or local: keeps `dead::beef` and `std::x` of programs out. */
function isPublicLooking(address: string): boolean {
  const first = Number.parseInt(address.split(':')[0] ?? '', 16);
  return (first >= 0x2000 && first <= 0x3fff) || first >= 0xfc00 || first === 0x64;
}

function push(
  hits: Hit[],
  { text, from, to, plain }: { text: string; from: number; to: number; plain: 'ipv4' | 'ipv6' },
): void {
  const network = text.includes('/') ? normalise('network', text) : null;
  if (network !== null) {
    hits.push({ type: 'network', value: network, from, to });
    return;
  }
  const endpoint = normalise('endpoint', text);
  if (endpoint !== null) hits.push({ type: 'endpoint', value: endpoint, from, to });
  const bare = text.startsWith('[')
    ? text.slice(1, text.indexOf(']'))
    : plain === 'ipv4'
      ? (text.split(/[/:]/)[0] ?? '')
      : text.replace(/\/\d+$/, '');
  const value = normalise(plain, bare);
  if (value !== null) hits.push({ type: plain, value, from, to });
}

const findTokens: Finder = (text) => {
  const hits: Hit[] = [];
  for (const match of text.matchAll(
    /(?<![\p{Script=Latin}\p{N}+/_-])[0-9a-f]{32,128}(?![\p{Script=Latin}\p{N}+/=_-])/giu,
  )) {
    const type = hashTypes[match[0].length as keyof typeof hashTypes];
    if (type === undefined || !/[a-f]/i.test(match[0]) || !/\d/.test(match[0])) continue;
    hits.push({ type, value: match[0].toLowerCase(), from: match.index, to: match.index + match[0].length });
  }
  for (const match of text.matchAll(
    /(?<![\p{Script=Latin}\p{N}])(?:CVE[-‐‑–ー−]\d{4}[-‐‑–ー−]\d{4,7}|JVNDB-\d{4}-\d{6}|JVN(?:VU|TA)?#\s?\d{8})(?!\d)/giu,
  )) {
    const value = normalise('vulnerability', match[0]);
    if (value !== null)
      hits.push({ type: 'vulnerability', value, from: match.index, to: match.index + match[0].length });
  }
  for (const match of text.matchAll(
    /(?<![\p{Script=Latin}\p{N}+/=_-])(?:bc1[a-z0-9]{11,71}|BC1[A-Z0-9]{11,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![\p{Script=Latin}\p{N}+/=_-])/gu,
  )) {
    const value = normalise('bitcoin', match[0]);
    if (value !== null) hits.push({ type: 'bitcoin', value, from: match.index, to: match.index + match[0].length });
  }
  return hits;
};

const quotes: Readonly<Record<string, string>> = { '「': '」', '『': '』', '"': '"', "'": "'", '`': '`', '【': '】' };
const openingOf = new Map(Object.entries(quotes).map(([open, close]) => [close, open]));
const otherSigns = /[^\p{L}\p{N}\p{M}_.()~+&-]/u;
const fileEnding = new RegExp(`\\.(?:${fileEndings})(?![\\p{Script=Latin}\\p{N}_-]|\\.[A-Za-z0-9])`, 'giu');

/** Products that are called like files. */
const programs = /^(?:node|vue|next|nuxt|react|express|angular|three|d3|ember|backbone)\.js$/i;

const findFiles: Finder = (text) => {
  const hits: Hit[] = [];
  for (const match of text.matchAll(fileEnding)) {
    const to = match.index + match[0].length;
    const from = startOfFile(text, match.index, to);
    const name = text.slice(from, to);
    const stem = text.slice(from, match.index);
    if (
      stem === '' ||
      !/[\p{L}\p{N}]/u.test(stem) ||
      /^(?:\.|\d+$)/.test(stem) ||
      programs.test(name) ||
      /\s/.test(name.slice(0, 1))
    )
      continue;
    const value = normalise('file-name', name);
    if (value !== null) hits.push({ type: 'file-name', value, from, to });
  }
  return hits;
};

/** Where a file name begins: at its opening quote, or after the last particle of the words before it. */
function startOfFile(text: string, dot: number, end: number): number {
  const window = text.slice(Math.max(0, dot - 100), dot);
  const closing = text[end] ?? '';
  const quoted = openingOf.get(closing);
  if (quoted !== undefined) {
    const opened = window.lastIndexOf(quoted);
    const inside = opened === -1 ? null : window.slice(opened + 1);
    if (inside !== null && inside !== '' && !/[\n/\\]/.test(inside)) return dot - inside.length;
  }
  const run = window.split(otherSigns).at(-1) ?? '';
  const from = dot - run.length;
  // A file of its own on a line (a list of attachments) may hold any word; within a sentence it begins after a particle.
  const isAlone = (from === 0 || text[from - 1] === '\n') && /^\s*(?:\n|$)/.test(text.slice(end, end + 20));
  return from + (isAlone ? skipped(run) : startWithin(run));
}

const skipped = (run: string) => /^[(.&+~-]+/.exec(run)?.[0].length ?? 0;
const behindEnding = new RegExp(
  `\\.(?:${fileEndings})(?=[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])`,
  'giu',
);

/** Where the name begins within a run of a sentence: behind another file (`a.zipとb.zip`) and behind a particle. */
function startWithin(run: string): number {
  const other = [...run.matchAll(behindEnding)].at(-1);
  const start = other === undefined ? 0 : other.index + other[0].length;
  const japanese = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/u.exec(run.slice(start))?.[0] ?? '';
  if (japanese === '') return start + skipped(run.slice(start));
  const isOnlyParticle = other !== undefined && japanese.length <= 2;
  return start + (isOnlyParticle ? japanese.length : japanese.length - nameAtEnd(japanese).length);
}

const runOfName = /[\p{L}\p{N}\p{M}_.-]{1,4000}/gu;

function findNames(text: string, original: (from: number, to: number) => string): Hit[] {
  const hits: Hit[] = [];
  for (const { 0: run, index } of text.matchAll(runOfName)) {
    if (run.length < 4 || !run.includes('.') || isWithinPath(text, index)) continue;
    const before = text[index - 1] ?? '';
    const after = text.slice(index + run.length, index + run.length + 7);
    const isMarkedOff = quotes[before] !== undefined && quotes[before] === after[0];
    for (const span of namesInRun(run, isMarkedOff)) {
      const written = run.slice(span.from, span.to);
      const from = index + span.from;
      const to = index + span.to;
      const isOnPurpose = /[[({<\\「]|hxx/i.test(original(from, to));
      const behind = span.to === run.length ? after : '';
      if (isOnPurpose || !(isDoubtful(written) || isCall(written, behind)))
        pushName(hits, { written, from, to, behind });
    }
  }
  return hits;
}

const isWithinPath = (text: string, index: number) =>
  /[\\@]/.test(text[index - 1] ?? '') || (text[index - 1] === '/' && text[index - 2] !== '/');
/** `file.name(x)` of a program. */
const isCall = (written: string, behind: string) => behind.startsWith('(') && written.split('.').length === 2;

function pushName(hits: Hit[], name: { written: string; from: number; to: number; behind: string }): void {
  const { written, from, to, behind } = name;
  const value = normalise('domain', written);
  if (value === null) return;
  hits.push({ type: 'domain', value, from, to });
  const port = /^:\d{2,5}(?![\d:])/.exec(behind)?.[0];
  const endpoint = port === undefined ? null : normalise('endpoint', `${written}${port}`);
  if (endpoint !== null) hits.push({ type: 'endpoint', value: endpoint, from, to: to + (port?.length ?? 0) });
}

/** Finds the observables of a text, each place once. Pure, and linear in the length of the text. */
export function findObservables(text: string): Found[] {
  const refanged = refangText(text);
  const original = (from: number, to: number) => text.slice(refanged.originalAt(from), refanged.originalAt(to));
  let rest = withoutPasswords(refanged.text);
  const all: Hit[] = [];
  const take = (hits: Hit[]) => {
    const inOrder = hits.toSorted((a, b) => a.from - b.from || b.to - a.to);
    for (const hit of keepLongest(inOrder)) all.push(hit);
    rest = blanked(rest, inOrder);
  };
  for (const finder of [findUrls, findEmails, findAddresses, findTokens]) take(finder(rest));
  // A name of a file can look like a domain (`report.zip`), a domain in brackets never like a file.
  take(findFiles(rest).filter(({ from, to }) => !/\[\.\]|\(\.\)|\[dot\]/i.test(original(from, to))));
  take(findNames(rest, original));
  return all
    .map(({ type, value, from, to }) => {
      const at = refanged.originalAt(from);
      return { type, value, at, length: Math.max(1, refanged.originalAt(to) - at) };
    })
    .sort((a, b) => a.at - b.at);
}

/** Of places that overlap without beginning together the first stays. */
function keepLongest(inOrder: readonly Hit[]): Hit[] {
  const kept: Hit[] = [];
  let start = -1;
  let end = -1;
  for (const hit of inOrder) {
    if (hit.from !== start && hit.from < end) continue;
    kept.push(hit);
    start = hit.from;
    end = Math.max(end, hit.to);
  }
  return kept;
}

/** One value of a text with the places where it stands. */
export type Extracted = Pick<Found, 'type' | 'value'> & {
  readonly count: number;
  readonly at: number;
  readonly length: number;
};

/** The different values of a text in the order in which they first stand there, at most `limit`. */
export function extractValues(text: string, limit: number): readonly Extracted[] {
  const values = new Map<string, Extracted>();
  for (const { type, value, at, length } of findObservables(text)) {
    const key = `${type} ${value}`;
    const known = values.get(key);
    if (known !== undefined) values.set(key, { ...known, count: known.count + 1 });
    else if (values.size < limit) values.set(key, { type, value, at, length, count: 1 });
  }
  return [...values.values()];
}

/**
 * The words around a place in its own line: at most `reach` characters on each side. Empty where the place is all that
 * the line has.
 */
export function contextOf(text: string, { at, length }: Pick<Found, 'at' | 'length'>, reach: number): string {
  const windowFrom = Math.max(0, at - reach);
  const windowTo = Math.min(text.length, at + length + reach);
  const lineFrom = text.lastIndexOf('\n', at) + 1;
  const lineBreak = text.slice(at + length, windowTo).indexOf('\n');
  const from = Math.max(windowFrom, lineFrom);
  const to = lineBreak === -1 ? windowTo : at + length + lineBreak;
  const isCutBefore = from > lineFrom;
  const isCutAfter = lineBreak === -1 && to < text.length;
  const cut = text
    .slice(from, to)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
    .trim();
  if (cut === text.slice(at, at + length).trim()) return '';
  return `${isCutBefore ? '…' : ''}${cut}${isCutAfter ? '…' : ''}`;
}
