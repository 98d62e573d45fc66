import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { reportChannels } from './reports.values.ts';
import {
  classSchemes,
  proposedParts,
  reasonFields,
  serviceClocks,
  serviceLevelRows,
  triageLevels,
  weekdays,
} from './triage.values.ts';

const level = z.enum(triageLevels);
export const prioritySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const bilingual = z.strictObject({ ja: z.string(), en: z.string() });

/** A class as other records show it. */
export const classLinkSchema = z.strictObject({ code: z.string(), name: bilingual, scheme: z.enum(classSchemes) });

export const triageClassSchema = z
  .strictObject({
    code: z.string(),
    scheme: z.enum(classSchemes),
    group: z.strictObject({ code: z.string(), name: bilingual }).nullable(),
    name: bilingual,
    description: bilingual,
    reading: z.string().meta({ description: 'words by which it is found besides its name' }),
    rsitCode: z.string().nullable().meta({ description: 'the type of RSIT as which it is counted towards others' }),
    isMalicious: z.boolean(),
    isCounted: z.boolean().meta({ description: 'false for tests and exercises, which statistics leave out' }),
    isRetired: z.boolean(),
    version: versionSchema,
  })
  .meta({ id: 'TriageClass' });

export const classListSchema = z.strictObject({
  items: z.array(triageClassSchema),
  rsit: z.strictObject({ version: z.string(), source: z.string() }),
  can: z.strictObject({ change: z.boolean() }),
});

const anyLine = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u);
const bilingualInput = z.strictObject({ ja: lineSchema(100), en: lineSchema(100) });
const descriptionInput = z.strictObject({ ja: anyLine(500), en: anyLine(500) });
const classCode = z.string().min(1).max(120);

export const classParams = z.strictObject({ code: classCode });

export const addClassSchema = z
  .strictObject({
    code: z
      .string()
      .regex(/^own:[a-z0-9]+(?:-[a-z0-9]+)*$/)
      .max(60)
      .meta({ description: 'own:<letters, digits, hyphens>; never changes and is never given again' }),
    name: bilingualInput,
    description: descriptionInput.optional(),
    reading: anyLine(200).optional(),
    rsitCode: classCode.nullable(),
    isMalicious: z.boolean(),
  })
  .meta({ id: 'AddTriageClass' });

export const changeClassSchema = z
  .strictObject({
    name: bilingualInput.optional(),
    description: descriptionInput.optional(),
    reading: anyLine(200).optional(),
    rsitCode: classCode.nullable().optional(),
    isMalicious: z.boolean().optional(),
    isRetired: z.boolean().optional(),
  })
  .meta({ id: 'ChangeTriageClass' });

export const triageReasonSchema = z.strictObject({
  what: z.enum(proposedParts),
  ruleId: z.string(),
  ruleName: z.string(),
  because: z.array(z.strictObject({ field: z.enum(reasonFields), matched: z.string() })),
});

/** What the rules of one version proposed for one report. */
export const triageProposalSchema = z
  .strictObject({
    rulesVersion: versionSchema,
    classCode: z.string().nullable(),
    impact: level.nullable(),
    urgency: level.nullable(),
    priority: prioritySchema.nullable(),
    assigneeId: z.string().nullable(),
    compartmentId: z.int().nullable(),
    tags: z.array(z.string()),
    reasons: z.array(triageReasonSchema),
  })
  .meta({ id: 'TriageProposal' });

const editionSchema = z.strictObject({
  version: versionSchema,
  effectiveAt: momentSchema,
  createdAt: momentSchema,
  createdBy: actorLinkSchema.nullable().meta({ description: 'null for version 1, which the program brings along' }),
  note: z.string().nullable(),
  state: z.enum(['in-force', 'planned', 'past']),
});

const canChange = z.strictObject({ change: z.boolean() });
const note = lineSchema(300).optional().meta({ description: 'why it was changed' });
/** What a change of any versioned setting answers. */
export const changedEditionSchema = z.strictObject({ version: versionSchema, effectiveAt: momentSchema });

const priorityRow = z.strictObject({ high: prioritySchema, medium: prioritySchema, low: prioritySchema });
export const priorityTableSchema = z
  .strictObject({ high: priorityRow, medium: priorityRow, low: priorityRow })
  .meta({ id: 'PriorityTable', description: 'by impact, then by urgency' });

export const prioritiesSchema = z.strictObject({
  version: versionSchema.meta({ description: 'the version in force' }),
  latestVersion: versionSchema.meta({ description: 'what a change names in If-Match' }),
  table: priorityTableSchema,
  versions: z.array(editionSchema.extend({ table: priorityTableSchema })),
  can: canChange,
});

export const changePrioritiesSchema = z.strictObject({
  table: priorityTableSchema,
  effectiveOn: z.iso.date().optional().meta({ description: "a day in the team's zone; left out: at once" }),
  note,
});

const severityWords = z.strictObject({ ja: lineSchema(300), en: lineSchema(300) });
export const severityTableSchema = z
  .strictObject({
    criteria: z
      .array(
        z.strictObject({
          code: z
            .string()
            .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
            .max(60),
          name: bilingualInput,
          levels: z.strictObject({
            critical: severityWords.optional(),
            high: severityWords.optional(),
            medium: severityWords.optional(),
            low: severityWords.optional(),
          }),
        }),
      )
      .min(1)
      .max(20),
  })
  .meta({ id: 'SeverityTable', description: 'for each criterion what has to be the case for a level' });

export const severitiesSchema = z.strictObject({
  version: versionSchema.meta({ description: 'the version in force' }),
  latestVersion: versionSchema.meta({ description: 'what a change names in If-Match' }),
  source: z.string().meta({ description: 'where version 1 comes from' }),
  table: severityTableSchema,
  versions: z.array(editionSchema.extend({ table: severityTableSchema })),
  can: canChange,
});

export const changeSeveritiesSchema = z.strictObject({
  table: severityTableSchema,
  effectiveOn: z.iso.date().optional().meta({ description: "a day in the team's zone; left out: at once" }),
  note,
});

const minutes = z.int().min(1).max(525_600);
const targetSchema = z.strictObject({
  acknowledgeMinutes: minutes,
  firstResponseMinutes: minutes,
  triageMinutes: minutes,
  clock: z.enum(serviceClocks),
});
export const serviceLevelsContentSchema = z
  .strictObject({ targets: z.record(z.enum(serviceLevelRows), targetSchema) })
  .meta({ id: 'ServiceLevels' });

export const serviceLevelsSchema = z.strictObject({
  version: versionSchema,
  levels: serviceLevelsContentSchema,
  versions: z.array(editionSchema),
  can: canChange,
});
export const changeServiceLevelsSchema = z.strictObject({ levels: serviceLevelsContentSchema, note });

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const endOfHours = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const openHours = z.strictObject({ opensAt: timeOfDay, closesAt: endOfHours });
const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
const closedDays = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('yearly'), name: lineSchema(60), from: monthDay, until: monthDay }),
  z.strictObject({ kind: z.literal('once'), name: lineSchema(60), from: z.iso.date(), until: z.iso.date() }),
]);
export const businessCalendarContentSchema = z
  .strictObject({
    hours: z.record(z.enum(weekdays), z.array(openHours).max(4)),
    hasJapaneseHolidays: z.boolean(),
    closedDays: z.array(closedDays).max(200),
  })
  .meta({ id: 'BusinessCalendar' });

export const businessCalendarSchema = z.strictObject({
  version: versionSchema,
  calendar: businessCalendarContentSchema,
  zone: z.string(),
  isOpenNow: z.boolean(),
  holidays: z
    .array(z.strictObject({ on: z.iso.date(), name: bilingual }))
    .meta({ description: 'this year and the next' }),
  holidaysUntil: z.iso.date().meta({ description: 'the last day for which public holidays are known' }),
  versions: z.array(editionSchema),
  can: canChange,
});
export const changeBusinessCalendarSchema = z.strictObject({ calendar: businessCalendarContentSchema, note });

// --- rules -----------------------------------------------------------------------------------------------------------

const words = (limit = 60) => z.array(lineSchema(100)).min(1).max(limit);
const test = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('channel'), isOneOf: z.array(z.enum(reportChannels)).min(1).max(10) }),
    z.strictObject({ kind: z.literal('sender-address'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('sender-domain'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('sender-internal'), is: z.boolean() }),
    z.strictObject({ kind: z.literal('recipient'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('mailbox'), isOneOf: z.array(idSchema).min(1).max(60) }),
    z.strictObject({ kind: z.literal('source'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('text'), in: z.enum(['title', 'text', 'either']), contains: words() }),
    z.strictObject({ kind: z.literal('attachment'), types: words() }),
    z.strictObject({ kind: z.literal('tag'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('class-hint'), isOneOf: words() }),
    z.strictObject({ kind: z.literal('severity-hint'), isOneOf: z.array(level).min(1).max(3) }),
  ])
  .meta({ id: 'RuleTest' });

const notTest = z.strictObject({ kind: z.literal('not'), of: test });
const group = z
  .strictObject({
    kind: z.enum(['all', 'any']),
    of: z
      .array(z.union([test, notTest]))
      .min(1)
      .max(20),
  })
  .meta({ id: 'RuleTestGroup' });
const line = z.union([test, notTest, group, z.strictObject({ kind: z.literal('not'), of: group })]);

/** A test, or all or any of up to twenty lines; a line is a test or a group of tests, each of which may be negated. */
export const ruleConditionSchema = z
  .union([
    test,
    z.strictObject({ kind: z.literal('all'), of: z.array(line).max(20) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(line).min(1).max(20) }),
  ])
  .meta({ id: 'RuleCondition' });

export const ruleEffectSchema = z
  .strictObject({
    classCode: classCode.nullable(),
    impact: level.nullable(),
    urgency: level.nullable(),
    assigneeId: idSchema.nullable(),
    compartmentId: z.int().min(1).nullable(),
    tags: z.array(lineSchema(40)).max(10),
    stops: z.boolean(),
  })
  .meta({ id: 'RuleEffect' });

const ruleFields = {
  name: lineSchema(100),
  isOn: z.boolean(),
  condition: ruleConditionSchema,
  effect: ruleEffectSchema,
};

export const triageRuleSchema = z
  .discriminatedUnion('isRestricted', [
    z.strictObject({ id: z.string(), isRestricted: z.literal(false), ...ruleFields }),
    z.strictObject({ id: z.string(), isRestricted: z.literal(true) }),
  ])
  .meta({ id: 'TriageRule', description: 'a restricted rule names a compartment that the caller does not see' });

export const ruleInputSchema = z
  .union([
    z.strictObject({
      id: z.string().min(1).max(64).optional().meta({ description: 'left out: a new rule' }),
      isRestricted: z.literal(false).optional(),
      ...ruleFields,
    }),
    z.strictObject({ id: z.string().min(1).max(64), isRestricted: z.literal(true) }),
  ])
  .meta({ id: 'TriageRuleInput', description: 'a restricted rule is named by its id alone and kept at that place' });

const rulesInput = z.array(ruleInputSchema).max(300);

export const rulesQuery = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() });

export const triageRulesSchema = z.strictObject({
  version: versionSchema.meta({ description: 'of the rules in this answer' }),
  latestVersion: versionSchema.meta({ description: 'what a change names in If-Match' }),
  rules: z.array(triageRuleSchema).meta({ description: 'the first comes first' }),
  accounts: z.array(z.strictObject({ id: idSchema, name: z.string() })).meta({ description: 'named by the rules' }),
  compartments: z.array(z.strictObject({ id: z.int(), name: z.string() })).meta({ description: 'named by the rules' }),
  versions: z.array(editionSchema),
  can: canChange,
});

export const changeRulesSchema = z.strictObject({ rules: rulesInput, note });

export const tryRulesOnTextSchema = z
  .strictObject({
    rules: rulesInput.optional().meta({ description: 'left out: the rules in force' }),
    sample: z.strictObject({
      channel: z.enum(reportChannels).default('mail'),
      title: anyLine(300),
      text: proseSchema(200_000).or(z.literal('')),
      reporterAddress: anyLine(320).optional(),
      isInternalSender: z.boolean().default(false),
      recipients: z.array(lineSchema(320)).max(50).default([]),
      source: lineSchema(100).optional(),
      tags: z.array(lineSchema(40)).max(20).default([]),
      attachmentNames: z.array(lineSchema(255)).max(50).default([]),
    }),
  })
  .meta({ id: 'TryTriageRules' });

export const triedRulesSchema = z.strictObject({
  before: triageProposalSchema.meta({ description: 'by the rules in force' }),
  after: triageProposalSchema.meta({ description: 'by the rules that were sent' }),
  restrictedRules: z
    .int()
    .min(0)
    .meta({ description: 'rules of compartments that the caller does not see; not tried' }),
});
