/** The registry of every addressable record: numbers, titles, compartments, and which record is part of which. */
export { mayAnnotate, type SubjectKind, type SubjectKinds, subjectKinds } from './kinds.ts';
export { restrictSubject } from './restrict.command.ts';
export {
  findSubject,
  nextNumber,
  partsOf,
  registerSubject,
  type Subject,
  type SubjectLink,
  setParent,
  subjectLink,
  subjectLinks,
} from './subject.store.ts';
