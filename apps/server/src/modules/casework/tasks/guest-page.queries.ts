import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type GuestInstruction, guestInstruction } from './guest-page.store.ts';

/** Reads the page of the transaction's guest; any other guest is refused with `guest-links.find.not-found`. */
export async function instructionForGuest(
  reading: Reading,
): Promise<GuestInstruction & { readonly zone: string; readonly now: Date }> {
  const found = await guestInstruction(reading);
  if (found === null) return refuse('guest-links.find.not-found');
  const { zone } = await readSettings(reading.db);
  return { ...found, zone, now: reading.now };
}
