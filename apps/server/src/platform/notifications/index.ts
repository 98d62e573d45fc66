/** "Something has changed": references for accounts, never content; shown through what the account may see at that moment. */

export { readyNotice } from './notice.queries.ts';
export { listNotifications, notifyAccounts, readNotifications } from './notify.command.ts';
