import type { Reading } from '../../../platform/commands/index.ts';
import { readMailCompromise } from '../../../platform/settings/index.ts';
import { findSubject, partsBelow, type Subject, wholesAbove } from '../../../platform/subjects/index.ts';
import type { Message, Silence } from './message.model.ts';
import { activeSilences } from './silence.store.ts';

/** A record and all that is part of it: a conversation is that of all of them, also of what was merged before. */
export async function withParts(reading: Reading, subject: Subject): Promise<readonly string[]> {
  return [subject.id, ...(await partsBelow(reading, subject.id, [subject.kind, 'report']))];
}

/** The silences that hold for a record, for what it is part of, for its compartment, and for the whole team. */
export async function silencesOf(reading: Reading, subject: Subject): Promise<readonly Silence[]> {
  const subjectIds = [subject.id, ...(await wholesAbove(reading, subject))];
  const own = await activeSilences(reading, { subjectIds, compartmentId: subject.compartmentId });
  const team = await readMailCompromise(reading.db);
  if (team === null) return own;
  const { reason, since: begunAt, by: begunBy } = team;
  return [
    { scope: 'team', id: '', subjectId: null, compartmentId: subject.compartmentId, reason, begunAt, begunBy },
    ...own,
  ];
}

/** Whether mail is withheld from the record of a message, and nobody has said that this one leaves all the same. */
export async function isHeldBack(reading: Reading, message: Message): Promise<boolean> {
  if (message.overrideReason !== null) return false;
  return (await silencesOf(reading, await findSubject(reading, message.subjectId))).length > 0;
}
