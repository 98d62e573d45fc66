/** Work on hostile bytes in threads with limits of time and memory. */
export { type ThreadProgram, threadProgram } from './thread.program.ts';
export { type Bench, type BenchOptions, makeBench, type ThreadAnswer } from './thread.ts';
