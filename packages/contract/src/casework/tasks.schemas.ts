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
  versionSchema,
} from '../shapes.ts';
import { decisionTargetSchema } from './decisions.schemas.ts';
import { decisionKinds } from './decisions.values.ts';
import * as values from './tasks.values.ts';

const ref = z.string().min(1).max(64).meta({ description: 'id or number of the record it belongs to' });
const optionalProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const accountLinkSchema = z.strictObject({ id: idSchema, name: z.string() });

export const checklistSchema = z
  .array(z.strictObject({ text: lineSchema(300), isDone: z.boolean() }))
  .max(values.mostChecklistItems);

/** What is done that the matrix of authority may speak of, and to what; nothing named: not said. */
const actionSchema = z
  .strictObject({
    kind: z
      .string()
      .max(60)
      .regex(/^[a-z0-9][a-z0-9-]*$/u)
      .meta({ description: 'a kind of action of the authority matrix: `isolate-host`' }),
    target: decisionTargetSchema.default({ system: '', site: '', tag: '' }),
  })
  .meta({ id: 'OrderedAction' });

/** By what an action is ordered, or that nobody has decided it yet. */
const orderSchema = z
  .strictObject({
    state: z.enum(values.orderStates),
    decision: z
      .strictObject({
        id: idSchema,
        number: z.string(),
        question: z.string(),
        kind: z.enum(decisionKinds),
        by: z.string().meta({ description: 'who decided' }),
        at: momentSchema,
        target: decisionTargetSchema,
        evidenceLost: z.string().meta({ description: 'which evidence is gone afterwards' }),
      })
      .nullable()
      .meta({ description: 'the decision that orders it, or that ordered it when it was begun' }),
  })
  .meta({ id: 'ActionOrder' });

export const taskSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subject: subjectLinkSchema.meta({ description: 'the record that the task is on' }),
    title: z.string(),
    text: z.string(),
    state: z.enum(values.taskStates),
    reason: z.string().nullable(),
    priority: z.enum(values.taskPriorities),
    assignee: accountLinkSchema.nullable(),
    dueAt: momentSchema.nullable(),
    isOverdue: z.boolean(),
    checklist: checklistSchema,
    action: actionSchema.nullable().meta({ description: 'null: nothing that authority is asked for' }),
    order: orderSchema.nullable().meta({ description: 'null without an action' }),
    source: z.strictObject({ kind: z.enum(values.taskSources), label: z.string().nullable(), id: idSchema.nullable() }),
    createdAt: momentSchema,
    createdBy: actorLinkSchema,
    endedAt: momentSchema.nullable(),
    endedBy: actorLinkSchema.nullable(),
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'Task' });

export const taskListQuery = listQuery({
  sorts: values.taskSorts,
  filters: {
    subjectId: ref.optional(),
    state: anyOf(values.taskStates).optional(),
    assignee: z
      .union([z.literal('me'), z.literal('none'), idSchema])
      .optional()
      .meta({ description: 'an account, `me`, or `none`' }),
    due: z.enum(values.taskDues).optional().meta({ description: 'days are those of the team' }),
    action: z
      .string()
      .max(60)
      .optional()
      .meta({ description: 'a kind of action of the authority matrix, or `any` for those that have one' }),
    q: z.string().trim().max(200).optional().meta({ description: 'words of the title or the text, all of them' }),
  },
});

export const taskCountsSchema = z
  .strictObject({
    mine: z.int().min(0).meta({ description: 'open tasks of the caller, exact to 1,000' }),
    overdue: z.int().min(0),
    silent: z.int().min(0).meta({ description: 'instructions with recipients who have said nothing' }),
  })
  .meta({ id: 'TaskCounts' });

const newTask = z.strictObject({
  title: lineSchema(300),
  text: optionalProse(10_000).default(''),
  priority: z.enum(values.taskPriorities).default('normal'),
  assigneeId: idSchema.nullable().default(null),
  dueAt: momentSchema.nullable().default(null),
  checklist: checklistSchema.default([]),
  action: actionSchema.nullable().default(null),
});

export const addTasksSchema = z
  .strictObject({
    subjectId: ref,
    tasks: z.array(newTask).min(1).max(values.mostTasksAtOnce),
    source: z.enum(['hand', 'list']).default('hand'),
  })
  .meta({ id: 'AddTasks' });

export const addedTasksSchema = z.strictObject({ items: z.array(taskSchema) });

export const changeTaskSchema = z
  .strictObject({
    title: lineSchema(300),
    text: optionalProse(10_000),
    priority: z.enum(values.taskPriorities),
    assigneeId: idSchema.nullable(),
    dueAt: momentSchema.nullable(),
    checklist: checklistSchema,
    action: actionSchema.nullable(),
    after: idSchema.nullable().meta({ description: 'stands after this task of the record; null: first' }),
  })
  .partial()
  .meta({ id: 'ChangeTask' });

export const moveTaskSchema = z
  .strictObject({ state: z.enum(values.taskStates), reason: optionalProse(1_000).default('') })
  .meta({ id: 'MoveTask' });

export const bulkTasksSchema = z
  .discriminatedUnion('act', [
    z.strictObject({
      act: z.literal('assign'),
      ids: z.array(idSchema).min(1).max(values.mostTasksAtOnce),
      assigneeId: idSchema.nullable(),
    }),
    z.strictObject({
      act: z.literal('due'),
      ids: z.array(idSchema).min(1).max(values.mostTasksAtOnce),
      dueAt: momentSchema.nullable(),
    }),
    z.strictObject({
      act: z.literal('state'),
      ids: z.array(idSchema).min(1).max(values.mostTasksAtOnce),
      state: z.enum(values.taskStates),
      reason: optionalProse(1_000).default(''),
    }),
    z.strictObject({
      act: z.literal('action'),
      ids: z.array(idSchema).min(1).max(values.mostTasksAtOnce),
      action: actionSchema.nullable(),
    }),
  ])
  .meta({ id: 'BulkTasks' });

export const recipientSchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    name: z.string(),
    department: z.string(),
    address: z.string().nullable(),
    locale: z.enum(['ja', 'en']),
    superior: z.strictObject({ name: z.string(), address: z.string() }).nullable(),
    state: z.enum(values.instructionStates),
    isSilent: z.boolean(),
    isOverdue: z.boolean(),
    problem: z.string().nullable().meta({ description: 'what the mail system said when it could not be delivered' }),
    /** Each with its own time; null for what has not happened. */
    times: z.strictObject({
      queuedAt: momentSchema.nullable(),
      sentAt: momentSchema.nullable(),
      withheldAt: momentSchema.nullable(),
      bouncedAt: momentSchema.nullable(),
      openedAt: momentSchema.nullable(),
      acknowledgedAt: momentSchema.nullable(),
      refusedAt: momentSchema.nullable(),
      doneAt: momentSchema.nullable(),
      remindedAt: momentSchema.nullable(),
      escalatedAt: momentSchema.nullable(),
    }),
    isEscalationTold: z
      .boolean()
      .meta({ description: 'a mail to the superior was queued; otherwise tell them yourself' }),
    handed: z
      .strictObject({ at: momentSchema, by: actorLinkSchema, means: z.string() })
      .nullable()
      .meta({ description: 'who gave the link by other means' }),
    answers: z.array(
      z.strictObject({
        id: idSchema,
        kind: z.enum(values.instructionAnswers),
        text: z.string(),
        occurredAt: momentSchema,
        recordedAt: momentSchema,
        by: actorLinkSchema,
        isByHand: z.boolean(),
        files: z.array(z.strictObject({ id: idSchema, name: z.string(), mediaType: z.string(), size: z.int().min(0) })),
      }),
    ),
    can: z.strictObject({ resend: z.boolean(), link: z.boolean(), note: z.boolean() }),
  })
  .meta({ id: 'InstructionRecipient' });

const minutes = z.int().min(5).max(43_200);
const timesFields = {
  remindAfter: minutes
    .nullable()
    .meta({ description: 'minutes of silence until the recipient is reminded; null: never' }),
  remindBefore: minutes.nullable().meta({ description: 'minutes before the due time; null: never' }),
  escalateAfter: minutes.nullable().meta({ description: 'minutes of silence until the superior is told; null: never' }),
} as const;

export const instructionSchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    version: versionSchema,
    subject: subjectLinkSchema,
    kind: z.enum(values.instructionKinds),
    title: z.string(),
    what: z.string(),
    why: z.string(),
    caution: z.string(),
    reportBack: z.string(),
    dueAt: momentSchema.nullable(),
    action: actionSchema.nullable(),
    order: orderSchema.nullable().meta({ description: 'by what it was sent; null without an action' }),
    clock: z.strictObject(timesFields),
    sentAt: momentSchema,
    sentBy: actorLinkSchema,
    withdrawn: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
    source: z
      .strictObject({ kind: z.enum(values.instructionSources), label: z.string().nullable(), id: idSchema.nullable() })
      .meta({ description: 'what it came from; `measure`: a measure that is rolled out to other sites' }),
    counts: z.strictObject({
      total: z.int().min(0),
      silent: z.int().min(0),
      refused: z.int().min(0),
      undelivered: z.int().min(0),
      done: z.int().min(0),
    }),
    recipients: z.array(recipientSchema).meta({ description: 'those who have said nothing first' }),
    can: z.strictObject({ withdraw: z.boolean() }),
  })
  .meta({ id: 'Instruction' });

export const instructionListQuery = listQuery({
  sorts: ['newest', 'due'],
  filters: {
    subjectId: ref.optional(),
    show: z.enum(values.instructionFilters).optional(),
    sourceId: idSchema.optional().meta({ description: 'those that came from one measure' }),
  },
});

const address = z.email().max(254);
const newRecipient = z.strictObject({
  name: lineSchema(200),
  department: optionalLine(200).default(''),
  address: address.nullable().default(null).meta({ description: 'null: is told by other means' }),
  locale: z.enum(['ja', 'en']),
  superior: z
    .strictObject({ name: lineSchema(200), address })
    .nullable()
    .default(null),
});

const instructionWords = {
  kind: z.enum(values.instructionKinds),
  title: lineSchema(200),
  what: proseSchema(10_000),
  why: optionalProse(4_000).default(''),
  caution: optionalProse(1_000).default(''),
  reportBack: optionalProse(2_000).default(''),
  dueAt: momentSchema.nullable().default(null),
  action: actionSchema.nullable().default(null),
  clock: z.strictObject(timesFields).partial().default({}).meta({ description: 'left out: the defaults' }),
  recipients: z.array(newRecipient).min(1).max(values.mostInstructionRecipients),
} as const;

export const sendInstructionSchema = z
  .strictObject({ subjectId: ref, ...instructionWords })
  .meta({ id: 'SendInstruction' });

/** The same where what it is about is known already. */
export const rollOutSchema = z.strictObject(instructionWords).meta({ id: 'RollOut' });

export const withdrawInstructionSchema = z.strictObject({ reason: proseSchema(1_000) });

export const resendInstructionSchema = z
  .strictObject({ address: address.optional().meta({ description: 'a corrected address; left out: the same' }) })
  .meta({ id: 'ResendInstruction' });

export const handInstructionSchema = z
  .strictObject({ means: lineSchema(100).meta({ description: 'how the link is given: by telephone, on paper …' }) })
  .meta({ id: 'HandInstruction' });

export const handedInstructionSchema = z
  .strictObject({ address: z.string().meta({ description: 'the link of this recipient; it is stored nowhere' }) })
  .meta({ id: 'HandedInstruction' });

export const noteInstructionSchema = z
  .strictObject({
    answer: z.enum(values.toldAnswers),
    text: optionalProse(4_000).default(''),
    occurredAt: momentSchema.optional().meta({ description: 'when it was said; left out: now' }),
  })
  .meta({ id: 'NoteInstruction' });

export const answerFileParams = z.strictObject({ id: idSchema, fileId: idSchema });

export const calendarFeedSchema = z
  .strictObject({
    createdAt: momentSchema.nullable().meta({ description: 'null: there is no address' }),
  })
  .meta({ id: 'CalendarFeed' });

export const renewedCalendarFeedSchema = z
  .strictObject({ address: z.string().meta({ description: 'shown once, never stored' }), feed: calendarFeedSchema })
  .meta({ id: 'RenewedCalendarFeed' });

export const calendarParams = z.strictObject({ file: z.string().min(1).max(200) });
