/** Reports to management. Nothing of a higher level needs them yet but by facts. */
export type { ManagementReport } from './report.model.ts';
