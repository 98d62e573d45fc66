import * as z from 'zod';
import { actorLinkSchema, momentSchema, proseSchema, subjectLinkSchema } from '../shapes.ts';
import { codeSchema, daySchema, factValueSchema, questionSchema, textSchema } from './obligations.schemas.ts';
import { obligationApplicabilities, obligationConfidences, obligationForces } from './obligations.values.ts';

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
  isOwn: z.boolean().meta({ description: 'written by the team; only the newest version is listed' }),
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

const definitionSchema = z
  .record(z.string().max(80), z.unknown())
  .meta({ description: 'a rule as data, in the form that the guide for rules of your own describes' });

export const ownRuleSchema = z.strictObject({
  regimeId: z.string(),
  versions: z.array(
    z.strictObject({
      version: z.int(),
      definition: definitionSchema,
      reason: z.string(),
      writtenAt: momentSchema,
      writtenBy: actorLinkSchema,
    }),
  ),
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
    own: z.array(ownRuleSchema).meta({ description: "the team's own rules in all versions, the newest first" }),
    templates: z.array(definitionSchema).meta({ description: 'to begin a rule of your own with' }),
    calendars: z.array(z.strictObject({ code: z.string(), name: textSchema })),
    roles: z.array(z.strictObject({ code: z.string(), name: textSchema })).meta({ description: 'roles of the team' }),
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

export const writeRuleSchema = z
  .strictObject({
    definition: definitionSchema,
    version: z.int().min(0).meta({ description: 'of the rule that was read; 0 for a new one' }),
    reason: proseSchema(2_000),
  })
  .meta({ id: 'WriteObligationRule' });

export const tryRuleSchema = z.strictObject({ definition: definitionSchema }).meta({ id: 'TryObligationRule' });

export const triedRuleSchema = z
  .strictObject({
    of: z.int().meta({ description: 'over how many of the newest incidents it was tried' }),
    applicable: z.int(),
    open: z.int().meta({ description: 'where a fact or a declaration is missing' }),
    items: z
      .array(
        z.strictObject({
          subject: subjectLinkSchema,
          applicability: z.enum(obligationApplicabilities),
          due: z.strictObject({ at: momentSchema, on: daySchema.nullable() }).nullable(),
          missing: z.array(z.string()),
        }),
      )
      .meta({ description: 'the incidents to which it would have applied, or might have' }),
  })
  .meta({ id: 'TriedObligationRule' });
