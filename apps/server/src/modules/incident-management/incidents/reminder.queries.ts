import type { Reading } from '../../../platform/commands/index.ts';
import { isOpen } from './incident.rules.ts';
import { findIncident } from './incident.store.ts';
import { membersOf } from './member.store.ts';

export type Reminder = 'incident.review-due' | 'incident.monitoring-ended';

/** Who is told of moments that come: whoever leads and works. */
const toldFunctions = ['commander', 'handler'] as const;

/**
 * The accounts to be told that a moment has come; none when nobody is on the incident. Null when the moment does not count
 * any more: another one was set, or the incident has ended.
 */
export async function toBeReminded(
  reading: Reading,
  wish: { readonly subjectId: string; readonly at: Date; readonly kind: Reminder },
): Promise<readonly string[] | null> {
  const incident = await findIncident(reading, wish.subjectId);
  const set = wish.kind === 'incident.review-due' ? incident.nextReviewAt : incident.monitoringUntil;
  if (!isOpen(incident.phase) || set?.getTime() !== wish.at.getTime()) return null;
  const members = await membersOf(reading, [incident.id], { isNow: true, functions: toldFunctions });
  return [...new Set(members.map((member) => member.accountId))];
}

/** Whoever leads and works on an incident that runs; none when nobody is on it, null when it is no running incident. */
export async function peopleOn(reading: Reading, subjectId: string): Promise<readonly string[] | null> {
  const incident = await findIncident(reading, subjectId);
  if (!isOpen(incident.phase)) return null;
  const members = await membersOf(reading, [incident.id], { isNow: true, functions: toldFunctions });
  return [...new Set(members.map((member) => member.accountId))];
}
