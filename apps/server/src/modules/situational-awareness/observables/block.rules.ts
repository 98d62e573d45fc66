import {
  type BlockableType,
  type BlockListName,
  type BlockWarning,
  blockableTypes,
  longestBlockDays,
  type ObservableType,
  type Tlp,
} from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { dismissalOf, isOwnHost, type Knowledge } from './observable.rules.ts';

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
/** What an address or network is, by the table of special addresses; null where it is neither. */
export type AddressWarning = Extract<BlockWarning, 'special-address' | 'too-wide'> | null;

/**
 * Why blocking a value would hurt ourselves, or null. More than what is left out when texts are read: a domain above one
 * of ours and a page on one count too.
 */
export function blockWarningOf(one: Warned, knowledge: Knowledge, address: AddressWarning): BlockWarning | null {
  const { type, value, host } = one;
  const known = dismissalOf(one, knowledge);
  if (known === 'own' || known === 'ignored' || known === 'well-known') return known;
  if (host !== null && isOwnHost(host, knowledge.ownDomains)) return 'own';
  if (type === 'domain' && knowledge.ownDomains.some((own) => own.endsWith(`.${value}`))) return 'own';
  // Whoever blocks the name, blocks all that is below it.
  if (type === 'domain' && [...knowledge.wellKnown.domains].some((name) => name.endsWith(`.${value}`)))
    return 'well-known';
  return address;
}

/** How narrowly the records are kept on which the actor sees the value. */
export type Keeping = { readonly isRestricted: boolean; readonly tlp: Tlp | null };

/** A value from such a record leaves the circle of those who may know it only by a person's word (TLP 2.0). */
export function needsRelease(records: readonly Keeping[]): boolean {
  return records.some(({ isRestricted, tlp }) => isRestricted || tlp === 'red' || tlp === 'amber+strict');
}

type Asked = {
  readonly expiresAt: Date;
  readonly isReleased: boolean;
  readonly overrideReason: string | undefined;
};
type Found = {
  readonly read: { readonly type: ObservableType; readonly value: string | null } | null;
  readonly warning: BlockWarning | null;
  readonly needsRelease: boolean;
  readonly isPresent: boolean;
};

/** The entry to be written, or why not. */
export function decideBlock(
  { read, warning, needsRelease: isKept, isPresent }: Found,
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
      { path: 'body.expiresAt', code: 'block-entries.add.expiry-unfit' },
    ]);
  if (isPresent) return refusal('block-entries.add.present');
  if (isKept && !asked.isReleased) return refusal('block-entries.add.release-needed');
  if (warning !== null && asked.overrideReason === undefined)
    return refusal('block-entries.add.warned', { warning }, [
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
