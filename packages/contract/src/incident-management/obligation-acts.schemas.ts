import * as z from 'zod';
import { idSchema, lineSchema, momentSchema, proseSchema } from '../shapes.ts';
import {
  codeSchema,
  factStateSchema,
  keySchema,
  recipientCodeSchema,
  typedValueSchema,
  zoneSchema,
} from './obligations.schemas.ts';
import { obligationAnchorKinds, obligationPrecisions, obligationRulings } from './obligations.values.ts';

export const recordFactsSchema = z
  .strictObject({
    entries: z
      .array(
        z.strictObject({
          key: keySchema,
          state: factStateSchema,
          value: typedValueSchema.nullable().default(null),
          note: z.union([z.literal(''), proseSchema(2_000)]).default(''),
        }),
      )
      .min(1)
      .max(60),
    source: z
      .union([z.literal(''), lineSchema(300)])
      .default('')
      .meta({ description: 'who or what says so' }),
  })
  .meta({ id: 'RecordObligationFacts' });

export const proposeAnchorSchema = z
  .strictObject({
    kind: z.enum(obligationAnchorKinds),
    regimeId: codeSchema.nullable().default(null),
    at: momentSchema,
    precision: z.enum(obligationPrecisions).default('minute'),
    zone: zoneSchema.optional().meta({ description: 'left out: that of the team' }),
    source: lineSchema(300).meta({ description: 'whose knowledge: department, person, log' }),
    evidence: z.union([z.literal(''), proseSchema(2_000)]).default(''),
    isAsserted: z.boolean().default(false),
    reason: z.union([z.literal(''), proseSchema(2_000)]).default(''),
  })
  .meta({ id: 'ProposeObligationAnchor' });

export const assertAnchorSchema = z
  .strictObject({
    anchorId: idSchema,
    isAsserted: z.boolean(),
    reason: proseSchema(2_000),
  })
  .meta({ id: 'AssertObligationAnchor' });

export const ruleObligationSchema = z
  .strictObject({ regimeId: codeSchema, ruling: z.enum(obligationRulings), reason: proseSchema(2_000) })
  .meta({ id: 'RuleObligation' });

export const tellSchema = z
  .strictObject({
    regimeId: codeSchema,
    stage: codeSchema,
    recipient: recipientCodeSchema,
    toldAt: momentSchema,
    channel: lineSchema(300),
    toldTo: z.union([z.literal(''), lineSchema(200)]).default(''),
    note: z.union([z.literal(''), proseSchema(2_000)]).default(''),
    told: z
      .array(
        z.strictObject({
          key: keySchema,
          state: z.enum(['estimated', 'confirmed']),
          value: typedValueSchema,
        }),
      )
      .max(40)
      .default([])
      .meta({ description: 'the numbers and answers that were said' }),
  })
  .meta({ id: 'RecordTelling' });

export const takeBackSchema = z.strictObject({ reason: proseSchema(2_000) }).meta({ id: 'TakeBackTelling' });

export const planFileQuery = z.strictObject({ format: z.enum(['pdf', 'docx']), language: z.enum(['ja', 'en']) });
