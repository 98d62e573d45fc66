/** Addresses of the pages about tasks. */
export const myTasksLink = '/casework/my-tasks';
export const instructionsLink = '/casework/instructions';
/** The id of the tab on a record; the address is `<address of the record>/<this>`. */
export const tasksTabId = 'tasks';
