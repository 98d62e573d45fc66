import * as z from 'zod';
import {
  actorLinkSchema,
  anyOf,
  idSchema,
  lineSchema,
  listQuery,
  momentSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import * as values from './callout.values.ts';
import { wordsSchema } from './team.schemas.ts';
import { mostDutyLevels, mostMembers, teamRoleKeys } from './team.values.ts';

const ref = z.string().min(1).max(64).meta({ description: 'id or number of the record' });
const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
export const callPrioritySchema = z
  .literal([...values.callPriorities])
  .nullable()
  .meta({ description: '1 is the most urgent; null: nobody has said' });

/** Whom a step calls. */
export const callTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('duty'), rank: z.int().min(1).max(mostDutyLevels) }),
  z.strictObject({ kind: z.literal('role'), roleKey: z.enum(teamRoleKeys) }),
  z.strictObject({ kind: z.literal('members'), memberIds: z.array(idSchema).min(1).max(mostMembers) }),
  z.strictObject({ kind: z.literal('everyone') }),
]);

/** One link of the chain. No ways: every way on which somebody can be reached. */
export const callStepSchema = z.strictObject({
  target: callTargetSchema,
  ways: z.array(z.enum(values.callWays)).max(values.callWays.length),
  waitMinutes: z.int().min(1).max(1_440),
});

const stepsSchema = z.array(callStepSchema).min(1).max(values.mostCallSteps);

/** When people are called by themselves. A list that is empty does not narrow; priorities and severities are never empty together. */
export const callPolicySchema = z.strictObject({
  id: idSchema,
  name: lineSchema(100),
  isOn: z.boolean(),
  priorities: z
    .array(z.literal([...values.callPriorities]))
    .max(4)
    .meta({ description: 'of reports' }),
  severities: z.array(z.enum(values.callSeverities)).max(4).meta({ description: 'of incidents' }),
  classCodes: z.array(lineSchema(100)).max(50),
  sources: z.array(lineSchema(200)).max(50).meta({ description: 'names of machines as they stand on reports' }),
  mailboxIds: z.array(idSchema).max(50),
  onlyOffHours: z.boolean(),
  steps: stepsSchema,
  repeat: z.int().min(0).max(values.mostCallRepeats),
});

const dutyNowSchema = z.strictObject({ rank: z.int(), memberId: idSchema, name: z.string() });

export const callPoliciesSchema = z
  .strictObject({
    version: z.int().min(0),
    policies: z.array(callPolicySchema),
    setAt: momentSchema.nullable(),
    setBy: actorLinkSchema.nullable(),
    isProposal: z.boolean().meta({ description: 'nobody has set anything yet; what is shown is proposed and off' }),
  })
  .meta({ id: 'CallPolicies' });

export const setCallPoliciesSchema = z.strictObject({
  version: z.int().min(0),
  policies: z.array(callPolicySchema).max(values.mostCallPolicies),
});

export const tryCallPoliciesSchema = z.strictObject({
  policies: z.array(callPolicySchema).max(values.mostCallPolicies),
});

export const triedCallPoliciesSchema = z.strictObject({
  days: z.int(),
  looked: z.int().min(0).meta({ description: 'records of that time that the caller sees' }),
  items: z.array(
    z.strictObject({
      policyId: idSchema,
      count: z.int().min(0),
      records: z.array(subjectLinkSchema.extend({ at: momentSchema })).meta({ description: 'the newest of them' }),
    }),
  ),
});

const receiptField = z
  .string()
  .trim()
  .max(100)
  .regex(/^[\w.-]*$/);
const receiptValues = z.array(lineSchema(100)).max(values.mostReceiptValues);

/** How to read what a service reports: names of fields (dots lead into JSON), and the values that mean something. */
export const receiptSchema = z.strictObject({
  wordField: receiptField.meta({ description: 'has our id of the word ({{word}}); empty: none' }),
  fromField: receiptField.meta({ description: 'has the number that answered, for replies by SMS; empty: none' }),
  stateField: receiptField.meta({ description: 'says how far it is; empty: none' }),
  delivered: receiptValues,
  failed: receiptValues,
  replyField: receiptField.meta({ description: 'has the key that was pressed, or the reply; empty: none' }),
  acknowledged: receiptValues.meta({ description: 'replies by which somebody takes the call' }),
  refused: receiptValues,
});

/** Headers are written and never read back: only their names are shown. */
export const adapterSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    kind: z.enum(values.adapterKinds),
    name: z.string(),
    isOn: z.boolean(),
    method: z.enum(values.adapterMethods),
    url: z.string(),
    body: z.string(),
    contentType: z.string(),
    expectedStatus: z.array(z.int()),
    isPrivateAllowed: z.boolean(),
    headerNames: z.array(z.string()),
    receipt: receiptSchema.nullable().meta({ description: 'null: what the service reports is not taken' }),
    hasReceiptAddress: z
      .boolean()
      .meta({ description: 'there is an address for all its words, beside the one for each' }),
    tested: z
      .strictObject({ at: momentSchema, isGood: z.boolean(), words: z.string() })
      .nullable()
      .meta({ description: 'the last test, with the answer of the service' }),
  })
  .meta({ id: 'CallAdapter' });

export const saveAdapterSchema = z.strictObject({
  kind: z.enum(values.adapterKinds),
  name: lineSchema(100),
  isOn: z.boolean(),
  method: z.enum(values.adapterMethods),
  url: z.string().trim().min(8).max(2_000),
  body: z.string().max(8_000),
  contentType: lineSchema(100),
  expectedStatus: z.array(z.int().min(100).max(599)).min(1).max(10),
  isPrivateAllowed: z.boolean(),
  headers: z
    .array(z.strictObject({ name: lineSchema(100), value: lineSchema(4_000) }))
    .max(20)
    .optional()
    .meta({ description: 'all headers anew; left out: as they are' }),
  receipt: receiptSchema.nullable().default(null),
});

/** The address at which a service reports for all its words; answered once. */
export const receiptAddressSchema = z.strictObject({ address: z.string() });

/** Whatever was made of it: a service has nothing to correct. */
export const receiptTakenSchema = z.strictObject({ done: z.literal(true) });

export const testAdapterSchema = z.strictObject({ address: lineSchema(500) });

export const callAttemptSchema = z.strictObject({
  id: idSchema,
  round: z.int(),
  step: z.int(),
  way: z.enum(values.callWays),
  address: z.string().meta({ description: 'shortened; empty: there is none' }),
  state: z.enum(values.attemptStates),
  reason: z.enum(values.withheldReasons).nullable(),
  words: z.string().meta({ description: 'what the other side said, if anything' }),
  queuedAt: momentSchema,
  stateAt: momentSchema,
  history: z
    .array(z.strictObject({ state: z.enum(values.attemptStates), words: z.string(), at: momentSchema }))
    .meta({ description: 'what was learnt of it before, the first first; empty where there is nothing more to say' }),
});

export const phoneCallSchema = z.strictObject({
  id: idSchema,
  at: momentSchema,
  isAnswered: z.boolean(),
  text: z.string(),
  by: actorLinkSchema,
});

export const calledPersonSchema = z.strictObject({
  id: idSchema,
  memberId: idSchema,
  name: z.string(),
  phones: z.array(z.string()).meta({ description: 'numbers to tap; only for those who may call' }),
  state: z.enum(values.callPersonStates),
  isMe: z.boolean(),
  round: z.int(),
  step: z.int(),
  calledAt: momentSchema,
  answeredAt: momentSchema.nullable(),
  answerText: z.string(),
  answeredBy: actorLinkSchema.nullable(),
  secondsToAnswer: z.int().nullable(),
  arrivedAt: momentSchema.nullable(),
  releasedAt: momentSchema.nullable(),
  attempts: z.array(callAttemptSchema),
  phoneCalls: z.array(phoneCallSchema),
});

export const callOutSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    number: z.string(),
    subject: subjectLinkSchema.nullable().meta({ description: 'the record; null for an exercise' }),
    cause: z.enum(values.callCauses),
    policyName: z.string().nullable(),
    reason: z.string(),
    priority: callPrioritySchema,
    needs: z.enum(values.callNeeds),
    state: z.enum(values.callStates),
    round: z.int().nullable(),
    step: z.int().nullable(),
    steps: z.array(
      callStepSchema.extend({
        names: z.array(z.string()).meta({ description: 'whom it would call now; only while the call runs' }),
        role: wordsSchema.nullable().meta({ description: 'the name of the role that it calls' }),
      }),
    ),
    repeat: z.int(),
    nextAt: momentSchema.nullable().meta({ description: 'when the next step is taken, unless somebody answers' }),
    startedAt: momentSchema,
    startedBy: actorLinkSchema,
    endedAt: momentSchema.nullable(),
    endReason: z.string(),
    people: z.array(calledPersonSchema),
    figures: z.strictObject({
      called: z.int(),
      reached: z.int().meta({ description: 'people who answered, whatever they said' }),
      acknowledged: z.int(),
      firstAfterSeconds: z.int().nullable(),
      medianSeconds: z.int().nullable(),
    }),
    can: z.strictObject({ act: z.boolean() }),
  })
  .meta({ id: 'CallOut' });

export const callOutListQuery = listQuery({
  sorts: ['newest'],
  filters: {
    subjectId: ref.optional(),
    show: anyOf(values.callFilters).optional(),
  },
});

export const startCallOutSchema = z.strictObject({
  subjectId: ref,
  targets: z
    .array(callTargetSchema)
    .min(1)
    .max(values.mostCallSteps)
    .meta({ description: 'one step each, in this order' }),
  ways: z.array(z.enum(values.callWays)).max(values.callWays.length).default([]),
  waitMinutes: z.int().min(1).max(1_440).default(5),
  needs: z.enum(values.callNeeds).default('one'),
  priority: callPrioritySchema.default(null),
  reason: lineSchema(300),
});

export const startDrillSchema = startCallOutSchema.omit({ subjectId: true, priority: true });

export const stopCallOutSchema = z.strictObject({ reason: lineSchema(300) });

export const answerCallOutSchema = z.strictObject({
  answer: z.enum(values.callAnswers),
  text: optionalLine(500).default(''),
});

export const notePhoneCallSchema = z.strictObject({
  isAnswered: z.boolean(),
  answer: z.enum(values.callAnswers).nullable().default(null).meta({ description: 'what they said, if they did' }),
  text: optionalLine(500).default(''),
  at: momentSchema.optional().meta({ description: 'now when left out' }),
});

/** The page of somebody who was called, to be given by other means; whoever has it answers in their name. */
export const callLinkSchema = z.strictObject({ link: z.string() });

export const bookHoursSchema = z.strictObject({ arrivedAt: momentSchema, releasedAt: momentSchema.nullable() });

export const callHoursQuery = z.strictObject({
  subjectId: ref.optional(),
  language: z.enum(values.callLanguages).default('ja'),
});

export const callHoursSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      memberId: idSchema,
      name: z.string(),
      minutes: z.int().min(0),
      isRunning: z.boolean(),
      times: z.int().min(1),
    }),
  ),
});

export const callTargetsSchema = z.strictObject({
  duty: z.array(dutyNowSchema),
  roles: z.array(z.strictObject({ key: z.enum(teamRoleKeys), name: wordsSchema, names: z.array(z.string()) })),
  members: z.array(z.strictObject({ id: idSchema, name: z.string(), ways: z.array(z.enum(values.callWays)) })),
  ways: z.array(z.strictObject({ way: z.enum(values.callWays), isReady: z.boolean() })),
});

export const callBoardSchema = z.strictObject({
  items: z.array(callOutSchema),
  hasPolicyOn: z.boolean(),
});
