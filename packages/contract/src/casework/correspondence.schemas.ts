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
import {
  automaticSigns,
  correspondentRoles,
  messageDirections,
  messagePurposes,
  messageStates,
  messageTlps,
  messageVias,
  outgoingStates,
  recipientStates,
  silenceScopes,
  suppressionReasons,
  threadMarks,
  writtenPurposes,
} from './correspondence.values.ts';

export const messageListQuery = listQuery({
  sorts: ['newest'],
  filters: { subjectId: z.string().min(1).max(64) },
});

export const recipientSchema = z.strictObject({
  kind: z.enum(['to', 'cc']),
  name: z.string().nullable(),
  address: z.string(),
  state: z.enum(recipientStates),
  problem: z.string().nullable().meta({ description: 'what the other side said, as it said it' }),
});

export const messageAttachmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0).meta({ description: 'bytes' }),
});

/** A file that came or went with a mail. */
export const messageFileSchema = z
  .strictObject({
    ...messageAttachmentSchema.shape,
    sha256: z.string(),
    messageId: idSchema,
    direction: z.enum(messageDirections),
    title: z.string().meta({ description: 'subject of the mail' }),
    at: momentSchema.meta({ description: 'when the mail came in or was written' }),
    subject: subjectLinkSchema.meta({ description: 'the record that the mail lies on' }),
  })
  .meta({ id: 'MessageFile' });

export const messageFilesQuery = z.strictObject({
  subjectId: z.string().min(1).max(64).meta({ description: 'id or number of the record' }),
});

export const messageSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subject: subjectLinkSchema,
    direction: z.enum(messageDirections),
    via: z.enum(messageVias),
    purpose: z.enum(messagePurposes).nullable().meta({ description: 'null for what came in' }),
    isAutomatic: z.boolean(),
    state: z.enum(messageStates),
    suppression: z.enum(suppressionReasons).nullable(),
    author: actorLinkSchema.nullable(),
    from: z.strictObject({ name: z.string().nullable(), address: z.string().nullable() }).nullable(),
    recipient: z.string().nullable().meta({ description: 'the first address it goes to' }),
    recipients: z.array(recipientSchema),
    title: z.string(),
    text: z.string(),
    isTextFromHtml: z.boolean(),
    locale: z.enum(['ja', 'en']),
    tlp: z.enum(messageTlps).nullable(),
    attachments: z.array(messageAttachmentSchema),
    knownBy: z.enum(threadMarks).nullable(),
    automaticSign: z.enum(automaticSigns).nullable(),
    hasOriginal: z.boolean(),
    overrideReason: z.string().nullable(),
    attempts: z.int().min(0),
    lastProblem: z.string().nullable(),
    queuedAt: momentSchema,
    sentAt: momentSchema.nullable(),
    bouncedAt: momentSchema.nullable(),
    can: z.strictObject({ retry: z.boolean(), cancel: z.boolean() }),
  })
  .meta({ id: 'Message' });

export const outgoingListQuery = listQuery({
  sorts: ['newest'],
  filters: { state: anyOf(outgoingStates).optional(), automatic: z.enum(['yes', 'no']).optional() },
});

const bothLanguages = (text: z.ZodString) => z.strictObject({ ja: text, en: text });

const mailAddressSchema = z.strictObject({ name: lineSchema(200).optional(), address: z.email().max(320) });

/** One mail as a person writes it. The answer of the preview says how it would leave. */
export const writeMessageSchema = z
  .strictObject({
    subjectId: z.string().min(1).max(64).meta({ description: 'the record, by id or number' }),
    purpose: z.enum(writtenPurposes),
    to: z.array(mailAddressSchema).max(50),
    cc: z.array(mailAddressSchema).max(50).default([]),
    title: lineSchema(300),
    text: proseSchema(100_000),
    locale: z.enum(['ja', 'en']),
    tlp: z.enum(messageTlps).nullable(),
    answers: idSchema.nullable().default(null).meta({ description: 'the message that is answered' }),
    quote: z
      .strictObject({
        name: z.string().max(300).nullable(),
        address: z.string().max(320),
        at: momentSchema,
        text: z.string().max(100_000),
      })
      .nullable()
      .default(null),
    attachments: z.array(idSchema).max(20).default([]).meta({ description: 'files of the record' }),
    signature: z.boolean().default(true),
    overrideReason: proseSchema(1000)
      .nullable()
      .default(null)
      .meta({ description: 'why it leaves although mail is withheld from the record' }),
  })
  .meta({ id: 'WriteMessage' });

export const previewedMessageSchema = z
  .strictObject({
    from: z.strictObject({ name: z.string(), address: z.string() }),
    title: z.string(),
    text: z.string(),
    refusal: z
      .strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
      .nullable()
      .meta({ description: 'why it could not be sent now' }),
  })
  .meta({ id: 'PreviewedMessage' });

export const prepareMessageQuery = z.strictObject({
  locale: z.enum(['ja', 'en']).optional(),
  to: z.string().max(320).optional(),
});

export const silenceSchema = z.strictObject({
  scope: z.enum([...silenceScopes, 'team']),
  reason: z.string(),
  begunAt: momentSchema,
  begunBy: actorLinkSchema,
});

/** What writing from a record needs: to whom, with which files and texts, and what stands against it. */
export const preparedMessageSchema = z
  .strictObject({
    subject: subjectLinkSchema,
    locale: z.enum(['ja', 'en']),
    hasRelay: z.boolean(),
    correspondents: z.array(
      z.strictObject({ role: z.enum(correspondentRoles), name: z.string().nullable(), address: z.string() }),
    ),
    files: z.array(z.strictObject({ id: idSchema, name: z.string(), mediaType: z.string(), size: z.int().min(0) })),
    silences: z.array(silenceSchema),
    templates: z.array(
      z.strictObject({
        key: z.string(),
        purpose: z.enum(writtenPurposes),
        name: bothLanguages(z.string()),
        title: z.string(),
        text: z.string(),
      }),
    ),
    can: z.strictObject({ endSilence: z.boolean() }),
  })
  .meta({ id: 'PreparedMessage' });

export const beginSilenceSchema = z.strictObject({ scope: z.enum(silenceScopes), reason: proseSchema(1000) });
export const endSilenceSchema = z.strictObject({ scope: z.enum(silenceScopes) });
export const silencesSchema = z.strictObject({ silences: z.array(silenceSchema) });

export const messageTemplateSchema = z
  .strictObject({
    key: z.string(),
    version: versionSchema,
    purpose: z.enum(messagePurposes),
    name: bothLanguages(z.string()),
    title: bothLanguages(z.string()),
    text: bothLanguages(z.string()),
    isReady: z.boolean().meta({ description: 'comes with the program' }),
    isRetired: z.boolean(),
    changedAt: momentSchema.nullable(),
    changedBy: actorLinkSchema.nullable(),
    can: z.strictObject({ change: z.boolean(), retire: z.boolean() }),
  })
  .meta({ id: 'MessageTemplate' });

export const createTemplateSchema = z
  .strictObject({
    purpose: z.enum(writtenPurposes),
    name: bothLanguages(lineSchema(100)),
    title: bothLanguages(lineSchema(200)),
    text: bothLanguages(proseSchema(20_000)),
  })
  .meta({ id: 'CreateMessageTemplate' });

export const changeTemplateSchema = z
  .strictObject({
    name: bothLanguages(lineSchema(100)),
    title: bothLanguages(lineSchema(200)),
    text: bothLanguages(proseSchema(20_000)),
    isRetired: z.boolean().default(false),
  })
  .meta({ id: 'ChangeMessageTemplate' });

export const templateParams = z.strictObject({ key: z.string().min(1).max(64) });

export const signatureSchema = z
  .strictObject({ locale: z.enum(['ja', 'en']), version: versionSchema, text: z.string() })
  .meta({ id: 'MessageSignature' });
export const changeSignatureSchema = z.strictObject({ text: proseSchema(1000) });
export const signatureParams = z.strictObject({ locale: z.enum(['ja', 'en']) });
export const messageAttachmentParams = z.strictObject({ id: idSchema, attachmentId: idSchema });
