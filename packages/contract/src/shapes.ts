import * as z from 'zod';

/** Shapes that several modules use. A text limit is in characters (UTF-16 units), as the browser counts. */
export const idSchema = z.uuid().toLowerCase();
export const momentSchema = z.iso
  .datetime({ offset: true })
  .refine(isFourDigitYear)
  .meta({ description: 'ISO 8601 with offset; answered in UTC' });

/** An offset can push the edges of the calendar to a year that cannot be answered in the same form. */
function isFourDigitYear(moment: string): boolean {
  const year = new Date(moment).getUTCFullYear();
  return year >= 0 && year <= 9999;
}

export const versionSchema = z.int().min(1);

/** Addresses a record by UUID or by its readable number. */
export const refParams = z.strictObject({ id: z.string().min(1).max(64) });
export const idParams = z.strictObject({ id: idSchema });

/** One line typed by a person: trimmed, not empty, without line breaks or control characters. */
export function lineSchema(limit: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u);
}

/** Several lines typed by a person; control characters other than line feed and tab are refused. */
export function proseSchema(limit: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t][^\p{Cc}]*)*$/u);
}

/** A filter of a list: `phase=triage,closed` means any of the named values. */
export function anyOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  const known = new Set<string>(values);
  return z
    .string()
    .max(400)
    .refine((text) => text.split(',').every((part) => known.has(part)))
    .transform((text) => text.split(',') as Values[number][])
    .meta({ description: `one or more of ${values.join(', ')}, separated by commas` });
}

/** The query of every list: keyset cursor, at most 200 rows, one of the offered sorts, and the list's own filters. */
export function listQuery<const Sorts extends readonly [string, ...string[]], Filters extends z.ZodRawShape>(options: {
  sorts: Sorts;
  filters: Filters;
}) {
  return z.strictObject({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    sort: z.enum(options.sorts).default(options.sorts[0] as Sorts[number]),
    ...options.filters,
  });
}

/** The answer of every list. `total` is exact to 1,000; `next` is null on the last page. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.strictObject({ count: z.int().min(0), isMore: z.boolean() }),
  });
}

/** A list that is always short enough to be sent whole. */
export function shortListSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item) });
}

/** For changes that are asked for by their address alone. */
export const emptyBodySchema = z.strictObject({});

/** A pointer to any registered record, with what is needed to show a link. */
export const subjectLinkSchema = z.strictObject({
  kind: z.string(),
  id: idSchema,
  number: z.string().nullable(),
  title: z.string(),
});

/** Where something lies that a list shows together with what was merged into the record that was asked for. */
export const mergedFromSchema = subjectLinkSchema
  .nullable()
  .meta({ description: 'in lists: the merged record that it lies on; null: the record that was asked for' });

export const compartmentLinkSchema = z.strictObject({ id: z.int().min(1), name: z.string(), isOpen: z.boolean() });

/** Who did something: an account, a token, or a part of the system, with the name to show. */
export const actorLinkSchema = z.strictObject({
  kind: z.enum(['user', 'token', 'guest', 'system']),
  id: z.string(),
  name: z.string(),
});
export type ActorLink = Readonly<z.infer<typeof actorLinkSchema>>;
