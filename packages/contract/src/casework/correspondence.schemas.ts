import * as z from 'zod';
import { actorLinkSchema, idSchema, listQuery, momentSchema, subjectLinkSchema, versionSchema } from '../shapes.ts';
import {
  automaticSigns,
  messageDirections,
  messagePurposes,
  messageStates,
  messageTlps,
  recipientStates,
  suppressionReasons,
  threadMarks,
} from './correspondence.values.ts';

export const messageListQuery = listQuery({
  sorts: ['newest'],
  filters: { subjectId: z.string().min(1).max(64) },
});

export const recipientSchema = z.strictObject({
  kind: z.enum(['to', 'cc']),
  name: z.string().nullable(),
  address: z.string(),
  state: z.enum(recipientStates),
  problem: z.string().nullable().meta({ description: 'what the other side said, as it said it' }),
});

export const messageAttachmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0).meta({ description: 'bytes' }),
});

export const messageSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subject: subjectLinkSchema,
    direction: z.enum(messageDirections),
    purpose: z.enum(messagePurposes).nullable().meta({ description: 'null for what came in' }),
    isAutomatic: z.boolean(),
    state: z.enum(messageStates),
    suppression: z.enum(suppressionReasons).nullable(),
    author: actorLinkSchema.nullable(),
    from: z.strictObject({ name: z.string().nullable(), address: z.string().nullable() }).nullable(),
    recipient: z.string().nullable().meta({ description: 'the first address it goes to' }),
    recipients: z.array(recipientSchema),
    title: z.string(),
    text: z.string(),
    isTextFromHtml: z.boolean(),
    locale: z.enum(['ja', 'en']),
    tlp: z.enum(messageTlps).nullable(),
    attachments: z.array(messageAttachmentSchema),
    knownBy: z.enum(threadMarks).nullable(),
    automaticSign: z.enum(automaticSigns).nullable(),
    hasOriginal: z.boolean(),
    overrideReason: z.string().nullable(),
    attempts: z.int().min(0),
    lastProblem: z.string().nullable(),
    queuedAt: momentSchema,
    sentAt: momentSchema.nullable(),
    bouncedAt: momentSchema.nullable(),
    can: z.strictObject({ retry: z.boolean() }),
  })
  .meta({ id: 'Message' });
