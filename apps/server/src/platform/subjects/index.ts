/** The registry of every addressable record: numbers, titles, compartments, and which record is part of which. */
export type { Signal, Subject, SubjectKind, SubjectKinds } from '../work/index.ts';
export { mayAnnotate, papOf, severityOf, subjectKinds, tlpOf } from './kinds.ts';
export { restrictSubject } from './restrict.command.ts';
export {
  findSubject,
  isSubjectSeen,
  moveSubject,
  newestSubjects,
  nextNumber,
  nextNumbers,
  partsBelow,
  partsOf,
  registerSubject,
  registerSubjects,
  retitleSubject,
  type SubjectLink,
  setParent,
  subjectLink,
  subjectLinks,
  type Whole,
  wholeOf,
  wholesAbove,
} from './subject.store.ts';
