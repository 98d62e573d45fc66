import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, listQuery, momentSchema } from '../shapes.ts';
import { blockableTypes, blockEntryStates, blockListNames, blockWarnings } from './block-lists.values.ts';
import { bothLanguagesSchema, warningSchema } from './observables.schemas.ts';
import { observableTypes } from './observables.values.ts';

export const blockEntryListQuery = listQuery({
  sorts: ['newest'],
  filters: {
    state: z.enum(blockEntryStates).default('open'),
    list: z.enum(blockListNames).optional(),
    q: z.string().trim().max(300).optional().meta({ description: 'a value or its beginning, in any notation' }),
  },
});

export const blockEntrySchema = z
  .strictObject({
    id: idSchema,
    valueId: idSchema.meta({ description: 'of the value, as among the observables' }),
    type: z.enum(blockableTypes),
    list: z.enum(blockListNames),
    value: z.string(),
    defanged: z.string(),
    reason: z.string(),
    warning: z.enum(blockWarnings).nullable(),
    listNames: z.array(bothLanguagesSchema).meta({ description: 'the warning lists that it was on when it was added' }),
    overrideReason: z.string().nullable().meta({ description: 'why it is blocked in spite of the warning' }),
    isReleased: z.boolean().meta({ description: 'a person released it from a restricted or narrowly marked record' }),
    addedAt: momentSchema,
    addedBy: actorLinkSchema,
    expiresAt: momentSchema,
    ended: z
      .strictObject({ at: momentSchema, by: actorLinkSchema.nullable(), reason: z.string().nullable() })
      .nullable()
      .meta({ description: 'without a person: past its end' }),
  })
  .meta({ id: 'BlockEntry' });

export const addBlockEntrySchema = z
  .strictObject({
    value: z.string().trim().min(1).max(2048).meta({ description: 'in any notation' }),
    type: z.enum(blockableTypes).optional().meta({ description: 'left out: Matoi tells it from the value' }),
    reason: lineSchema(300).meta({ description: 'the whole team sees it; it is not delivered' }),
    expiresAt: momentSchema,
    subjectId: z.string().min(1).max(64).optional().meta({ description: 'the record from which it is taken' }),
    isReleased: z
      .boolean()
      .default(false)
      .meta({ description: 'the caller may tell the value to everybody who gets the list' }),
    overrideReason: lineSchema(300).optional(),
  })
  .meta({ id: 'AddBlockEntry' });

export const checkBlockEntrySchema = addBlockEntrySchema
  .pick({ value: true, type: true, subjectId: true })
  .meta({ id: 'CheckBlockEntry' });

export const blockCheckSchema = z
  .strictObject({
    type: z.enum(observableTypes).nullable().meta({ description: 'null: no value that could be told' }),
    defanged: z.string(),
    isBlockable: z.boolean(),
    isPresent: z.boolean(),
    needsRelease: z.boolean(),
    warning: z.enum(blockWarnings).nullable(),
    lists: z.array(warningSchema),
  })
  .meta({ id: 'BlockCheck' });

export const withdrawBlockEntrySchema = z.strictObject({ reason: lineSchema(300) }).meta({ id: 'WithdrawBlockEntry' });

export const blockTokenSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    lists: z.array(z.enum(blockListNames)),
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
  })
  .meta({ id: 'BlockToken' });

export const createBlockTokenSchema = z
  .strictObject({
    name: lineSchema(100).meta({ description: 'the device that fetches' }),
    lists: z.array(z.enum(blockListNames)).min(1).max(blockListNames.length),
  })
  .meta({ id: 'CreateBlockToken' });

export const createdBlockTokenSchema = z
  .strictObject({
    token: blockTokenSchema,
    secret: z.string(),
    addresses: z.array(z.strictObject({ list: z.enum(blockListNames), text: z.string(), csv: z.string() })),
  })
  .meta({ id: 'CreatedBlockToken' });

export const blockListParams = z.strictObject({
  file: z.string().regex(new RegExp(`^(?:${blockListNames.join('|')})\\.(?:txt|csv)$`)),
});
export const blockListQuery = z.strictObject({
  token: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'else by `Authorization`: Bearer, or Basic as the password' }),
});
