import { BlockList, isIP } from 'node:net';
import type { ObservableType, WarningMatch } from '@matoi/contract';
import { guessType, hostOf, normalise } from '@matoi/formats/ioc';
import type { WarningList } from './warning.model.ts';
import type { Comparable, Hit, ReadyList } from './warning.rules.ts';
import data from './warning-lists.data.json' with { type: 'json' };

/** The lists that come with the program; a table with its sources, see the file. */
export const programLists: readonly WarningList[] = data.lists.map((list) => ({
  ...list,
  match: list.match as WarningMatch,
  isOwn: false,
  isOn: true,
  changed: null,
}));

type Network = { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' };

function networkOf(text: string): Network | null {
  const [address = '', bits] = text.split('/');
  const version = isIP(address);
  if (version === 0) return null;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return { address, bits: bits === undefined ? (version === 6 ? 128 : 32) : Number(bits), family };
}

function rangeOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, family);
  return list;
}

/** Whether a network is so wide that blocking it hits many who have nothing to do with the case. */
export function isTooWide({ type, value }: { readonly type: ObservableType; readonly value: string }): boolean {
  const own = type === 'network' ? networkOf(value) : null;
  return own !== null && own.bits < data.widest[own.family];
}

/** What is compared of a value: itself, and the name or address that it is about. */
export function comparable({ type, value }: { readonly type: ObservableType; readonly value: string }): Comparable {
  return { type, value, host: hostOf(type, value) };
}

/** An entry of a list in its one spelling, or null where it is none of that kind of list. */
export function readEntry(match: WarningMatch, written: string): string | null {
  switch (match) {
    case 'exact': {
      const type = guessType(written);
      return type === null ? null : normalise(type, written);
    }
    case 'suffix':
    case 'host':
      return normalise('domain', written.replace(/^\*?\./, ''));
    case 'network':
      return normalise('network', written) ?? normalise('ipv4', written) ?? normalise('ipv6', written);
    default:
      return match satisfies never;
  }
}

/** Every name above the given ones. */
function namesAbove(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => namesUp(name).slice(1)));
}

/** A name and those above it, the longest first. */
function namesUp(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, from) => labels.slice(from).join('.'));
}

function makeHit({ match, entries }: Pick<WarningList, 'match' | 'entries'>): (one: Comparable) => Hit {
  const known = new Set(entries);
  switch (match) {
    case 'exact': {
      const above = namesAbove(entries.filter((one) => guessType(one) === 'domain'));
      return ({ type, value }) => {
        if (known.has(value) && guessType(value) === type) return 'on';
        return type === 'domain' && above.has(value) ? 'above' : null;
      };
    }
    case 'host': {
      const above = namesAbove(entries);
      return ({ type, host, value }) => {
        if (host !== null && (type === 'url' || type === 'domain') && known.has(host)) return 'on';
        return type === 'domain' && above.has(value) ? 'above' : null;
      };
    }
    case 'suffix': {
      const above = namesAbove(entries);
      return ({ type, host, value }) => {
        if (host !== null && namesUp(host).some((name) => known.has(name))) return 'on';
        return type === 'domain' && above.has(value) ? 'above' : null;
      };
    }
    case 'network': {
      const networks = entries.flatMap((one) => networkOf(one) ?? []);
      const range = rangeOf(networks);
      return ({ type, host, value }) => {
        const own = networkOf(type === 'network' ? value : (host ?? ''));
        if (own === null) return null;
        if (type !== 'network') return range.check(own.address, own.family) ? 'on' : null;
        const within = rangeOf([own]);
        // Inside of one network, or around some: both stop what the list protects.
        const around = networks.filter(({ family, address }) => family === own.family && within.check(address, family));
        if (around.some(({ bits }) => bits > own.bits)) return 'above';
        return range.check(own.address, own.family) ? 'on' : null;
      };
    }
    default:
      return match satisfies never;
  }
}

const readyLists = new Map<string, (one: Comparable) => Hit>();
/** Compiled versions that are kept; a version never changes. */
const mostReady = 200;

/** A list ready for comparing; each version is made ready once. */
export function ready(list: WarningList): ReadyList {
  const key = `${list.id} ${list.version}`;
  let hit = readyLists.get(key);
  if (hit === undefined) {
    hit = makeHit(list);
    if (readyLists.size >= mostReady) readyLists.clear();
    readyLists.set(key, hit);
  }
  const { id, name, reason, match, leavesOut } = list;
  return { id, name, reason, match, leavesOut, hit };
}

/** The first cells of pasted lines or of a CSV, without empty ones, with the number of their line. */
export function firstCells(text: string): readonly { readonly line: number; readonly written: string }[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    const cell = /^\s*"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"') ?? line.split(/[,;\t]/)[0] ?? '';
    const written = cell.replace(/^\ufeff/, '').trim();
    return written === '' || written.startsWith('#') ? [] : [{ line: at + 1, written }];
  });
}
