/** Commands that talk to a running server over its API. */
export { journalCommand } from './commands/casework/journal.ts';
export { incidentsCommand } from './commands/incident-management/incidents.ts';
export { ledgerCommand } from './commands/incident-management/ledger.ts';
export { reportsCommand } from './commands/incident-management/reports.ts';
