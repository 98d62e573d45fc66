import type { Locale, TeamRoleKey } from '@matoi/contract';
import rolesFile from './data/team-roles.v1.json' with { type: 'json' };

type Words = Readonly<Record<Locale, string>>;

/** A role of the team as the list of NCA names it, and what it does in one line. */
export type TeamRole = {
  readonly key: TeamRoleKey;
  readonly group: 'sharing' | 'analysis' | 'response' | 'education' | 'management';
  readonly name: Words;
  readonly job: Words;
};

/** The roles that ship with the program, in the order of the list. */
export const teamRoles = rolesFile.roles as readonly TeamRole[];

const byKey = new Map(teamRoles.map((role) => [role.key as string, role]));

/** The name of a role; a key that no version knows is its own name. */
export function roleName(key: string, locale: Locale): string {
  return byKey.get(key)?.name[locale] ?? key;
}
