/** What the team has set for the whole installation. */
export { defaultSettings, hasSender, readSettings, type Settings, writeSettings } from './settings.store.ts';
