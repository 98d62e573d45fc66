import { type Refusal, refusal } from '@matoi/kernel';
import type { Actor } from '../access/index.ts';
import { defineCommand, permitAll, type Work } from '../commands/index.ts';
import {
  addMembers,
  type Compartment,
  findCompartment,
  insertCompartment,
  isCompartmentNameTaken,
  listCompartments,
  lockMembers,
  removeMember,
} from './compartment.store.ts';

/** How a compartment is shown. */
export function viewCompartment(compartment: Compartment, actor: Pick<Actor, 'permissions'>) {
  return {
    ...compartment,
    members: [...compartment.members],
    can: { grant: actor.permissions.has('compartments.grant') && !compartment.isOpen },
  };
}

type Create = { readonly name: string; readonly memberIds: readonly string[] };

/** Creates a compartment; its maker is its first member. */
export const createCompartment = defineCommand({
  id: 'compartments.create',
  load: (work: Work, input: Create) => isCompartmentNameTaken(work.db, input.name, work.actor.compartments),
  permit: permitAll,
  decide: (isTaken, input): Create | Refusal =>
    isTaken
      ? refusal('compartments.create.name-taken', {}, [{ path: 'body.name', code: 'compartments.create.name-taken' }])
      : input,
  async record(work, { change }) {
    const id = await insertCompartment(work.db, change.name, work.now);
    const members = [...new Set([work.actor.id, ...change.memberIds])];
    await addMembers(work.db, id, members, work.now);
    return {
      subjectId: null,
      about: { compartmentId: id },
      audit: { compartmentId: id, members },
      facts: [],
      result: id,
    };
  },
  async show(work, id) {
    const [made] = await listCompartments(work.db, [id]);
    if (made === undefined) throw new Error('the compartment just made is not there');
    return viewCompartment(made, work.actor);
  },
});

type Member = { readonly params: { readonly id: number }; readonly body: { readonly accountId: string } };
const load = (work: Work, input: Member) => findCompartment(work.db, input.params.id, work.actor.compartments);
const show = async (work: Work, id: number) =>
  viewCompartment(await findCompartment(work.db, id, work.actor.compartments), work.actor);

/** Lets an account see into a compartment that the granter sees into. */
export const grantCompartment = defineCommand({
  id: 'compartments.grant',
  load,
  permit: permitAll,
  decide: (compartment) => (compartment.isOpen ? refusal('compartments.grant.open') : compartment),
  async record(work, { change, input }) {
    await addMembers(work.db, change.id, [input.body.accountId], work.now);
    return {
      subjectId: null,
      about: { compartmentId: change.id },
      audit: { compartmentId: change.id, accountId: input.body.accountId },
      facts: [],
      result: change.id,
    };
  },
  show,
});

/** Takes the sight away again; a compartment never loses its last member, or its records would be lost to everybody. */
export const withdrawCompartment = defineCommand({
  id: 'compartments.withdraw',
  async load(work: Work, input: Member) {
    await lockMembers(work.db, input.params.id);
    return load(work, input);
  },
  permit: permitAll,
  decide(compartment, input) {
    if (compartment.isOpen) return refusal('compartments.grant.open');
    const others = compartment.members.filter((member) => member.id !== input.body.accountId);
    return others.length === 0 ? refusal('compartments.withdraw.last-member') : compartment;
  },
  async record(work, { change, input }) {
    await removeMember(work.db, change.id, input.body.accountId);
    return {
      subjectId: null,
      about: { compartmentId: change.id },
      audit: { compartmentId: change.id, accountId: input.body.accountId },
      facts: [],
      result: change,
    };
  },
  async show(work, { id }) {
    const [left] = await listCompartments(work.db, [id]);
    if (left === undefined) throw new Error('a compartment is never removed');
    return viewCompartment(left, work.actor);
  },
});
