/** Report acceptance. Whoever takes a report in or makes something of one does it here, in the same transaction. */

export { type AnswerableReport, answerableReports } from './answerable.store.ts';
export { addAttachments, type Entry, enterReport, type StoredAttachment, wordsOf } from './commands/enter-report.ts';
export { type HandledReport, markHandled } from './commands/handle.ts';
export { exportedFields, exportedPage, type ReportQuery } from './export.queries.ts';
export { type GuestReport, reportForGuest } from './guest.store.ts';
export { importReports, knownExternalIds, withdrawImported } from './import.commands.ts';
export type { ExportedReport, ImportedReport, ImportGround } from './import.model.ts';
export { type Hints, withProposal } from './proposal.queries.ts';
export { type NewReport, newReport, noOrigin, type Origin } from './report.model.ts';
export { firstResponsesDue, type WaitingReports, waitingReports } from './waiting.queries.ts';
