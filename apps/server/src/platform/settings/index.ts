/** What the team has set for the whole installation. */
export { defaultSettings, readSettings, type Settings, writeSettings } from './settings.store.ts';
