/** How the parts of the program are, and the loop on which the waiting ones run. */
export { type Health, type HealthPart, makeHealth } from './health.ts';
export { type Running, runLoop } from './loop.ts';
