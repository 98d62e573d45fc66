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
import {
  codeSchema,
  conflictSchema,
  differenceSchema,
  recipientCodeSchema,
  textSchema,
} from './obligations.schemas.ts';
import { filingFormats, filingKinds, filingStates, obligationFactStates } from './obligations.values.ts';

const language = z.enum(['ja', 'en']);
const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 in hexadecimal digits' });

export const startFilingSchema = z
  .strictObject({
    regimeId: codeSchema,
    stage: codeSchema,
    recipient: recipientCodeSchema,
    language: language.default('ja'),
    kind: z.enum(filingKinds).default('report'),
  })
  .meta({ id: 'StartFiling' });

const itemSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  value: z.string(),
  state: z.enum(obligationFactStates),
  isRequired: z.boolean(),
  tooLongBy: z.int(),
  composed: z.string().meta({ description: 'what the record says' }),
  isEdited: z.boolean(),
  isOutdated: z.boolean().meta({ description: 'the record says something else now than when it was written by hand' }),
});

export const filingSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subject: subjectLinkSchema,
    regimeId: z.string(),
    regimeVersion: z.int(),
    stage: z.string(),
    recipient: z.string(),
    recipientName: z.string(),
    channel: textSchema.nullable(),
    url: z.string().nullable(),
    kind: z.enum(filingKinds),
    language,
    state: z.enum(filingStates),
    title: z.string(),
    sections: z.array(
      z.strictObject({
        number: z.string().nullable(),
        heading: z.string(),
        completeness: z.enum(['filled', 'partly', 'empty']),
        items: z.array(itemSchema),
      }),
    ),
    text: z.string().meta({ description: 'the whole as text to copy' }),
    contentHash: hashSchema.meta({ description: 'of exactly this content; an approval holds for nothing else' }),
    startedBy: actorLinkSchema,
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
    approval: z
      .strictObject({
        at: momentSchema,
        by: actorLinkSchema,
        isValid: z.boolean().meta({ description: 'false when draft or record have changed since' }),
      })
      .nullable(),
    filed: z
      .strictObject({
        at: momentSchema,
        channel: z.string(),
        receipt: z.string().nullable(),
        fileId: idSchema.nullable(),
        sha256: hashSchema,
        isIntact: z.boolean().meta({ description: 'what is kept is what was filed, by its checksum' }),
        recordedAt: momentSchema,
        recordedBy: actorLinkSchema,
      })
      .nullable(),
    previous: z
      .strictObject({ filingId: idSchema, filedAt: momentSchema, differences: z.array(differenceSchema) })
      .nullable()
      .meta({ description: 'the last filing to the same recipient, and what this one says otherwise' }),
    conflicts: z.array(conflictSchema).meta({ description: 'where others were told something else than this says' }),
    forms: z
      .array(z.strictObject({ id: idSchema, name: z.string(), version: z.int() }))
      .meta({ description: "the recipient's own forms that are kept, to be filled" }),
    can: z.strictObject({ change: z.boolean(), approve: z.boolean(), file: z.boolean() }),
  })
  .meta({ id: 'Filing' });

export const changeFilingSchema = z
  .strictObject({
    language,
    texts: z
      .array(
        z.strictObject({
          key: z.string().min(1).max(80),
          text: z
            .union([z.literal(''), proseSchema(20_000)])
            .nullable()
            .meta({ description: 'null takes what the record says' }),
        }),
      )
      .max(200),
  })
  .meta({ id: 'ChangeFiling' });

export const approveFilingSchema = z.strictObject({ contentHash: hashSchema }).meta({ id: 'ApproveFiling' });

export const fileFilingSchema = z
  .strictObject({
    contentHash: hashSchema,
    filedAt: momentSchema,
    channel: lineSchema(300),
    receipt: z.union([z.literal(''), lineSchema(200)]).default(''),
    fileId: idSchema
      .nullable()
      .default(null)
      .meta({ description: 'an attachment of the record: a screenshot, a copy' }),
  })
  .meta({ id: 'RecordFiling' });

export const filingFileQuery = z.strictObject({ format: z.enum(filingFormats) });

/** Characters of a form in base64: 1.4 million bytes. */
export const mostFormText = 1_900_000;

export const formSchema = z
  .base64()
  .min(8)
  .max(mostFormText)
  .meta({ description: 'the .xlsx form of the recipient, in base64' });

export const mappedCellsSchema = z
  .array(
    z.strictObject({
      sheet: z.string().min(1).max(31),
      cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/),
      key: z.string().min(1).max(80).meta({ description: 'a field of the filing or of the record' }),
      as: z.enum(['text', 'number']).default('text'),
    }),
  )
  .min(1)
  .max(500);

export const fillFormSchema = z.strictObject({ form: formSchema, cells: mappedCellsSchema }).meta({ id: 'FillForm' });

export const fillKeptFormSchema = z
  .strictObject({ formId: idSchema.meta({ description: 'a form that is kept for this recipient' }) })
  .meta({ id: 'FillKeptForm' });

export const filledFormSchema = z
  .strictObject({
    name: z.string(),
    content: z.string().meta({ description: 'the filled copy, in base64' }),
    filled: z.int(),
    unknown: z.array(z.string()).meta({ description: 'fields that nobody has said anything about, or that are none' }),
    kept: z.array(z.string()).meta({ description: 'cells with a formula of the form, which were left alone' }),
    unknownSheets: z.array(z.string()),
  })
  .meta({ id: 'FilledForm' });
