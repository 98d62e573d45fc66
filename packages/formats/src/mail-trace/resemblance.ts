import { parse } from 'tldts';
import table from './homoglyphs.data.json' with { type: 'json' };

const signs = new Map(Object.entries(table.signs));
const pairs = Object.entries(table.pairs);

/** How a name looks at a glance: signs that look alike become one. */
function glance(name: string): string {
  let seen = [...name.toLowerCase().normalize('NFC')].map((sign) => signs.get(sign) ?? sign).join('');
  for (const [pair, single] of pairs) seen = seen.replaceAll(pair, single);
  return seen;
}

/** Registrable domain and its first label, of a readable name. */
function mainOf(host: string): { readonly domain: string; readonly label: string } | null {
  const { domain, domainWithoutSuffix } = parse(host, { validateHostname: false });
  if (domain !== null && domainWithoutSuffix !== null) return { domain, label: domainWithoutSuffix };
  const labels = host.split('.');
  const label = labels.at(-2);
  return label === undefined ? null : { domain: labels.slice(-2).join('.'), label };
}

/**
 * Whether a host could be taken for one of ours without being it, and by what: it looks the same, is off by a letter, has
 * our name in front of a foreign domain, or within its own. Names shorter than four letters resemble too much.
 */
export function resemblance(
  host: string,
  own: string,
): 'looks-same' | 'one-letter-off' | 'as-subdomain' | 'other-ending' | 'contains' | null {
  if (host === own || host.endsWith(`.${own}`)) return null;
  const theirs = mainOf(host);
  const ours = mainOf(own);
  if (theirs === null || ours === null || theirs.domain === ours.domain) return null;
  if (host.startsWith(`${own}.`) || host.includes(`.${own}.`)) return 'as-subdomain';
  if (ours.label.length < 4) return null;
  if (theirs.label === ours.label) return 'other-ending';
  if (glance(theirs.label) === glance(ours.label)) return 'looks-same';
  if (isOneOff(glance(theirs.label), glance(ours.label))) return 'one-letter-off';
  return theirs.label.length <= 60 && theirs.label.split('-').includes(ours.label) ? 'contains' : null;
}

/** One letter more, less, other, or two exchanged. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/** The registrable domain of a host (`mail.example.co.jp` → `example.co.jp`), or the host itself. */
export function organisationOf(host: string): string {
  return mainOf(host.toLowerCase())?.domain ?? host.toLowerCase();
}
