/** Ways to reach a person, in the order in which the program can use them. `chat`: an address in the team's chat. */
export const reachKinds = ['mail', 'push', 'chat', 'sms', 'voice'] as const;
export const employments = ['full-time', 'part-time'] as const;
/** By what somebody belongs to the team. */
export const memberContracts = ['employee', 'officer', 'seconded', 'contractor', 'vendor'] as const;
export const directoryKinds = ['department', 'authority', 'vendor', 'insurer', 'partner'] as const;
export const dutyChangeKinds = ['override', 'swap'] as const;
export const dutyChangeStates = ['asked', 'agreed', 'declined', 'withdrawn'] as const;
/** The hours that a rotation covers: always, inside or outside of given hours. */
export const coverKinds = ['always', 'within', 'outside'] as const;
/** Why this person is on duty: by the rotation, by a change, or for somebody who is absent. */
export const dutyReasons = ['rotation', 'override', 'swap', 'deputy', 'next-in-line'] as const;
/** Keys of the roles of the team (`team-roles.v1.json` of the server says what each does). */
export const teamRoleKeys = [
  'external-poc',
  'internal-poc',
  'legal-advisor',
  'notification',
  'researcher',
  'curator',
  'vulnerability-assessor',
  'self-assessment',
  'solution-analyst',
  'commander',
  'incident-manager',
  'incident-handler',
  'investigator',
  'triage',
  'forensics',
  'education',
  'executive',
  'operations-manager',
  'system-operations',
] as const;
/** The columns of a table of members, in the order in which they are exported. */
export const memberColumns = [
  'name',
  'reading',
  'nameEn',
  'department',
  'title',
  'roles',
  'mail',
  'voice',
  'sms',
  'alternateMail',
  'alternateVoice',
  'chat',
  'share',
  'contract',
  'superior',
  'deputies',
  'language',
  'note',
] as const;
export const mostMembers = 300;
export const mostDirectoryEntries = 1_000;
export const mostDutyLevels = 4;
/** Bytes of a table of members that is read. */
export const memberTableBytes = 2_000_000;

export type ReachKind = (typeof reachKinds)[number];
export type Employment = (typeof employments)[number];
export type MemberContract = (typeof memberContracts)[number];
export type DirectoryKind = (typeof directoryKinds)[number];
export type DutyChangeKind = (typeof dutyChangeKinds)[number];
export type DutyChangeState = (typeof dutyChangeStates)[number];
export type CoverKind = (typeof coverKinds)[number];
export type DutyReason = (typeof dutyReasons)[number];
export type TeamRoleKey = (typeof teamRoleKeys)[number];
export type MemberColumn = (typeof memberColumns)[number];
