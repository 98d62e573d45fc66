import type { FileProblem, LinkProblem, SpecimenWarning, WarningWeight } from '@matoi/contract';
import type { Analysis, Warning } from './specimen.model.ts';

const weights: Readonly<Record<SpecimenWarning, WarningWeight>> = {
  'look-alike-sender': 'high',
  'name-hides-address': 'high',
  'own-sender-unproven': 'high',
  'authentication-failed': 'high',
  'reply-to-differs': 'medium',
  'return-path-differs': 'low',
  'several-senders': 'medium',
  'look-alike-link': 'high',
  'link-text-differs': 'high',
  'link-to-address': 'medium',
  'link-internationalised': 'low',
  'link-shortened': 'medium',
  'link-redirects': 'medium',
  'link-hides-host': 'high',
  'link-dangerous': 'high',
  'attachment-executable': 'high',
  'attachment-type-differs': 'high',
  'attachment-double-ending': 'high',
  'attachment-macro': 'high',
  'attachment-encrypted': 'medium',
  'attachment-archive-holds-program': 'high',
  'attachment-archive-suspicious': 'medium',
  'attachment-form': 'high',
  'attachment-active-pdf': 'medium',
  'hop-broken': 'low',
  'hop-backwards': 'low',
};

const ofLink: Readonly<Record<LinkProblem, SpecimenWarning>> = {
  'text-differs': 'link-text-differs',
  'look-alike': 'look-alike-link',
  address: 'link-to-address',
  internationalised: 'link-internationalised',
  shortened: 'link-shortened',
  redirects: 'link-redirects',
  'hides-host': 'link-hides-host',
  dangerous: 'link-dangerous',
};

const ofFile: Readonly<Record<FileProblem, SpecimenWarning>> = {
  executable: 'attachment-executable',
  'type-differs': 'attachment-type-differs',
  'double-ending': 'attachment-double-ending',
  macro: 'attachment-macro',
  encrypted: 'attachment-encrypted',
  'archive-holds-program': 'attachment-archive-holds-program',
  'archive-suspicious': 'attachment-archive-suspicious',
  form: 'attachment-form',
  'active-pdf': 'attachment-active-pdf',
};

/** Clocks of mail servers differ by minutes; beyond this the stations contradict each other. Milliseconds. */
const clockTolerance = 10 * 60_000;

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const isRelated = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

/** Results that speak against the sender; only those of the team's own gateway count (RFC 8601 §7.1). */
function senderWarnings(analysis: Analysis): readonly [SpecimenWarning, string][] {
  const found: [SpecimenWarning, string][] = [];
  const [sender] = analysis.senders;
  const trusted = analysis.claims.filter(({ isTrusted }) => isTrusted).flatMap(({ results }) => results);
  for (const { host, own } of analysis.lookAlikes) found.push(['look-alike-sender', `${host} / ${own}`]);
  for (const { name, address } of analysis.senders) {
    const shown = /[^\s<>"'()（）「」]+@[^\s<>"'()（）「」]+\.[^\s<>"'()（）「」]+/.exec(name)?.[0];
    if (shown !== undefined && shown.toLowerCase() !== address.toLowerCase())
      found.push(['name-hides-address', `${shown} → ${address}`]);
  }
  const isProven = trusted.some(({ method, result }) => method === 'dmarc' && result === 'pass');
  if (analysis.ownSender && !isProven) found.push(['own-sender-unproven', sender?.address ?? '']);
  for (const { method, result } of trusted)
    if (/^(?:spf|dkim|dmarc|compauth)$/.test(method) && /^(?:fail|softfail|permerror)$/.test(result))
      found.push(['authentication-failed', `${method}=${result}`]);
  if (sender !== undefined) {
    const domain = domainOf(sender.address);
    for (const { address } of analysis.replyTo)
      if (!isRelated(domainOf(address), domain)) found.push(['reply-to-differs', address]);
    if (analysis.returnPath !== null && !isRelated(domainOf(analysis.returnPath), domain))
      found.push(['return-path-differs', analysis.returnPath]);
  }
  if (analysis.senders.length > 1)
    found.push(['several-senders', analysis.senders.map(({ address }) => address).join(', ')]);
  return found;
}

const ranks: readonly WarningWeight[] = ['high', 'medium', 'low'];

/** What should be known of a mail before anything else, the heaviest first; the same about the same thing once. */
export function warningsOf(analysis: Analysis): readonly Warning[] {
  const found: [SpecimenWarning, string][] = [...senderWarnings(analysis)];
  for (const { problems, defanged } of analysis.links)
    for (const problem of problems) found.push([ofLink[problem], defanged]);
  for (const { problems, name } of analysis.files) for (const problem of problems) found.push([ofFile[problem], name]);
  for (const { at, delay, raw, by } of analysis.hops) {
    if (at === null) found.push(['hop-broken', raw]);
    if (delay !== null && delay < -clockTolerance) found.push(['hop-backwards', by ?? raw]);
  }
  const seen = new Set<string>();
  return found
    .filter(([code, about]) => !seen.has(`${code} ${about}`) && seen.add(`${code} ${about}`) !== undefined)
    .map(([code, about]) => ({ code, weight: weights[code], about: about.slice(0, 300) }))
    .sort((a, b) => ranks.indexOf(a.weight) - ranks.indexOf(b.weight))
    .slice(0, 100);
}

/** Whether a file is a mail that can be opened as a specimen. */
export function isMailFile({ name, mediaType }: { readonly name: string; readonly mediaType: string }): boolean {
  return /\.(?:eml|msg)$/i.test(name) || /^(?:message\/rfc822|application\/vnd\.ms-outlook)\b/i.test(mediaType);
}
