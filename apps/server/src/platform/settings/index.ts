/** What the team has set for the whole installation. */
export {
  lockMailCompromise,
  type MailCompromise,
  readMailCompromise,
  writeMailCompromise,
} from './mail-compromise.store.ts';
export { defaultSettings, hasSender, readSettings, type Settings, writeSettings } from './settings.store.ts';
