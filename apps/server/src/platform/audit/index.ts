/** The audit log: written with each act, sealed into a hash chain within a second, verified on demand. */
export {
  type AuditFilters,
  type AuditRow,
  auditCursor,
  auditOrder,
  chainHead,
  listAuditEntries,
} from './audit.queries.ts';
export { writeAuditEntries, writeAuditEntry } from './entry.store.ts';
export { sealBatch, startSealer } from './sealer.ts';
export { type ChainReport, verifyChain } from './verify.ts';
