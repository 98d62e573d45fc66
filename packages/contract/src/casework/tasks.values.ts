export const taskStates = ['open', 'in-progress', 'done', 'cancelled', 'not-applicable'] as const;
/** States in which somebody still has to do it. */
export const openTaskStates = ['open', 'in-progress'] as const;
/** Ends that need a reason. */
export const reasonedTaskStates = ['cancelled', 'not-applicable'] as const;
export const taskPriorities = ['high', 'normal', 'low'] as const;
/** Where a task came from; its label names what exactly. */
export const taskSources = ['hand', 'list', 'playbook', 'decision', 'meeting', 'review', 'report'] as const;
export const taskSorts = ['due', 'order', 'newest'] as const;
/** What a list of tasks can be narrowed to by time. */
export const taskDues = ['overdue', 'today', 'later', 'none'] as const;
/** What can be done to several tasks at once. */
export const taskBulkActs = ['assign', 'due', 'state', 'action'] as const;
/**
 * Whether somebody with authority has ordered what a task or an instruction is about. `free`: the matrix in force does not
 * speak of it. `needed`: it does, and nobody has decided. `ordered`: a decision stands. `ended`: it was begun by a decision
 * that stands no more.
 */
export const orderStates = ['free', 'needed', 'ordered', 'ended'] as const;
/** `order` 対応指示: the team may order it. `request` 対応依頼: it may only be asked for. */
export const instructionKinds = ['order', 'request'] as const;
/**
 * How far one recipient is. `withheld`: no mail may or can leave, somebody must tell them by other means. `opened`: the
 * link was opened, perhaps by a program that looks through mail; never "read".
 */
export const instructionStates = [
  'queued',
  'sent',
  'withheld',
  'bounced',
  'opened',
  'acknowledged',
  'refused',
  'done',
  'withdrawn',
] as const;
/** States in which nobody has said anything yet. */
export const silentInstructionStates = ['queued', 'sent', 'withheld', 'bounced', 'opened'] as const;
/** Where an instruction came from: somebody sent it by itself, or rolled a measure out to other sites (横展開). */
export const instructionSources = ['hand', 'measure'] as const;
export const instructionAnswers = ['acknowledged', 'refused', 'done', 'note'] as const;
/** What can be said for a recipient who told it by telephone or face to face. */
export const toldAnswers = ['acknowledged', 'refused', 'done'] as const;
export const instructionFilters = ['silent', 'overdue', 'refused', 'undelivered', 'open'] as const;
/** What the secret of an instruction's link permits; pages and acts of this one recipient. */
export const instructionPermits = [
  'tracking.show',
  'tracking.reply',
  'instruction-page.open',
  'instruction-page.answer',
] as const;
/** How long the link of an instruction works after it was sent, and after its due time. Days. */
export const instructionLinkDays = 90;
/** Most recipients of one instruction, and most tasks that are added at once. */
export const mostInstructionRecipients = 100;
export const mostTasksAtOnce = 100;
export const mostChecklistItems = 50;

export type TaskState = (typeof taskStates)[number];
export type TaskPriority = (typeof taskPriorities)[number];
export type TaskSource = (typeof taskSources)[number];
export type TaskSort = (typeof taskSorts)[number];
export type OrderState = (typeof orderStates)[number];
export type TaskDue = (typeof taskDues)[number];
export type InstructionKind = (typeof instructionKinds)[number];
export type InstructionState = (typeof instructionStates)[number];
export type InstructionSource = (typeof instructionSources)[number];
export type InstructionAnswer = (typeof instructionAnswers)[number];
export type InstructionFilter = (typeof instructionFilters)[number];
