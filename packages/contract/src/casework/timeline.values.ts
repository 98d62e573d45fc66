/** What a file of machine events is. `csv` and `jsonl` are files of any other program, whose columns somebody chooses. */
export const timelineFormats = [
  'plaso-l2tcsv',
  'plaso-json-line',
  'timesketch-csv',
  'timesketch-jsonl',
  'csv',
  'jsonl',
] as const;
export const timelineEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'cp932'] as const;
/**
 * `uploaded`: kept and looked at, nothing imported. `running`: being written in one transaction. `done`: its events are
 * in the timeline. `undone`: taken back; its events are kept and shown nowhere.
 */
export const timelineImportStates = ['uploaded', 'running', 'done', 'undone'] as const;
/** Why a row of a file became no event. */
export const timelineProblems = [
  'row-too-long',
  'row-broken',
  'time-missing',
  'time-unreadable',
  'time-out-of-range',
  'zone-missing',
  'zone-unknown',
  'message-missing',
  'lane-unknown',
] as const;
/** `note` was typed by a person, `act` was written by Matoi, `event` was imported from a machine's record. */
export const timelineKinds = ['note', 'act', 'event'] as const;
/** In which order the parts of a date like 01/02/2026 stand. */
export const timelineDayOrders = ['ymd', 'mdy', 'dmy'] as const;

/** Bytes of a file of machine events. */
export const timelineFileLimit = 209_715_200;
/** Rows of a file that can become events. */
export const timelineRowLimit = 300_000;

export type TimelineFormat = (typeof timelineFormats)[number];
export type TimelineEncoding = (typeof timelineEncodings)[number];
export type TimelineImportState = (typeof timelineImportStates)[number];
export type TimelineProblem = (typeof timelineProblems)[number];
export type TimelineKind = (typeof timelineKinds)[number];
export type TimelineDayOrder = (typeof timelineDayOrders)[number];
