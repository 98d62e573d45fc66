import * as z from 'zod';
import { actorLinkSchema, momentSchema, proseSchema } from '../shapes.ts';
import { codeSchema, daySchema, factValueSchema, questionSchema, textSchema } from './obligations.schemas.ts';
import { obligationConfidences, obligationForces } from './obligations.values.ts';

export const ruleRowSchema = z.strictObject({
  regimeId: z.string(),
  version: z.int(),
  jurisdiction: z.string(),
  name: textSchema,
  shortName: textSchema,
  kind: z.enum(obligationForces),
  confidence: z.enum(obligationConfidences),
  isOn: z.boolean(),
  isShippedOn: z.boolean(),
  whyOff: textSchema.nullable(),
  effectiveFrom: daySchema.nullable(),
  effectiveTo: daySchema.nullable(),
  stages: z.array(z.strictObject({ code: z.string(), name: textSchema, force: z.enum(obligationForces) })),
  sources: z.array(
    z.strictObject({
      title: textSchema,
      clause: textSchema.nullable(),
      url: z.string().nullable(),
      readOn: daySchema.nullable(),
    }),
  ),
  switched: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
});

export const obligationRulesSchema = z
  .strictObject({
    declaration: z.strictObject({
      version: z.int().min(0).meta({ description: '0 before anybody declared anything' }),
      answers: z.array(z.strictObject({ key: z.string(), value: factValueSchema })),
      note: z.string(),
      declaredAt: momentSchema.nullable(),
      declaredBy: actorLinkSchema.nullable(),
    }),
    questions: z.array(questionSchema),
    rules: z.array(ruleRowSchema),
  })
  .meta({ id: 'ObligationRules' });

export const declareScopeSchema = z
  .strictObject({
    version: z.int().min(0).meta({ description: 'of the declaration that was read' }),
    answers: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(80),
          value: z.union([z.boolean(), z.string().min(1).max(80), z.array(z.string().min(1).max(80)).max(60)]),
        }),
      )
      .max(200)
      .meta({ description: 'a question that is left out is undeclared' }),
    note: z.union([z.literal(''), proseSchema(2_000)]).default(''),
  })
  .meta({ id: 'DeclareObligationScope' });

export const switchRuleSchema = z
  .strictObject({ regimeId: codeSchema, isOn: z.boolean(), reason: proseSchema(2_000) })
  .meta({ id: 'SwitchObligationRule' });
