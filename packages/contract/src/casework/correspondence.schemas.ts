import * as z from 'zod';
import { idSchema, listQuery, momentSchema, versionSchema } from '../shapes.ts';
import { messageStates, messageTemplates, suppressionReasons } from './correspondence.values.ts';

export const messageListQuery = listQuery({
  sorts: ['newest'],
  filters: { subjectId: z.string().min(1).max(64) },
});

export const messageSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    template: z.enum(messageTemplates),
    state: z.enum(messageStates),
    suppression: z.enum(suppressionReasons).nullable(),
    recipient: z.string().nullable(),
    title: z.string(),
    text: z.string(),
    locale: z.enum(['ja', 'en']),
    attempts: z.int().min(0),
    lastProblem: z.string().nullable(),
    queuedAt: momentSchema,
    sentAt: momentSchema.nullable(),
    can: z.strictObject({ retry: z.boolean() }),
  })
  .meta({ id: 'Message' });
