/** The runner: every change goes through it, so that permit, version, audit, facts and repeats exist once. */

export type { Given, Reading, Work } from '../work/index.ts';
export { type Command, defineCommand, permitAll, type Recorded } from './command.ts';
export { type Asked, makeRunner, type Runner } from './runner.ts';
export { writingInto } from './write-into.ts';
