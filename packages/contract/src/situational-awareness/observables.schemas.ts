import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  shortListSchema,
  subjectLinkSchema,
} from '../shapes.ts';
import {
  knownValueKinds,
  observableChangeKinds,
  observableColumns,
  observableDismissals,
  observablePaps,
  observableRoles,
  observableRowProblems,
  observableSorts,
  observableSources,
  observableStates,
  observableTagLimit,
  observableTlps,
  observableTypes,
} from './observables.values.ts';

const filters = {
  subjectId: z.string().min(1).max(64).optional().meta({ description: 'only those of this record and its parts' }),
  type: anyOf(observableTypes).optional(),
  role: anyOf(observableRoles).optional(),
  state: anyOf(observableStates).optional(),
  tag: lineSchema(60).optional(),
  tlp: z
    .enum([...observableTlps, 'none'])
    .optional()
    .meta({ description: "the value's own marking, else that of its record" }),
  q: z.string().trim().max(300).optional().meta({ description: 'a value or its beginning, in any notation' }),
};

export const observableListQuery = listQuery({ sorts: observableSorts, filters });
export const observableExportQuery = z.strictObject(filters);
export const observableOccurrencesQuery = listQuery({ sorts: ['newest'], filters: {} });

const nameSchema = {
  type: z.enum(observableTypes),
  value: z.string(),
  defanged: z.string().meta({ description: 'made harmless for reading' }),
  readable: z.string().nullable().meta({ description: 'with the internationalised name as people read it' }),
};

/** A name or reason in both languages. */
export const bothLanguagesSchema = z.strictObject({ ja: z.string(), en: z.string() });

export const warningSchema = z
  .strictObject({
    listId: z.string().meta({ description: 'id of the warning list' }),
    name: bothLanguagesSchema,
    reason: bothLanguagesSchema,
  })
  .meta({ id: 'ObservableWarning', description: 'a warning list that the value is on' });

const tagsSchema = z.array(lineSchema(60)).max(observableTagLimit);

const markingSchema = z
  .strictObject({
    tlp: z.enum(observableTlps).nullable(),
    pap: z.enum(observablePaps).nullable(),
    ownTlp: z.enum(observableTlps).nullable(),
    ownPap: z.enum(observablePaps).nullable(),
  })
  .meta({ id: 'ObservableMarking', description: "what holds for the value here; own: null takes the record's" });

const placeSchema = {
  record: subjectLinkSchema,
  snippet: z.string().meta({ description: 'the words around the first place' }),
  written: z.string(),
  count: z.int().min(1),
  source: z.enum(observableSources),
  state: z.enum(observableStates),
  dismissal: z.enum(observableDismissals).nullable(),
  role: z.enum(observableRoles),
  tags: z.array(z.string()),
  note: z.string().meta({ description: 'why it matters here' }),
  marking: markingSchema,
  correctedBy: actorLinkSchema.nullable(),
  firstSeenAt: momentSchema,
  lastSeenAt: momentSchema,
};

export const observableSchema = z
  .strictObject({
    id: idSchema.meta({ description: 'of the value: the same on every record' }),
    ...nameSchema,
    ...placeSchema,
    alsoSeen: z.strictObject({
      count: z.int().min(0).meta({ description: 'other records that the caller sees, counted to 20' }),
      isMore: z.boolean(),
      records: z.array(subjectLinkSchema),
    }),
    warnings: z.array(warningSchema),
    sightings: z.strictObject({
      count: z.int().min(0).meta({ description: 'times it was seen, as far as the caller sees' }),
      isMore: z.boolean(),
      lastAt: momentSchema.nullable(),
    }),
  })
  .meta({ id: 'Observable' });

export const observableValueSchema = z
  .strictObject({
    id: idSchema,
    ...nameSchema,
    known: z.strictObject({ id: idSchema, kind: z.enum(knownValueKinds), reason: z.string() }).nullable(),
    warnings: z.array(warningSchema),
    firstSeenAt: momentSchema,
    lastSeenAt: momentSchema,
  })
  .meta({ id: 'ObservableValue' });

export const observableOccurrenceSchema = z
  .strictObject({ id: idSchema, ...placeSchema })
  .meta({ id: 'ObservableOccurrence' });

export const previewObservablesSchema = z
  .strictObject({ text: proseSchema(100_000) })
  .meta({ id: 'PreviewObservables' });

export const previewedObservableSchema = z
  .strictObject({
    ...nameSchema,
    snippet: z.string(),
    dismissal: z.enum(observableDismissals).nullable().meta({ description: 'why Matoi would leave it out' }),
    warnings: z.array(warningSchema),
  })
  .meta({ id: 'PreviewedObservable' });

export const addObservablesSchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64),
    values: z
      .array(z.strictObject({ type: z.enum(observableTypes), value: z.string().trim().min(1).max(2048) }))
      .min(1)
      .max(500),
    role: z.enum(observableRoles).default('unknown'),
    tags: tagsSchema.default([]),
  })
  .meta({ id: 'AddObservables' });

export const changeObservablesSchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64),
    valueIds: z.array(idSchema).min(1).max(200),
    state: z.enum(observableStates).optional(),
    role: z.enum(observableRoles).optional(),
    type: z.enum(observableTypes).optional().meta({ description: 'enters the values as this type instead' }),
    tlp: z.enum(observableTlps).nullable().optional().meta({ description: 'null: as the record' }),
    pap: z.enum(observablePaps).nullable().optional().meta({ description: 'null: as the record' }),
    addTags: tagsSchema.optional(),
    removeTags: tagsSchema.optional(),
    note: z.union([z.literal(''), proseSchema(2_000)]).optional(),
    noteBefore: z
      .string()
      .max(2_000)
      .optional()
      .meta({ description: 'the note that the caller has read: when it is another now, nothing is changed' }),
  })
  .meta({ id: 'ChangeObservables' });

export const changedObservablesSchema = z
  .strictObject({
    changed: z.int().min(0),
    changeIds: z.array(idSchema).meta({ description: 'by which this is taken back' }),
  })
  .meta({ id: 'ChangedObservables' });

export const observableTagsSchema = shortListSchema(z.string());

const subjectRef = z.string().min(1).max(64).meta({ description: 'id or number of the record' });

export const observableChangesQuery = z.strictObject({ subjectId: subjectRef });
export const observableChangeSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(observableChangeKinds),
    count: z.int().min(0),
    at: momentSchema,
    by: actorLinkSchema,
    undone: z.strictObject({ at: momentSchema, by: actorLinkSchema }).nullable(),
  })
  .meta({ id: 'ObservableChange' });
export const undoneChangeSchema = z
  .strictObject({
    restored: z.int().min(0),
    left: z.int().min(0).meta({ description: 'values that were changed again since, and stay as they are' }),
  })
  .meta({ id: 'UndoneObservableChange' });

export const observableTableQuery = z.strictObject({
  subjectId: subjectRef,
  columns: z
    .string()
    .max(2_000)
    .refine((text) => text.split(',').every((one) => (observableColumns as readonly string[]).includes(one)))
    .transform((text) => text.split(',') as (typeof observableColumns)[number][])
    .optional()
    .meta({ description: `what the columns mean, in their order: ${observableColumns.join(', ')}; left out: guessed` }),
});

export const observableTableSchema = z
  .strictObject({
    headings: z.array(z.string()),
    columns: z.array(z.enum(observableColumns)),
    counts: z.strictObject({
      good: z.int().min(0),
      there: z.int().min(0).meta({ description: 'of the good ones: on the record already; marks are added to them' }),
      bad: z.int().min(0),
    }),
    isCut: z.boolean().meta({ description: 'more rows than are read' }),
    rows: z
      .array(
        z.strictObject({
          row: z.int().min(1),
          written: z.string(),
          type: z.enum(observableTypes).nullable(),
          defanged: z.string(),
          role: z.enum(observableRoles),
          tags: z.array(z.string()),
          tlp: z.enum(observableTlps).nullable(),
          pap: z.enum(observablePaps).nullable(),
          note: z.string(),
          isThere: z.boolean(),
          problem: z.enum(observableRowProblems).nullable(),
          warnings: z.array(warningSchema),
        }),
      )
      .meta({ description: 'those with problems first, at most 200' }),
  })
  .meta({ id: 'ObservableTable' });

export const importedObservablesSchema = z
  .strictObject({
    changed: z.int().min(0),
    changeIds: z.array(idSchema),
    leftOut: z.int().min(0),
  })
  .meta({ id: 'ImportedObservables' });

export const knownValueSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(knownValueKinds),
    type: z.enum(observableTypes),
    value: z.string(),
    defanged: z.string(),
    reason: z.string(),
    addedAt: momentSchema,
    addedBy: actorLinkSchema,
  })
  .meta({ id: 'KnownValue' });

export const addKnownValueSchema = z
  .strictObject({
    kind: z.enum(knownValueKinds),
    value: lineSchema(2048),
    reason: lineSchema(300).optional(),
  })
  .meta({ id: 'AddKnownValue' });
