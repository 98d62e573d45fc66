/** Jobs on the queue in PostgreSQL: added in the transaction of the act, run by the worker role, freed after a crash. */
export { enqueue } from './queue.ts';
export { migrateQueue, type Schedule, startWorker, type Task, TryLater, unlockStale } from './worker.ts';
