import ipaddr from 'ipaddr.js';
import { isBase58Address, isBech32Address } from './bitcoin.ts';
import { isDomain } from './hosts.ts';
import { toAscii, toUnicode } from './punycode.ts';
import { refang } from './refang.ts';
import type { ObservableType } from './types.ts';

const hashLengths = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;

/** The one spelling of a value of a type, from any notation; null where it is none of this type. */
export function normalise(type: ObservableType, written: string): string | null {
  const text = refang(written);
  if (text === '' || text.length > 2048 || /[\p{Cc}]/u.test(text)) return null;
  switch (type) {
    case 'ipv4':
    case 'ipv6':
      return normaliseAddress(type, text);
    case 'network':
      return normaliseNetwork(text);
    case 'endpoint':
      return normaliseEndpoint(text);
    case 'domain': {
      const ascii = toAscii(text);
      return ascii !== null && isDomain(ascii) ? ascii : null;
    }
    case 'url':
      return normaliseUrl(text);
    case 'email': {
      const at = text.lastIndexOf('@');
      const local = text.slice(0, at).toLowerCase();
      const host = toAscii(text.slice(at + 1));
      const isLocal = /^[^\s@<>()[\]\\,;:"]{1,64}$/.test(local) && !/^\.|\.\.|\.$/.test(local);
      return at > 0 && isLocal && host !== null && isDomain(host) ? `${local}@${host}` : null;
    }
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return text.length === hashLengths[type] && /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : null;
    case 'file-name': {
      const name = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1).normalize('NFC');
      return name.length > 255 || name.trim() === '' ? null : name.toLowerCase();
    }
    case 'vulnerability':
      return normaliseVulnerability(text);
    case 'bitcoin':
      if (/^bc1[a-z0-9]{11,71}$/i.test(text)) return isBech32Address(text) ? text.toLowerCase() : null;
      return /^[13][1-9A-HJ-NP-Za-km-z]{24,34}$/.test(text) && isBase58Address(text) ? text : null;
    default:
      return type satisfies never;
  }
}

function normaliseAddress(type: 'ipv4' | 'ipv6', text: string): string | null {
  if (type === 'ipv4') return ipaddr.IPv4.isValidFourPartDecimal(text) && isPlainIpv4(text) ? text : null;
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text).toRFC5952String();
}

/** Octets with leading zeros are read as octal by some programs and as decimal by others: no address. */
export function isPlainIpv4(text: string): boolean {
  return text.split('.').every((octet) => octet === String(Number(octet)) && Number(octet) <= 255);
}

function normaliseNetwork(text: string): string | null {
  const [address = '', bits = ''] = text.split('/');
  if (!/^\d{1,3}$/.test(bits)) return null;
  const isFour = isPlainIpv4(address) && ipaddr.IPv4.isValidFourPartDecimal(address);
  if (!isFour && !(address.includes(':') && ipaddr.IPv6.isValid(address) && !address.includes('%'))) return null;
  const prefix = Number(bits);
  if (prefix > (isFour ? 32 : 128)) return null;
  return isFour
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`).toString()}/${prefix}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${prefix}`).toRFC5952String()}/${prefix}`;
}

function normaliseEndpoint(text: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3] ?? 0);
  if (match === null || port < 1 || port > 65_535) return null;
  const six = match[1];
  if (six !== undefined) {
    const address = normaliseAddress('ipv6', six);
    return address === null ? null : `[${address}]:${port}`;
  }
  const host = match[2] ?? '';
  const address = normaliseAddress('ipv4', host);
  if (address !== null) return `${address}:${port}`;
  const ascii = toAscii(host);
  return ascii !== null && !/^[\d.]+$/.test(ascii) && isDomain(ascii) ? `${ascii}:${port}` : null;
}

function normaliseUrl(text: string): string | null {
  if (!/^[a-z][a-z0-9+.-]{1,12}:\/\/[^\s]+$/i.test(text)) return null;
  try {
    const url = new URL(text);
    if (url.hostname === '') return null;
    return url.href.length > 2048 ? null : url.href;
  } catch {
    return null;
  }
}

function normaliseVulnerability(text: string): string | null {
  const upper = text.toUpperCase().replace(/[‐‑–—ー−]/g, '-');
  if (/^CVE-\d{4}-\d{4,7}$/.test(upper) || /^JVNDB-\d{4}-\d{6}$/.test(upper)) return upper;
  const jvn = /^(JVN|JVNVU|JVNTA)#\s?(\d{8})$/.exec(upper);
  return jvn === null ? null : `${jvn[1]}#${jvn[2]}`;
}

/** The host part of a value: the name or address that it is about; null for kinds without one. */
export function hostOf(type: ObservableType, value: string): string | null {
  switch (type) {
    case 'domain':
    case 'ipv4':
    case 'ipv6':
      return value;
    case 'email':
      return value.slice(value.lastIndexOf('@') + 1);
    case 'endpoint':
      return value.slice(0, value.lastIndexOf(':')).replace(/^\[|\]$/g, '');
    case 'url':
      return URL.canParse(value) ? new URL(value).hostname.replace(/^\[|\]$/g, '') : null;
    default:
      return null;
  }
}

/** For reading only: nothing in it can be followed by a click. `refang` gives the value back. */
export function defang(type: ObservableType, value: string): string {
  switch (type) {
    case 'ipv4':
    case 'domain':
      return dotted(value);
    case 'ipv6':
      return value.replaceAll(':', '[:]');
    case 'network':
      return value.includes(':') ? value.replaceAll(':', '[:]') : dotted(value);
    case 'endpoint':
      return value.startsWith('[')
        ? value.replace(/^\[([^\]]+)\]/, (_all, six: string) => `[${six.replaceAll(':', '[:]')}]`)
        : dotted(value);
    case 'email':
      return `${value.slice(0, value.lastIndexOf('@'))}[@]${dotted(value.slice(value.lastIndexOf('@') + 1))}`;
    case 'url':
      return defangUrl(value);
    default:
      return value;
  }
}

const dotted = (host: string) => host.replaceAll('.', '[.]');

function defangUrl(value: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(value);
  if (match === null) return dotted(value);
  const [, scheme = '', authority = '', rest = ''] = match;
  const harmless = /^https?$/i.test(scheme)
    ? `hxxp${scheme.slice(4)}://`
    : /^ftps?$/i.test(scheme)
      ? `fxp${scheme.slice(3)}://`
      : `${scheme}[://]`;
  const isSix = authority.includes('[');
  return `${harmless}${isSix ? authority.replaceAll('.', '[.]') : dotted(authority)}${rest}`;
}

/** The readable form of an internationalised name in a value; null where it is the same. */
export function readableOf(type: ObservableType, value: string): string | null {
  const host = hostOf(type, value);
  if (host === null || !host.includes('xn--')) return null;
  const readable = toUnicode(host);
  return readable === host ? null : value.replace(host, readable);
}

/** What kind of value somebody typed, where it can be told; the most specific kind wins. */
export function guessType(written: string): ObservableType | null {
  const order = [
    'url',
    'email',
    'network',
    'endpoint',
    'ipv4',
    'ipv6',
    'md5',
    'sha1',
    'sha256',
    'sha512',
    'vulnerability',
    'bitcoin',
    'domain',
  ] as const;
  return order.find((type) => normalise(type, written) !== null) ?? null;
}
