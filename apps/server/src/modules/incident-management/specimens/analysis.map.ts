import { hostOf, normalise, readableOf } from '@matoi/formats/ioc';
import {
  readAuthenticationResults,
  readHops,
  readReceivedSpf,
  readSignature,
  resemblance,
} from '@matoi/formats/mail-trace';
import type { ParsedMail } from '../../../platform/mail/index.ts';
import { inspectFile } from './file.map.ts';
import { judgeLink, linksOfHtml, linksOfText } from './link.map.ts';
import type { Analysis, Claim, MailAddress } from './specimen.model.ts';

/** Raise it when the analyser finds more or other things; specimens of an older one offer to be analysed again. */
export const analyserVersion = 1;

export type Knowledge = { readonly ownDomains: readonly string[]; readonly trustedGateways: readonly string[] };

const limits = { files: 100, hops: 60, claims: 40, text: 20_000, headers: 100_000 };

/** Takes a mail apart. Everything is read as it stands there; nothing is fetched and nothing is drawn. */
export async function analyseMail(mail: ParsedMail, knowledge: Knowledge): Promise<Analysis> {
  const all = (name: string) => mail.headers.filter(([key]) => key === name).map(([, value]) => value);
  const senders = all('from').flatMap(readAddresses).slice(0, 10);
  const sender = senders[0] ?? mail.from;
  const given = senders.length > 0 ? senders : sender === null ? [] : [sender];
  const replyTo = all('reply-to').flatMap(readAddresses).slice(0, 10);
  const links = [...(mail.html === null ? [] : linksOfHtml(mail.html)), ...linksOfText(mail.text)];
  const judged = new Map(links.map((link) => [`${link.target}\0${link.text}`, judgeLink(link, knowledge.ownDomains)]));
  const withText = [...judged.values()];
  const files: Analysis['files'][number][] = [];
  for (const file of mail.attachments.slice(0, limits.files)) files.push(await inspectFile(file));
  return {
    format: mail.format,
    subject: mail.subject,
    sentAt: mail.sentAt,
    messageId: mail.messageId,
    senders: given,
    replyTo,
    returnPath: readAddresses(all('return-path')[0] ?? '')[0]?.address ?? null,
    recipients: mail.recipients.slice(0, 100),
    hops: readHops(all('received').slice(0, limits.hops)),
    claims: claimsOf(mail, knowledge.trustedGateways).slice(0, limits.claims),
    signatures: all('dkim-signature').slice(0, 10).map(readSignature),
    links: withText
      .filter(
        (link, at) =>
          link.text !== '' ||
          !withText.some((other, index) => index !== at && other.text !== '' && other.defanged === link.defanged),
      )
      .slice(0, 200),
    files,
    lookAlikes: lookAlikesOf([...given, ...replyTo], knowledge.ownDomains),
    ownSender: given.some(({ address }) => isOwn(address, knowledge.ownDomains)),
    text: mail.text.slice(0, limits.text),
    headerText: mail.headerText.slice(0, limits.headers),
  };
}

const isOwn = (address: string, ownDomains: readonly string[]) => {
  const host = hostOf('email', normalise('email', address) ?? '') ?? '';
  return ownDomains.some((own) => host === own || host.endsWith(`.${own}`));
};

function lookAlikesOf(addresses: readonly MailAddress[], ownDomains: readonly string[]): Analysis['lookAlikes'] {
  const found = new Map<string, { host: string; own: string }>();
  for (const { address } of addresses) {
    const value = normalise('email', address);
    if (value === null) continue;
    const host = value.slice(value.lastIndexOf('@') + 1);
    const readable = readableOf('domain', host) ?? host;
    const own = ownDomains.find((each) => resemblance(readable, each) !== null || resemblance(host, each) !== null);
    if (own !== undefined) found.set(host, { host: readable, own });
  }
  return [...found.values()];
}

/** Addresses of a header field: `"Name" <a@b>, c@d`. Commas within quotes and comments separate nothing. */
export function readAddresses(field: string): readonly MailAddress[] {
  const parts = field.slice(0, 10_000).match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? [];
  return parts.flatMap((part) => {
    const angle = /<([^<>\s]+@[^<>\s]+)>/.exec(part);
    const bare = angle?.[1] ?? /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(part)?.[0];
    if (bare === undefined) return [];
    const name = angle === null ? '' : part.slice(0, part.lastIndexOf('<'));
    return [
      {
        name: name
          .replace(/^[\s"']+|[\s"']+$/g, '')
          .replace(/\\(.)/g, '$1')
          .slice(0, 200),
        address: bare.slice(0, 320),
      },
    ];
  });
}

/**
 * What hosts say that they checked. A claim counts only when it names one of the team's gateways and stands above the
 * first Received field of that gateway (or above the first of all, where it writes none under this name): whatever a
 * sender wrote into the mail stands below the line with which the gateway took it (RFC 8601 §5). Without any Received
 * field there is no such line, and nothing counts.
 */
export function claimsOf(mail: Pick<ParsedMail, 'headers'>, trustedGateways: readonly string[]): readonly Claim[] {
  const received = mail.headers.flatMap(([name, value], at) =>
    name === 'received' ? [{ at, by: readHops([value])[0]?.by?.toLowerCase() ?? null }] : [],
  );
  const isTrusted = (by: string | null, at: number): boolean => {
    if (by === null || !trustedGateways.includes(by)) return false;
    const border = received.find((one) => one.by === by) ?? received[0];
    return border !== undefined && at < border.at;
  };
  return mail.headers.flatMap(([name, value], at) => {
    const claim = claimOf(name, value);
    if (claim === null) return [];
    return [{ ...claim, isTrusted: claim.kind === 'authentication-results' && isTrusted(claim.by, at) }];
  });
}

function claimOf(name: string, value: string) {
  switch (name) {
    case 'authentication-results':
      return readAuthenticationResults('authentication-results', value);
    case 'arc-authentication-results':
      return readAuthenticationResults('arc', value);
    case 'received-spf':
      return readReceivedSpf(value);
    default:
      return null;
  }
}
