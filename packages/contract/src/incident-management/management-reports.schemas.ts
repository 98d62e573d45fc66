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
import {
  managementReportAudiences,
  managementReportFormats,
  managementReportKinds,
  managementReportSections,
  managementReportStates,
} from './management-reports.values.ts';

const language = z.enum(['ja', 'en']);
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 in hexadecimal digits' });

const fileSchema = z.strictObject({
  format: z.enum(managementReportFormats),
  name: z.string(),
  size: z.int(),
  sha256: hash,
});

export const managementReportSummarySchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    kind: z.enum(managementReportKinds),
    audience: z.enum(managementReportAudiences),
    language,
    state: z.enum(managementReportStates),
    isFinal: z.boolean(),
    number: z.int().min(1).meta({ description: 'of a draft: the number that it would get now' }),
    name: z.string().meta({ description: 'what it is called, in its own language' }),
    startedAt: momentSchema,
    startedBy: actorLinkSchema,
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
    approval: z.strictObject({ at: momentSchema, by: actorLinkSchema }).nullable(),
    issued: z
      .strictObject({
        at: momentSchema,
        by: actorLinkSchema,
        sha256: hash.meta({ description: 'of the content as canonical JSON' }),
        chain: z
          .strictObject({ position: z.int(), hash })
          .nullable()
          .meta({ description: 'head of the audit chain when it was issued; null: nothing was sealed yet' }),
        files: z.array(fileSchema),
      })
      .nullable(),
    deliveries: z.array(
      z.strictObject({
        messageId: idSchema,
        to: z.array(z.string()),
        at: momentSchema,
        by: actorLinkSchema,
      }),
    ),
  })
  .meta({ id: 'ManagementReportSummary' });

export const managementReportListSchema = z
  .strictObject({
    items: z.array(managementReportSummarySchema).meta({ description: 'drafts first, then the newest first' }),
    can: z.strictObject({ write: z.boolean() }),
  })
  .meta({ id: 'ManagementReports' });

export const managementReportSchema = managementReportSummarySchema
  .extend({
    subject: subjectLinkSchema,
    nextReportAt: momentSchema.nullable(),
    sections: z
      .array(
        z.strictObject({
          code: z.enum(managementReportSections),
          heading: z.string(),
          text: z.string(),
          composed: z.string().meta({ description: 'what the record says now' }),
          isEdited: z.boolean(),
          isOutdated: z
            .boolean()
            .meta({ description: 'it was edited, and the record has changed since in what it is about' }),
          previous: z.string().nullable().meta({ description: 'in the last issued one; null: it had no such part' }),
        }),
      )
      .meta({ description: 'empty once it is issued' }),
    previous: z
      .strictObject({ number: z.int(), name: z.string(), issuedAt: momentSchema })
      .nullable()
      .meta({ description: 'what a draft is compared with' }),
    document: reportDocumentSchema,
    contentHash: hash.meta({ description: 'of what is shown; name it to approve or issue exactly this' }),
    isIntact: z
      .boolean()
      .nullable()
      .meta({ description: 'whether the kept content has its checksum; null for drafts' }),
    can: z.strictObject({ change: z.boolean(), approve: z.boolean(), issue: z.boolean(), send: z.boolean() }),
  })
  .meta({ id: 'ManagementReport' });

const options = {
  language,
  audience: z.enum(managementReportAudiences),
  isFinal: z.boolean(),
  nextReportAt: momentSchema.nullable(),
};

export const startManagementReportSchema = z
  .strictObject({ kind: z.enum(managementReportKinds), ...options })
  .meta({ id: 'StartManagementReport' });

export const changeManagementReportSchema = z
  .strictObject({
    ...options,
    edits: z
      .array(
        z.strictObject({
          code: z.enum(managementReportSections),
          text: z
            .union([proseSchema(20_000), z.literal('')])
            .nullable()
            .meta({ description: 'null: what the record says; empty: the part is left out' }),
        }),
      )
      .max(managementReportSections.length),
  })
  .meta({ id: 'ChangeManagementReport' });

export const namedContentSchema = z.strictObject({ contentHash: hash });

const address = z.strictObject({ name: lineSchema(200).optional(), address: z.email().max(254) });

export const sendManagementReportSchema = z
  .strictObject({
    to: z.array(address).min(1).max(50),
    cc: z.array(address).max(50).default([]),
    text: proseSchema(10_000),
    formats: z.array(z.enum(managementReportFormats)).min(1).max(2),
  })
  .meta({ id: 'SendManagementReport' });

export const managementReportFileQuery = z.strictObject({ format: z.enum(managementReportFormats) });
