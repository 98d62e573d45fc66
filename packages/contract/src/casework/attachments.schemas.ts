import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  mergedFromSchema,
  momentSchema,
  proseSchema,
  versionSchema,
} from '../shapes.ts';
import { attachmentOrigins } from './attachments.values.ts';

const subjectRef = z.string().min(1).max(64).meta({ description: 'id or number of the record' });

export const attachmentListQuery = z.strictObject({ subjectId: subjectRef });

export const addAttachmentQuery = z.strictObject({
  subjectId: subjectRef,
  name: lineSchema(255).meta({ description: 'name of the file; folders in it are dropped' }),
  description: proseSchema(2_000).optional(),
  origin: z.enum(['upload', 'paste']).default('upload'),
});

export const describeAttachmentSchema = z
  .strictObject({ description: z.union([z.literal(''), proseSchema(2_000)]) })
  .meta({ id: 'DescribeAttachment' });

export const withdrawAttachmentSchema = z
  .strictObject({ reason: proseSchema(2_000) })
  .meta({ id: 'WithdrawAttachment' });

export const attachedFileSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    name: z.string(),
    description: z.string(),
    mediaType: z.string().meta({ description: 'what the content is; application/octet-stream when nobody can tell' }),
    size: z.int().min(0),
    sha256: z.string(),
    origin: z.enum(attachmentOrigins),
    addedAt: momentSchema,
    addedBy: actorLinkSchema,
    withdrawn: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
    hasPicture: z.boolean().meta({ description: 'true when `/picture` shows it' }),
    mergedFrom: mergedFromSchema,
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'AttachedFile' });
