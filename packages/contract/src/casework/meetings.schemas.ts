import * as z from 'zod';
import { reportDocumentSchema } from '../documents.schemas.ts';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  momentSchema,
  proseSchema,
  subjectLinkSchema,
  versionSchema,
} from '../shapes.ts';
import { decisionTargetSchema } from './decisions.schemas.ts';
import { decisionKinds, decisionStates } from './decisions.values.ts';
import * as values from './meetings.values.ts';
import { taskStates } from './tasks.values.ts';

const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const optionalProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const language = z.enum(['ja', 'en']);
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 in hexadecimal digits' });
const code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
const address = z.union([z.literal(''), z.email().max(254)]);

const newAttendee = z.strictObject({
  id: idSchema.nullable().meta({ description: 'null: somebody new' }),
  memberId: idSchema.nullable(),
  accountId: idSchema.nullable(),
  name: optionalLine(120).meta({ description: 'of somebody outside; of members and accounts it is known' }),
  organisation: optionalLine(120),
  role: optionalLine(120),
  address: address.meta({ description: 'of somebody outside, for invitation and minutes' }),
  deputyFor: optionalLine(120).meta({ description: 'whom they stand in for (代理)' }),
});

const newItem = z.strictObject({
  id: idSchema.nullable(),
  title: lineSchema(200),
  text: optionalProse(2_000),
  decisionId: idSchema.nullable().default(null),
  taskId: idSchema.nullable().default(null),
});

const plan = {
  kind: code.meta({ description: 'one of the kinds that the list answers' }),
  title: optionalLine(120),
  place: optionalLine(200),
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  bridge: optionalLine(200).meta({ description: 'telephone bridge: number and code' }),
  plannedBeginAt: momentSchema,
  plannedEndAt: momentSchema.nullable(),
  attendees: z.array(newAttendee).max(values.mostAttendees),
  /** Places in the list of attendees. */
  chair: z.int().min(0).nullable(),
  scribe: z.int().min(0).nullable(),
  agenda: z.array(newItem).max(values.mostAgendaItems),
} as const;

export const planMeetingSchema = z
  .strictObject({
    ...plan,
    previousId: idSchema.nullable().default(null).meta({ description: 'the meeting that this one goes on from' }),
  })
  .meta({ id: 'PlanMeeting' });
export const changeMeetingSchema = z
  .strictObject({ ...plan, summary: optionalProse(4_000) })
  .meta({ id: 'ChangeMeeting' });

export const moveMeetingSchema = z
  .discriminatedUnion('act', [
    z.strictObject({
      act: z.literal('begin'),
      presentIds: z.array(idSchema).max(values.mostAttendees).meta({ description: 'everybody who is there' }),
    }),
    z.strictObject({ act: z.literal('close') }),
    z.strictObject({ act: z.literal('cancel'), reason: proseSchema(500) }),
    z.strictObject({ act: z.literal('correct'), reason: proseSchema(500) }),
  ])
  .meta({ id: 'MoveMeeting' });

export const attendMeetingSchema = z
  .strictObject({
    attendeeId: idSchema,
    act: z.enum(values.attendanceActs),
    at: momentSchema.nullable().meta({ description: 'null: now' }),
    reason: optionalLine(200).meta({ description: 'of an absence' }),
  })
  .meta({ id: 'AttendMeeting' });

const placed = {
  itemId: idSchema.nullable().meta({ description: 'to which item of the agenda it belongs' }),
  lineId: idSchema.nullable().meta({ description: 'the noted line that becomes this' }),
} as const;

export const noteMeetingSchema = z
  .strictObject({
    text: optionalProse(2_000).meta({ description: 'empty only to take back what supersedesId names' }),
    at: momentSchema.nullable().meta({ description: 'null: now' }),
    itemId: idSchema.nullable(),
    attendeeId: idSchema.nullable().meta({ description: 'who said it' }),
    supersedesId: idSchema.nullable().meta({ description: 'the line that this one corrects' }),
  })
  .meta({ id: 'NoteMeeting' });

const spoken = {
  ...placed,
  attendeeId: idSchema.meta({ description: 'who decided; a member of the team who is present' }),
  saidAt: momentSchema.nullable().meta({ description: 'null: now' }),
  reason: optionalProse(2_000),
} as const;

export const decideMeetingSchema = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('new'),
      ...spoken,
      question: lineSchema(300),
      answer: lineSchema(300),
      isOrder: z.boolean(),
      actionKind: code,
      target: decisionTargetSchema,
      evidenceLost: optionalProse(2_000),
    }),
    z.strictObject({
      what: z.literal('brief'),
      ...spoken,
      decisionId: idSchema.meta({ description: 'an open brief of the record' }),
      option: z.string().regex(/^[A-F]$/u),
    }),
  ])
  .meta({ id: 'DecideMeeting' });

export const giveMeetingSchema = z
  .strictObject({
    ...placed,
    title: lineSchema(200),
    text: optionalProse(4_000),
    attendeeId: idSchema.nullable().meta({ description: 'who has it to do' }),
    dueAt: momentSchema.nullable(),
  })
  .meta({ id: 'GiveMeeting' });

export const confirmMeetingSchema = z.strictObject({ contentHash: hash }).meta({ id: 'ConfirmMeeting' });

export const sendMeetingSchema = z
  .strictObject({
    what: z.enum(values.meetingMails),
    attendeeIds: z.array(idSchema).min(1).max(values.mostAttendees),
    text: proseSchema(10_000),
    language,
    formats: z.array(z.enum(values.minutesFormats)).max(2),
  })
  .meta({ id: 'SendMeeting' });

export const meetingFileQuery = z.strictObject({
  format: z.enum(values.meetingFormats),
  language,
  edition: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: 'left out: the newest, or the draft' }),
});

const attendee = z.strictObject({
  id: idSchema,
  memberId: idSchema.nullable(),
  accountId: idSchema.nullable(),
  name: z.string(),
  organisation: z.string(),
  role: z.string(),
  hasAddress: z.boolean().meta({ description: 'mail can reach them' }),
  address: z.string().meta({ description: 'only what was typed for somebody outside' }),
  deputyFor: z.string(),
  state: z.enum(values.attendanceStates),
  stays: z.array(z.strictObject({ cameAt: momentSchema, leftAt: momentSchema.nullable() })),
  absence: z.string(),
  isChair: z.boolean(),
  isScribe: z.boolean(),
});

const decisionRef = z.strictObject({
  id: idSchema,
  number: z.string(),
  kind: z.enum(decisionKinds),
  state: z.enum(decisionStates),
  waitsFor: z.enum(['decision', 'second', 'confirmation', 'report']).nullable(),
  question: z.string(),
  outcome: z.string(),
  by: z.string(),
  rule: z.string(),
  saidAt: momentSchema.nullable(),
  recordedAt: momentSchema.nullable(),
  options: z.array(z.strictObject({ key: z.string(), title: z.string() })),
});

const taskRef = z.strictObject({
  id: idSchema,
  title: z.string(),
  state: z.enum(taskStates),
  assignee: z.string(),
  dueAt: momentSchema.nullable(),
});

const line = z.strictObject({
  id: idSchema,
  kind: z.enum(values.meetingLineKinds),
  at: momentSchema,
  recordedAt: momentSchema,
  by: z.string(),
  text: z.string(),
  itemId: idSchema.nullable(),
  attendeeId: idSchema.nullable(),
  decisionId: idSchema.nullable(),
  taskId: idSchema.nullable(),
  corrects: z.string().nullable().meta({ description: 'what the line said that it takes the place of' }),
});

export const meetingSummarySchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    subject: subjectLinkSchema,
    kind: z.string(),
    ordinal: z.int().min(1),
    name: z
      .strictObject({ ja: z.string(), en: z.string() })
      .meta({ description: 'kind and place in the row, or its own title' }),
    state: z.enum(values.meetingStates),
    place: z.string(),
    url: z.string(),
    bridge: z.string(),
    plannedBeginAt: momentSchema,
    plannedEndAt: momentSchema.nullable(),
    beganAt: momentSchema.nullable(),
    endedAt: momentSchema.nullable(),
    counts: z.strictObject({
      invited: z.int().min(0),
      present: z.int().min(0),
      decisions: z.int().min(0),
      tasks: z.int().min(0),
    }),
    isMine: z.boolean().meta({ description: 'the reader is invited' }),
  })
  .meta({ id: 'MeetingSummary' });

const person = z.strictObject({
  memberId: idSchema.nullable(),
  accountId: idSchema.nullable(),
  name: z.string(),
  organisation: z.string(),
  role: z.string(),
});

export const meetingListSchema = z
  .strictObject({
    items: z.array(meetingSummarySchema).meta({ description: 'the newest first' }),
    kinds: z.array(z.strictObject({ code: z.string(), name: z.strictObject({ ja: z.string(), en: z.string() }) })),
    people: z.array(person).meta({ description: 'who can be invited by name; empty for who may not plan' }),
    carry: z
      .array(z.strictObject({ title: z.string(), decisionId: idSchema.nullable(), taskId: idSchema.nullable() }))
      .meta({ description: 'what is still open from the last meeting, and decisions that wait: for the next agenda' }),
    can: z.strictObject({ plan: z.boolean() }),
  })
  .meta({ id: 'Meetings' });

export const meetingsTodaySchema = z
  .strictObject({ items: z.array(meetingSummarySchema) })
  .meta({ id: 'MeetingsToday' });

export const meetingSchema = meetingSummarySchema
  .extend({
    title: z.string(),
    summary: z.string(),
    cancelReason: z.string(),
    attendees: z.array(attendee),
    agenda: z.array(
      z.strictObject({
        id: idSchema,
        title: z.string(),
        text: z.string(),
        decisionId: idSchema.nullable(),
        taskId: idSchema.nullable(),
        isTouched: z.boolean().meta({ description: 'something was noted to it' }),
      }),
    ),
    lines: z.array(line).meta({ description: 'what counts now, in the order in which it happened' }),
    decisions: z.array(decisionRef),
    tasks: z.array(taskRef),
    briefs: z.array(decisionRef).meta({ description: 'open briefs of the record that can be decided here' }),
    previous: z.strictObject({ id: idSchema, number: z.string() }).nullable(),
    next: z.strictObject({ id: idSchema, number: z.string(), plannedBeginAt: momentSchema }).nullable(),
    draft: z
      .strictObject({ edition: z.int().min(1), reason: z.string(), contentHash: hash })
      .nullable()
      .meta({ description: 'the minutes as they would be confirmed now; null once they are' }),
    documents: z
      .strictObject({ ja: reportDocumentSchema, en: reportDocumentSchema })
      .nullable()
      .meta({ description: 'the draft, else the newest edition; null of a cancelled meeting' }),
    editions: z.array(
      z.strictObject({
        edition: z.int().min(1),
        reason: z.string().meta({ description: 'why it takes the place of the one before; empty for the first' }),
        confirmedAt: momentSchema,
        confirmedBy: actorLinkSchema,
        sha256: hash,
        isIntact: z.boolean(),
        files: z.array(
          z.strictObject({
            language,
            format: z.enum(values.minutesFormats),
            name: z.string(),
            size: z.int(),
            sha256: hash,
          }),
        ),
      }),
    ),
    deliveries: z.array(
      z.strictObject({
        what: z.enum(values.meetingMails),
        edition: z.int().nullable(),
        to: z.array(z.string()).meta({ description: 'names' }),
        at: momentSchema,
        by: actorLinkSchema,
      }),
    ),
    can: z.strictObject({
      change: z.boolean(),
      begin: z.boolean(),
      note: z.boolean(),
      decide: z.boolean(),
      close: z.boolean(),
      cancel: z.boolean(),
      confirm: z.boolean(),
      confirmWhyNot: z.string().nullable().meta({ description: 'code of the refusal' }),
      correct: z.boolean(),
      invite: z.boolean(),
      send: z.boolean(),
    }),
  })
  .meta({ id: 'Meeting' });
