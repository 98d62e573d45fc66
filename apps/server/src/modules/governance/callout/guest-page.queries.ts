import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type GuestCall, guestCall } from './guest-page.store.ts';

/** Reads the page of the transaction's guest; any other guest is refused with `guest-links.find.not-found`. */
export async function callForGuest(reading: Reading): Promise<GuestCall & { readonly zone: string }> {
  const found = await guestCall(reading);
  if (found === null) return refuse('guest-links.find.not-found');
  return { ...found, zone: (await readSettings(reading.db)).zone };
}
