/** Report acceptance. Whoever makes something of a report says so here, in the same transaction. */
export { markHandled } from './report.commands.ts';
