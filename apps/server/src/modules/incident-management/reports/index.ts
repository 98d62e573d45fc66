/** Report acceptance. Whoever takes a report in or makes something of one does it here, in the same transaction. */
export { markHandled } from './commands/handle.ts';
export { addAttachments, enterReport, type StoredAttachment } from './report.entry.ts';
export { type NewReport, newReport, noOrigin, type Origin } from './report.model.ts';
