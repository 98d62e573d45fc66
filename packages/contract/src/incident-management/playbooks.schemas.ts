import * as z from 'zod';
import { actorLinkSchema, lineSchema, momentSchema, versionSchema } from '../shapes.ts';
import {
  differenceKinds,
  editionStates,
  playbookOrigins,
  playbookPhases,
  playbookProblems,
  playbookRoles,
  playbookSeverities,
} from './playbooks.values.ts';

/** Texts of a draft may still be empty; publishing asks for them. They are only text: nothing in them is ever run or filled in. */
const line = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u);
const prose = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t][^\p{Cc}]*)*$/u);
const bilingual = (text: z.ZodType<string, string>) => z.strictObject({ ja: text, en: text });
const localId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);
export const playbookCodeSchema = localId;
export const playbookLabelSchema = z
  .string()
  .regex(/^\d{1,4}\.\d{1,6}$/)
  .meta({ description: 'edition of the program and version of the team: 1.0 came with the program, 1.2 is edited' });

const values = <One extends z.ZodType>(one: One) => z.array(one).min(1).max(20);

/** What has to hold: an answer, the class or the severity is one of the named values. Pure data, never code. */
export const clauseSchema = z
  .discriminatedUnion('about', [
    z.strictObject({ about: z.literal('answer'), question: localId, is: values(localId) }),
    z.strictObject({ about: z.literal('class'), is: values(z.string().min(1).max(120)) }),
    z.strictObject({ about: z.literal('severity'), is: values(z.enum(playbookSeverities)) }),
  ])
  .meta({ id: 'PlaybookClause' });

export const questionSchema = z
  .strictObject({
    id: localId,
    text: bilingual(line(200)),
    options: z.array(z.strictObject({ id: localId, text: bilingual(line(80)) })).max(8),
  })
  .meta({ id: 'PlaybookQuestion' });

export const stepSchema = z
  .strictObject({
    id: localId,
    phase: z.enum(playbookPhases),
    role: z.enum(playbookRoles),
    title: bilingual(line(120)),
    action: bilingual(prose(2000)),
    check: bilingual(prose(600)).meta({ description: 'how to tell that it worked' }),
    why: bilingual(prose(600)).meta({ description: 'why, or what is lost otherwise; may be empty' }),
    isEvidence: z.boolean().meta({ description: 'preserves something that later steps may destroy' }),
    destroys: z.boolean().meta({ description: 'may destroy evidence' }),
    after: z.array(localId).max(20).meta({ description: 'the evidence steps that come before a destroying one' }),
    asks: localId.nullable().meta({ description: 'the question that this step answers' }),
    facts: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/))
      .max(20)
      .optional()
      .meta({ description: 'fields of reports to authorities that are asked for here' }),
    when: z.array(clauseSchema).max(8).meta({ description: 'all of them have to hold; none: always' }),
    actionKind: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
      .optional()
      .meta({ description: 'a kind of action of the authority matrix: then it waits for a decision' }),
    dueMinutes: z.int().min(1).max(525_600).nullable().meta({ description: 'minutes after the start of the run' }),
    asTask: z.boolean().meta({ description: 'meant to be handed to somebody as a task' }),
  })
  .meta({ id: 'PlaybookStep' });

export const definitionSchema = z
  .strictObject({
    title: bilingual(line(100)),
    purpose: bilingual(prose(600)),
    source: line(300),
    classes: z.array(z.string().min(1).max(120)).max(30),
    questions: z.array(questionSchema).max(30),
    steps: z.array(stepSchema).max(80),
  })
  .meta({ id: 'PlaybookDefinition' });

export const playbookParams = z.strictObject({ code: playbookCodeSchema });
export const playbookQuery = z.strictObject({ version: playbookLabelSchema.optional() });
const versionOrDraft = z.union([playbookLabelSchema, z.literal('draft')]);
export const differenceQuery = z.strictObject({ from: versionOrDraft, to: versionOrDraft });

const text = z.strictObject({ ja: z.string(), en: z.string() });

export const playbookItemSchema = z
  .strictObject({
    code: z.string(),
    label: z.string().nullable().meta({ description: 'the version in force; null while there is only a draft' }),
    title: text,
    purpose: text,
    classes: z.array(z.string()),
    origin: z.enum(playbookOrigins),
    stepCount: z.int(),
    effectiveOn: z.iso.date().nullable(),
    newer: z
      .string()
      .nullable()
      .meta({ description: 'a newer version of the program that the team has not taken over' }),
    hasDraft: z.boolean(),
  })
  .meta({ id: 'PlaybookItem' });

export const playbookListQuery = z.strictObject({
  q: z.string().trim().max(200).optional().meta({ description: 'words that the playbook says anywhere, all of them' }),
});

export const playbookListSchema = z.strictObject({
  items: z.array(playbookItemSchema),
  can: z.strictObject({ edit: z.boolean() }),
});

export const editionSchema = z.strictObject({
  label: z.string(),
  origin: z.enum(playbookOrigins),
  state: z.enum(editionStates),
  effectiveOn: z.iso.date(),
  publishedAt: momentSchema,
  publishedBy: actorLinkSchema.nullable(),
  note: z.string().nullable(),
});

export const playbookSchema = z
  .strictObject({
    code: z.string(),
    label: z.string(),
    definition: definitionSchema,
    current: z.string().meta({ description: 'the version in force' }),
    newer: z.string().nullable(),
    versions: z.array(editionSchema),
    can: z.strictObject({ edit: z.boolean() }),
  })
  .meta({ id: 'Playbook' });

const problemSchema = z.strictObject({ path: z.string(), problem: z.enum(playbookProblems) });

export const draftSchema = z
  .strictObject({
    code: z.string(),
    version: versionSchema,
    isSaved: z.boolean().meta({ description: 'false: nobody has a draft, and this is the version in force' }),
    basedOn: z.string().nullable(),
    definition: definitionSchema,
    problems: z.array(problemSchema).meta({ description: 'what has to be put right before it can be published' }),
    savedAt: momentSchema.nullable(),
    savedBy: actorLinkSchema.nullable(),
    versions: z.array(editionSchema),
    can: z.strictObject({ publish: z.boolean() }),
  })
  .meta({ id: 'PlaybookDraft' });

export const createPlaybookSchema = z
  .strictObject({
    // What the program brings along later never has the name of one of the team's own.
    code: playbookCodeSchema.regex(/^own-/).meta({ description: 'own-<letters, digits, hyphens>; given once' }),
    definition: definitionSchema,
  })
  .meta({ id: 'CreatePlaybook' });
export const saveDraftSchema = z
  .strictObject({
    definition: definitionSchema,
    basedOn: playbookLabelSchema.optional().meta({ description: 'the version that the draft now starts from' }),
  })
  .meta({ id: 'SavePlaybookDraft' });
export const publishSchema = z
  .strictObject({ note: lineSchema(300), effectiveOn: z.iso.date().optional() })
  .meta({ id: 'PublishPlaybook' });
export const publishedSchema = z.strictObject({ code: z.string(), label: z.string(), effectiveOn: z.iso.date() });

/** One thing by which two versions differ. */
export const differenceSchema = z.strictObject({
  kind: z.enum(differenceKinds),
  part: z.enum(['head', 'question', 'step']),
  id: z.string(),
  title: text,
  fields: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
});
export const differencesSchema = z
  .strictObject({ from: z.string(), to: z.string(), items: z.array(differenceSchema) })
  .meta({ id: 'PlaybookDifference' });
