import * as z from 'zod';
import { actorLinkSchema, momentSchema, proseSchema } from '../shapes.ts';

/** A version of a paper of the team that somebody else than its authors has approved, without what it says. */
export const approvedHeadSchema = z.strictObject({
  number: z.int().min(1),
  effectiveAt: momentSchema,
  note: z.string(),
  authors: z.array(actorLinkSchema).readonly(),
  approvedAt: momentSchema,
  approvedBy: actorLinkSchema,
  sha256: z.string(),
  state: z.enum(['in-force', 'to-come', 'past']),
});

export const approvedVersionParams = z.strictObject({ number: z.coerce.number().int().min(1).max(100_000) });

/** What an approval says: the hash of what was read, from when it holds, and why. */
export const approveVersionSchema = z.strictObject({
  contentHash: z.string().min(1).max(100),
  effectiveAt: momentSchema.nullable().meta({ description: 'null: at once' }),
  note: proseSchema(1_000),
});
