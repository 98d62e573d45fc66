/**
 * The team: who belongs to it, who holds which role, who is on duty, how each is reached. Everything is open to everybody
 * inside; addresses only to those who may have the contact list.
 */
export { contactListOf } from './contact-list.queries.ts';
export { dutyShifts } from './duty.queries.ts';
export type { Channel } from './member.model.ts';
export {
  alternatesOf,
  chooseMember,
  type DutyPerson,
  deputiesOf,
  dutyAt,
  isPresentAt,
  memberOfUser,
  membersHolding,
  membersOf,
  type Person,
  reachChangersOf,
  reachOf,
  superiorOf,
} from './reach.queries.ts';
export { roleName, type TeamRole, teamRoles } from './role.queries.ts';
