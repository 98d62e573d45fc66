import { type Refusal, refusal } from '@matoi/kernel';
import type { Channel, Member, SavedMember } from './member.model.ts';
import { isCircle } from './member.rules.ts';

/** A telephone number as people write it: figures, signs between them, an extension after `#`, `ext`, `内線`. */
const telephone = /^\+?[\d０-９][\d０-９\-‐－ー()（）. ]{2,28}(?:\s*(?:#|x|ext\.?|内線)\s*[\d０-９]{1,8})?$/iu;
const mailAddress = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/u;

/** Whether an address can be one of its kind. Push has none: it goes to the account. */
export function isAddress({ kind, address }: Pick<Channel, 'kind' | 'address'>): boolean {
  switch (kind) {
    case 'mail':
      return address.length <= 254 && mailAddress.test(address);
    case 'sms':
    case 'voice':
      return telephone.test(address);
    case 'chat':
      return address !== '';
    case 'push':
      return address === '';
  }
}

/** The first address that cannot be right, as a refusal at its field. */
export function wrongAddress(
  channels: readonly Channel[],
  code: 'members.save.address-wrong' | 'directory-entries.save.address-wrong',
  path = 'body.channels',
): Refusal | null {
  const at = channels.findIndex((channel) => !isAddress(channel));
  const { address = '' } = channels[at] ?? {};
  return at === -1 ? null : refusal(code, { address }, [{ path: `${path}.${at}`, code }]);
}

export type SaveGiven = {
  /** The id of the member who is saved; a new one for one who is added. */
  readonly id: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly entryIds: ReadonlySet<string>;
  /** Of every account, also of those that are disabled. */
  readonly accountIds: ReadonlySet<string>;
  /** The account of whoever saves. */
  readonly self: string;
};

/**
 * Nobody gives themselves a role, or takes the place of somebody who is there: the authority matrix names roles and
 * members, so that would be giving oneself authority. Only in an installation that has never had a second account nobody
 * else could do it: disabling the others makes nobody alone.
 */
function refuseOwnGain(saved: SavedMember, { id, members, accountIds, self }: SaveGiven): Refusal | null {
  if (accountIds.size === 1) return null;
  const at = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);
  const before = members.get(id) ?? null;
  const isOwn = saved.accountId === self;
  const wasOwn = before?.accountId === self;
  if (isOwn && before !== null && !wasOwn) return at('members.save.own-account', 'accountId');
  if (!isOwn && !wasOwn) return null;
  const held = (before?.roles ?? []).map((role) => JSON.stringify([role.key, role.from, role.until]));
  // Whoever has left holds their roles no more: coming back is getting them.
  const isBack = before?.isActive === false && saved.isActive && saved.roles.length > 0;
  const gains = isBack || saved.roles.some((role) => !held.includes(JSON.stringify([role.key, role.from, role.until])));
  return gains ? at('members.save.own-roles', 'roles') : null;
}

/** Why a member cannot be saved as given, or null. */
export function refuseMember(saved: SavedMember, given: SaveGiven): Refusal | null {
  const { id, members, entryIds, accountIds } = given;
  const at = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);
  if (saved.accountId !== null) {
    if (!accountIds.has(saved.accountId)) return at('members.save.account-unknown', 'accountId');
    const isTaken = [...members.values()].some((one) => one.id !== id && one.accountId === saved.accountId);
    if (isTaken) return at('members.save.account-taken', 'accountId');
  }
  if (saved.deputyIds.includes(id)) return at('members.save.own-deputy', 'deputyIds');
  if (!saved.deputyIds.every((deputy) => members.has(deputy))) return at('members.save.person-unknown', 'deputyIds');
  const { superior } = saved;
  if (superior !== null) {
    const isKnown =
      superior.kind === 'member' ? members.has(superior.id) || superior.id === id : entryIds.has(superior.id);
    if (!isKnown) return at('members.save.person-unknown', 'superior');
    if (superior.kind === 'member' && isCircle(members, id, superior.id))
      return at('members.save.superior-circle', 'superior');
  }
  if (saved.roles.some(({ from, until }) => from !== null && until !== null && until < from))
    return at('members.save.dates-reversed', 'roles');
  if (new Set(saved.roles.map(({ key }) => key)).size !== saved.roles.length)
    return at('members.save.role-twice', 'roles');
  const gain = refuseOwnGain(saved, given);
  if (gain !== null) return gain;
  return wrongAddress(saved.channels, 'members.save.address-wrong');
}
