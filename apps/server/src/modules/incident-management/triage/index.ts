/** Triage: what is proposed for a report, by which classes and table, and how fast it should be answered. */
export type { BusinessClock } from './calendar.rules.ts';
export type { ClassLink, TriageClass } from './class.model.ts';
export { classLinks, isClass, listClasses } from './class.queries.ts';
export { readBusinessClock } from './edition.queries.ts';
export { matchedLength } from './phrase.rules.ts';
export {
  businessMsBetween,
  firstResponseDue,
  priorityOf,
  proposeTriage,
  readTriage,
  type Triage,
  targetsOf,
} from './proposal.queries.ts';
export type { TriageInput, TriageProposal, TriageReason } from './rule.model.ts';
export { visibleProposal } from './rule.rules.ts';
export { type RulesTrial, tryRules } from './rule-set.queries.ts';
export type { RuleInput } from './rule-set.rules.ts';
export { viewProposal } from './rule-set.views.ts';
export { severityTable } from './setting.queries.ts';
export type { SeverityTable } from './severity.rules.ts';
