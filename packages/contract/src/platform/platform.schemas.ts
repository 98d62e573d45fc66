import * as z from 'zod';
import {
  actorLinkSchema,
  compartmentLinkSchema,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  subjectLinkSchema,
} from '../shapes.ts';
import { emailSchema } from './identity.schemas.ts';
import { healthStates, locales, notificationKinds } from './platform.values.ts';

export const healthSchema = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });

export const readinessSchema = z
  .strictObject({
    status: z.enum(healthStates),
    version: z.string(),
    parts: z.array(
      z.strictObject({
        name: z.string(),
        state: z.enum(healthStates),
        checkedAt: momentSchema,
        ageMs: z.int().min(0).meta({ description: 'milliseconds since the part last reported' }),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'Readiness' });

export const compartmentSchema = z
  .strictObject({
    id: z.int().min(1),
    name: z.string(),
    isOpen: z.boolean(),
    members: z.array(z.strictObject({ id: idSchema, name: z.string() })),
    can: z.strictObject({ grant: z.boolean() }),
  })
  .meta({ id: 'Compartment' });
export const createCompartmentSchema = z.strictObject({
  name: lineSchema(100),
  memberIds: z.array(idSchema).max(200).default([]),
});
export const compartmentParams = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
export const memberSchema = z.strictObject({ accountId: idSchema });

export const restrictSubjectSchema = z.strictObject({ compartmentId: z.int().min(1).max(2_147_483_647) });
export const restrictedSubjectSchema = z.strictObject({
  subject: subjectLinkSchema,
  compartment: compartmentLinkSchema,
});

export const settingsSchema = z
  .strictObject({
    teamName: z.string(),
    zone: z.string(),
    locale: z.enum(locales),
    automaticMail: z.boolean(),
    mailFrom: z.string(),
  })
  .meta({ id: 'Settings' });
export const changeSettingsSchema = z.strictObject({
  teamName: lineSchema(100).optional(),
  zone: z.string().min(1).max(60).optional(),
  locale: z.enum(locales).optional(),
  automaticMail: z.boolean().optional(),
  mailFrom: emailSchema.optional(),
});

export const searchQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const searchHitSchema = z.strictObject({
  subject: subjectLinkSchema,
  excerpt: z.string(),
  updatedAt: momentSchema,
});

export const auditListQuery = listQuery({
  sorts: ['newest'],
  filters: {
    actorId: z.string().max(100).optional(),
    action: z.string().max(100).optional(),
    subjectId: z.string().max(64).optional(),
    'at.gte': momentSchema.optional(),
    'at.lt': momentSchema.optional(),
  },
});
export const auditEntrySchema = z
  .strictObject({
    position: z.int().min(1),
    chainHash: z.string(),
    entryHash: z.string(),
    entry: z
      .strictObject({
        at: momentSchema,
        actor: actorLinkSchema,
        action: z.string(),
        subject: subjectLinkSchema.nullable(),
        detail: z.record(z.string(), z.unknown()).nullable(),
        address: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'null for an auditor where the record is restricted: only the hashes are shown' }),
  })
  .meta({ id: 'AuditEntry' });
export const auditChainSchema = z
  .strictObject({
    isIntact: z.boolean(),
    count: z.int().min(0),
    head: z.string(),
    firstBroken: z.int().nullable(),
    unsealed: z.int().min(0),
    checkedAt: momentSchema,
  })
  .meta({ id: 'AuditChain' });

export const notificationSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(notificationKinds),
  subject: subjectLinkSchema.nullable(),
  createdAt: momentSchema,
  isRead: z.boolean(),
});
export const notificationListSchema = z.strictObject({ items: z.array(notificationSchema), unread: z.int().min(0) });

export const presentSchema = z.strictObject({ id: idSchema, name: z.string(), since: momentSchema });

export const doneSchema = z.strictObject({ done: z.literal(true) });
