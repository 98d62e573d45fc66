import type { CallWay } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { listDevices } from '../../../platform/push/index.ts';
import { chooseMember, dutyAt, membersHolding, membersOf, type Person, reachOf } from '../team/index.ts';
import type { Callee, Target, Way } from './call.model.ts';

type Db = Reading['db'];

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

/**
 * The ways on which calls can go to a member, in their order; while mail may be compromised only those that work without
 * it. Push goes to each device on which the member takes it: whoever turned it on is called by it, listed or not. A way
 * that is listed without a device has an empty address.
 */
async function waysOf(db: Db, { memberId, accountId }: Person): Promise<readonly Way[]> {
  const devices = accountId === null ? [] : await listDevices({ db }, accountId);
  const push = devices.map(({ id, name }): Way => ({ way: 'push', address: name, deviceId: id }));
  const none: readonly Way[] = [{ way: 'push', address: '', deviceId: null }];
  const channels = await reachOf(db, memberId);
  const ways = channels.flatMap(({ kind, address }): readonly Way[] =>
    kind === 'push' ? (push.length === 0 ? none : push) : [{ way: kind, address, deviceId: null }],
  );
  return channels.some(({ kind }) => kind === 'push') ? ways : [...ways, ...push];
}

/** Whom a target names at this moment, with how each can be reached. */
export async function calleesOf(db: Db, target: Target, at: Date): Promise<readonly Callee[]> {
  const callees: Callee[] = [];
  for (const person of await peopleOf(db, target, at)) {
    const { memberId, accountId, name, language } = person;
    callees.push({ memberId, accountId, name, locale: language, ways: await waysOf(db, person) });
  }
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
    const channels = await reachOf(db, memberId);
    const numbers = channels.filter(({ kind }) => kind === 'voice' || kind === 'sms').map(({ address }) => address);
    phones.set(memberId, [...new Set(numbers)]);
  }
  return phones;
}

/** On which ways each active member can be reached. */
export async function choosable(
  db: Db,
): Promise<readonly { readonly id: string; readonly name: string; readonly ways: readonly CallWay[] }[]> {
  const all = [];
  for (const person of await chooseMember(db)) {
    const ways = (await waysOf(db, person)).filter(({ address }) => address !== '');
    all.push({ id: person.memberId, name: person.name, ways: [...new Set(ways.map(({ way }) => way))] });
  }
  return all;
}
