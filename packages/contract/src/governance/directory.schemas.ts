import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { channelSchema, dateSchema } from './team.schemas.ts';
import { directoryKinds } from './team.values.ts';

const emptyOrLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const contactFields = { name: emptyOrLine(100), title: emptyOrLine(100) };

const entryFields = {
  kind: z.enum(directoryKinds),
  name: lineSchema(200),
  nameEn: emptyOrLine(200),
  isActive: z.boolean(),
  region: emptyOrLine(100),
  capabilities: z.array(lineSchema(60)).max(20),
  arrivalHours: z.number().min(0).max(1_000).nullable().meta({ description: 'hours from the call to the arrival' }),
  contractNumber: emptyOrLine(100),
  hours: emptyOrLine(200),
  retainerLeft: emptyOrLine(200),
  validUntil: dateSchema.nullable(),
  website: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
  note: z.union([z.literal(''), proseSchema(4_000)]),
  ownerId: idSchema.nullable().meta({ description: 'the member who keeps it right' }),
  confirmEveryMonths: z.int().min(1).max(36),
};

export const saveDirectoryEntrySchema = z
  .strictObject({
    ...entryFields,
    contacts: z.array(z.strictObject({ ...contactFields, channels: z.array(channelSchema).max(8) })).max(20),
  })
  .meta({ id: 'SaveDirectoryEntry' });

export const directoryEntrySchema = z
  .strictObject({
    ...entryFields,
    id: idSchema,
    version: versionSchema,
    name: z.string(),
    contacts: z.array(
      z.strictObject({
        ...contactFields,
        channels: z.array(channelSchema).nullable().meta({ description: 'null: withheld from this reader' }),
      }),
    ),
    owner: z.string().nullable(),
    staleness: z.enum(['fresh', 'due-soon', 'stale', 'expired']),
    confirmedAt: momentSchema,
    confirmedBy: actorLinkSchema,
    confirmDueAt: momentSchema,
    can: z.strictObject({ change: z.boolean(), confirm: z.boolean() }),
  })
  .meta({ id: 'DirectoryEntry' });

export const directorySchema = z
  .strictObject({
    items: z.array(directoryEntrySchema),
    owners: z.array(z.strictObject({ id: idSchema, name: z.string() })),
    can: z.strictObject({ add: z.boolean() }),
  })
  .meta({ id: 'Directory' });
