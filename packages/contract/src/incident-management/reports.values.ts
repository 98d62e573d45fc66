import type { TriagePriority } from './triage.values.ts';

/** How a report came in. */
export const reportChannels = ['mail', 'form', 'phone', 'api', 'ledger'] as const;
/**
 * `new` waits for the team; `waiting` for an answer of the reporter; `handled` became part of an incident; `closed` was
 * answered or set aside; `merged` is told in another report.
 */
export const reportStates = ['new', 'waiting', 'handled', 'closed', 'merged'] as const;
/** Whether the raw original could be read: a report exists in every case. */
export const parseStates = ['parsed', 'unparseable'] as const;
/** Why a report needs no incident. `handed-over` names who has it now; `withdrawn` undoes an import. */
export const reportOutcomes = [
  'answered',
  'consultation',
  'not-an-incident',
  'handed-over',
  'spam',
  'duplicate',
  'withdrawn',
] as const;
/** The outcomes with which a person closes a report in one step. */
export const closingOutcomes = ['answered', 'consultation', 'not-an-incident', 'spam', 'duplicate'] as const;
export const reportSorts = ['newest', 'oldest', 'due', 'priority'] as const;
/** FIRST Traffic Light Protocol 2.0. */
export const tlpLabels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
/** How exactly a time is known. */
export const precisions = ['instant', 'minute', 'hour', 'date', 'month'] as const;
/** Lists of the inbox that exclude each other. */
export const inboxLists = ['open', 'mine', 'waiting', 'snoozed', 'done', 'all'] as const;
/** What can be done with many reports at once. */
export const bulkActs = ['assign', 'snooze', 'wake', 'tag', 'close', 'merge'] as const;

export type ReportChannel = (typeof reportChannels)[number];
export type ReportState = (typeof reportStates)[number];
export type ParseState = (typeof parseStates)[number];
export type ReportOutcome = (typeof reportOutcomes)[number];
export type ClosingOutcome = (typeof closingOutcomes)[number];
export type Priority = TriagePriority;
export type Tlp = (typeof tlpLabels)[number];
export type Precision = (typeof precisions)[number];
export type InboxList = (typeof inboxLists)[number];
export type BulkAct = (typeof bulkActs)[number];
