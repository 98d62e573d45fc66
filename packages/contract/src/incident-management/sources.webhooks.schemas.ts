import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import { deliveryResults, severityHints, submissionResults, webhookProofs } from './sources.values.ts';
import { submitReportSchema } from './submission.schemas.ts';

/** Text with places for values: `Wazuh: {/rule/description}`. Paths as in JSON Pointer, `[]` goes through an array. */
const expression = proseSchema(500).meta({
  description: 'text with {/path} for values; {/a|/b} takes the first that is there',
});
const path = z
  .string()
  .max(200)
  .regex(/^(\/.*)?$/s);

export const webhookMapSchema = z
  .strictObject({
    each: path
      .default('')
      .meta({ description: 'path of the array of alerts; empty = the body is one, or an array of them' }),
    title: expression,
    text: expression.optional(),
    externalId: expression.optional(),
    occurredAt: expression.optional(),
    detectedAt: expression.optional(),
    rule: expression.optional(),
    classHint: expression.optional(),
    link: expression.optional(),
    severity: z
      .strictObject({
        value: expression,
        table: z
          .array(
            z.union([
              z.strictObject({ is: lineSchema(60), severity: z.enum(severityHints) }),
              z.strictObject({ atLeast: z.number(), severity: z.enum(severityHints) }),
            ]),
          )
          .min(1)
          .max(30),
      })
      .optional(),
    hosts: z.array(expression).max(10).default([]),
    tags: z.array(expression).max(10).default([]),
    fields: z
      .array(z.strictObject({ label: lineSchema(60), value: expression }))
      .max(40)
      .default([]),
  })
  .meta({ id: 'WebhookMap' });

export const webhookDefinitionSchema = z
  .strictObject({
    source: lineSchema(100),
    map: webhookMapSchema,
    dedupe: z.strictObject({
      key: expression.optional().meta({ description: 'made of rule and hosts when left out' }),
      minutes: z.int().min(0).max(10_080),
    }),
  })
  .meta({ id: 'WebhookDefinition' });

/** Headers that mean something else on the way here, and those that are signed in with. */
const takenHeaders =
  /^(authorization|cookie|host|origin|connection|transfer-encoding|forwarded|content-.*|x-forwarded-.*|sec-.*)$/i;
const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/)
  .refine((name) => !takenHeaders.test(name));

const savedFields = {
  name: lineSchema(100),
  isActive: z.boolean(),
  proof: z.enum(webhookProofs),
  headerName: headerName.default('X-Matoi-Secret'),
  definition: webhookDefinitionSchema,
};
export const createWebhookSchema = z.strictObject(savedFields);
export const changeWebhookSchema = z.strictObject(savedFields);

export const webhookSchema = z
  .strictObject({
    id: idSchema,
    address: z.string(),
    name: z.string(),
    isActive: z.boolean(),
    version: versionSchema,
    proof: z.enum(webhookProofs),
    headerName: z.string(),
    secretSetAt: momentSchema,
    definition: webhookDefinitionSchema,
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
    lastDelivery: z.strictObject({ receivedAt: momentSchema, result: z.enum(deliveryResults) }).nullable(),
  })
  .meta({ id: 'Webhook' });

/** The secret is shown here and never again. */
export const webhookSecretSchema = z.strictObject({ webhook: webhookSchema, secret: z.string() });

export const tryWebhookSchema = z.strictObject({
  definition: webhookDefinitionSchema,
  body: z.string().min(1).max(1_000_000),
});

const fieldProblem = z.strictObject({ path: z.string(), code: z.string() });

/** What a map makes of a body: each report, or which of its fields are wrong. */
export const webhookTrialSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        submission: submitReportSchema.nullable(),
        problems: z.array(fieldProblem),
        dedupeKey: z.string().nullable(),
      }),
    ),
    total: z.int().min(0).meta({ description: 'alerts in the body; at most 20 are shown' }),
    paths: z
      .array(z.strictObject({ path: z.string(), value: z.string() }))
      .meta({ description: 'what is there to choose from in the first alert' }),
    problems: z.array(fieldProblem).meta({ description: 'expressions that cannot be read' }),
  })
  .meta({ id: 'WebhookTrial' });

export const deliverySchema = z
  .strictObject({
    id: idSchema,
    receivedAt: momentSchema,
    remoteAddress: z.string().nullable(),
    result: z.enum(deliveryResults),
    code: z.string().nullable(),
    items: z.array(
      z.strictObject({
        index: z.int().min(0),
        result: z.enum(submissionResults),
        report: subjectLinkSchema.nullable(),
        code: z.string().nullable(),
        fields: z.array(fieldProblem),
      }),
    ),
    canReplay: z.boolean(),
    replayedAt: momentSchema.nullable(),
    isReplay: z.boolean(),
  })
  .meta({ id: 'WebhookDelivery' });

/** What became of the alerts of one delivery. Everything accepted is stored. */
export const receivedDeliverySchema = z
  .strictObject({
    deliveryId: idSchema,
    items: z.array(
      z.strictObject({
        index: z.int().min(0),
        result: z.enum(submissionResults),
        id: idSchema.nullable(),
        number: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReceivedDelivery' });

export const readyMapSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    documentation: z.string(),
    effectiveOn: z.string(),
    definition: webhookDefinitionSchema,
    example: z.string(),
  })
  .meta({ id: 'ReadyMap' });

export type WebhookDefinition = z.output<typeof webhookDefinitionSchema>;
export type WebhookMap = z.output<typeof webhookMapSchema>;
