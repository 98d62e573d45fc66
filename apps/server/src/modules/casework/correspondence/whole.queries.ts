import type { Reading } from '../../../platform/commands/index.ts';
import { readMailCompromise, readSettings } from '../../../platform/settings/index.ts';
import { findSubject, partsBelow, type Subject, wholesAbove } from '../../../platform/subjects/index.ts';
import { accountsInScope } from '../scope/index.ts';
import type { Message, Silence } from './message.model.ts';
import { isAddressOf } from './silence.rules.ts';
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

/**
 * Which of some addresses get no mail from a record now, whatever reason is given: while mail is held for compromised, the
 * accounts in the scope of the record, of what it is part of, and of the parts of that; for the whole team, those in the
 * scope of any record that the actor sees.
 */
export async function barredOf(
  reading: Reading,
  subject: Subject,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const silences = await silencesOf(reading, subject);
  if (silences.length === 0 || addresses.length === 0) return [];
  const isTeam = silences.some(({ scope }) => scope === 'team');
  const accounts = await accountsInScope(reading, isTeam ? null : await around(reading, subject));
  const { mailFrom } = await readSettings(reading.db);
  const ownDomain = mailFrom.slice(mailFrom.lastIndexOf('@') + 1);
  return addresses.filter((address) => accounts.some((account) => isAddressOf(account, address, ownDomain)));
}

async function around(reading: Reading, subject: Subject): Promise<readonly string[]> {
  const above = await wholesAbove(reading, subject);
  const top = above.at(-1) ?? subject.id;
  return [subject.id, ...above, ...(await partsBelow(reading, top, [subject.kind, 'incident', 'report']))];
}

/**
 * Why a message that waits does not leave: mail is withheld from its record and nobody has said that this one leaves all the
 * same, or it goes to an account in scope. Null: it leaves.
 */
export async function heldBackBy(
  reading: Reading,
  message: Message,
  addresses: readonly string[],
): Promise<'silenced' | 'in-scope' | null> {
  const subject = await findSubject(reading, message.subjectId);
  if ((await silencesOf(reading, subject)).length === 0) return null;
  if (message.overrideReason === null) return 'silenced';
  return (await barredOf(reading, subject, addresses)).length > 0 ? 'in-scope' : null;
}
