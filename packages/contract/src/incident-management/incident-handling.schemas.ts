import * as z from 'zod';
import { actorLinkSchema, idSchema, momentSchema, shortListSchema } from '../shapes.ts';
import {
  bilingualSchema,
  incidentMemberSchema,
  incidentSummarySchema,
  incidentSummaryTextSchema,
  severityDecisionSchema,
} from './incidents.schemas.ts';
import {
  closableOutcomes,
  closingGaps,
  gatheredParts,
  handlingPhases,
  incidentTimeKinds,
  phaseMoves,
  phaseStates,
  timeSourceKinds,
} from './incidents.values.ts';

export const closingCheckQuery = z.strictObject({ outcome: z.enum(closableOutcomes).default('resolved') });

/** Something a gap points to: a record, or a thing on this one that is no record of its own. */
const gapItem = z.strictObject({
  kind: z.string(),
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
});

export const closingCheckSchema = z
  .strictObject({
    outcome: z.enum(closableOutcomes),
    gaps: z.array(
      z.strictObject({
        code: z.enum(closingGaps),
        items: z.array(gapItem).meta({ description: 'what it is about, as far as the caller sees it' }),
        phases: z.array(z.enum(handlingPhases)),
        times: z.array(z.strictObject({ kind: z.enum(incidentTimeKinds), name: bilingualSchema })),
      }),
    ),
    canClose: z.boolean().meta({ description: 'the caller may close it now, with reasons where something is missing' }),
    canOverride: z.boolean(),
  })
  .meta({ id: 'ClosingCheck' });

const bilingual = z.strictObject({ ja: z.string(), en: z.string() });

export const incidentHistorySchema = z
  .strictObject({
    phases: z.array(
      z.strictObject({
        id: idSchema,
        phase: z.enum(handlingPhases),
        from: z.enum(phaseStates),
        to: z.enum(phaseStates),
        move: z.enum([...phaseMoves, 'open', 'close', 'reopen', 'merge', 'unmerge']),
        at: momentSchema,
        reason: z.string().nullable(),
        recordedAt: momentSchema,
        recordedBy: actorLinkSchema,
      }),
    ),
    severities: z.array(severityDecisionSchema),
    functions: z.array(incidentMemberSchema),
    fields: z
      .array(
        z.strictObject({
          id: idSchema,
          field: bilingual,
          before: bilingual,
          after: bilingual,
          at: momentSchema,
          by: actorLinkSchema,
        }),
      )
      .meta({ description: 'title, class, TLP and the other fields, each change in the words of that moment' }),
  })
  .meta({ id: 'IncidentHistory', description: 'what was decided, the newest first' });

export const incidentSummariesSchema = shortListSchema(incidentSummaryTextSchema);

export const mergePreviewQuery = z.strictObject({ intoId: z.string().min(1).max(64) });
export const mergeIncidentSchema = z.strictObject({
  intoId: z.string().min(1).max(64).meta({ description: 'id or number of the incident that goes on' }),
  reason: z.string().trim().max(2000).optional(),
});

export const incidentMergePreviewSchema = z
  .strictObject({
    from: incidentSummarySchema,
    into: incidentSummarySchema,
    reportCount: z.int().min(0),
    gathered: z
      .array(z.strictObject({ part: z.enum(gatheredParts), count: z.int().min(1) }))
      .meta({ description: 'what will be shown from the other one; parts of which there is nothing are left out' }),
    isMoved: z.boolean().meta({ description: 'the merged incident becomes as restricted as the other' }),
    isTargetMoved: z.boolean().meta({ description: 'the other becomes as restricted as the merged one' }),
    losesSight: z
      .array(z.strictObject({ id: idSchema, name: z.string() }))
      .meta({ description: 'people with a function who will not see it any more' }),
  })
  .meta({ id: 'IncidentMergePreview' });

export const incidentVocabularySchema = z.strictObject({
  timeKinds: z.array(
    z.strictObject({
      code: z.enum(incidentTimeKinds),
      name: bilingualSchema,
      description: bilingualSchema,
      isNeeded: z.boolean(),
    }),
  ),
  timeSources: z.array(z.strictObject({ code: z.enum(timeSourceKinds), name: bilingualSchema })),
});
