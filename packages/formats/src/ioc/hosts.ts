import { parse } from 'tldts';
import cjk from './cjk-endings.data.json' with { type: 'json' };
import { toAscii } from './punycode.ts';

/** Particles and words after which a Japanese name may begin. */
const beforeName =
  /から|より|まで|など|および|または|ドメイン|サイト|ホスト|サーバー?|アドレス|メール|ファイル|[はがをにのとへもでや、。・：](?=.)/gu;
const startsCjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const longestFirst = cjk.endings.toSorted((a, b) => b.length - a.length);
/** A host name has at most 127 labels and 253 characters (RFC 1035); beyond this nothing is tried. */
const mostLabels = 40;

/** The part of a Japanese run that can be a name of its own: what follows the last particle. */
export function nameAtEnd(run: string): string {
  let start = 0;
  for (const match of run.matchAll(beforeName)) {
    const end = match.index + match[0].length;
    if (end < run.length) start = end;
  }
  return run.slice(start);
}

/** Endings that are names of files more often than names of countries. */
const fileLike = new Set(
  'zip mov sh py pl rs md ps cc so app mo ml tf pub cab do gz bat exe dll js ts java cs vb go php html htm txt doc docx xls xlsx pdf csv log name id is it in to my me'.split(
    ' ',
  ),
);
/** Endings of `fileLike` that are taken for a domain with two labels already when the text made it harmless on purpose. */
const neverDomains = new Set([
  'asp.net',
  'vb.net',
  'ado.net',
  'node.js',
  'socket.io',
  'e.g',
  'i.e',
  'co.jp',
  'ne.jp',
  'or.jp',
  'go.jp',
  'ac.jp',
  'co.uk',
]);

const label = /^(?!-)[\p{L}\p{N}\p{M}_-]{1,63}(?<!-)$/u;

/** A registered public ending, with a name before it. */
export function isDomain(name: string): boolean {
  const ascii = toAscii(name);
  if (ascii === null || ascii.length > 253 || !ascii.includes('.')) return false;
  if (!ascii.split('.').every((one) => /^(?!-)[a-z0-9_-]{1,63}$/.test(one) && !one.endsWith('-'))) return false;
  const { isIcann, isPrivate, domain, isIp } = parse(ascii, { allowPrivateDomains: true });
  if (isIp === true || domain === null) {
    // The ending of a hosting service is a name of its own (`github.io`).
    return isIp !== true && isPrivate === true;
  }
  return isIcann === true || isPrivate === true || isReserved(ascii);
}

/** RFC 2606 and RFC 6761: names for documents and tests, as training mails and our own examples have them. */
export function isReserved(ascii: string): boolean {
  return /\.(?:example|test|invalid|localhost|local|internal|lan|corp|home|onion)$/.test(ascii);
}

/** Whether a name of two labels is rather a file, a piece of code or a sentence without its space. */
export function isDoubtful(written: string): boolean {
  const labels = written.split('.');
  const last = labels.at(-1) ?? '';
  const lower = written.toLowerCase();
  if (neverDomains.has(lower)) return true;
  if (labels.length !== 2) return false;
  if (fileLike.has(last.toLowerCase())) return true;
  // `The end.It was`: a sentence goes on with a capital.
  return /^[A-Z][a-z]+$/.test(last) && !/^(?:Com|Net|Org|Jp|Info)$/.test(last);
}

type Span = { readonly from: number; readonly to: number };

/**
 * Host names in one run of letters, digits, dots, hyphens (without a space). A Latin name ends where Japanese begins;
 * a Japanese label begins after a particle, unless the run is marked off on both sides (`isMarkedOff`).
 */
export function namesInRun(run: string, isMarkedOff: boolean): Span[] {
  const found: Span[] = [];
  let at = 0;
  let labels: Span[] = [];
  const parts = run.split('.');
  const finish = () => {
    const span = longestName(run, labels);
    if (span !== null) found.push(span);
    labels = [];
  };
  for (const [index, part] of parts.entries()) {
    const from = at;
    at += part.length + 1;
    const isFirst = labels.length === 0;
    const isLast = index === parts.length - 1;
    if (part === '') {
      finish();
      continue;
    }
    if (isFirst) {
      const start = isMarkedOff ? from : from + startOfFirst(part);
      if (start < from + part.length && label.test(run.slice(start, from + part.length)))
        labels = [{ from: start, to: from + part.length }];
      continue;
    }
    const ending = endOfLast(part);
    const isWhole = ending === part.length;
    if (ending > 0) labels.push({ from, to: from + ending });
    if (isWhole && !isLast && labels.length < mostLabels) continue;
    finish();
    if (!isLast && !isWhole) {
      const rest = part.slice(ending);
      const start = from + ending + startOfFirst(rest);
      if (label.test(run.slice(start, from + part.length))) labels = [{ from: start, to: from + part.length }];
    }
  }
  return found;
}

function startOfFirst(part: string): number {
  const latin = /[A-Za-z0-9_][A-Za-z0-9_-]*$/.exec(part);
  if (latin !== null) return latin.index;
  return part.length - nameAtEnd(part).length;
}

/** How much of a label can belong to the name: Latin to its end, Japanese as far as an ending that is registered. */
function endOfLast(part: string): number {
  const latin = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?/.exec(part)?.[0] ?? '';
  if (latin !== '') return latin.length;
  if (!startsCjk.test(part)) return part.length;
  return longestFirst.find((ending) => part.startsWith(ending))?.length ?? part.length;
}

function longestName(run: string, labels: readonly Span[]): Span | null {
  const start = labels[0]?.from;
  if (start === undefined) return null;
  // Only the last label may be wrong (`example.jp.です`); a wrong ending further in is no name.
  for (let end = labels.length; end >= 2 && end >= labels.length - 1; end -= 1) {
    const span = { from: start, to: labels[end - 1]?.to ?? start };
    if (span.to - span.from <= 253 && isDomain(run.slice(span.from, span.to))) return span;
  }
  return null;
}
