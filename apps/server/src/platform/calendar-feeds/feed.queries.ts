import { refuse } from '@matoi/kernel';
import type { Reading } from '../commands/index.ts';
import { hashSecret, readingOfAccount } from '../identity/index.ts';
import { accountOfFeed, feedMadeAt } from './feed.store.ts';

/** What a calendar shows; an address opens the calendar of its purpose and no other. */
export type CalendarPurpose = 'tasks' | 'duty';

/** Whether the calendar of the one who asks has an address; never the address. */
export async function feedOf(reading: Reading, purpose: CalendarPurpose) {
  const createdAt = await feedMadeAt(reading, { accountId: reading.actor.id, purpose });
  return { createdAt: createdAt?.toISOString() ?? null };
}

/** The name of the file behind a secret address: 256 bits in base64url. */
const fileName = /^([A-Za-z0-9_-]{43})\.ics$/;

/**
 * Whose calendar a file is, as a reading with that person's own sight now. Refuses with `guest-links.find.not-found`
 * alike when there is no such address, it was ended, its owner cannot sign in, or may no longer read what it shows.
 */
export async function ownerOfFeed(
  reading: Reading,
  given: { readonly file: string; readonly purpose: CalendarPurpose; readonly permission: string },
) {
  const secret = fileName.exec(given.file)?.[1];
  const accountId =
    secret === undefined
      ? null
      : await accountOfFeed(reading, { tokenHash: hashSecret(secret), purpose: given.purpose });
  const owner = accountId === null ? null : await readingOfAccount(reading, accountId);
  if (owner === null || !owner.reading.actor.permissions.has(given.permission))
    return refuse('guest-links.find.not-found');
  return owner;
}
