import type { DutyReason, Locale } from '@matoi/contract';
import { readMailCompromise, readSettings } from '../../../platform/settings/index.ts';
import { listEntries } from './directory.store.ts';
import type { OnDuty, Rotation, Shift } from './duty.model.ts';
import { type DutyGiven, deputiesAt, dutyOf, isPresent, mergeDuty, nextShift } from './duty.rules.ts';
import { listDutyChanges, listRotations } from './duty.store.ts';
import { isJapaneseHoliday } from './holiday.queries.ts';
import { dateOfDay, dayIn } from './local-day.rules.ts';
import type { Channel, Member } from './member.model.ts';
import { channelsOf, holdersOn } from './member.rules.ts';
import { listAbsences, listMembers, listReachChangers, type WithDb } from './member.store.ts';

type Db = WithDb['db'];

/** A person as modules above the team need one: whom to show, whom to tell, in which language. */
export type Person = {
  readonly memberId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly department: string;
  readonly title: string;
  readonly language: Locale;
};

/** Somebody on duty: `rank` 1 is the first to call, over all rotations that cover the moment. */
export type DutyPerson = Person & {
  readonly rank: number;
  readonly rotationId: string;
  readonly rotationName: string;
  readonly level: number;
  readonly reason: DutyReason;
};

function toPerson(member: Member): Person {
  const { id, accountId, name, department, title, language } = member;
  return { memberId: id, accountId, name, department, title, language };
}

/** Everything that the rules of duty ask for, at or after a moment. */
export async function gatherDuty(reading: WithDb, since: Date) {
  const members = await listMembers(reading);
  const absences = await listAbsences(reading, since);
  const changes = await listDutyChanges(reading, since);
  const rotations = await listRotations(reading);
  const byId = new Map(members.map((member) => [member.id, member]));
  const people = { members: byId, absences };
  const givenFor = (rotation: Rotation): DutyGiven => ({
    ...people,
    rotation,
    changes,
    isHoliday: isJapaneseHoliday,
  });
  return { members, byId, people, absences, changes, rotations, givenFor };
}

/**
 * Who is on duty at a moment, the first to call first: swaps, overrides, holidays, absences and deputies are applied, over
 * all active rotations in their order. Empty when no rotation covers the moment.
 */
export async function dutyAt(db: Db, { at }: { readonly at: Date }): Promise<readonly DutyPerson[]> {
  const gathered = await gatherDuty({ db }, at);
  return dutyOfAll(gathered, at);
}

/** The same from what was gathered before. */
export function dutyOfAll(
  { rotations, givenFor, byId }: Awaited<ReturnType<typeof gatherDuty>>,
  at: Date,
): readonly DutyPerson[] {
  const all = rotations.map((rotation) =>
    dutyOf(givenFor(rotation), at).map((person: OnDuty) => ({ ...person, rotation })),
  );
  return mergeDuty(all).flatMap(({ memberId, level, reason, rotation }, index) => {
    const member = byId.get(memberId);
    if (member === undefined) return [];
    const { id: rotationId, name: rotationName } = rotation;
    return [{ ...toPerson(member), rank: index + 1, rotationId, rotationName, level, reason }];
  });
}

/** The next stretch of each rotation in which others are on duty than now. */
export function nextOfAll(
  { rotations, givenFor }: Awaited<ReturnType<typeof gatherDuty>>,
  at: Date,
): readonly { readonly rotation: Rotation; readonly shift: Shift }[] {
  return rotations.flatMap((rotation) => {
    const shift = rotation.isActive ? nextShift(givenFor(rotation), at) : null;
    return shift === null ? [] : [{ rotation, shift }];
  });
}

/** The active members who hold a role on the day of a moment (in the zone of the team), absent ones too, by name. */
export async function membersHolding(
  db: Db,
  { roleKey, at }: { readonly roleKey: string; readonly at: Date },
): Promise<readonly Person[]> {
  const { zone } = await readSettings(db);
  return holdersOn(await listMembers({ db }), roleKey, dateOfDay(dayIn(zone, at))).map(toPerson);
}

/** The member whom an account belongs to; null for accounts outside of the team. */
export async function memberOfUser(db: Db, accountId: string): Promise<Person | null> {
  const found = (await listMembers({ db })).find((member) => member.isActive && member.accountId === accountId);
  return found === undefined ? null : toPerson(found);
}

/** Members by id, also those who have left, for names in records of others. */
export async function membersOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const wanted = new Set(ids);
  return new Map((await listMembers({ db })).filter(({ id }) => wanted.has(id)).map((one) => [one.id, toPerson(one)]));
}

/** Whether somebody belongs to the team and is not absent at a moment. */
export async function isPresentAt(
  db: Db,
  { memberId, at }: { readonly memberId: string; readonly at: Date },
): Promise<boolean> {
  const members = new Map((await listMembers({ db })).map((member) => [member.id, member]));
  return isPresent({ members, absences: await listAbsences({ db }, at) }, memberId, at);
}

/** The superior of a member: another member, or somebody of the directory with a name only; null without one. */
export async function superiorOf(
  db: Db,
  memberId: string,
): Promise<{ readonly memberId: string | null; readonly entryId: string | null; readonly name: string } | null> {
  const members = await listMembers({ db });
  const superior = members.find(({ id }) => id === memberId)?.superior ?? null;
  if (superior === null) return null;
  if (superior.kind === 'member') {
    const found = members.find(({ id, isActive }) => id === superior.id && isActive);
    return found === undefined ? null : { memberId: found.id, entryId: null, name: found.name };
  }
  const entry = (await listEntries({ db })).find(({ id, isActive }) => id === superior.id && isActive);
  if (entry === undefined) return null;
  return { memberId: null, entryId: entry.id, name: entry.contacts[0]?.name ?? entry.name };
}

/** Who stands in for a member at a moment, in order; only people who are present then. */
export async function deputiesOf(
  db: Db,
  { memberId, at }: { readonly memberId: string; readonly at: Date },
): Promise<readonly Person[]> {
  const members = new Map((await listMembers({ db })).map((member) => [member.id, member]));
  const ids = deputiesAt({ members, absences: await listAbsences({ db }, at) }, memberId, at);
  return ids.flatMap((id) => {
    const member = members.get(id);
    return member === undefined ? [] : [toPerson(member)];
  });
}

/**
 * The ways to reach a member, in the order in which they are tried. While the team holds its mail for compromised, or
 * `isMailCompromised` says so of a record, only alternate addresses, telephones and push. Never answer this to somebody without `contact-list.download`.
 */
export async function reachOf(
  db: Db,
  memberId: string,
  options: { readonly isMailCompromised?: boolean } = {},
): Promise<readonly Channel[]> {
  const member = (await listMembers({ db })).find(({ id }) => id === memberId);
  if (member === undefined || !member.isActive) return [];
  const isMailCompromised = options.isMailCompromised === true || (await readMailCompromise(db)) !== null;
  return channelsOf(member, { isMailCompromised }).map((channel) =>
    channel.kind === 'push' ? { ...channel, address: member.accountId ?? '' } : channel,
  );
}

/**
 * The accounts that have ever written how some members are reached, by member; nobody is there where nobody has. Whoever
 * chose an address may hold what is sent to it, for as long as they wait.
 */
export async function reachChangersOf(
  db: Db,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  return listReachChangers({ db }, memberIds);
}

/**
 * The alternate mail addresses of whoever has an address, a member or a contact of the directory: where to write while that
 * one cannot be trusted. Empty where nobody is known by it. Never answer this to somebody without `contact-list.download`.
 */
export async function alternatesOf(db: Db, address: string): Promise<readonly string[]> {
  const asked = address.trim().toLowerCase();
  const members = (await listMembers({ db })).filter(({ isActive }) => isActive);
  const contacts = (await listEntries({ db })).filter(({ isActive }) => isActive).flatMap((entry) => entry.contacts);
  const isMail = ({ kind }: Channel) => kind === 'mail';
  return [...members, ...contacts]
    .filter(({ channels }) => channels.some((one) => isMail(one) && one.address.toLowerCase() === asked))
    .flatMap(({ channels }) => channels.filter((one) => isMail(one) && one.isAlternate))
    .map((one) => one.address)
    .filter((other) => other.toLowerCase() !== asked);
}

/** Everybody who can be chosen in a form: active members by name. */
export async function chooseMember(db: Db): Promise<readonly Person[]> {
  return (await listMembers({ db })).filter(({ isActive }) => isActive).map(toPerson);
}
