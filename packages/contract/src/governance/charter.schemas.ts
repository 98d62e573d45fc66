import * as z from 'zod';
import { actorLinkSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { approvedHeadSchema, approveVersionSchema } from './approved.schemas.ts';
import * as values from './charter.values.ts';

const empty = z.literal('');
const inBothSchema = z.strictObject({ ja: z.string(), en: z.string() });
const prose = z.union([empty, proseSchema(values.charterTextLimit)]);
const proseInBothSchema = z.strictObject({ ja: prose, en: prose });
const keyAddressSchema = z.union([empty, z.url({ protocol: /^https?$/u }).max(500)]);

export const charterDefinitionSchema = z
  .strictObject({
    texts: z.record(z.enum(values.charterTextKeys), proseInBothSchema),
    lines: z.strictObject({
      telephone: z.union([empty, lineSchema(60)]),
      facsimile: z.union([empty, lineSchema(60)]),
      mail: z.union([empty, z.email().max(200)]),
      keyFingerprint: z.union([empty, lineSchema(100)]).meta({ description: 'of the PGP key of the team' }),
      keyAddress: keyAddressSchema.meta({ description: 'where the PGP key can be fetched' }),
    }),
    services: z
      .array(z.strictObject({ code: z.string().min(1).max(10), text: proseInBothSchema }))
      .max(40)
      .readonly()
      .meta({ description: 'by the codes of the FIRST CSIRT Services Framework, each with what the team says of it' }),
    namesMatrix: z.boolean().meta({ description: 'refers to the version of the authority matrix in force' }),
  })
  .meta({ id: 'CharterDefinition' });

/** What the program knew when the version was approved, or knows now for a draft. */
const knownSchema = z.strictObject({
  zone: z.string(),
  reportForm: z.string().nullable().meta({ description: 'address of the form for everybody; null while it is closed' }),
  matrix: z.strictObject({ number: z.int(), effectiveAt: momentSchema }).nullable(),
});

const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({
    kind: z.literal('facts'),
    facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  }),
]);
const partSchema = z.strictObject({
  number: z.string(),
  title: z.string(),
  blocks: z.array(blockSchema),
});
const documentSchema = z
  .strictObject({ ja: z.array(partSchema), en: z.array(partSchema) })
  .meta({ description: 'the document in the order of RFC 2350, as it is read' });

const changeSchema = z.strictObject({
  part: z.enum(['text', 'line', 'service', 'matrix']),
  key: z.string(),
  label: inBothSchema,
  before: inBothSchema.nullable(),
  after: inBothSchema.nullable(),
});

export const charterVersionSchema = approvedHeadSchema
  .extend({
    document: documentSchema,
    changes: z.array(changeSchema).meta({ description: 'against the version before; empty for the first' }),
  })
  .meta({ id: 'CharterVersion' });

export const charterSchema = z
  .strictObject({
    current: charterVersionSchema.nullable(),
    versions: z.array(approvedHeadSchema),
    hasDraft: z.boolean(),
    publication: z.strictObject({ isPublic: z.boolean(), address: z.string(), textAddress: z.string() }),
    can: z.strictObject({ draft: z.boolean(), approve: z.boolean(), publish: z.boolean() }),
  })
  .meta({ id: 'Charter' });

export const charterDraftSchema = z
  .strictObject({
    version: versionSchema,
    isBegun: z.boolean().meta({ description: 'false: what a draft would begin with' }),
    basedOn: z.int().min(1).nullable(),
    definition: charterDefinitionSchema,
    known: knownSchema,
    authors: z.array(actorLinkSchema).readonly(),
    contentHash: z.string(),
    problems: z.array(z.strictObject({ key: z.string(), label: inBothSchema, code: z.enum(values.charterProblems) })),
    changes: z.array(changeSchema).meta({ description: 'against the version in force; empty without one' }),
    document: documentSchema,
    outline: z
      .array(z.strictObject({ number: z.string(), title: inBothSchema, holds: z.array(z.string()) }))
      .meta({ description: 'the parts of RFC 2350, and by which keys of the definition each is filled' }),
    services: z.array(
      z.strictObject({ code: z.string(), area: inBothSchema, name: inBothSchema, section: z.string() }),
    ),
    can: z.strictObject({ save: z.boolean(), approve: z.boolean() }),
  })
  .meta({ id: 'CharterDraft' });

export const saveCharterDraftSchema = z
  .strictObject({ definition: charterDefinitionSchema })
  .meta({ id: 'SaveCharterDraft' });

export const approveCharterSchema = approveVersionSchema.meta({ id: 'ApproveCharter' });

export const charterDocumentQuery = z.strictObject({
  format: z.enum(values.charterFormats),
  language: z.enum(['ja', 'en']).default('ja'),
});

export const publishCharterSchema = z.strictObject({ isPublic: z.boolean() }).meta({ id: 'PublishCharter' });
export const charterPageQuery = z.strictObject({ lang: z.string().max(20).optional() });
