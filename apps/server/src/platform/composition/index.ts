/** What the composition of a program needs: the ground it stands on, what a module declares, the platform's own reactions. */
export { type Ground, type Keys, openGround, openGroundForCommand } from './ground.ts';
export type { Module, ModuleParts } from './module.ts';
export { platformSubscriptions } from './platform.jobs.ts';
