import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, mergedFromSchema, momentSchema, proseSchema } from '../shapes.ts';
import {
  differenceSchema,
  playbookCodeSchema,
  playbookLabelSchema,
  questionSchema,
  stepSchema,
} from './playbooks.schemas.ts';
import { evidenceKinds, playbookPhases, stepStates, stepTaskStates } from './playbooks.values.ts';

const text = z.strictObject({ ja: z.string(), en: z.string() });

export const runParams = z.strictObject({ id: idSchema });
export const runStepParams = z.strictObject({ id: idSchema, stepId: z.string().min(1).max(60) });
export const runListQuery = z.strictObject({ subjectId: z.string().min(1).max(64) });
export const runDifferenceQuery = z.strictObject({ to: playbookLabelSchema });

export const runStepSchema = stepSchema
  .extend({
    state: z.enum(stepStates),
    because: z.int().nullable().meta({ description: 'the clause of `when` by which it is hidden or waits' }),
    isUnlocked: z.boolean().meta({ description: 'false: it destroys, and the evidence before it is not settled' }),
    answer: z.string().nullable(),
    note: z.string().nullable(),
    reason: z.string().nullable().meta({ description: 'why it does not apply' }),
    evidence: z.string().nullable().meta({ description: 'where what was preserved is' }),
    evidenceOn: z
      .strictObject({ kind: z.enum(evidenceKinds), id: idSchema, name: z.string() })
      .nullable()
      .meta({ description: 'the file or note of the record that is the evidence, by the name that it had' }),
    waiver: z.strictObject({ allowedBy: z.string(), reason: z.string() }).nullable(),
    at: momentSchema.nullable(),
    by: actorLinkSchema.nullable(),
    dueAt: momentSchema.nullable(),
    assignee: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
    order: z
      .strictObject({
        isNeeded: z.boolean().meta({ description: 'the matrix in force speaks of it, and nobody has ordered it' }),
        decision: z.strictObject({ id: idSchema, number: z.string(), by: z.string() }).nullable(),
      })
      .nullable()
      .meta({ description: 'by what it is ordered; null where no authority is asked for' }),
    taskId: idSchema.nullable().meta({ description: 'the task that stands for it' }),
    task: z
      .strictObject({
        id: idSchema,
        state: z.enum(stepTaskStates),
        assignee: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
        dueAt: momentSchema.nullable(),
      })
      .nullable()
      .meta({ description: 'that task as it is now' }),
  })
  .meta({ id: 'PlaybookRunStep' });

export const runSchema = z
  .strictObject({
    id: idSchema,
    subjectId: idSchema,
    mergedFrom: mergedFromSchema,
    code: z.string(),
    label: z.string(),
    newer: z.string().nullable().meta({ description: 'the version in force, where it is another one' }),
    title: text,
    startedAt: momentSchema,
    startedBy: actorLinkSchema,
    endedAt: momentSchema.nullable(),
    endedBy: actorLinkSchema.nullable(),
    endReason: z.string().nullable(),
    next: z.string().nullable().meta({ description: 'the one step to do now' }),
    progress: z.array(z.strictObject({ phase: z.enum(playbookPhases), settled: z.int(), total: z.int() })),
    questions: z.array(questionSchema),
    steps: z.array(runStepSchema),
    can: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'PlaybookRun' });

export const runListSchema = z.strictObject({
  items: z.array(runSchema),
  proposals: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      title: text,
      purpose: text,
      fits: z.boolean().meta({ description: 'it is for the class of this record' }),
    }),
  ),
  can: z.strictObject({ start: z.boolean() }),
});

export const startRunSchema = z
  .strictObject({ subjectId: z.string().min(1).max(64), code: playbookCodeSchema })
  .meta({ id: 'StartPlaybookRun' });

export const changeStepSchema = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('open') }),
    z.strictObject({ state: z.literal('doing') }),
    z.strictObject({
      state: z.literal('done'),
      answer: z.string().min(1).max(60).optional(),
      note: proseSchema(2000).optional(),
      evidence: lineSchema(300).optional(),
      evidenceOn: z
        .strictObject({ kind: z.enum(evidenceKinds), id: idSchema })
        .optional()
        .meta({ description: 'a file or a note of the record that is the evidence' }),
      waiver: z
        .strictObject({ allowedBy: lineSchema(100), reason: proseSchema(600) })
        .optional()
        .meta({ description: 'the evidence is not taken: who allowed it, and why' }),
    }),
    z.strictObject({ state: z.literal('not-applicable'), reason: proseSchema(600) }),
  ])
  .meta({ id: 'ChangePlaybookStep' });

export const assignStepSchema = z
  .strictObject({
    assigneeId: idSchema.nullable(),
    isTask: z.boolean().optional().meta({
      description:
        "whether a task stands for it; left out: when somebody has it. `true` without anybody: a task in nobody's hands",
    }),
    dueAt: momentSchema.nullable().optional().meta({ description: 'left out: as the playbook says, or as it was' }),
  })
  .meta({ id: 'AssignPlaybookStep' });
export const moveRunSchema = z.strictObject({ to: playbookLabelSchema }).meta({ id: 'MovePlaybookRun' });
export const endRunSchema = z.strictObject({ reason: proseSchema(600) }).meta({ id: 'EndPlaybookRun' });
export const runDifferencesSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  items: z.array(differenceSchema),
  reopened: z.array(text).meta({ description: 'steps that were done and will be open again' }),
});
