import * as z from 'zod';
import { idSchema, lineSchema, momentSchema } from '../shapes.ts';
import { accountStates, locales, roles, themes } from './platform.values.ts';

/** NIST SP 800-63B §3.1.1: at least 15 characters when it may be the only factor; no composition rules. */
export const passwordSchema = z.string().min(15).max(256);
export const typedPasswordSchema = z.string().min(1).max(256);
export const emailSchema = z.email().max(320).toLowerCase();
export const roleSchema = z.enum(roles);
export const codeSchema = z.string().trim().min(6).max(40);

export const meSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    roles: z.array(roleSchema),
    locale: z.enum(locales),
    theme: z.enum(themes),
    isBreakGlass: z.boolean(),
    hasTotp: z.boolean(),
    recoveryCodesLeft: z.int().min(0),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'Me' });

export const sessionSchema = z
  .strictObject({
    teamName: z.string(),
    zone: z.string(),
    needsSetUp: z.boolean(),
    csrfToken: z.string().nullable(),
    steppedUpUntil: momentSchema.nullable(),
    me: meSchema.nullable(),
  })
  .meta({ id: 'Session' });

export const signInSchema = z.strictObject({
  email: z.string().trim().min(1).max(320),
  password: typedPasswordSchema,
  code: codeSchema.optional().meta({ description: 'TOTP or recovery code, once it was asked for' }),
});
export const signInAnswerSchema = z.strictObject({ state: z.enum(['signed-in', 'code-required']) });
export const stepUpSchema = z.strictObject({ password: typedPasswordSchema, code: codeSchema.optional() });
export const steppedUpSchema = z.strictObject({ steppedUpUntil: momentSchema });

export const setUpSchema = z.strictObject({
  token: z.string().min(20).max(200),
  teamName: lineSchema(100),
  zone: z.string().min(1).max(60),
  locale: z.enum(locales),
  name: lineSchema(100),
  email: emailSchema,
  password: passwordSchema,
  mailFrom: emailSchema.optional().meta({ description: 'the address that mail of the team comes from' }),
});

export const signUpSchema = z.strictObject({
  token: z.string().min(20).max(200),
  name: lineSchema(100),
  locale: z.enum(locales),
  password: passwordSchema,
});

export const changeMeSchema = z.strictObject({
  name: lineSchema(100).optional(),
  locale: z.enum(locales).optional(),
  theme: z.enum(themes).optional(),
});
export const changePasswordSchema = z.strictObject({ current: typedPasswordSchema, next: passwordSchema });

export const totpBeginSchema = z.strictObject({ secret: z.string(), uri: z.string() });
export const totpConfirmSchema = z.strictObject({ code: codeSchema });
export const recoveryCodesSchema = z.strictObject({ recoveryCodes: z.array(z.string()) });

export const sessionRowSchema = z.strictObject({
  id: idSchema,
  isCurrent: z.boolean(),
  createdAt: momentSchema,
  lastSeenAt: momentSchema,
  expiresAt: momentSchema,
  address: z.string(),
  userAgent: z.string(),
});

export const accountSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    roles: z.array(roleSchema),
    state: z.enum(accountStates),
    hasTotp: z.boolean(),
    isBreakGlass: z.boolean(),
    lastSignInAt: momentSchema.nullable(),
  })
  .meta({ id: 'Account' });

export const inviteAccountSchema = z.strictObject({
  name: lineSchema(100),
  email: emailSchema,
  roles: z.array(roleSchema).min(1).max(6),
});
export const accountLinkAnswerSchema = z.strictObject({
  account: accountSchema,
  signUpLink: z.string().meta({ description: 'works once, for three days; shown only in this answer' }),
});
export const changeRolesSchema = z.strictObject({ roles: z.array(roleSchema).min(1).max(6) });

export const tokenSchema = z
  .strictObject({
    id: idSchema,
    name: z.string(),
    role: roleSchema,
    createdAt: momentSchema,
    expiresAt: momentSchema.nullable(),
    lastUsedAt: momentSchema.nullable(),
    isRevoked: z.boolean(),
  })
  .meta({ id: 'Token' });
export const createTokenSchema = z.strictObject({
  name: lineSchema(100),
  role: roleSchema,
  expiresAt: momentSchema.optional(),
});
export const createdTokenSchema = z.strictObject({
  token: z.string().meta({ description: 'shown only in this answer' }),
  record: tokenSchema,
});
