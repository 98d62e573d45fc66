/** "Something has changed": references for accounts, never content; shown through what the account may see at that moment. */
export { listNotifications, notifyAccounts, readNotifications } from './notify.command.ts';
