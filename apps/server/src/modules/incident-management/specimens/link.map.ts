import type { LinkProblem } from '@matoi/contract';
import { defang, findObservables, normalise, readableOf } from '@matoi/formats/ioc';
import { organisationOf, resemblance } from '@matoi/formats/mail-trace';
import { Parser } from 'htmlparser2';
import services from './link-services.data.json' with { type: 'json' };
import type { LinkFinding } from './specimen.model.ts';

const shorteners = new Set(services.shorteners);
const redirectors = services.redirectors.map(({ host, parameter }) => ({
  host,
  parameter: new RegExp(parameter, 'i'),
}));
const mostLinks = 200;

type Link = { readonly text: string; readonly target: string };

/** Links of HTML with the words that are shown for them. Nothing is drawn and nothing is fetched. */
export function linksOfHtml(html: string): readonly Link[] {
  const links: Link[] = [];
  let open: { target: string; text: string } | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      const target = name === 'form' ? attributes.action : /^(?:a|area)$/.test(name) ? attributes.href : undefined;
      if (target === undefined || links.length >= mostLinks) return;
      if (name !== 'a') links.push({ text: name === 'form' ? '' : (attributes.alt ?? ''), target });
      else open = { target, text: '' };
    },
    ontext(text) {
      if (open !== null && open.text.length < 500) open.text += text;
    },
    onclosetag(name) {
      if (name !== 'a' || open === null) return;
      links.push({ target: open.target, text: open.text.replace(/\s+/g, ' ').trim().slice(0, 300) });
      open = null;
    },
  });
  parser.write(html.slice(0, 2_000_000));
  parser.end();
  if (open !== null) links.push(open);
  return links.slice(0, mostLinks);
}

/** Links of a plain text. */
export function linksOfText(text: string): readonly Link[] {
  const urls = findObservables(text.slice(0, 200_000)).filter(({ type }) => type === 'url');
  return [...new Set(urls.map(({ value }) => value))].slice(0, mostLinks).map((target) => ({ text: '', target }));
}

/** What is to be known of a link. */
export function judgeLink({ text, target }: Link, ownDomains: readonly string[]): LinkFinding {
  const written = target
    .trim()
    .replace(/[\t\r\n]/g, '')
    .slice(0, 2048);
  const value = normalise('url', written);
  if (value === null) {
    const isHarmless = /^(?:mailto:|tel:|#|cid:|\/(?!\/))/i.test(written) || written === '';
    return {
      text,
      defanged: written.replace(/:/, '[:]').slice(0, 500),
      host: null,
      problems: isHarmless ? [] : ['dangerous'],
    };
  }
  const url = new URL(value);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const readable = readableOf('url', value);
  const readableHost = readableOf('domain', host) ?? host;
  const shown = shownHost(text);
  const problems: LinkProblem[] = [];
  if (shown !== null && organisationOf(shown) !== organisationOf(host)) problems.push('text-differs');
  if (ownDomains.some((own) => resemblance(readableHost, own) !== null || resemblance(host, own) !== null))
    problems.push('look-alike');
  if (normalise('ipv4', host) !== null || normalise('ipv6', host) !== null) problems.push('address');
  if (readable !== null) problems.push('internationalised');
  if (shorteners.has(host.replace(/^www\./, ''))) problems.push('shortened');
  if (redirectors.some((one) => (host === one.host || host.endsWith(`.${one.host}`)) && one.parameter.test(value)))
    problems.push('redirects');
  if (url.username !== '' || url.password !== '') problems.push('hides-host');
  if (!/^https?:$/.test(url.protocol)) problems.push('dangerous');
  return { text, defanged: defang('url', readable ?? value).slice(0, 1_000), host, problems };
}

/** The host that the words of a link show, where they look like an address. */
function shownHost(text: string): string | null {
  const first = findObservables(text.slice(0, 300)).find(({ type }) => type === 'domain');
  return first?.value ?? null;
}
