/** Tasks of the team, and instructions to people outside, on any record. */
export {
  instructionsDue,
  instructionsWaiting,
  ownTasks,
  tasksDue,
  type WaitingInstruction,
} from './due.queries.ts';
export { answerAsGuest, noteOpened } from './guest-page.commands.ts';
export { instructionForGuest } from './guest-page.queries.ts';
export type { GuestInstruction } from './guest-page.store.ts';
export { enterInstruction, planInstruction } from './instruction.commands.ts';
export type { Instruction, Recipient } from './instruction.model.ts';
export { instructionsFrom, instructionsOn, openInstructionsOn, showInstruction } from './instruction.queries.ts';
export { mayAnswer } from './instruction.rules.ts';
export { addTask, addTasksFor, cancelTask, finishTask, giveTask, type OthersTask } from './task.commands.ts';
export type { Source as TaskSource, Task } from './task.model.ts';
export { openTasksOn, tasksNamed, tasksOn } from './task.queries.ts';
