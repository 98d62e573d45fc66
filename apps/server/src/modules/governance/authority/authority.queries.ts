import holidayJp from '@holiday-jp/holiday_jp';
import type { Locale, Severity } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import {
  type ApprovedVersion,
  contentHash,
  headOf,
  isAuthor,
  versionAt,
} from '../../../platform/approved-versions/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { chooseMember, memberOfUser, membersHolding, teamRoles } from '../team/index.ts';
import actionFile from './data/action-kinds.v1.json' with { type: 'json' };
import startingFile from './data/starting-matrix.v1.json' with { type: 'json' };
import { delegationState } from './delegation.rules.ts';
import { judge } from './judge.rules.ts';
import type { ActionKind, Definition, Delegation, Judgement, Person, Rule, Target } from './matrix.model.ts';
import { differencesOf, isOffHours, type Known, problemsOf } from './matrix.rules.ts';
import { listDelegations, matrixVersions } from './matrix.store.ts';

type WithDb = Pick<Reading, 'db'>;

/** The kinds of action that the matrix can speak of, as they ship with the program. */
export const actionKinds: readonly ActionKind[] = actionFile.kinds;

const byCode = new Map(actionKinds.map((kind) => [kind.code, kind]));

/** One kind of action; null for a code that no version knows. */
export function actionKind(code: string): ActionKind | null {
  return byCode.get(code) ?? null;
}

/** What a team begins with, in its language: a proposal that holds nothing before it was approved. */
export function startingDefinition(locale: Locale): Definition {
  const { business, rules } = startingFile.definition;
  return {
    business,
    rules: rules.map((rule) => ({
      ...(rule as unknown as Rule),
      carriesOutText: rule.carriesOutText[locale],
      conditions: rule.conditions[locale],
      note: rule.note[locale],
    })),
  };
}

const roleKeys = teamRoles.map(({ key }) => key as string);

/** Everybody of the team with the roles that they hold at a moment. */
export async function peopleAt({ db }: WithDb, at: Date): Promise<readonly Person[]> {
  const held = new Map<string, string[]>();
  for (const roleKey of roleKeys)
    for (const { memberId } of await membersHolding(db, { roleKey, at }))
      held.set(memberId, [...(held.get(memberId) ?? []), roleKey]);
  return (await chooseMember(db)).map(({ memberId, name, accountId }) => ({
    memberId,
    name,
    userId: accountId,
    roleKeys: held.get(memberId) ?? [],
  }));
}

/** What a draft may name now. */
export async function knownNow(reading: Reading): Promise<Known> {
  return {
    actionKinds: new Set(byCode.keys()),
    roleKeys: new Set(roleKeys),
    memberIds: new Set((await chooseMember(reading.db)).map(({ memberId }) => memberId)),
  };
}

const isHoliday = (date: string) => Object.hasOwn(holidayJp.holidays, date);

export type Asked = {
  readonly actionKind: string;
  readonly target: Target;
  readonly severity: Severity | null;
  readonly at: Date;
  /** By default what the matrix and the clocks of the team say. */
  readonly isOffHours?: boolean;
} & ({ readonly memberId: string | null } | { readonly userId: string });

/**
 * Asks the matrix in force at a moment: who may order an action, and whether one member may, by which rule. Whoever acts
 * asks at the moment of acting. A user without a member is nobody in the matrix and may not.
 */
export async function judgeAction(
  db: Reading['db'],
  asked: Asked,
): Promise<Judgement & { readonly isOffHours: boolean }> {
  const { at, severity, target } = asked;
  const version = versionAt(await matrixVersions.listVersions({ db }), at);
  const { zone } = await readSettings(db);
  const off =
    asked.isOffHours ?? (version !== null && isOffHours(version.definition.business, { at, zone, isHoliday }));
  const memberId =
    'memberId' in asked ? asked.memberId : ((await memberOfUser(db, asked.userId))?.memberId ?? 'no member');
  const question = { actionKind: asked.actionKind, target, severity, isOffHours: off, at, memberId };
  const people = await peopleAt({ db }, at);
  return {
    ...judge({ version, delegations: await listDelegations({ db }), people, question }),
    isOffHours: off,
  };
}

/** Whether a matrix is in force that speaks of a kind of action: before that nobody can be asked for a decision. */
export async function isGoverned(db: Reading['db'], { actionKind, at }: { actionKind: string; at: Date }) {
  const version = versionAt(await matrixVersions.listVersions({ db }), at);
  return version?.definition.rules.some((rule) => rule.actionKinds.includes(actionKind)) ?? false;
}

/** Which version of the matrix is in force; null before there was one. */
export async function matrixInForce({ db, now }: Pick<Reading, 'db' | 'now'>) {
  const version = versionAt(await matrixVersions.listVersions({ db }), now);
  return version === null ? null : { number: version.number, effectiveAt: version.effectiveAt };
}

type Version = ApprovedVersion<Definition>;

const bodyOf = (version: Version, current: Version | null, now: Date) => ({
  ...headOf(version, { current, now }),
  definition: version.definition,
});

/** Whether an actor may take a delegation back: its giver, and who may write the matrix. */
export function mayRevoke(
  actor: Reading['actor'],
  { givenBy, fromMemberId }: Delegation,
  ownMemberId: string | null,
): boolean {
  if (!actor.permissions.has('delegations.revoke')) return false;
  return (
    fromMemberId === ownMemberId ||
    (givenBy.kind === actor.kind && givenBy.id === actor.id) ||
    actor.permissions.has('authority.save-draft')
  );
}

/** The member that an actor is; null for machines and for accounts outside of the team. */
export async function ownMember({ db, actor }: Reading): Promise<string | null> {
  if (actor.kind !== 'user') return null;
  return (await memberOfUser(db, actor.id))?.memberId ?? null;
}

async function delegationViews(reading: Reading, own: string | null, people: readonly Person[]) {
  const names = new Map(people.map(({ memberId, name }) => [memberId, name]));
  const linkOf = (id: string) => ({ id, name: names.get(id) ?? '?' });
  return (await listDelegations(reading)).map((delegation) => {
    const { fromMemberId, toMemberId, startsAt, endsAt, givenAt, revoked, ...rest } = delegation;
    const state = delegationState(delegation, reading.now);
    return {
      ...rest,
      from: linkOf(fromMemberId),
      to: linkOf(toMemberId),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      givenAt: givenAt.toISOString(),
      revoked: revoked === null ? null : { ...revoked, at: revoked.at.toISOString() },
      state,
      can: {
        revoke: (state === 'running' || state === 'to-come') && mayRevoke(reading.actor, delegation, own),
      },
    };
  });
}

/** The matrix in force with all that a page about it needs. */
export async function showAuthority(reading: Reading) {
  const { now, actor } = reading;
  const versions = await matrixVersions.listVersions(reading);
  const current = versionAt(versions, now);
  const own = await ownMember(reading);
  const people = await peopleAt(reading, now);
  return {
    actionKinds: actionKinds.map((kind) => ({ ...kind })),
    roles: teamRoles.map(({ key, name }) => ({ key: key as string, name })),
    members: people.map(({ memberId, name, roleKeys }) => ({ id: memberId, name, roleKeys: [...roleKeys] })),
    ownMemberId: own,
    current: current === null ? null : bodyOf(current, current, now),
    versions: versions.map((version) => headOf(version, { current, now })),
    hasDraft: (await matrixVersions.readDraft(reading)).definition !== null,
    delegations: await delegationViews(reading, own, people),
    can: {
      draft: actor.permissions.has('authority.save-draft'),
      approve: actor.permissions.has('authority.approve'),
      delegate: actor.permissions.has('delegations.give') && own !== null,
    },
  };
}

export async function findVersion(reading: Reading, number: number): Promise<Version> {
  const found = (await matrixVersions.listVersions(reading)).find((one) => one.number === number);
  return found ?? refuse('record.find.not-found');
}

/** One version as it was approved. */
export async function showVersion(reading: Reading, number: number) {
  const current = versionAt(await matrixVersions.listVersions(reading), reading.now);
  return bodyOf(await findVersion(reading, number), current, reading.now);
}

/** The draft, or what one would begin with: the newest version, else the proposal of the program. */
export async function draftGround(reading: Reading) {
  const draft = await matrixVersions.readDraft(reading);
  const [newest] = await matrixVersions.listVersions(reading);
  return {
    draft,
    definition: draft.definition ?? newest?.definition ?? startingDefinition((await readSettings(reading.db)).locale),
    basedOn: draft.definition === null ? (newest?.number ?? null) : draft.basedOn,
    newest: newest ?? null,
  };
}

/** The draft with what is missing before it can be approved. */
export async function showDraft(reading: Reading) {
  const { draft, definition, basedOn } = await draftGround(reading);
  const isBegun = draft.definition !== null;
  const isOwn = isAuthor(draft.authors, reading.actor);
  return {
    version: draft.version,
    isBegun,
    basedOn,
    definition,
    authors: isBegun ? [...draft.authors] : [],
    contentHash: contentHash(definition),
    problems: [...problemsOf(definition, await knownNow(reading))],
    can: { approve: isBegun && !isOwn && reading.actor.permissions.has('authority.approve') },
  };
}

/** Two versions beside each other, rule by rule. */
export async function showDifference(
  reading: Reading,
  asked: { readonly from: number; readonly to: number | 'draft' },
) {
  const before = (await findVersion(reading, asked.from)).definition;
  const after =
    asked.to === 'draft' ? (await draftGround(reading)).definition : (await findVersion(reading, asked.to)).definition;
  return { items: differencesOf(before, after).map((one) => ({ ...one, fields: [...one.fields] })) };
}

/** What the test field asks: who may, or whether one member may. */
export async function showJudgement(
  reading: Reading,
  query: {
    readonly actionKind: string;
    readonly system: string;
    readonly site: string;
    readonly tag: string;
    readonly severity?: Severity | undefined;
    readonly at?: string | undefined;
    readonly memberId?: string | undefined;
  },
) {
  if (!byCode.has(query.actionKind)) return refuse('authority.judge.action-unknown');
  const { system, site, tag } = query;
  const found = await judgeAction(reading.db, {
    actionKind: query.actionKind,
    target: { system, site, tag },
    severity: query.severity ?? null,
    at: query.at === undefined ? reading.now : new Date(query.at),
    memberId: query.memberId ?? null,
  });
  const { delegationId: _, reportWithinMs, mayOrder, emergency, mustInform, carriesOut, ...rest } = found;
  const linkOf = ({ memberId, name }: { readonly memberId: string; readonly name: string }) => ({ id: memberId, name });
  return {
    ...rest,
    mayOrder: [...mayOrder],
    emergency: [...emergency],
    mustInform: mustInform.map(linkOf),
    carriesOut: carriesOut.map(linkOf),
    reportWithinMinutes: reportWithinMs === null ? null : reportWithinMs / 60_000,
  };
}
