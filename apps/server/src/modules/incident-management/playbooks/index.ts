/** Playbooks: versions of how to respond, and their runs on any record, with the one step to do now. */
export type { Known } from './playbook.model.ts';
export { knowOf, startRun } from './run.commands.ts';
export { nextStepOn, type RunView, runsOn } from './run.queries.ts';
