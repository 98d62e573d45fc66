/** Work on hostile bytes in threads with limits of time and memory. */
export { type Bench, makeBench, type ThreadAnswer, threadProgram } from './thread.ts';
