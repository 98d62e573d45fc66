import type { CallWay } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { readMailCompromise } from '../../../platform/settings/index.ts';
import { chooseMember, dutyAt, membersHolding, membersOf, type Person, reachOf } from '../team/index.ts';
import type { Callee, Target, Way } from './call.model.ts';

type Db = Reading['db'];

const called: readonly CallWay[] = ['mail', 'chat', 'sms', 'voice'];
const isCallWay = (kind: string): kind is CallWay => called.some((way) => way === kind);

/** The people whom a target names at this moment, in the order in which they are to be called. Nobody may be on duty. */
async function peopleOf(db: Db, target: Target, at: Date): Promise<readonly Person[]> {
  switch (target.kind) {
    case 'duty':
      return (await dutyAt(db, { at })).filter(({ rank }) => rank === target.rank);
    case 'role':
      return membersHolding(db, { roleKey: target.roleKey, at });
    case 'members': {
      const known = await membersOf(db, target.memberIds);
      return target.memberIds.flatMap((id) => known.get(id) ?? []);
    }
    case 'everyone':
      return chooseMember(db);
  }
}

/** The ways on which calls can go to a member, in their order. */
async function waysOf(db: Db, memberId: string): Promise<readonly Way[]> {
  // Whoever reads the company's mail must not hear whom we call: then only what works without it.
  const isMailCompromised = (await readMailCompromise(db)) !== null;
  const channels = await reachOf(db, memberId, { isMailCompromised });
  return channels.flatMap(({ kind, address }) => (isCallWay(kind) ? [{ way: kind, address }] : []));
}

/** Whom a target names at this moment, with how each can be reached. */
export async function calleesOf(db: Db, target: Target, at: Date): Promise<readonly Callee[]> {
  const callees: Callee[] = [];
  for (const { memberId, accountId, name, language } of await peopleOf(db, target, at))
    callees.push({ memberId, accountId, name, locale: language, ways: await waysOf(db, memberId) });
  return callees;
}

/** The names that a target stands for at this moment. */
export async function namesOf(db: Db, target: Target, at: Date): Promise<readonly string[]> {
  return (await peopleOf(db, target, at)).map(({ name }) => name);
}

/** The numbers on which members can be called by telephone. */
export async function phonesOf(db: Db, memberIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const phones = new Map<string, readonly string[]>();
  for (const memberId of new Set(memberIds)) {
    const ways = await waysOf(db, memberId);
    const numbers = ways.filter(({ way }) => way === 'voice' || way === 'sms').map(({ address }) => address);
    phones.set(memberId, [...new Set(numbers)]);
  }
  return phones;
}

/** On which ways each active member can be reached. */
export async function choosable(
  db: Db,
): Promise<readonly { readonly id: string; readonly name: string; readonly ways: readonly CallWay[] }[]> {
  const all = [];
  for (const { memberId, name } of await chooseMember(db)) {
    const ways = await waysOf(db, memberId);
    all.push({ id: memberId, name, ways: [...new Set(ways.map(({ way }) => way))] });
  }
  return all;
}
