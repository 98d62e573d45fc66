import type { ObservableType } from './observables.values.ts';

/** The lists that are delivered; networks stand with the addresses of their kind. */
export const blockListNames = ['ipv4', 'ipv6', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'sha512'] as const;
/** Types of observables that devices can block. */
export const blockableTypes = [
  'ipv4',
  'ipv6',
  'network',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
] as const satisfies readonly ObservableType[];
/** `open`: delivered now. `ended`: taken off by a person, or past its end. */
export const blockEntryStates = ['open', 'ended'] as const;
/** Why a value should not be blocked without a reason of its own: it is ours, on the team's list, on a warning list, or a network too wide. */
export const blockWarnings = ['own', 'ignored', 'listed', 'too-wide'] as const;
/** The longest time that a value stays on the list without being put there again. Days. */
export const longestBlockDays = 366;

export type BlockListName = (typeof blockListNames)[number];
export type BlockableType = (typeof blockableTypes)[number];
export type BlockEntryState = (typeof blockEntryStates)[number];
export type BlockWarning = (typeof blockWarnings)[number];
