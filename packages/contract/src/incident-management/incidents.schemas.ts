import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  compartmentLinkSchema,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import {
  closableOutcomes,
  closingGaps,
  handlingPhases,
  incidentFunctions,
  incidentOutcomes,
  incidentPhases,
  incidentSorts,
  incidentTimeKinds,
  papLabels,
  phaseMoves,
  phaseStates,
  severities,
  timeSourceKinds,
} from './incidents.values.ts';
import { accountLinkSchema } from './reports.schemas.ts';
import { precisions, tlpLabels } from './reports.values.ts';

export const bilingualSchema = z.strictObject({ ja: z.string(), en: z.string() });

export const incidentListQuery = listQuery({
  sorts: incidentSorts,
  filters: {
    phase: anyOf(incidentPhases).optional(),
    severity: anyOf([...severities, 'none']).optional(),
    class: z
      .string()
      .max(400)
      .optional()
      .meta({ description: 'codes of classes, separated by commas; none = no class' }),
    tlp: anyOf([...tlpLabels, 'none']).optional(),
    mine: anyOf(['any', ...incidentFunctions])
      .optional()
      .meta({ description: 'incidents in which the caller has one of these functions now' }),
    review: z.enum(['overdue', 'planned', 'none']).optional(),
    related: z.string().min(1).max(64).optional().meta({ description: 'id or number of a record it is related to' }),
    'openedAt.gte': momentSchema.optional(),
    'openedAt.lt': momentSchema.optional(),
    q: z.string().trim().max(200).optional(),
  },
});

export const incidentSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    title: z.string(),
    phase: z.enum(incidentPhases).meta({ description: 'the furthest phase that is worked on' }),
    phaseStates: z
      .array(z.strictObject({ phase: z.enum(handlingPhases), state: z.enum(phaseStates) }))
      .meta({ description: 'in the order of the phases' }),
    severity: z.enum(severities).nullable(),
    classCode: z.string().nullable(),
    tlp: z.enum(tlpLabels).nullable(),
    pap: z.enum(papLabels).nullable(),
    commander: accountLinkSchema.nullable(),
    nextReviewAt: momentSchema.nullable(),
    monitoringUntil: momentSchema.nullable(),
    knownAt: momentSchema.nullable().meta({ description: 'the time chosen as when the team knew' }),
    outcome: z.enum(incidentOutcomes).nullable(),
    mergedInto: subjectLinkSchema.nullable(),
    openedAt: momentSchema,
    closedAt: momentSchema.nullable(),
    openedBy: actorLinkSchema,
    compartment: compartmentLinkSchema,
  })
  .meta({ id: 'IncidentSummary' });

export const assertedTimeSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(incidentTimeKinds),
    at: momentSchema.nullable().meta({ description: 'null: said to be unknown' }),
    precision: z.enum(precisions),
    zone: z.string().meta({ description: 'IANA name of the zone in which it was said' }),
    source: z.strictObject({ kind: z.enum(timeSourceKinds), text: z.string() }),
    note: z.string().nullable(),
    assertedBy: actorLinkSchema,
    recordedAt: momentSchema,
    supersedes: idSchema.nullable(),
    supersededBy: idSchema.nullable(),
    reason: z.string().nullable().meta({ description: 'why it corrects an earlier one' }),
  })
  .meta({ id: 'AssertedTime' });

const tick = z.strictObject({ criterion: z.string().min(1).max(60), level: z.enum(severities) });

export const severityDecisionSchema = z
  .strictObject({
    severity: z.enum(severities),
    proposed: z.enum(severities).nullable(),
    tableVersion: versionSchema,
    ticks: z.array(tick),
    reason: z.string().nullable(),
    decidedAt: momentSchema,
    decidedBy: actorLinkSchema,
  })
  .meta({ id: 'SeverityDecision' });

export const incidentMemberSchema = z.strictObject({
  account: accountLinkSchema,
  function: z.enum(incidentFunctions),
  from: momentSchema,
  until: momentSchema.nullable(),
  givenBy: actorLinkSchema,
});

const statement = lineSchema(500);
const statements = z.array(statement).max(100);
const anyProse = z.union([proseSchema(20_000), z.literal('')]);

export const incidentTextsSchema = z
  .strictObject({
    technical: anyProse,
    plain: anyProse,
    known: statements.meta({ description: '判明事項' }),
    unknown: statements.meta({ description: '調査中' }),
    assumed: statements.meta({ description: '推定' }),
  })
  .meta({ id: 'IncidentTexts' });

export const incidentSummaryTextSchema = z
  .strictObject({
    version: versionSchema,
    technical: z.string(),
    plain: z.string(),
    known: z.array(z.string()),
    unknown: z.array(z.string()),
    assumed: z.array(z.string()),
    writtenAt: momentSchema,
    writtenBy: actorLinkSchema,
  })
  .meta({ id: 'IncidentSummaryText' });

export const incidentSchema = incidentSummarySchema
  .extend({
    reports: z.array(subjectLinkSchema),
    phases: z.array(
      z.strictObject({
        phase: z.enum(handlingPhases),
        state: z.enum(phaseStates),
        startedAt: momentSchema.nullable(),
        endedAt: momentSchema.nullable(),
        reason: z.string().nullable(),
        moves: z.array(z.enum(phaseMoves)).meta({ description: 'what the caller may do with it now' }),
      }),
    ),
    times: z
      .array(
        z.strictObject({
          kind: z.enum(incidentTimeKinds),
          name: bilingualSchema,
          isNeeded: z.boolean().meta({ description: 'asked for before the incident is closed as resolved' }),
          chosenId: idSchema.nullable().meta({ description: 'the assertion that counts' }),
          assertions: z.array(assertedTimeSchema).meta({ description: 'all, also superseded ones, the oldest first' }),
        }),
      )
      .meta({ description: 'every kind in its order' }),
    severityDecision: severityDecisionSchema.nullable(),
    functions: z.array(incidentMemberSchema).meta({ description: 'who has a function now' }),
    summary: incidentSummaryTextSchema.nullable(),
    merged: z
      .array(subjectLinkSchema.extend({ reports: z.array(subjectLinkSchema) }))
      .meta({ description: 'incidents that were merged into this one; what belongs to them is shown from there' }),
    monitoringNote: z.string().nullable(),
    closing: z
      .strictObject({
        outcome: z.enum(incidentOutcomes),
        reason: z.string(),
        closedAt: momentSchema,
        closedBy: actorLinkSchema,
        overrides: z
          .array(z.strictObject({ code: z.enum(closingGaps), reason: z.string() }))
          .meta({ description: 'what was missing, and why it was closed all the same' }),
      })
      .nullable(),
    can: z.strictObject({
      close: z.boolean(),
      override: z.boolean().meta({ description: 'may close although something is missing' }),
      reopen: z.boolean(),
      restrict: z.boolean(),
      annotate: z.boolean(),
      change: z.boolean(),
      movePhase: z.boolean(),
      monitor: z.boolean(),
      assertTime: z.boolean(),
      decideSeverity: z.boolean(),
      assign: z.boolean(),
      summarise: z.boolean(),
      addReport: z.boolean(),
      relate: z.boolean(),
      merge: z.boolean(),
      unmerge: z.boolean(),
    }),
    next: z.array(z.enum(['close', 'reopen', 'unmerge'])),
  })
  .meta({ id: 'Incident' });

const reportRef = z.string().min(1).max(64);

export const openIncidentSchema = z
  .strictObject({
    title: lineSchema(300).optional().meta({ description: "left out with a report: the report's title" }),
    reportId: reportRef.optional().meta({ description: 'id or number of the report it starts from' }),
    reportIds: z.array(reportRef).min(1).max(50).optional().meta({ description: 'several reports at once' }),
  })
  .refine((body) => body.title !== undefined || body.reportId !== undefined || body.reportIds !== undefined, {
    path: ['title'],
  })
  .meta({ id: 'OpenIncident' });

export const addReportSchema = z.strictObject({
  reportId: reportRef.meta({ description: 'id or number of the report' }),
});

export const changeIncidentSchema = z
  .strictObject({
    title: lineSchema(300).optional(),
    classCode: z.string().min(1).max(120).nullable().optional(),
    tlp: z.enum(tlpLabels).nullable().optional(),
    pap: z.enum(papLabels).nullable().optional(),
    nextReviewAt: momentSchema.nullable().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), { path: ['title'] })
  .meta({ id: 'ChangeIncident' });

export const movePhaseSchema = z
  .strictObject({
    phase: z.enum(handlingPhases),
    move: z.enum(phaseMoves),
    keeps: z
      .array(z.enum(handlingPhases))
      .max(handlingPhases.length)
      .default([])
      .meta({ description: 'active phases that go on beside it; for advance and back' }),
    at: momentSchema.optional().meta({ description: 'when it was so; left out: now' }),
    reason: proseSchema(2000).optional().meta({ description: 'needed for skip, resume and back' }),
  })
  .meta({ id: 'MovePhase' });

export const monitorIncidentSchema = z.strictObject({
  until: momentSchema.nullable().meta({ description: 'null: the monitoring has ended' }),
  note: lineSchema(300).optional(),
});

export const assertTimeSchema = z
  .strictObject({
    kind: z.enum(incidentTimeKinds),
    at: momentSchema.nullable().meta({ description: 'null: it is unknown, and the note says why' }),
    precision: z.enum(precisions).default('minute'),
    zone: z.string().min(1).max(64),
    source: z.strictObject({
      kind: z.enum(timeSourceKinds),
      text: z.union([lineSchema(200), z.literal('')]).default(''),
    }),
    note: proseSchema(1000).optional(),
    supersedes: idSchema.optional().meta({ description: 'the assertion that it corrects' }),
    reason: proseSchema(1000).optional().meta({ description: 'why it corrects that one' }),
    isChosen: z
      .boolean()
      .default(false)
      .meta({ description: 'it counts from now on; the first of a kind always does' }),
  })
  .meta({ id: 'AssertTime' });

export const chooseTimeSchema = z.strictObject({ timeId: idSchema });

export const decideSeveritySchema = z
  .strictObject({
    ticks: z.array(tick).max(60),
    severity: z.enum(severities),
    reason: proseSchema(2000).optional().meta({ description: 'needed where it is not what the table proposes' }),
  })
  .meta({ id: 'DecideSeverity' });

export const giveFunctionSchema = z.strictObject({ accountId: idSchema, function: z.enum(incidentFunctions) });

export const closeIncidentSchema = z
  .strictObject({
    outcome: z.enum(closableOutcomes),
    reason: proseSchema(4000),
    overrides: z
      .array(z.strictObject({ code: z.enum(closingGaps), reason: proseSchema(2000) }))
      .max(closingGaps.length)
      .default([])
      .meta({ description: 'why it is closed although something is missing; by a commander' }),
    overrideReason: proseSchema(2000).optional().meta({ description: 'one reason for all that is missing' }),
  })
  .meta({ id: 'CloseIncident' });
export const reopenIncidentSchema = z.strictObject({ reason: proseSchema(4000) });
