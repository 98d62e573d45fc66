import { type Locale, locales } from '@matoi/contract/values';
import * as z from 'zod';

/**
 * What a mailbox says about every mail that comes in through it. Whoever makes a record of the mail decides what of it
 * counts: a compartment or class that is no more is then said there.
 */
export type MailDefaults = {
  /** Null where no mailbox is declared for the address. */
  readonly mailboxId: string | null;
  /** The language to answer in when the mail does not tell. */
  readonly locale: Locale | null;
  /** Who writes here, as the source of the report; null = nobody in particular. */
  readonly sourceName: string | null;
  readonly compartmentId: number | null;
  /** Code of a class of incidents. */
  readonly classHint: string | null;
  readonly tags: readonly string[];
  /** False: nobody is answered automatically. */
  readonly isAcknowledged: boolean;
  /** The address is a distribution list of the team itself: its marks (List-Id, Precedence) are no sign of a loop. */
  readonly isOwnList: boolean;
};

export const noDefaults: MailDefaults = {
  mailboxId: null,
  locale: null,
  sourceName: null,
  compartmentId: null,
  classHint: null,
  tags: [],
  isAcknowledged: true,
  isOwnList: false,
};

const storedSchema = z.object({
  locale: z.enum(locales).nullable().default(null),
  sourceName: z.string().nullable().default(null),
  compartmentId: z.int().nullable().default(null),
  classHint: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  isAcknowledged: z.boolean().default(true),
  isOwnList: z.boolean().default(false),
});

/** The defaults as they are kept with the mail; the mailbox itself has its own column. */
export function storedDefaults({ mailboxId: _mailboxId, ...stored }: MailDefaults): string {
  return JSON.stringify(stored);
}

/** Reads what `storedDefaults` wrote, also of mails from before there were mailboxes. */
export function readDefaults(mailboxId: string | null, stored: unknown): MailDefaults {
  return { mailboxId, ...storedSchema.parse(stored) };
}
