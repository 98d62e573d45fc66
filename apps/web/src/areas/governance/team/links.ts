/** Who belongs to the team. */
export const teamLink = '/governance/team';
/** Who is on duty when. */
export const rosterLink = '/governance/roster';
/** What is written for the day on which nothing works. */
export const offlinePackLink = '/governance/offline-pack';
/** Departments, authorities, vendors: whom the team can call. */
export const directoryLink = '/governance/directory';
