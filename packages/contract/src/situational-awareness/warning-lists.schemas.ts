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
import { bothLanguagesSchema } from './observables.schemas.ts';
import { observableTypes } from './observables.values.ts';
import { warningMatches } from './warning-lists.values.ts';

/** A list of the program has a word for its id, one of the team a UUID. */
export const warningListParams = z.strictObject({ id: z.string().regex(/^[0-9a-z-]{1,64}$/) });

export const warningListSchema = z
  .strictObject({
    id: z.string(),
    version: versionSchema,
    isOwn: z.boolean().meta({ description: 'made by the team; the others come with the program' }),
    isOn: z.boolean(),
    name: bothLanguagesSchema,
    reason: bothLanguagesSchema.meta({ description: 'what a value on the list means for us' }),
    source: z.string(),
    effectiveOn: z.iso.date().nullable(),
    match: z.enum(warningMatches),
    leavesOut: z
      .boolean()
      .meta({ description: 'what is found in texts and is on the list does not count as observable' }),
    size: z.int().min(0),
    changed: z.strictObject({ at: momentSchema, by: actorLinkSchema }).nullable(),
  })
  .meta({ id: 'WarningList' });

export const warningListWithEntriesSchema = warningListSchema
  .extend({ entries: z.array(z.string()) })
  .meta({ id: 'WarningListWithEntries' });

export const warningHitsSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: idSchema.meta({ description: 'of the value' }),
        type: z.enum(observableTypes),
        defanged: z.string(),
        record: subjectLinkSchema,
        lastSeenAt: momentSchema,
      }),
    ),
    looked: z.int().min(0).meta({ description: 'values that were compared: the newest that the caller sees' }),
  })
  .meta({ id: 'WarningHits' });

const listFields = {
  nameJa: lineSchema(100),
  nameEn: lineSchema(100),
  reason: lineSchema(300),
  source: z.union([z.literal(''), lineSchema(300)]).default(''),
  effectiveOn: z.iso.date().nullable().default(null),
  match: z.enum(['exact', 'suffix', 'network']),
  text: proseSchema(400_000).meta({ description: 'a value a line, or CSV with the values in its first column' }),
};

export const saveWarningListSchema = z.strictObject(listFields).meta({ id: 'SaveWarningList' });
export const switchWarningListSchema = z.strictObject({ isOn: z.boolean() }).meta({ id: 'SwitchWarningList' });
