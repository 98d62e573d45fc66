import { BlockList, isIP } from 'node:net';
import type { ObservableType } from '@matoi/contract';
import { guessType, hostOf, normalise } from '@matoi/formats/ioc';
import { safeCell } from '../../../platform/tables/index.ts';
import type { BlockEntry } from './block.model.ts';
import type { AddressWarning } from './block.rules.ts';
import type { ReadValue } from './observable.map.ts';
import special from './special-addresses.data.json' with { type: 'json' };

type Network = { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' };

function networkOf(text: string): Network {
  const [address = '', bits] = text.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return { address, bits: bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family };
}

function rangeOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, family);
  return list;
}

const specialNetworks = special.networks.map(networkOf);
const specialRange = rangeOf(specialNetworks);

/** What the table of special addresses says of an address, a network, or the host of a page. */
export function addressWarningOf({
  type,
  value,
}: {
  readonly type: ObservableType;
  readonly value: string;
}): AddressWarning {
  const text = type === 'network' ? value : (hostOf(type, value) ?? '');
  const own = networkOf(text);
  if (isIP(own.address) === 0) return null;
  if (specialRange.check(own.address, own.family)) return 'special-address';
  const within = rangeOf([own]);
  const contains = specialNetworks.some(({ address, bits, family }) => {
    return family === own.family && bits >= own.bits && within.check(address, family);
  });
  if (contains) return 'special-address';
  return own.bits < special.widest[own.family] ? 'too-wide' : null;
}

/** The typed value in its one spelling; null where nothing can be told from it. */
export function readBlocked(type: ObservableType | undefined, written: string): ReadValue | null {
  const told = type ?? guessType(written);
  return told === null ? null : { type: told, written, value: normalise(told, written) };
}

/** The list as devices take it: a value a line, without comments, which some of them would take for values. */
export function writeText(entries: readonly BlockEntry[]): string {
  return entries.map(({ value }) => `${value}\n`).join('');
}

/** The list as CSV (RFC 4180): what, since when, until when. Reasons stay in the house. */
export function writeBlockCsv(entries: readonly BlockEntry[]): string {
  const cell = (text: string) => `"${safeCell(text).replaceAll('"', '""')}"`;
  const lines = entries.map(({ type, value, addedAt, expiresAt }) =>
    [type, value, addedAt.toISOString(), expiresAt.toISOString()].map(cell).join(','),
  );
  return `${['type,value,added_at,expires_at', ...lines].join('\r\n')}\r\n`;
}

/** The secret that a device sent: in the address, as bearer, or as the password of any user (what firewalls can do). */
export function secretOf(query: string | undefined, authorization: string | undefined): string | null {
  if (query !== undefined) return query;
  const bearer = /^Bearer (\S{1,200})$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return null;
  const text = Buffer.from(basic, 'base64').toString('utf8');
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null;
}
