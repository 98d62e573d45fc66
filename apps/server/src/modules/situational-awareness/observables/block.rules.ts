import {
  type BlockableType,
  type BlockListName,
  type BlockWarning,
  blockableTypes,
  longestBlockDays,
  type ObservableType,
  type Pap,
  type Tlp,
} from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { isOwnHost, type Knowledge } from './observable.rules.ts';
import type { Warning } from './warning.model.ts';
import { blockWarningsOf } from './warning.rules.ts';

const dayMs = 86_400_000;

/** Which list carries a value. */
export function listOf({ type, value }: { readonly type: BlockableType; readonly value: string }): BlockListName {
  if (type !== 'network') return type;
  return value.includes(':') ? 'ipv6' : 'ipv4';
}

export function isBlockable(type: ObservableType): type is BlockableType {
  return (blockableTypes as readonly ObservableType[]).includes(type);
}

type Warned = { readonly type: BlockableType; readonly value: string; readonly host: string | null };
/** What speaks against blocking a value; `lists` are the warning lists that it is on or around. */
export type BlockConcern = { readonly warning: BlockWarning | null; readonly lists: readonly Warning[] };

/**
 * Why blocking a value would hurt ourselves. More than what is left out when texts are read: a domain above one of ours
 * and a page on one count too.
 */
export function blockConcernOf(one: Warned, knowledge: Knowledge, isTooWide: boolean): BlockConcern {
  const { type, value, host } = one;
  const lists = blockWarningsOf(one, knowledge.lists);
  const warningOf = (): BlockWarning | null => {
    if (host !== null && isOwnHost(host, knowledge.ownDomains)) return 'own';
    if (type === 'domain' && knowledge.ownDomains.some((own) => own.endsWith(`.${value}`))) return 'own';
    if (knowledge.ignored.has(`${type} ${value}`)) return 'ignored';
    if (lists.length > 0) return 'listed';
    return isTooWide ? 'too-wide' : null;
  };
  return { warning: warningOf(), lists };
}

/** TLP 2.0: what may not go to everybody who gets the list. */
export const narrowTlps = ['amber+strict', 'red'] as const satisfies readonly Tlp[];
/** PAP: blocking is an active act, which the source allows from PAP:GREEN on. */
export const narrowPaps = ['amber', 'red'] as const satisfies readonly Pap[];

/** How narrowly a value is kept where the actor sees it. */
export type Keeping = { readonly isRestricted: boolean; readonly tlp: Tlp | null; readonly pap: Pap | null };

/** A value that is kept so leaves the circle of those who may know or use it only by a person's word. */
export function needsRelease(places: readonly Keeping[]): boolean {
  return places.some(
    ({ isRestricted, tlp, pap }) =>
      isRestricted || narrowTlps.some((one) => one === tlp) || narrowPaps.some((one) => one === pap),
  );
}

type Asked = {
  readonly expiresAt: Date;
  readonly isReleased: boolean;
  readonly overrideReason: string | undefined;
};
type Found = {
  readonly read: { readonly type: ObservableType; readonly value: string | null } | null;
  readonly concern: BlockConcern;
  readonly needsRelease: boolean;
  readonly isPresent: boolean;
};

/** The entry to be written, or why not. */
export function decideBlock(
  { read, concern: { warning, lists }, needsRelease: isKept, isPresent }: Found,
  asked: Asked,
  now: Date,
): { readonly type: BlockableType; readonly value: string; readonly list: BlockListName } | Refusal {
  if (read === null || read.value === null || !isBlockable(read.type) || /[\s\p{Cc}]/u.test(read.value))
    return refusal('block-entries.add.value-invalid', {}, [
      { path: 'body.value', code: 'block-entries.add.value-invalid' },
    ]);
  const ahead = asked.expiresAt.getTime() - now.getTime();
  if (ahead <= 0 || ahead > longestBlockDays * dayMs)
    return refusal('block-entries.add.expiry-unfit', { days: longestBlockDays }, [
      { path: 'body.expiresAt', code: 'block-entries.add.expiry-unfit', params: { days: longestBlockDays } },
    ]);
  if (isPresent) return refusal('block-entries.add.present');
  if (isKept && !asked.isReleased) return refusal('block-entries.add.release-needed');
  if (warning !== null && asked.overrideReason === undefined)
    return refusal('block-entries.add.warned', { warning, lists: lists.map(({ id }) => id).join(', ') }, [
      { path: 'body.overrideReason', code: 'block-entries.add.warned' },
    ]);
  const { type, value } = { type: read.type, value: read.value };
  return { type, value, list: listOf({ type, value }) };
}

/** Whether the copy that a device has, by its `If-None-Match` (RFC 9110 §13.1.2, weak comparison), is the present one. */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => plain(tag) === plain(etag));
}

/** Seconds that a device may keep a list: five minutes, or until the first entry ends. */
export function maxAgeOf(nextEnd: Date | null, now: Date): number {
  const left = nextEnd === null ? Number.POSITIVE_INFINITY : Math.ceil((nextEnd.getTime() - now.getTime()) / 1000);
  return Math.max(1, Math.min(300, left));
}
