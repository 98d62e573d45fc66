import * as z from 'zod';
import { compartmentLinkSchema, idSchema, lineSchema, momentSchema, versionSchema } from '../shapes.ts';
import {
  mailboxAfterReads,
  mailboxAuthMethods,
  mailboxBeginnings,
  mailboxHealths,
  mailboxProblems,
  mailboxStates,
  mailboxTlsModes,
} from './mailboxes.values.ts';
import { locales } from './platform.values.ts';

const addressSchema = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+$/u)
  .toLowerCase();
const hostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.|$)){1,20}$|^[0-9a-f:.]{2,45}$/);
const endpointSchema = z.url({ protocol: /^https$/ }).max(500);
const certificateSchema = z
  .string()
  .trim()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=-]+-----END CERTIFICATE-----$/);

/** What every mail that comes in here brings along. */
const defaultsShape = {
  locale: z.enum(locales).nullable(),
  sourceName: lineSchema(100).nullable(),
  /** Left out on a change: as it is, also where the caller may not see the compartment. */
  compartmentId: z.int().min(1).nullable().optional(),
  classHint: lineSchema(60).nullable(),
  tags: z.array(lineSchema(40)).max(20),
  isAcknowledged: z.boolean(),
  isOwnList: z.boolean(),
};

const smtpAddressSchema = z.strictObject({
  kind: z.literal('smtp-address'),
  name: lineSchema(100),
  address: addressSchema,
  isCatchAll: z.boolean(),
  ...defaultsShape,
});

const imapSchema = z.strictObject({
  kind: z.literal('imap'),
  name: lineSchema(100),
  address: addressSchema,
  host: hostSchema,
  port: z.int().min(1).max(65_535),
  tlsMode: z.enum(mailboxTlsModes),
  isPrivateAllowed: z.boolean(),
  trustedCertificate: certificateSchema.nullable(),
  userName: lineSchema(320),
  authMethod: z.enum(mailboxAuthMethods),
  /** For `password`. Needed when it is made; left out on a change: as it is. Never answered. */
  password: z.string().min(1).max(1_000).optional(),
  /** For `xoauth2`: the token endpoint of RFC 6749 §3.2, the client and what it was given. Secrets are never answered. */
  tokenEndpoint: endpointSchema.nullable(),
  clientId: lineSchema(300).nullable(),
  tokenScope: lineSchema(500).nullable(),
  clientSecret: z.string().min(1).max(4_000).optional(),
  refreshToken: z.string().min(1).max(8_000).optional(),
  folder: lineSchema(200),
  beginsWith: z.enum(mailboxBeginnings),
  afterRead: z.enum(mailboxAfterReads),
  moveTo: lineSchema(200).nullable(),
  ...defaultsShape,
});

export const mailboxInputSchema = z.discriminatedUnion('kind', [smtpAddressSchema, imapSchema]);

export const mailboxSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['smtp-address', 'imap']),
  version: versionSchema,
  name: z.string(),
  address: z.string(),
  state: z.enum(mailboxStates),
  isCatchAll: z.boolean(),
  locale: z.enum(locales).nullable(),
  sourceName: z.string().nullable(),
  compartment: compartmentLinkSchema.nullable(),
  /** A compartment is set that the caller does not see into. */
  isCompartmentHidden: z.boolean(),
  classHint: z.string().nullable(),
  tags: z.array(z.string()),
  isAcknowledged: z.boolean(),
  isOwnList: z.boolean(),
  imap: z
    .strictObject({
      host: z.string(),
      port: z.int(),
      tlsMode: z.enum(mailboxTlsModes),
      isPrivateAllowed: z.boolean(),
      trustedCertificate: z.string().nullable(),
      userName: z.string(),
      authMethod: z.enum(mailboxAuthMethods),
      hasSecret: z.boolean(),
      tokenEndpoint: z.string().nullable(),
      clientId: z.string().nullable(),
      tokenScope: z.string().nullable(),
      folder: z.string(),
      beginsWith: z.enum(mailboxBeginnings),
      afterRead: z.enum(mailboxAfterReads),
      moveTo: z.string().nullable(),
    })
    .nullable(),
  health: z.enum(mailboxHealths),
  problem: z.enum(mailboxProblems).nullable(),
  /** What the other side said, in its own words. */
  problemDetail: z.string().nullable(),
  problemAt: momentSchema.nullable(),
  checkedAt: momentSchema.nullable(),
  /** Mails that came in here, of those that the caller may see. */
  mailCount: z.int().min(0),
  lastMailAt: momentSchema.nullable(),
  /** Mails that were left in the mailbox because they are larger than what is taken. */
  leftCount: z.int().min(0),
  createdAt: momentSchema,
});

export const mailboxTrialSchema = z.strictObject({
  isWell: z.boolean(),
  problem: z.enum(mailboxProblems).nullable(),
  detail: z.string().nullable(),
  /** What was found, when it went well. */
  mailCount: z.int().min(0).nullable(),
  unreadCount: z.int().min(0).nullable(),
  isEncrypted: z.boolean().nullable(),
});
