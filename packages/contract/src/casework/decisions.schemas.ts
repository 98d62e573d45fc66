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
import * as values from './decisions.values.ts';

const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const optionalProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
const optionKey = z.string().regex(/^[A-F]$/u);

export const decisionTargetSchema = z.strictObject({
  system: optionalLine(120),
  site: optionalLine(120),
  tag: optionalLine(120),
});

const newOption = z.strictObject({
  title: lineSchema(200),
  business: optionalProse(1_000),
  technical: optionalProse(1_000),
  risk: z.enum(values.decisionRisks),
  riskText: optionalLine(300),
  cost: optionalLine(200),
  reversible: z.enum(values.decisionReversibles),
  /** Choosing it orders the action of the brief; the others let it be. */
  isOrder: z.boolean(),
});
export const decisionOptionSchema = newOption.extend({ key: optionKey });

const action = {
  actionKind: code,
  target: decisionTargetSchema,
  evidenceLost: optionalProse(2_000).meta({
    description: 'which evidence is gone afterwards; asked for where the action loses some',
  }),
} as const;

export const askDecisionSchema = z
  .strictObject({
    question: lineSchema(300),
    whyNow: proseSchema(2_000),
    waitingCost: optionalLine(300).meta({ description: 'what waiting costs, in words: about ¥800,000 an hour' }),
    decideByAt: momentSchema.nullable(),
    options: z.array(newOption).min(2).max(values.mostDecisionOptions),
    csirt: z.strictObject({ option: optionKey, reason: optionalProse(1_000) }).nullable(),
    vendor: z.strictObject({ name: lineSchema(200), option: optionKey, reason: optionalProse(1_000) }).nullable(),
    ...action,
    memberIds: z.array(idSchema).min(1).max(10),
    advisers: z
      .array(
        z.strictObject({
          name: lineSchema(200),
          address: z.email().max(320).toLowerCase(),
          locale: z.enum(['ja', 'en']),
        }),
      )
      .max(5)
      .default([])
      .meta({ description: 'people outside who may propose and never decide' }),
    supersedesId: idSchema.nullable().default(null),
  })
  .meta({ id: 'AskDecision' });

export const orderDecisionSchema = z
  .strictObject({
    question: lineSchema(300).meta({ description: 'what is ordered' }),
    reason: proseSchema(2_000),
    ...action,
    isEmergency: z
      .boolean()
      .meta({ description: 'uses an emergency pre-authorisation; it has to be reported afterwards' }),
    conditionsMet: optionalProse(2_000).meta({ description: 'of an emergency: how its conditions were met' }),
    supersedesId: idSchema.nullable().default(null),
  })
  .meta({ id: 'OrderDecision' });

export const oralDecisionSchema = z
  .strictObject({
    question: lineSchema(300),
    answer: lineSchema(300).meta({ description: 'what was decided' }),
    isOrder: z.boolean(),
    reason: optionalProse(2_000),
    memberId: idSchema.meta({ description: 'who decided' }),
    saidAt: momentSchema,
    means: lineSchema(200).meta({ description: 'by telephone, in the meeting' }),
    ...action,
    supersedesId: idSchema.nullable().default(null),
  })
  .meta({ id: 'OralDecision' });

const personSchema = z.strictObject({ memberId: idSchema.nullable(), name: z.string() });

export const decisionAuthoritySchema = z.strictObject({
  verdict: z.enum(values.decisionVerdicts),
  version: z.int().min(1),
  rule: z.string(),
  delegationId: idSchema.nullable(),
});

const heardSchema = z.strictObject({
  by: personSchema,
  at: momentSchema,
  recordedAt: momentSchema,
  identity: z.enum(values.decisionIdentities).nullable().meta({ description: 'null: said, and not confirmed by this' }),
  authority: decisionAuthoritySchema,
  reason: z.string(),
});

export const decisionSchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    subject: subjectLinkSchema,
    kind: z.enum(values.decisionKinds),
    state: z.enum(values.decisionStates),
    question: z.string(),
    whyNow: z.string(),
    waitingCost: z.string(),
    decideByAt: momentSchema.nullable(),
    isOverdue: z.boolean(),
    options: z.array(decisionOptionSchema).readonly(),
    csirt: z.strictObject({ option: optionKey, reason: z.string() }).nullable(),
    vendor: z.strictObject({ name: z.string(), option: optionKey, reason: z.string() }).nullable(),
    actionKind: z.string(),
    target: decisionTargetSchema,
    evidenceLost: z.string(),
    askedAt: momentSchema,
    askedBy: actorLinkSchema,
    /** Who could decide when it was asked. */
    mayDecide: z.array(personSchema.extend({ rule: z.string() })).readonly(),
    asked: z.array(
      z.strictObject({
        id: idSchema,
        memberId: idSchema.nullable(),
        name: z.string(),
        why: z.enum(values.decisionAskedWhys),
        askedAt: momentSchema,
        isMailed: z.boolean(),
        openedAt: momentSchema.nullable(),
        pin: z.enum(['none', 'given', 'locked']),
        can: z.strictObject({ pin: z.boolean(), link: z.boolean() }),
      }),
    ),
    answers: z.array(
      z.strictObject({
        id: idSchema,
        kind: z.enum(values.decisionAnswerKinds),
        by: z.string(),
        text: z.string(),
        option: optionKey.nullable(),
        at: momentSchema,
        identity: z.enum(values.decisionIdentities),
      }),
    ),
    decision: heardSchema
      .extend({ option: optionKey, isOrder: z.boolean(), means: z.string(), recordedBy: actorLinkSchema })
      .nullable(),
    second: heardSchema.nullable(),
    confirmed: z
      .strictObject({
        isRight: z.boolean(),
        at: momentSchema,
        by: personSchema,
        identity: z.enum(values.decisionIdentities),
        text: z.string(),
      })
      .nullable()
      .meta({ description: 'what the decider says to an oral decision that somebody else recorded' }),
    conditions: z.string(),
    conditionsMet: z.string(),
    report: z
      .strictObject({
        dueAt: momentSchema,
        isOverdue: z.boolean(),
        done: z.strictObject({ at: momentSchema, by: actorLinkSchema, to: z.string(), text: z.string() }).nullable(),
      })
      .nullable(),
    supersedes: z.strictObject({ id: idSchema, number: z.string() }).nullable(),
    supersededBy: z.strictObject({ id: idSchema, number: z.string() }).nullable(),
    withdrawn: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
    isStanding: z.boolean().meta({ description: 'it orders the action, and nothing has taken its place' }),
    can: z.strictObject({
      decide: z.boolean(),
      agree: z.boolean(),
      say: z.boolean(),
      passOn: z.boolean(),
      confirm: z.boolean(),
      report: z.boolean(),
      withdraw: z.boolean(),
      supersede: z.boolean(),
      /** Why the caller may not decide; null where nothing is to be decided or they may. */
      whyNot: z.string().nullable(),
    }),
  })
  .meta({ id: 'Decision' });

const severities = ['critical', 'high', 'medium', 'low'] as const;

export const decisionListSchema = z
  .strictObject({
    items: z.array(decisionSchema),
    severity: z.enum(severities).nullable().meta({ description: 'of the record, by which the matrix is asked' }),
    can: z.strictObject({ ask: z.boolean() }),
  })
  .meta({ id: 'DecisionList' });

export const waitingDecisionsSchema = z.strictObject({
  items: z.array(
    z
      .strictObject({
        id: idSchema,
        number: z.string(),
        subject: subjectLinkSchema,
        kind: z.enum(values.decisionKinds),
        waitsFor: z.enum(['decision', 'second', 'confirmation', 'report']),
        question: z.string(),
        waitingCost: z.string(),
        sinceAt: momentSchema,
        dueAt: momentSchema.nullable(),
        isOverdue: z.boolean(),
        names: z.array(z.string()),
        isMine: z.boolean(),
      })
      .meta({ id: 'WaitingDecision' }),
  ),
});
export const waitingQuery = z.strictObject({ subjectId: z.string().min(1).max(64).optional() });

export const decideSchema = z.strictObject({ option: optionKey, reason: proseSchema(2_000) }).meta({ id: 'Decide' });
export const agreeSchema = z
  .strictObject({ agrees: z.boolean(), reason: proseSchema(2_000) })
  .meta({ id: 'AgreeToDecision' });
export const saySchema = z
  .strictObject({
    kind: z.enum(['question', 'reply', 'proposal']),
    text: proseSchema(2_000),
    option: optionKey.nullable(),
  })
  .meta({ id: 'SayToDecision' });
export const askAlsoSchema = z.strictObject({ memberId: idSchema }).meta({ id: 'AskAlso' });
export const confirmSchema = z
  .strictObject({ isRight: z.boolean(), text: optionalProse(2_000) })
  .meta({ id: 'ConfirmDecision' });
export const reportSchema = z
  .strictObject({ to: lineSchema(200), text: proseSchema(4_000) })
  .meta({ id: 'ReportEmergency' });
export const withdrawDecisionSchema = z.strictObject({ reason: proseSchema(2_000) });

export const pinSchema = z
  .strictObject({ pin: z.string().meta({ description: 'shown once, never stored; to be told by telephone' }) })
  .meta({ id: 'DecisionPin' });
export const handDecisionLinkSchema = z.strictObject({ means: lineSchema(200) });
export const decisionLinkSchema = z
  .strictObject({ address: z.string().meta({ description: 'shown once, never stored' }) })
  .meta({ id: 'DecisionLink' });
export const decisionLogQuery = z.strictObject({
  format: z.enum(values.decisionLogFormats),
  language: z.enum(['ja', 'en']).default('ja'),
});
