import type { Reading } from '../../../platform/commands/index.ts';
import { partsOf, type Subject } from '../../../platform/subjects/index.ts';
import type { Silence } from './message.model.ts';
import { activeSilences } from './silence.store.ts';

/** A record and those that are part of it: a conversation is that of all of them. */
export async function withParts(reading: Reading, subject: Subject): Promise<readonly string[]> {
  const parts = await partsOf(reading, subject.id, 'report');
  return [subject.id, ...parts.map(({ id }) => id)];
}

/** The silences that hold for a record, for what it is part of, and for its compartment. */
export async function silencesOf(reading: Reading, subject: Subject): Promise<readonly Silence[]> {
  const subjectIds = [subject.id, ...(subject.parentId === null ? [] : [subject.parentId])];
  return activeSilences(reading, { subjectIds, compartmentId: subject.compartmentId });
}
