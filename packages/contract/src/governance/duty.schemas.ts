import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, versionSchema } from '../shapes.ts';
import { channelSchema, dateSchema, wordsSchema } from './team.schemas.ts';
import { coverKinds, dutyChangeKinds, dutyChangeStates, dutyReasons, mostDutyLevels } from './team.values.ts';

const timeSchema = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: 'local time, 09:00' });
const endTimeSchema = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .meta({ description: 'local time, up to 24:00' });

const coverSchema = z.strictObject({
  kind: z.enum(coverKinds),
  days: z.array(z.int().min(1).max(7)).max(7).meta({ description: 'ISO weekdays, 1 is Monday' }),
  from: timeSchema,
  until: endTimeSchema,
  hasHolidays: z.boolean().meta({ description: 'public holidays of Japan count as days without these hours' }),
});

const rotationFields = {
  name: lineSchema(100),
  isActive: z.boolean(),
  zone: z.string().min(1).max(60),
  startsOn: dateSchema.meta({ description: 'on this day the first of each level begins' }),
  handoverAt: timeSchema,
  everyDays: z.int().min(1).max(92),
  levels: z
    .array(z.strictObject({ memberIds: z.array(idSchema).min(1).max(60) }))
    .min(1)
    .max(mostDutyLevels),
  cover: coverSchema,
};

export const saveRotationSchema = z.strictObject(rotationFields).meta({ id: 'SaveRotation' });

export const rotationSchema = z
  .strictObject({ ...rotationFields, id: idSchema, version: versionSchema, name: z.string(), position: z.int() })
  .meta({ id: 'Rotation' });

const onDutySchema = z.strictObject({
  level: z.int().min(1),
  memberId: idSchema,
  reason: z.enum(dutyReasons),
  insteadOf: idSchema.nullable().meta({ description: 'whom the rotation itself names' }),
});

const shiftSchema = z.strictObject({ from: momentSchema, until: momentSchema, people: z.array(onDutySchema) });

export const dutyChangeSchema = z
  .strictObject({
    id: idSchema,
    rotationId: idSchema,
    level: z.int().min(1),
    kind: z.enum(dutyChangeKinds),
    from: momentSchema,
    until: momentSchema,
    onMemberId: idSchema,
    reason: z.string(),
    state: z.enum(dutyChangeStates),
    askedAt: momentSchema,
    askedBy: actorLinkSchema,
    can: z.strictObject({ answer: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'DutyChange' });

export const dutyPersonSchema = z.strictObject({
  rank: z.int().min(1).meta({ description: '1 is the first to call' }),
  memberId: idSchema,
  name: z.string(),
  department: z.string(),
  rotationId: idSchema,
  rotationName: z.string(),
  level: z.int().min(1),
  reason: z.enum(dutyReasons),
  isSelf: z.boolean(),
  channels: z.array(channelSchema).nullable().meta({ description: 'null: withheld from this reader' }),
});

const nextShiftSchema = z.strictObject({
  rotationId: idSchema,
  rotationName: z.string(),
  from: momentSchema,
  people: z.array(z.strictObject({ level: z.int().min(1), memberId: idSchema, name: z.string() })),
});

export const dutyNowSchema = z
  .strictObject({
    people: z.array(dutyPersonSchema),
    next: z.array(nextShiftSchema),
    hasRotation: z.boolean(),
    staleEntries: z.int().min(0).meta({ description: 'entries of the directory that nobody confirmed in time' }),
  })
  .meta({ id: 'DutyNow' });

export const dutyPlanQuery = z.strictObject({
  from: dateSchema,
  days: z.coerce.number().int().min(1).max(92).default(28),
});

export const dutyPlanSchema = z
  .strictObject({
    from: momentSchema,
    until: momentSchema,
    rotations: z.array(z.strictObject({ rotation: rotationSchema, shifts: z.array(shiftSchema) })),
    changes: z.array(dutyChangeSchema),
    members: z.array(z.strictObject({ id: idSchema, name: z.string(), isActive: z.boolean() })),
    holidays: z.array(z.strictObject({ on: dateSchema, name: wordsSchema })),
    ownMemberId: idSchema.nullable(),
  })
  .meta({ id: 'DutyPlan' });

const changeFields = {
  level: z.int().min(1).max(mostDutyLevels),
  from: momentSchema,
  until: momentSchema,
  onMemberId: idSchema,
  reason: z.union([z.literal(''), lineSchema(200)]).default(''),
};
export const changeDutySchema = z.strictObject(changeFields).meta({ id: 'ChangeDuty' });
export const answerSwapSchema = z.strictObject({ isAgreed: z.boolean() }).meta({ id: 'AnswerDutySwap' });

export const dutyFeedSchema = z
  .strictObject({ createdAt: momentSchema.nullable().meta({ description: 'null: there is no address' }) })
  .meta({ id: 'DutyFeed' });
export const renewedDutyFeedSchema = z
  .strictObject({ address: z.string().meta({ description: 'shown once, never stored' }), feed: dutyFeedSchema })
  .meta({ id: 'RenewedDutyFeed' });
export const dutyCalendarParams = z.strictObject({ file: z.string().min(1).max(200) });
