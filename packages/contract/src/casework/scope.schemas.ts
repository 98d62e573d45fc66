import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  mergedFromSchema,
  momentSchema,
  proseSchema,
  versionSchema,
} from '../shapes.ts';
import {
  measureStates,
  scopeCategories,
  scopeCertainties,
  scopeFields,
  scopeKinds,
  scopeStates,
  scopeUnits,
} from './scope.values.ts';

/** Most items of one change. */
const mostAtOnce = 2_000;

const subjectRef = z.string().min(1).max(64).meta({ description: 'id or number of the record' });
const emptyOr = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const detailsSchema = z
  .partialRecord(z.enum(scopeFields), lineSchema(300))
  .meta({ description: 'details of the item by field; which fields a kind has stands in the vocabulary' });
const tagsSchema = z.array(lineSchema(60)).max(20);
const measureName = lineSchema(100).meta({ description: 'one of the known measures, or words of your own' });
const idsSchema = z.array(idSchema).min(1).max(mostAtOnce);

export const scopeQuery = z.strictObject({ subjectId: subjectRef });
export const scopeExportQuery = z.strictObject({ subjectId: subjectRef, language: z.enum(['ja', 'en']).default('ja') });

export const scopeMeasureSchema = z.strictObject({
  measure: z.string(),
  state: z.enum(measureStates),
  at: momentSchema,
  by: z.string().meta({ description: 'name of who said so last' }),
});

export const scopeItemSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    kind: z.enum(scopeKinds),
    name: z.string(),
    details: z.partialRecord(z.enum(scopeFields), z.string()),
    state: z.enum(scopeStates),
    stateAt: momentSchema.meta({ description: 'since when it is in this state' }),
    stateReason: z.string(),
    certainty: z.enum(scopeCertainties),
    tags: z.array(z.string()),
    note: z.string(),
    measures: z.array(scopeMeasureSchema),
    mergedFrom: mergedFromSchema,
    addedAt: momentSchema,
    changedAt: momentSchema,
  })
  .meta({ id: 'ScopeItem' });

const stateCounts = z.strictObject({
  suspected: z.int(),
  confirmed: z.int(),
  contained: z.int(),
  eradicated: z.int(),
  recovered: z.int(),
  cleared: z.int(),
});

export const scopeNumberSchema = z
  .strictObject({
    id: idSchema,
    category: z.enum(scopeCategories),
    unit: z.enum(scopeUnits),
    known: z.int().min(0).nullable(),
    maximum: z.int().min(0).nullable(),
    source: z.string(),
    note: z.string(),
    asOf: momentSchema,
    recordedAt: momentSchema,
    recordedBy: actorLinkSchema,
    isCurrent: z.boolean().meta({ description: 'after a merge a category may have one for each record' }),
    mergedFrom: mergedFromSchema,
  })
  .meta({ id: 'ScopeNumber', description: 'both numbers null: not known yet' });

const personsTotal = z.strictObject({
  known: z.int().nullable(),
  maximum: z.int().nullable(),
  hasUnknown: z.boolean().meta({ description: 'a category whose number nobody knows yet is concerned' }),
});

export const scopeSummarySchema = z
  .strictObject({
    kinds: z.array(z.strictObject({ kind: z.enum(scopeKinds), total: z.int(), states: stateCounts })),
    measures: z.array(z.strictObject({ kind: z.enum(scopeKinds), measure: z.string(), open: z.int(), done: z.int() })),
    numbers: z.array(scopeNumberSchema),
    persons: personsTotal,
  })
  .meta({ id: 'ScopeSummary' });

export const scopeListSchema = z
  .strictObject({
    items: z.array(scopeItemSchema),
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'ScopeItems' });

export const scopeNumbersSchema = z
  .strictObject({
    items: z.array(scopeNumberSchema).meta({ description: 'the newest first' }),
    persons: personsTotal,
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'ScopeNumbers' });

export const scopePreviewBody = z
  .strictObject({ subjectId: subjectRef, text: proseSchema(300_000), kind: z.enum(scopeKinds).optional() })
  .meta({ id: 'PreviewScope' });

export const scopePreviewSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        line: z.int().min(1),
        kind: z.enum(scopeKinds),
        name: z.string(),
        details: z.partialRecord(z.enum(scopeFields), z.string()),
        note: z.string(),
        duplicate: z.enum(['no', 'in-list', 'on-record']),
      }),
    ),
    isCut: z.boolean().meta({ description: 'more lines than can be added at once' }),
  })
  .meta({ id: 'ScopePreview' });

export const addScopeSchema = z
  .strictObject({
    subjectId: subjectRef,
    state: z.enum(['suspected', 'confirmed']).default('suspected'),
    certainty: z.enum(scopeCertainties).default('known'),
    reason: emptyOr(2_000).default(''),
    since: momentSchema.optional().meta({ description: 'since when; left out: now' }),
    tags: tagsSchema.default([]),
    measures: z.array(measureName).max(10).default([]),
    items: z
      .array(
        z.strictObject({
          kind: z.enum(scopeKinds),
          name: lineSchema(300),
          details: detailsSchema.default({}),
          note: emptyOr(2_000).default(''),
        }),
      )
      .min(1)
      .max(mostAtOnce),
  })
  .meta({ id: 'AddScope' });

export const addedScopeSchema = z
  .strictObject({ added: z.int(), there: z.int().meta({ description: 'left out because they are there already' }) })
  .meta({ id: 'AddedScope' });

export const changeScopeSchema = z
  .strictObject({
    name: lineSchema(300),
    kind: z.enum(scopeKinds),
    details: detailsSchema,
    certainty: z.enum(scopeCertainties),
    tags: tagsSchema,
    note: emptyOr(2_000),
  })
  .meta({ id: 'ChangeScopeItem' });

export const moveScopeSchema = z
  .strictObject({ state: z.enum(scopeStates), reason: emptyOr(2_000).default(''), since: momentSchema.optional() })
  .meta({ id: 'MoveScopeItem' });

export const moveManySchema = z
  .strictObject({
    subjectId: subjectRef,
    items: z
      .array(z.strictObject({ id: idSchema, version: versionSchema }))
      .min(1)
      .max(mostAtOnce),
    state: z.enum(scopeStates),
    reason: emptyOr(2_000).default(''),
    since: momentSchema.optional(),
  })
  .meta({ id: 'MoveScopeItems' });

export const movedManySchema = z
  .strictObject({
    moved: z.int(),
    stale: z.array(z.string()).meta({ description: 'names of those that somebody else changed meanwhile' }),
    impossible: z
      .array(z.string())
      .meta({ description: 'names of those that cannot come into this state from theirs' }),
  })
  .meta({ id: 'MovedScopeItems' });

export const setMeasureSchema = z
  .strictObject({ subjectId: subjectRef, ids: idsSchema, measure: measureName, state: z.enum(measureStates) })
  .meta({ id: 'SetScopeMeasure' });

export const withdrawScopeSchema = z
  .strictObject({ subjectId: subjectRef, ids: idsSchema, reason: proseSchema(2_000) })
  .meta({ id: 'WithdrawScopeItems' });

export const changedManySchema = z.strictObject({ changed: z.int() }).meta({ id: 'ChangedScopeItems' });

export const scopeHistorySchema = z
  .strictObject({
    item: scopeItemSchema,
    moves: z.array(
      z.strictObject({
        from: z.enum(scopeStates).nullable(),
        to: z.enum(scopeStates),
        since: momentSchema,
        reason: z.string(),
        at: momentSchema,
        by: actorLinkSchema,
      }),
    ),
  })
  .meta({ id: 'ScopeItemHistory' });

const amount = z.int().min(0).max(2_000_000_000).nullable();

export const recordNumberSchema = z
  .strictObject({
    subjectId: subjectRef,
    category: z.enum(scopeCategories),
    unit: z.enum(scopeUnits).default('persons'),
    known: amount,
    maximum: amount,
    source: lineSchema(300),
    note: emptyOr(2_000).default(''),
    asOf: momentSchema.optional(),
    previousId: idSchema
      .nullable()
      .meta({ description: 'the entry that was shown as the current one; null where there was none' }),
  })
  .meta({ id: 'RecordScopeNumber' });
