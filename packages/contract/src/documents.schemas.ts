import * as z from 'zod';
import { documentTlps, figureTones } from './documents.values.ts';

const fact = z.strictObject({ label: z.string(), value: z.string() });

const figureShapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    x1: z.number(),
    y1: z.number(),
    x2: z.number(),
    y2: z.number(),
    tone: z.enum(figureTones),
    isDashed: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('dot'),
    x: z.number(),
    y: z.number(),
    r: z.number(),
    tone: z.enum(figureTones),
    isOpen: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('label'),
    x: z.number(),
    y: z.number(),
    text: z.string(),
    size: z.number(),
    tone: z.enum(figureTones),
    anchor: z.enum(['start', 'middle', 'end']).optional(),
    isBold: z.boolean().optional(),
  }),
]);

const documentBlockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string(), tone: z.enum(['plain', 'note']).optional() }),
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('list'), isNumbered: z.boolean().optional(), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('facts'), facts: z.array(fact) }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(z.strictObject({ title: z.string(), share: z.number().optional() })),
    rows: z.array(z.array(z.string())),
  }),
  z.strictObject({
    kind: z.literal('figure'),
    width: z.number(),
    height: z.number(),
    shapes: z.array(figureShapeSchema),
    caption: z.string(),
  }),
]);

/** A document as `DocumentModel` says, for answers that show one. */
export const reportDocumentSchema = z
  .strictObject({
    language: z.enum(['ja', 'en']),
    title: z.string(),
    subtitle: z.string().nullable(),
    tlp: z.enum(documentTlps).nullable(),
    issuer: z.string(),
    reference: z.string(),
    date: z.string().nullable(),
    draftMark: z.string().nullable(),
    facts: z.array(fact),
    sections: z.array(z.strictObject({ heading: z.string(), blocks: z.array(documentBlockSchema) })),
    checksum: z.string().nullable(),
  })
  .meta({ id: 'ReportDocument' });
