import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
} from '../shapes.ts';
import {
  knownValueKinds,
  observableDismissals,
  observableRoles,
  observableSorts,
  observableSources,
  observableStates,
  observableTypes,
} from './observables.values.ts';

const filters = {
  subjectId: z.string().min(1).max(64).optional().meta({ description: 'only those of this record and its parts' }),
  type: anyOf(observableTypes).optional(),
  role: anyOf(observableRoles).optional(),
  state: anyOf(observableStates).optional(),
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

const placeSchema = {
  record: subjectLinkSchema,
  snippet: z.string().meta({ description: 'the words around the first place' }),
  written: z.string(),
  count: z.int().min(1),
  source: z.enum(observableSources),
  state: z.enum(observableStates),
  dismissal: z.enum(observableDismissals).nullable(),
  role: z.enum(observableRoles),
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
  })
  .meta({ id: 'Observable' });

export const observableValueSchema = z
  .strictObject({
    id: idSchema,
    ...nameSchema,
    known: z.strictObject({ id: idSchema, kind: z.enum(knownValueKinds), reason: z.string() }).nullable(),
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
  })
  .meta({ id: 'AddObservables' });

export const changeObservablesSchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64),
    valueIds: z.array(idSchema).min(1).max(200),
    state: z.enum(observableStates).optional(),
    role: z.enum(observableRoles).optional(),
    type: z.enum(observableTypes).optional().meta({ description: 'enters the values as this type instead' }),
  })
  .meta({ id: 'ChangeObservables' });

export const changedObservablesSchema = z.strictObject({ changed: z.int().min(0) }).meta({ id: 'ChangedObservables' });

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
