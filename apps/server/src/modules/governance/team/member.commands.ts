import type { BodyOf, RouteWith } from '@matoi/contract';
import { mostMembers } from '@matoi/contract/values';
import { type Refusal, refusal } from '@matoi/kernel';
import type { Actor } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { Member, SavedMember } from './member.model.ts';
import { gatherSave, showMember } from './member.queries.ts';
import { cancelAbsence, findAbsence, findMember, insertAbsence, listMembers, writeMember } from './member.store.ts';
import { isSelf } from './member.views.ts';
import { refuseMember, wrongAddress } from './save.rules.ts';

type Saved = BodyOf<RouteWith<'members.add'>>;

/** Adds a member. */
export const addMember = defineCommand({
  id: 'members.add',
  load: async (work: Work, _input: Saved) => ({ id: work.newId<'Member'>() as string, ...(await gatherSave(work)) }),
  permit: permitAll,
  decide(given, input) {
    if (given.members.size >= mostMembers) return refusal('members.add.too-many', { limit: mostMembers });
    return refuseMember(input, given) ?? { ...input, id: given.id, version: 1 };
  },
  async record(work, { change }) {
    await writeMember(work, change);
    return {
      subjectId: null,
      audit: auditOf(null, change),
      facts: [{ kind: 'member.changed' as const, memberId: change.id }],
      result: change.id,
    };
  },
  show: showMember,
});

/** Saves a member as a whole. Whoever leaves stays in the list, inactive: old records name them. */
export const changeMember = defineCommand({
  id: 'members.change',
  async load(work: Work, input: { readonly id: string; readonly body: Saved }) {
    const member = await findMember(work, input.id, { forUpdate: true });
    return { member, id: member.id, ...(await gatherSave(work)) };
  },
  versioned: {
    of: ({ member }) => member.version,
    show: (work, { member }) => showMember(work, member.id),
  },
  permit: permitAll,
  decide: (given, { body }) =>
    refuseMember(body, given) ?? { ...body, id: given.member.id, version: given.member.version + 1 },
  async record(work, { loaded: { member }, change }) {
    await writeMember(work, change);
    return {
      subjectId: null,
      audit: auditOf(member, change),
      facts: [{ kind: 'member.changed' as const, memberId: change.id }],
      result: change.id,
    };
  },
  show: showMember,
});

/** Somebody says how they themselves are reached. */
export const changeOwnReach = defineCommand({
  id: 'members.change-own',
  load: (work: Work, input: { readonly id: string; readonly body: BodyOf<RouteWith<'members.change-own'>> }) =>
    findMember(work, input.id, { forUpdate: true }),
  versioned: { of: (member) => member.version, show: (work, member) => showMember(work, member.id) },
  permit: (actor, member) => (isSelf(actor, member) ? null : refusal('members.change-own.not-own')),
  decide: (member, { body }) =>
    wrongAddress(body.channels, 'members.save.address-wrong') ?? { ...member, ...body, version: member.version + 1 },
  async record(work, { loaded, change }) {
    const { changedAt: _changedAt, changedBy: _changedBy, ...saved } = change;
    await writeMember(work, saved);
    return {
      subjectId: null,
      audit: auditOf(loaded, change),
      facts: [{ kind: 'member.changed' as const, memberId: change.id }],
      result: change.id,
    };
  },
  show: showMember,
});

/** Own absences by oneself, those of others by whoever changes members. */
function permitAbsence(actor: Actor, member: Member): Refusal | null {
  return isSelf(actor, member) || actor.permissions.has('members.change') ? null : refusal('absences.add.not-own');
}

/** Says that a member is away, and who stands in. */
export const addAbsence = defineCommand({
  id: 'absences.add',
  async load(work: Work, input: { readonly id: string; readonly body: BodyOf<RouteWith<'absences.add'>> }) {
    const member = await findMember(work, input.id);
    return { member, ids: new Set((await listMembers(work)).map(({ id }) => id)) };
  },
  permit: (actor, { member }) => permitAbsence(actor, member),
  decide({ member, ids }, { body }) {
    const { deputyId, note } = body;
    const from = new Date(body.from);
    const until = new Date(body.until);
    const at = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);
    if (until <= from) return at('absences.add.times-reversed', 'until');
    if (deputyId === member.id) return at('absences.add.own-deputy', 'deputyId');
    if (deputyId !== null && !ids.has(deputyId)) return at('absences.add.person-unknown', 'deputyId');
    return { memberId: member.id, from, until, deputyId, note };
  },
  async record(work, { change }) {
    const id = work.newId<'Absence'>();
    await insertAbsence(work, { ...change, id });
    const { memberId, from, until, deputyId } = change;
    return {
      subjectId: null,
      audit: { absenceId: id, memberId, from: from.toISOString(), until: until.toISOString(), deputyId },
      facts: [{ kind: 'duty.changed' as const }],
      result: memberId,
    };
  },
  show: showMember,
});

/** Takes an absence back. */
export const takeBackAbsence = defineCommand({
  id: 'absences.cancel',
  async load(work: Work, input: { readonly id: string }) {
    const absence = await findAbsence(work, input.id);
    return { absence, member: await findMember(work, absence.memberId) };
  },
  permit: (actor, { member }) => permitAbsence(actor, member),
  decide: ({ absence }) => absence,
  async record(work, { change: { id, memberId } }) {
    await cancelAbsence(work, id);
    return {
      subjectId: null,
      audit: { absenceId: id, memberId },
      facts: [{ kind: 'duty.changed' as const }],
      result: memberId,
    };
  },
  show: showMember,
});

/** What the audit log keeps of a change: who, which fields; addresses only as "changed". */
function auditOf(before: Member | null, after: SavedMember & { readonly id: string; readonly version: number }) {
  const { id, version, name, isActive, accountId, roles, superior, deputyIds } = after;
  const changed =
    before === null
      ? []
      : Object.keys(after).filter(
          (field) =>
            field !== 'version' &&
            JSON.stringify(before[field as keyof Member]) !== JSON.stringify(after[field as keyof SavedMember]),
        );
  return { memberId: id, version, name, isActive, accountId, roles, superior, deputyIds, changed };
}
