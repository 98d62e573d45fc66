import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { approvedHeadSchema, approveVersionSchema } from './approved.schemas.ts';
import * as values from './authority.values.ts';

const code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/u);
const optionalLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const optionalProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);
const inBothSchema = z.strictObject({ ja: z.string(), en: z.string() });

export const authorityHolderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), roleKey: code }),
  z.strictObject({ kind: z.literal('member'), memberId: idSchema }),
]);

const holders = z.array(authorityHolderSchema).max(30).readonly();

export const authorityScopeSchema = z.strictObject({
  kind: z.enum(values.authorityScopeKinds),
  names: z.array(lineSchema(120)).max(50).readonly().meta({ description: 'empty for `all`' }),
});

export const authorityRuleSchema = z.strictObject({
  id: code,
  number: lineSchema(20).meta({ description: 'how people call it: 4-2' }),
  force: z.enum(values.authorityForces),
  actionKinds: z.array(code).max(40).readonly(),
  scope: authorityScopeSchema,
  severityAtLeast: z.enum(values.authoritySeverities).nullable(),
  when: z.enum(values.authorityWhens),
  mayOrder: holders,
  mustInform: holders,
  carriesOut: holders,
  carriesOutText: optionalLine(300).meta({ description: 'who carries out and where the line runs, in words' }),
  needsFourEyes: z.boolean(),
  conditions: optionalProse(1_000).meta({ description: 'of an emergency: when it may be used, in words' }),
  reportWithinMinutes: z.int().min(5).max(43_200).nullable(),
  note: optionalProse(1_000),
});

export const authorityDefinitionSchema = z
  .strictObject({
    business: z.strictObject({
      days: z.array(z.int().min(0).max(6)).max(7).readonly().meta({ description: '0 is Sunday' }),
      from: clock,
      until: clock,
      closesOnHolidays: z.boolean(),
    }),
    rules: z.array(authorityRuleSchema).max(200).readonly(),
  })
  .meta({ id: 'AuthorityDefinition' });

const nameSchema = z.strictObject({ id: idSchema, name: z.string() });

export const delegationSchema = z
  .strictObject({
    id: idSchema,
    from: nameSchema,
    to: nameSchema,
    actionKinds: z.array(z.string()).readonly().meta({ description: 'empty: everything that the delegator may order' }),
    scope: authorityScopeSchema,
    startsAt: momentSchema,
    endsAt: momentSchema,
    reason: z.string(),
    givenAt: momentSchema,
    givenBy: actorLinkSchema,
    revoked: z.strictObject({ at: momentSchema, by: actorLinkSchema, reason: z.string() }).nullable(),
    state: z.enum(['to-come', 'running', 'ended', 'revoked']),
    can: z.strictObject({ revoke: z.boolean() }),
  })
  .meta({ id: 'Delegation' });

const versionBody = approvedHeadSchema.extend({ definition: authorityDefinitionSchema });

export const authoritySchema = z
  .strictObject({
    actionKinds: z.array(
      z.strictObject({
        code: z.string(),
        name: inBothSchema,
        isDestructive: z.boolean(),
        losesEvidence: z.boolean(),
      }),
    ),
    roles: z.array(z.strictObject({ key: z.string(), name: inBothSchema })),
    members: z.array(z.strictObject({ id: idSchema, name: z.string(), roleKeys: z.array(z.string()) })),
    /** The member that the caller is. */
    ownMemberId: idSchema.nullable(),
    current: versionBody.nullable(),
    versions: z.array(approvedHeadSchema),
    hasDraft: z.boolean(),
    delegations: z.array(delegationSchema),
    can: z.strictObject({ draft: z.boolean(), approve: z.boolean(), delegate: z.boolean() }),
  })
  .meta({ id: 'Authority' });

export const authorityVersionSchema = versionBody.meta({ id: 'AuthorityVersion' });

export const authorityProblemSchema = z.strictObject({ path: z.string(), code: z.string(), name: z.string() });

export const authorityDraftSchema = z
  .strictObject({
    version: versionSchema,
    isBegun: z.boolean().meta({ description: 'false: what a draft would begin with' }),
    basedOn: z.int().min(1).nullable(),
    definition: authorityDefinitionSchema,
    authors: z.array(actorLinkSchema).readonly(),
    contentHash: z.string(),
    problems: z.array(authorityProblemSchema),
    can: z.strictObject({ approve: z.boolean() }),
  })
  .meta({ id: 'AuthorityDraft' });

export const saveAuthorityDraftSchema = z
  .strictObject({ definition: authorityDefinitionSchema })
  .meta({ id: 'SaveAuthorityDraft' });

export const approveAuthoritySchema = approveVersionSchema.meta({ id: 'ApproveAuthority' });

export const authorityDifferenceQuery = z.strictObject({
  from: z.coerce.number().int().min(1).max(100_000),
  to: z.union([z.literal('draft'), z.coerce.number().int().min(1).max(100_000)]),
});
export const authorityDifferencesSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(['added', 'removed', 'changed']),
        part: z.enum(['rule', 'business']),
        number: z.string(),
        fields: z.array(z.string()),
        before: authorityRuleSchema.nullable(),
        after: authorityRuleSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'AuthorityDifferences' });

export const actionTargetSchema = z
  .strictObject({
    system: optionalLine(120).default(''),
    site: optionalLine(120).default(''),
    tag: optionalLine(120).default(''),
  })
  .meta({ id: 'ActionTarget' });

export const judgeQuery = z.strictObject({
  actionKind: code,
  system: z.string().trim().max(120).default(''),
  site: z.string().trim().max(120).default(''),
  tag: z.string().trim().max(120).default(''),
  severity: z.enum(values.authoritySeverities).optional(),
  at: momentSchema
    .optional()
    .meta({ description: 'now, if left out; decides version, delegations and business hours' }),
  memberId: idSchema.optional().meta({ description: 'left out: who may at all' }),
});

export const judgementSchema = z
  .strictObject({
    verdict: z.enum(values.authorityVerdicts).nullable().meta({ description: 'null where nobody was named' }),
    reason: z.enum(values.authorityReasons).nullable(),
    version: z.int().min(1).nullable(),
    rule: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
    isOffHours: z.boolean(),
    mayOrder: z.array(
      z.strictObject({ memberId: idSchema, name: z.string(), by: z.enum(['rule', 'delegation']), rule: z.string() }),
    ),
    emergency: z.array(
      z.strictObject({
        memberId: idSchema,
        name: z.string(),
        rule: z.string(),
        conditions: z.string(),
        reportWithinMinutes: z.int(),
      }),
    ),
    mustInform: z.array(nameSchema),
    carriesOut: z.array(nameSchema),
    carriesOutText: z.string(),
    needsFourEyes: z.boolean(),
    conditions: z.string(),
    reportWithinMinutes: z.int().nullable(),
  })
  .meta({ id: 'AuthorityJudgement' });

export const authorityDocumentQuery = z.strictObject({
  format: z.enum(values.authorityFormats),
  language: z.enum(['ja', 'en']).default('ja'),
});

export const giveDelegationSchema = z
  .strictObject({
    fromMemberId: idSchema,
    toMemberId: idSchema,
    actionKinds: z.array(code).max(40).readonly(),
    scope: authorityScopeSchema,
    startsAt: momentSchema,
    endsAt: momentSchema,
    reason: proseSchema(1_000),
  })
  .meta({ id: 'GiveDelegation' });

export const revokeDelegationSchema = z.strictObject({ reason: proseSchema(1_000) });
