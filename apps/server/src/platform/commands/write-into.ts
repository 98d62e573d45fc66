import { setCompartments } from '../db/index.ts';
import type { Work } from '../work/index.ts';

/**
 * Runs a part of a command with one compartment more in sight: intake enters what it may not read again, because a rule
 * or a mailbox says where it belongs. Outside of this part the command sees what it saw before.
 */
export async function writingInto<T>(work: Work, compartmentId: number, use: (inner: Work) => Promise<T>): Promise<T> {
  const { compartments } = work.actor;
  if (compartments.includes(compartmentId)) return use(work);
  const wider = [...compartments, compartmentId];
  await setCompartments(work.db, wider);
  const result = await use({ ...work, actor: { ...work.actor, compartments: wider } });
  // A part that throws ends the transaction, and its sight with it.
  await setCompartments(work.db, compartments);
  return result;
}
