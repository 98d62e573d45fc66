/** Who belongs to the team. */
export const teamLink = '/governance/team';
/** Who is on duty when. */
export const rosterLink = '/governance/roster';
/** Departments, authorities, vendors: whom the team can call. */
export const directoryLink = '/governance/directory';
