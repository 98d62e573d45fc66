import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { portalTextLimit, tileIcons } from './public-reporting.values.ts';

const bilingual = (line: z.ZodType<string>) => z.strictObject({ ja: line, en: line });
/** Text that may be left empty. */
const optionalProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);

/** A telephone number as people write it: figures, spaces, brackets, hyphens, a leading plus. */
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?[0-9０-９][0-9０-９()（） ‐－ー-]{2,28}[0-9０-９]$/);

/** One choice on the form. The class is a hint for triage, never shown to the reporter. */
export const tileSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  icon: z.enum(tileIcons),
  name: bilingual(lineSchema(24)),
  classHint: z.string().max(100).nullable(),
});

const formFields = {
  isOpen: z.boolean(),
  phone: phoneSchema.nullable(),
  hours: bilingual(optionalLine(60)),
  intro: bilingual(optionalProse(400)),
  privacy: bilingual(optionalProse(8_000)),
  tiles: z
    .array(tileSchema)
    .min(1)
    .max(8)
    .refine((tiles) => new Set(tiles.map((tile) => tile.id)).size === tiles.length),
} as const;

export const publicFormSchema = z
  .strictObject({
    version: versionSchema,
    address: z.string().meta({ description: 'where the form is for everybody' }),
    ...formFields,
    tiles: z.array(tileSchema),
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'PublicForm' });

export const changePublicFormSchema = z.strictObject(formFields).partial().meta({ id: 'ChangePublicForm' });

/** What a browser sends from the report form. Everything is text; unknown fields are ignored. */
export const reportFormSchema = z.object({
  nonce: z.string().max(200).default(''),
  tile: z.string().max(40).default(''),
  text: z
    .string()
    .max(portalTextLimit * 4)
    .default(''),
  name: z.string().max(2_000).default(''),
  contact: z.string().max(2_000).default(''),
  website: z.string().max(2_000).default('').meta({ description: 'empty for people: a trap for machines' }),
});

/** What a browser sends from a tracking page. */
export const replyFormSchema = z.object({
  nonce: z.string().max(200).default(''),
  text: z
    .string()
    .max(portalTextLimit * 4)
    .default(''),
  act: z.string().max(40).default('').meta({ description: 'which button of an instruction was pressed' }),
  option: z.string().max(10).default('').meta({ description: 'of a decision: the chosen option' }),
  pin: z.string().max(40).default('').meta({ description: 'of a decision: what was told by telephone' }),
  memberId: z.string().max(64).default('').meta({ description: 'of a decision: to whom it is passed on' }),
});

/** Query of every page of the portal. What is unknown is ignored: mail programs add their own to links. */
export const portalQuery = z.object({
  lang: z.string().max(20).optional(),
  done: z.string().max(20).optional(),
});

export const trackingParams = z.strictObject({ token: z.string().min(1).max(200) });
export const trackingFileParams = z.strictObject({ token: z.string().min(1).max(200), fileId: idSchema });

export const trackingLinkSchema = z
  .strictObject({
    id: idSchema,
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
    expiresAt: momentSchema.nullable(),
    revokedAt: momentSchema.nullable(),
    uses: z.int().min(0),
    lastUsedAt: momentSchema.nullable(),
    isUsable: z.boolean(),
    can: z.strictObject({ revoke: z.boolean() }),
  })
  .meta({ id: 'TrackingLink' });

export const trackingLinksSchema = z.strictObject({
  items: z.array(trackingLinkSchema),
  can: z.strictObject({ renew: z.boolean() }),
});
export const trackingLinksQuery = z.strictObject({ subjectId: z.string().min(1).max(64) });
export const renewTrackingLinkSchema = z.strictObject({ subjectId: z.string().min(1).max(64) });
export const renewedTrackingLinkSchema = z
  .strictObject({ link: trackingLinkSchema, address: z.string().meta({ description: 'shown once, never stored' }) })
  .meta({ id: 'RenewedTrackingLink' });
export const askReporterSchema = z.strictObject({
  subjectId: z.string().min(1).max(64),
  text: proseSchema(portalTextLimit),
});
