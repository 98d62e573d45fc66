import * as z from 'zod';
import { actorLinkSchema, idSchema, momentSchema, proseSchema, subjectLinkSchema } from '../shapes.ts';
import { relationKinds } from './relations.values.ts';

const words = z.strictObject({ ja: z.string(), en: z.string() });
const ref = z.string().min(1).max(64);

export const relationsQuery = z.strictObject({ subjectId: ref });

export const relationSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(relationKinds),
    isForward: z.boolean().meta({ description: 'false: the record asked about is the other end' }),
    name: words.meta({ description: 'what the other record is to the one asked about' }),
    other: subjectLinkSchema,
    note: z.string().nullable(),
    addedAt: momentSchema,
    addedBy: actorLinkSchema,
    removed: z
      .strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() })
      .nullable()
      .meta({ description: 'removed relations stay on record' }),
    can: z.strictObject({ remove: z.boolean() }),
  })
  .meta({ id: 'Relation' });

export const relationsSchema = z.strictObject({
  items: z.array(relationSchema),
  kinds: z.array(
    z.strictObject({
      code: z.enum(relationKinds),
      forward: words.meta({ description: 'what the second record is to the first' }),
      backward: words.meta({ description: 'what the first record is to the second' }),
      isSymmetric: z.boolean(),
      isTree: z.boolean(),
    }),
  ),
  can: z.strictObject({ add: z.boolean() }),
});

export const addRelationSchema = z
  .strictObject({
    kind: z.enum(relationKinds),
    fromId: ref.meta({ description: 'id or number of the first record' }),
    toId: ref.meta({ description: 'id or number of the second record' }),
    note: proseSchema(1000).optional(),
  })
  .meta({ id: 'AddRelation' });

export const removeRelationSchema = z.strictObject({ reason: proseSchema(1000) });
