import * as z from 'zod';
import { idSchema, lineSchema, momentSchema, proseSchema } from '../shapes.ts';
import { precisions } from './reports.values.ts';

const callFields = {
  text: proseSchema(20_000).meta({ description: 'what the caller said' }),
  callerName: lineSchema(100).nullable(),
  callerDepartment: lineSchema(100).nullable(),
  callerPhone: lineSchema(40).nullable().meta({ description: 'where to call back, as it was said' }),
  occurredAt: momentSchema.nullable().meta({ description: 'when it happened, as the caller says' }),
  occurredPrecision: z.enum(precisions).nullable(),
  receivedAt: momentSchema.meta({ description: 'when the call came in' }),
  isUrgent: z.boolean(),
  isUnfinished: z.boolean().meta({ description: 'noted in a hurry, to be completed' }),
} as const;

const { text, ...others } = callFields;

/** What somebody at the telephone notes. Only the text is needed; the rest can follow. */
export const takeCallSchema = z
  .strictObject({ text, ...others })
  .partial({
    callerName: true,
    callerDepartment: true,
    callerPhone: true,
    occurredAt: true,
    occurredPrecision: true,
    receivedAt: true,
    isUrgent: true,
    isUnfinished: true,
  })
  .meta({ id: 'TakeCall' });

export const takenCallSchema = z
  .strictObject({ id: idSchema, number: z.string(), receivedAt: momentSchema })
  .meta({ id: 'TakenCall' });

export const completeCallSchema = z.strictObject(callFields).partial().meta({ id: 'CompleteCall' });
