import * as z from 'zod';
import { actorLinkSchema, idSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import {
  claimKinds,
  fileProblems,
  linkProblems,
  specimenStates,
  specimenVerdicts,
  specimenWarnings,
  warningWeights,
} from './specimens.values.ts';

export const specimenListQuery = z.strictObject({ subjectId: z.string().min(1).max(64) });

const addressSchema = z.strictObject({ name: z.string(), address: z.string() });

export const specimenAnalysisSchema = z
  .strictObject({
    format: z.enum(['mime', 'msg']),
    subject: z.string(),
    sentAt: z.string().nullable(),
    messageId: z.string().nullable(),
    senders: z.array(addressSchema),
    replyTo: z.array(addressSchema),
    returnPath: z.string().nullable(),
    recipients: z.array(z.string()),
    hops: z.array(
      z.strictObject({
        raw: z.string(),
        from: z.string().nullable(),
        address: z.string().nullable(),
        by: z.string().nullable(),
        protocol: z.string().nullable(),
        at: z.string().nullable(),
        delay: z.number().nullable().meta({ description: 'milliseconds after the station before' }),
      }),
    ),
    claims: z.array(
      z.strictObject({
        kind: z.enum(claimKinds),
        raw: z.string(),
        by: z.string().nullable(),
        isTrusted: z.boolean().meta({ description: 'said by a gateway of the team, where outsiders cannot write' }),
        results: z.array(z.strictObject({ method: z.string(), result: z.string(), about: z.string().nullable() })),
      }),
    ),
    signatures: z.array(z.strictObject({ domain: z.string().nullable(), selector: z.string().nullable() })),
    links: z.array(
      z.strictObject({
        text: z.string(),
        defanged: z.string(),
        host: z.string().nullable(),
        problems: z.array(z.enum(linkProblems)),
      }),
    ),
    files: z.array(
      z.strictObject({
        name: z.string(),
        mediaType: z.string(),
        size: z.int().min(0).meta({ description: 'bytes' }),
        md5: z.string(),
        sha1: z.string(),
        sha256: z.string(),
        contentType: z.string().nullable().meta({ description: 'what the bytes are' }),
        archive: z
          .strictObject({
            entries: z.array(z.strictObject({ name: z.string(), size: z.number(), isEncrypted: z.boolean() })),
            isCut: z.boolean(),
          })
          .nullable(),
        problems: z.array(z.enum(fileProblems)),
      }),
    ),
    text: z.string(),
    headerText: z.string(),
  })
  .meta({ id: 'SpecimenAnalysis' });

export const specimenSchema = z
  .strictObject({
    id: idSchema,
    version: versionSchema,
    subjectId: idSchema,
    name: z.string(),
    size: z.int().min(0),
    sha256: z.string(),
    state: z.enum(specimenStates),
    problem: z.string().nullable(),
    analysedAt: momentSchema,
    isOutdated: z.boolean().meta({ description: 'a newer analyser may find more' }),
    warnings: z.array(
      z.strictObject({ code: z.enum(specimenWarnings), weight: z.enum(warningWeights), about: z.string() }),
    ),
    analysis: specimenAnalysisSchema.nullable(),
    verdict: z
      .strictObject({ value: z.enum(specimenVerdicts), note: z.string(), at: momentSchema, by: actorLinkSchema })
      .nullable(),
    can: z.strictObject({ judge: z.boolean(), analyse: z.boolean() }),
  })
  .meta({ id: 'Specimen' });

export const judgeSpecimenSchema = z
  .strictObject({ verdict: z.enum(specimenVerdicts), note: proseSchema(2_000).optional() })
  .meta({ id: 'JudgeSpecimen' });
