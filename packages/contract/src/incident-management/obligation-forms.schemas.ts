import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema } from '../shapes.ts';
import { formSchema, mappedCellsSchema } from './filings.schemas.ts';
import { codeSchema, textSchema } from './obligations.schemas.ts';
import { mappingProblems } from './obligations.values.ts';

/** Which recipient of which rule wants the form. */
const target = { regimeId: codeSchema, recipient: codeSchema };

const formVersionSchema = z.strictObject({
  id: idSchema,
  version: z.int(),
  fileName: z.string(),
  sha256: z.string().nullable().meta({ description: 'of the form; null where the version ended it' }),
  isEnded: z.boolean(),
  reason: z.string(),
  writtenAt: momentSchema,
  writtenBy: actorLinkSchema,
});

export const keptFormSchema = formVersionSchema
  .extend({
    regimeId: z.string(),
    recipient: z.string(),
    name: z.string(),
    cells: mappedCellsSchema,
    versions: z.array(formVersionSchema).meta({ description: 'all of them, the newest first' }),
  })
  .meta({ id: 'RecipientForm', description: "a recipient's own form with its mapping, in its newest version" });

export const keptFormsSchema = z
  .strictObject({
    items: z.array(keptFormSchema),
    targets: z
      .array(
        z.strictObject({
          regimeId: z.string(),
          regimeName: textSchema,
          recipient: z.string(),
          name: textSchema,
          keys: z.array(z.string()).meta({ description: 'the fields that this recipient is told' }),
        }),
      )
      .meta({ description: 'whose forms can be kept' }),
  })
  .meta({ id: 'RecipientForms' });

export const checkFormSchema = z
  .strictObject({ ...target, form: formSchema, cells: mappedCellsSchema })
  .meta({ id: 'CheckRecipientForm' });

export const checkedFormSchema = z
  .strictObject({
    sheets: z.array(z.string()).meta({ description: 'of the form' }),
    problems: z
      .array(
        z.strictObject({
          sheet: z.string(),
          cell: z.string(),
          key: z.string(),
          problem: z.enum(mappingProblems),
          isRefused: z.boolean().meta({ description: 'false where it may be meant' }),
        }),
      )
      .meta({ description: 'lines of the mapping with which something is wrong' }),
    unmapped: z.array(z.string()).meta({ description: 'fields that the recipient is told and that go nowhere' }),
    sample: z.string().meta({ description: 'a copy filled with the names of the fields, in base64' }),
  })
  .meta({ id: 'CheckedRecipientForm' });

export const writeFormSchema = z
  .strictObject({
    ...target,
    name: lineSchema(80),
    fileName: lineSchema(200),
    form: formSchema,
    cells: mappedCellsSchema,
    version: z.int().min(0).meta({ description: 'of the form that was read; 0 for a new one' }),
    reason: proseSchema(2_000),
  })
  .meta({ id: 'WriteRecipientForm' });

export const endFormSchema = z.strictObject({ reason: proseSchema(2_000) }).meta({ id: 'EndRecipientForm' });

export const formFileQuery = z.strictObject({
  content: z.enum(['form', 'sample']).meta({ description: 'as it was given, or filled with the names of its fields' }),
  language: z.enum(['ja', 'en']).default('ja'),
});
