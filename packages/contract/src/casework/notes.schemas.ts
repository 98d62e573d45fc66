import * as z from 'zod';
import {
  actorLinkSchema,
  idSchema,
  lineSchema,
  mergedFromSchema,
  momentSchema,
  proseSchema,
  versionSchema,
} from '../shapes.ts';

/** Most characters of a note. */
const longestNote = 100_000;
const subjectRef = z.string().min(1).max(64).meta({ description: 'id or number of the record' });
const markdown = z.union([z.literal(''), proseSchema(longestNote)]).meta({ description: 'Markdown; HTML stays text' });

export const noteListQuery = z.strictObject({ subjectId: subjectRef });
export const noteVersionParams = z.strictObject({ id: idSchema, version: z.coerce.number().int().min(1) });

export const noteSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    title: z.string(),
    text: z.string(),
    madeAt: momentSchema,
    writtenAt: momentSchema,
    writtenBy: actorLinkSchema,
    withdrawn: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
    mergedFrom: mergedFromSchema,
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'Note' });

export const noteListSchema = z
  .strictObject({ items: z.array(noteSchema), can: z.strictObject({ add: z.boolean() }) })
  .meta({ id: 'Notes' });

export const addNoteSchema = z
  .strictObject({ subjectId: subjectRef, title: lineSchema(200), text: markdown })
  .meta({ id: 'AddNote' });

export const writeNoteSchema = z.strictObject({ title: lineSchema(200), text: markdown }).meta({ id: 'WriteNote' });

export const withdrawNoteSchema = z.strictObject({ reason: proseSchema(2_000) }).meta({ id: 'WithdrawNote' });
export const restoreNoteSchema = z.strictObject({ version: versionSchema }).meta({ id: 'RestoreNote' });

export const noteVersionSchema = z
  .strictObject({
    version: versionSchema,
    title: z.string(),
    text: z.string(),
    writtenAt: momentSchema,
    writtenBy: actorLinkSchema,
    restoredFrom: z.int().nullable(),
  })
  .meta({ id: 'NoteVersion' });

export const noteVersionsSchema = z
  .strictObject({
    items: z.array(noteVersionSchema.omit({ text: true })).meta({ description: 'the newest first' }),
  })
  .meta({ id: 'NoteVersions' });
