import type { Screen, Seeded } from './screen.ts';
import { screensOfAwareness } from './screens.awareness.ts';
import { screensOfFrame } from './screens.frame.ts';
import { screensOfGovernance } from './screens.governance.ts';
import { screensOfIncidents } from './screens.incidents.ts';
import { screensOfReports } from './screens.reports.ts';
import { screensOfSettings } from './screens.settings.ts';
import { screensOfWork } from './screens.work.ts';

/** Every page behind the sign-in, with its dialogs, menus and empty states. Nothing is changed by looking. */
export const screensBehind = (seeded: Seeded): readonly Screen[] => [
  ...screensOfAwareness(seeded),
  ...screensOfReports(seeded),
  ...screensOfIncidents(seeded),
  ...screensOfWork(seeded),
  ...screensOfGovernance(),
  ...screensOfSettings(seeded),
  ...screensOfFrame(seeded),
];
