import type { RandomBytes } from '@matoi/kernel';
import * as z from 'zod';
import { unwrapSecret, wrapSecret } from '../files/index.ts';

/** What is needed to sign in to a mailbox elsewhere. Never answered, never logged. */
export type MailboxSecret =
  | { readonly method: 'password'; readonly password: string }
  | { readonly method: 'xoauth2'; readonly clientSecret: string | null; readonly refreshToken: string };

const secretSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), password: z.string() }),
  z.object({ method: z.literal('xoauth2'), clientSecret: z.string().nullable(), refreshToken: z.string() }),
]);

/** Encrypts for storage; bound to the mailbox, so that it opens in no other row. */
export function sealMailboxSecret(
  secret: MailboxSecret,
  given: { readonly key: Buffer; readonly mailboxId: string; readonly random: RandomBytes },
): Buffer {
  return wrapSecret(given.key, Buffer.from(JSON.stringify(secret)), `mailbox ${given.mailboxId}`, given.random);
}

export function openMailboxSecret(
  sealed: Buffer,
  given: { readonly key: Buffer; readonly mailboxId: string },
): MailboxSecret {
  return secretSchema.parse(JSON.parse(unwrapSecret(given.key, sealed, `mailbox ${given.mailboxId}`).toString('utf8')));
}
