import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, subjectLinkSchema } from '../shapes.ts';
import {
  filingKinds,
  filingStates,
  obligationAnchorKinds,
  obligationApplicabilities,
  obligationClockStates,
  obligationConfidences,
  obligationFactStates,
  obligationFactTypes,
  obligationForces,
  obligationPrecisions,
  obligationTruths,
} from './obligations.values.ts';

export const codeSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/);
/** With `code:VALUE` where a recipient is one of several of a kind. */
export const recipientCodeSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*(?::[A-Za-z0-9-]{1,30})?$/);
export const keySchema = z.string().min(1).max(80);
export const textSchema = z.strictObject({ ja: z.string(), en: z.string() });
const partsSchema = z.array(z.strictObject({ text: z.string(), isStrong: z.boolean() }));
export const spokenSchema = z
  .strictObject({ ja: partsSchema, en: partsSchema })
  .meta({ description: 'a sentence in pieces, so that what matters in it can be shown in bold' });
export const daySchema = z.iso.date();
export const zoneSchema = z.string().min(1).max(60).meta({ description: 'IANA name of a time zone' });

export const factValueSchema = z.union([
  z.boolean(),
  z.number(),
  z.string().max(20_000),
  z.array(z.string().max(200)).max(200),
]);
export const typedValueSchema = z.union([
  z.boolean(),
  z.number().min(0).max(1e15),
  proseSchema(20_000),
  z.array(lineSchema(200)).max(200),
]);

export const factStateSchema = z.enum(obligationFactStates);
export const dutyFactSchema = z.strictObject({
  key: z.string(),
  state: factStateSchema,
  value: factValueSchema.nullable(),
  source: z.string(),
  note: z.string(),
  recordedAt: momentSchema,
  recordedBy: actorLinkSchema,
  isDerived: z.boolean().meta({ description: 'taken from the record itself, because nobody said it by hand' }),
  changes: z.int().meta({ description: 'how many times somebody said something about it' }),
});

export const anchorSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(obligationAnchorKinds),
    regimeId: z.string().nullable(),
    at: momentSchema,
    precision: z.enum(obligationPrecisions),
    zone: z.string(),
    source: z.string(),
    evidence: z.string(),
    origin: z.enum(['person', 'incident']),
    recordedAt: momentSchema,
    recordedBy: actorLinkSchema,
    assertion: z.strictObject({ at: momentSchema, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'ObligationAnchor', description: 'a candidate; it counts when somebody has asserted it' });

const basisSchema = z.strictObject({
  regimeId: z.string(),
  regimeVersion: z.int(),
  stage: z.string(),
  strategy: z.string(),
  anchorAt: momentSchema,
  anchorPrecision: z.enum(obligationPrecisions),
  anchorOn: daySchema,
  zone: z.string(),
  calendar: z.strictObject({ code: z.string(), version: z.int(), isVerified: z.boolean() }).nullable(),
  variantOf: z.string().nullable(),
});

export const dueSchema = z
  .strictObject({
    kind: z.enum(['instant', 'day']),
    on: daySchema.nullable().meta({ description: 'the day, where a whole day counts' }),
    at: momentSchema.meta({ description: 'the end of the day, or the instant' }),
    zone: z.string(),
  })
  .meta({ id: 'ObligationDue' });

const countedSchema = z.strictObject({
  due: dueSchema.nullable(),
  window: z.strictObject({ from: daySchema, through: daySchema, recommendedOn: daySchema.nullable() }).nullable(),
  readings: z.array(z.strictObject({ name: textSchema, on: daySchema })),
  safeOn: daySchema.nullable(),
  missingCalendar: z
    .strictObject({ code: z.string().nullable(), year: z.int().nullable(), scopeKey: z.string().nullable() })
    .nullable(),
  basis: basisSchema,
  explanation: spokenSchema,
});

export const dutyRecipientSchema = z.strictObject({
  code: z.string(),
  name: textSchema,
  channel: textSchema,
  url: z.string().nullable(),
  view: z.string().nullable(),
  isCertain: z.boolean(),
  filingId: z.string().nullable(),
  filedAt: momentSchema.nullable(),
});

export const dutyStageSchema = z
  .strictObject({
    stage: z.string(),
    name: textSchema,
    force: z.enum(obligationForces),
    isMandatory: z.boolean(),
    state: z.enum(obligationClockStates),
    anchor: z.strictObject({
      on: z.enum(['anchor', 'filing']),
      kind: z.enum(obligationAnchorKinds).nullable(),
      stage: z.string().nullable(),
      candidateId: z.string().nullable(),
      filingId: z.string().nullable(),
      at: momentSchema.nullable(),
      precision: z.enum(obligationPrecisions).nullable(),
      candidates: z.array(z.string()),
      proposedId: z.string().nullable(),
    }),
    clock: countedSchema.nullable(),
    provisional: countedSchema.nullable().meta({ description: 'what the clock would be with the proposed anchor' }),
    dayNumber: z.int().nullable(),
    filedAt: momentSchema.nullable(),
    recipients: z.array(dutyRecipientSchema),
    missing: z.array(z.string()),
    note: textSchema.nullable(),
  })
  .meta({ id: 'ObligationStage' });

export const dutySchema = z
  .strictObject({
    regimeId: z.string(),
    version: z.int(),
    name: textSchema,
    shortName: textSchema,
    kind: z.enum(obligationForces),
    confidence: z.enum(obligationConfidences),
    sources: z.array(
      z.strictObject({
        title: textSchema,
        clause: textSchema.nullable(),
        url: z.string().nullable(),
        readOn: daySchema.nullable(),
      }),
    ),
    verdict: z.strictObject({
      applicability: z.enum(obligationApplicabilities),
      computed: z.enum(obligationApplicabilities),
      reason: spokenSchema,
      triggers: z.array(
        z.strictObject({
          code: z.string(),
          name: textSchema,
          clause: textSchema.nullable(),
          holds: z.enum(obligationTruths),
          isPrecaution: z.boolean(),
          uses: z.array(
            z.strictObject({
              from: z.enum(['fact', 'scope']),
              key: z.string(),
              state: factStateSchema,
              value: factValueSchema.nullable(),
            }),
          ),
          missing: z.array(z.string()),
        }),
      ),
      missing: z.array(z.string()),
      ruling: z.strictObject({ applies: z.boolean(), by: z.string(), at: momentSchema, reason: z.string() }).nullable(),
      isRulingContradicted: z.boolean(),
    }),
    stages: z.array(dutyStageSchema),
  })
  .meta({ id: 'Obligation' });

export const filingRowSchema = z
  .strictObject({
    id: idSchema,
    regimeId: z.string(),
    stage: z.string(),
    recipient: z.string(),
    kind: z.enum(filingKinds),
    state: z.enum(filingStates),
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
    approvedBy: actorLinkSchema.nullable(),
    filedAt: momentSchema.nullable(),
    channel: z.string().nullable(),
    receipt: z.string().nullable(),
    filled: z.int().meta({ description: 'sections in which everything is known' }),
    sections: z.int(),
  })
  .meta({ id: 'FilingRow' });

const toldFact = z.strictObject({ state: factStateSchema, value: factValueSchema.nullable() });
export const conflictSchema = z
  .strictObject({
    key: z.string(),
    told: z.array(
      z.strictObject({
        filingId: z.string(),
        regimeId: z.string(),
        recipient: z.string(),
        name: textSchema,
        filedAt: momentSchema,
        fact: toldFact,
      }),
    ),
  })
  .meta({ id: 'FilingConflict', description: 'two recipients were told different things' });
export const differenceSchema = z.strictObject({
  key: z.string(),
  before: toldFact.nullable(),
  after: toldFact.nullable(),
});

const tellingSchema = z
  .strictObject({
    id: idSchema,
    regimeId: z.string(),
    stage: z.string(),
    recipient: z.string(),
    toldAt: momentSchema,
    channel: z.string(),
    toldTo: z.string(),
    note: z.string(),
    told: z.array(z.strictObject({ key: z.string(), fact: toldFact })),
    recordedAt: momentSchema,
    recordedBy: actorLinkSchema,
    takenBack: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
  })
  .meta({ id: 'ObligationTelling', description: 'somebody was told by the communication plan' });

export const planRowSchema = z
  .strictObject({
    regimeId: z.string(),
    stage: z.string(),
    rule: textSchema,
    name: textSchema,
    recipient: z.string(),
    recipientName: textSchema,
    holders: z.array(z.string()).meta({ description: 'who holds the role now, where the recipient is a role' }),
    channel: textSchema,
    what: textSchema.nullable(),
    state: z.enum(obligationClockStates),
    due: z.strictObject({ at: momentSchema, on: daySchema.nullable() }).nullable(),
    tellingId: idSchema.nullable(),
  })
  .meta({ id: 'CommunicationPlanRow' });

export const obligationsSchema = z
  .strictObject({
    items: z.array(dutySchema),
    facts: z.array(dutyFactSchema).meta({ description: 'what counts of each field that anybody said anything about' }),
    asked: z
      .array(z.string())
      .meta({ description: 'fields that could start, stop or change a clock and are not known' }),
    anchors: z.array(anchorSchema),
    filings: z.array(filingRowSchema),
    changed: z
      .array(z.strictObject({ filingId: idSchema, differences: z.array(differenceSchema) }))
      .meta({ description: 'what is known otherwise today than a recipient was told last' }),
    conflicts: z.array(conflictSchema),
    plan: z.array(planRowSchema).meta({ description: 'whom the rules of the company want told, by their ends' }),
    tellings: z.array(tellingSchema).meta({ description: 'who was told by that plan, the newest first' }),
    closedDays: z
      .array(daySchema)
      .meta({ description: 'days in the next months on which the offices of the country of the team are closed' }),
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'Obligations' });

export const clockRowSchema = z
  .strictObject({
    subject: subjectLinkSchema,
    regimeId: z.string(),
    stage: z.string(),
    name: textSchema,
    force: z.enum(obligationForces),
    state: z.enum(obligationClockStates),
    due: z.strictObject({ at: momentSchema, on: daySchema.nullable() }).nullable(),
  })
  .meta({ id: 'ObligationClock' });

export const clocksSchema = z
  .strictObject({
    items: z.array(clockRowSchema).meta({ description: 'what is still to be filed, the nearest first' }),
    asked: z.int().meta({ description: 'how many facts are asked for' }),
    undeclared: z
      .int()
      .meta({ description: 'regimes about which the team has not declared whether it falls under them' }),
  })
  .meta({ id: 'ObligationClocks' });

const fieldSchema = z.strictObject({
  key: z.string(),
  group: z.int(),
  type: z.enum(obligationFactTypes),
  name: textSchema,
  hint: textSchema.nullable(),
  unit: textSchema.nullable(),
  choices: z.array(z.strictObject({ code: z.string(), name: textSchema })),
  isDecisive: z.boolean(),
});
export const questionSchema = z.strictObject({
  key: z.string(),
  type: z.enum(['yes-no', 'choice', 'choices']),
  question: textSchema,
  hint: textSchema.nullable(),
  choices: z.array(z.strictObject({ code: z.string(), name: textSchema })),
});
export const obligationVocabularySchema = z
  .strictObject({
    groups: z.array(z.strictObject({ group: z.int(), name: textSchema })),
    fields: z.array(fieldSchema),
    questions: z.array(questionSchema),
  })
  .meta({ id: 'ObligationVocabulary' });

export const factHistoryQuery = z.strictObject({ key: keySchema });
export const factHistorySchema = z
  .strictObject({ items: z.array(dutyFactSchema.omit({ changes: true })) })
  .meta({ id: 'ObligationFactHistory' });
