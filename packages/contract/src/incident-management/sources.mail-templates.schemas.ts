import { isZone } from '@matoi/kernel';
import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, versionSchema } from '../shapes.ts';
import { mailFieldRoles, severityHints } from './sources.values.ts';

/** The fixed mails of one sender: how they are recognised, and which labelled lines mean what. */
export const mailTemplateDefinitionSchema = z
  .strictObject({
    source: lineSchema(100).meta({ description: 'whose case numbers these are, e.g. "soc-east"' }),
    from: z
      .array(lineSchema(320))
      .min(1)
      .max(20)
      .meta({ description: 'addresses, or domains with a leading @; exact, without sub-domains' }),
    subjectContains: z.array(lineSchema(200)).max(10).default([]).meta({ description: 'each must occur' }),
    fields: z
      .array(
        z.strictObject({
          role: z.enum(mailFieldRoles),
          labels: z.array(lineSchema(60)).min(1).max(10),
          isMultiline: z.boolean().default(false),
        }),
      )
      .min(1)
      .max(40),
    severities: z
      .array(z.strictObject({ word: lineSchema(40), severity: z.enum(severityHints) }))
      .max(30)
      .default([])
      .meta({ description: 'their own words; the common ones in Japanese and English are known' }),
    zone: z.string().max(60).refine(isZone).default('Asia/Tokyo').meta({ description: 'of times without one (IANA)' }),
    actsBy: lineSchema(60).default('SOC').meta({ description: 'to whom acts are ascribed' }),
  })
  .meta({ id: 'MailTemplateDefinition' });

export const saveMailTemplateSchema = z.strictObject({
  name: lineSchema(100),
  isActive: z.boolean(),
  definition: mailTemplateDefinitionSchema,
});

export const mailTemplateSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    isActive: z.boolean(),
    version: versionSchema,
    definition: mailTemplateDefinitionSchema,
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
  })
  .meta({ id: 'MailTemplate' });

/** A mail as it was pasted: its text, or a whole message with its headers. */
export const tryMailTemplateSchema = z.strictObject({
  definition: mailTemplateDefinitionSchema,
  mail: z.string().min(1).max(200_000),
});

export const mailFindingSchema = z
  .strictObject({
    isMatch: z
      .boolean()
      .nullable()
      .meta({ description: 'sender and subject are as the template says; null when no headers were pasted' }),
    from: z.string().nullable(),
    subject: z.string(),
    title: z.string(),
    externalId: z.string().nullable(),
    severity: z.enum(severityHints).nullable(),
    occurredAt: momentSchema.nullable(),
    detectedAt: momentSchema.nullable(),
    hosts: z.array(z.string()),
    rule: z.string().nullable(),
    fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    acts: z.array(z.strictObject({ at: momentSchema, what: z.string() })),
    text: z.string(),
    marks: z
      .array(z.strictObject({ role: z.enum(mailFieldRoles), from: z.int().min(0), until: z.int().min(0) }))
      .meta({ description: 'what was found where in the text, in characters' }),
  })
  .meta({ id: 'MailFinding' });

export type MailTemplateDefinition = z.output<typeof mailTemplateDefinitionSchema>;
