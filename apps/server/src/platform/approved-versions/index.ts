/** Papers of the team that somebody writes and somebody else approves: their versions and the one draft. */
export type { ApprovedVersion, VersionDraft } from './version.model.ts';
export { authorsWith, headOf, isAuthor, versionAt } from './version.rules.ts';
export { contentHash, makeVersionStore } from './version.store.ts';
