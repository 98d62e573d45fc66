import * as z from 'zod';
import { instructionKinds, instructionStates } from './casework/tasks.values.ts';
import { incidentSummarySchema } from './incident-management/incidents.schemas.ts';
import { reportChannels } from './incident-management/reports.values.ts';
import { idSchema, momentSchema, subjectLinkSchema, versionSchema } from './shapes.ts';
import { deadlineKinds, inboxAges } from './situational-awareness/picture.values.ts';

/** The board tells of every area, so its shape stands above them. */
const totalSchema = z.strictObject({ count: z.int().min(0), isMore: z.boolean() });

const deadlineSchema = z
  .strictObject({
    kind: z.enum(deadlineKinds),
    id: idSchema,
    number: z.string().nullable().meta({ description: 'its own number, of an instruction' }),
    title: z.string().nullable().meta({ description: 'null where the record says it all' }),
    titles: z
      .strictObject({ ja: z.string(), en: z.string() })
      .optional()
      .meta({ description: 'where it is named in both languages' }),
    subject: subjectLinkSchema,
    dueAt: momentSchema,
    isDay: z.boolean().meta({ description: 'due by the end of a day, which ends at `dueAt`' }),
    who: z.string().nullable(),
  })
  .meta({ id: 'Deadline' });

const waitingSchema = z
  .strictObject({
    id: idSchema,
    number: z.string(),
    kind: z.enum(instructionKinds),
    title: z.string(),
    subject: subjectLinkSchema,
    sentAt: momentSchema,
    dueAt: momentSchema.nullable(),
    recipients: z.int().min(0),
    silent: z.int().min(0),
    undelivered: z.int().min(0),
    first: z
      .strictObject({
        name: z.string(),
        department: z.string(),
        state: z.enum(instructionStates),
        at: momentSchema.nullable().meta({ description: 'when the state was reached' }),
        remindedAt: momentSchema.nullable(),
        escalatedAt: momentSchema.nullable(),
      })
      .nullable()
      .meta({ description: 'the recipient who is furthest from an answer' }),
  })
  .meta({ id: 'WaitingInstruction' });

const ownTaskSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    title: z.string(),
    subject: subjectLinkSchema,
    dueAt: momentSchema.nullable(),
    can: z.strictObject({ move: z.boolean() }),
  })
  .meta({ id: 'OwnTask' });

const waitingReportSchema = z.strictObject({
  number: z.string(),
  title: z.string(),
  channel: z.enum(reportChannels),
  receivedAt: momentSchema,
  dueAt: momentSchema.nullable(),
});

export const boardSchema = z
  .strictObject({
    incidents: z.strictObject({ items: z.array(incidentSummarySchema), total: totalSchema }).nullable(),
    newest: z
      .array(z.strictObject({ subjectId: idSchema, at: momentSchema, byId: z.string() }))
      .meta({ description: 'when something was recorded last on each of the incidents, and by whom' }),
    deadlines: z.strictObject({
      items: z.array(deadlineSchema).meta({ description: 'what is due first stands first' }),
      /** How many there are of each kind, those shown among them. */
      totals: z.array(z.strictObject({ kind: z.enum(deadlineKinds), total: totalSchema })),
    }),
    waiting: z
      .strictObject({
        items: z.array(waitingSchema).meta({ description: 'those about whom nobody has said anything stand first' }),
        total: totalSchema,
        silent: totalSchema,
      })
      .nullable(),
    tasks: z.strictObject({ items: z.array(ownTaskSchema), total: totalSchema }).nullable(),
    inbox: z
      .strictObject({
        total: totalSchema,
        ages: z.array(z.strictObject({ age: z.enum(inboxAges), count: z.int().min(0) })),
        oldest: waitingReportSchema.nullable(),
        overdue: totalSchema,
        mostOverdue: waitingReportSchema.nullable(),
      })
      .nullable(),
    proactive: z.strictObject({
      measuresOverdue: totalSchema.nullable(),
      incidentsWithoutReview: totalSchema
        .nullable()
        .meta({ description: 'incidents being looked back on whose review nobody has begun' }),
      incidentsWithoutNextReview: totalSchema.nullable(),
    }),
  })
  .meta({ id: 'Board' });
