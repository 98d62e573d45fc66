import { isZone } from '@matoi/kernel';
import { z } from 'zod';
import {
  anchorKinds,
  type Condition,
  confidences,
  type FactField,
  type HolidayCalendar,
  type Regime,
  regimeKinds,
  type ScopeQuestion,
  type Stage,
} from './obligation.model.ts';

/** What is wrong with a definition: where, and which rule. */
export type DefinitionProblem = {
  readonly path: string;
  readonly code:
    | 'shape'
    | 'too-deep'
    | 'twice'
    | 'unknown-fact'
    | 'unknown-scope'
    | 'unknown-calendar'
    | 'unknown-trigger'
    | 'unknown-recipient'
    | 'unknown-stage'
    | 'unknown-zone'
    | 'unknown-view'
    | 'value'
    | 'unconfirmed-on'
    | 'ends-before-it-begins'
    | 'taken';
  /** The word that is not known, or what the schema says. */
  readonly detail: string;
};

/** What a definition may refer to. */
export type Vocabulary = {
  readonly fields: readonly FactField[];
  readonly questions: readonly ScopeQuestion[];
  readonly calendars: readonly HolidayCalendar[];
  readonly views: readonly { readonly id: string }[];
  /** Ids that are taken: a team's own rule under the id of a law would be a newer version of that law. */
  readonly takenIds: readonly string[];
};

const mostDepth = 24;
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const key = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);
const text = z.strictObject({ ja: z.string().trim().min(1).max(500), en: z.string().trim().min(1).max(500) });
const day = z.iso.date();
const choice = z.string().min(1).max(64);

const leaf = [
  z.strictObject({ fact: key, is: z.union([z.boolean(), choice]) }),
  z.strictObject({ fact: key, oneOf: z.array(choice).min(1).max(50) }),
  z.strictObject({ fact: key, has: choice }),
  z.strictObject({ fact: key, above: z.number() }),
  z.strictObject({ fact: key, atLeast: z.number() }),
  z.strictObject({ scope: key, is: z.union([z.boolean(), choice]) }),
  z.strictObject({ scope: key, oneOf: z.array(choice).min(1).max(50) }),
  z.strictObject({ scope: key, has: choice }),
  z.strictObject({ always: z.literal(true) }),
] as const;
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ...leaf,
    z.strictObject({ all: z.array(condition).min(1).max(50) }),
    z.strictObject({ any: z.array(condition).min(1).max(50) }),
    z
      .strictObject({ count: z.int().min(1).max(50), of: z.array(condition).min(1).max(50) })
      .refine(({ count, of }) => count <= of.length),
    z.strictObject({ not: condition }),
    z.strictObject({ unlessExcluded: condition }),
  ]),
);

const calendarChoice = z.union([code, z.strictObject({ byScope: key, prefix: z.string().max(20) })]);
const relief = z.strictObject({ calendar: calendarChoice, unless: condition.nullable() });
const days = z.int().min(1).max(400);
const counting = z.discriminatedUnion('strategy', [
  z.strictObject({ strategy: z.literal('jp-days-inclusive'), days, calendar: code }),
  z.strictObject({
    strategy: z.literal('jp-days-unsettled'),
    days,
    firstDay: z.enum(['counts', 'unsettled']),
    calendar: code,
  }),
  z
    .strictObject({ strategy: z.literal('guideline-days'), fromDay: days, throughDay: days, calendar: code })
    .refine(({ fromDay, throughDay }) => fromDay <= throughDay),
  z.strictObject({
    strategy: z.literal('elapsed'),
    minutes: z.int().min(1).max(576_000),
    shownIn: z.enum(['minutes', 'hours', 'days']),
  }),
  z.strictObject({
    strategy: z.literal('eu-period'),
    unit: z.enum(['days', 'months']),
    length: days,
    calendar: calendarChoice,
  }),
  z.strictObject({
    strategy: z.literal('dora-initial'),
    hoursFromClassified: z.int().min(1).max(240),
    hoursFromKnown: z.int().min(1).max(240),
    relief,
  }),
  z.strictObject({ strategy: z.literal('dora-hours'), hours: z.int().min(1).max(720), relief }),
  z.strictObject({ strategy: z.literal('dora-months'), months: z.int().min(1).max(24), relief }),
  z.strictObject({
    strategy: z.literal('business-days'),
    days,
    calendar: calendarChoice,
    closesAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .nullable(),
  }),
  z.strictObject({ strategy: z.literal('calendar-days-after'), days, zone: z.string().max(64) }),
  z.strictObject({ strategy: z.literal('without-delay') }),
]);

const definition = z.strictObject({
  id: code,
  version: z.int().min(1),
  family: code,
  jurisdiction: code,
  name: text,
  shortName: text,
  kind: z.enum(regimeKinds),
  confidence: z.enum(confidences),
  isOn: z.boolean(),
  whyOff: text.exactOptional(),
  sources: z
    .array(
      z.strictObject({
        title: text,
        clause: text.exactOptional(),
        url: z
          .url({ protocol: /^https?$/ })
          .max(500)
          .exactOptional(),
        readOn: day.nullable(),
      }),
    )
    .min(1)
    .max(10),
  effectiveFrom: day.nullable(),
  effectiveTo: day.nullable(),
  isStartOpen: z.boolean().exactOptional(),
  zone: z.string().max(64),
  scope: condition,
  triggers: z
    .array(z.strictObject({ code, name: text, clause: text.exactOptional(), when: condition }))
    .min(1)
    .max(30),
  exclusion: z.strictObject({ name: text, clause: text.exactOptional(), when: condition }).exactOptional(),
  recipients: z
    .array(
      z.strictObject({
        code,
        name: text,
        channel: text,
        url: z
          .url({ protocol: /^https?$/ })
          .max(500)
          .exactOptional(),
        when: condition.exactOptional(),
        forEach: key.exactOptional(),
        view: code.exactOptional(),
        role: code.exactOptional(),
      }),
    )
    .min(1)
    .max(30),
  stages: z
    .array(
      z.strictObject({
        code,
        name: text,
        force: z.enum(regimeKinds),
        isMandatory: z.boolean(),
        anchor: z.discriminatedUnion('on', [
          z.strictObject({ on: z.literal('anchor'), kind: z.enum(anchorKinds) }),
          z.strictObject({ on: z.literal('filing'), stage: code, which: z.enum(['first', 'latest']) }),
        ]),
        counting,
        variants: z
          .array(z.strictObject({ triggers: z.array(code).min(1).max(30), counting }))
          .max(10)
          .exactOptional(),
        when: condition.exactOptional(),
        recipients: z.array(code).min(1).max(30),
        filedWith: z.enum(['all', 'any']),
        satisfiedBy: z.array(code).max(10).exactOptional(),
        dueSoonMinutes: z.int().min(1).max(100_000).exactOptional(),
        note: text.exactOptional(),
        confidence: z.enum(confidences).exactOptional(),
      }),
    )
    .min(1)
    .max(12),
  notes: z.array(text).max(20).exactOptional(),
});

/**
 * Reads a definition of a regime, shipped or typed in by an administrator: its shape, and that everything it names
 * exists. What is accepted can be assessed without an error. All problems are answered at once.
 */
export function readDefinition(
  given: unknown,
  vocabulary: Vocabulary,
): { readonly regime: Regime } | { readonly problems: readonly DefinitionProblem[] } {
  // Before the schema walks it: a definition nested without end would exhaust the stack.
  if (!isShallow(given)) return { problems: [{ path: '', code: 'too-deep', detail: String(mostDepth) }] };
  const parsed = definition.safeParse(given);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        code: 'shape',
        detail: message,
      })),
    };
  }
  const regime: Regime = parsed.data;
  const problems = [
    ...(vocabulary.takenIds.includes(regime.id) ? [problem('id', 'taken', regime.id)] : []),
    ...wordProblems(regime, vocabulary),
    ...referenceProblems(regime),
  ];
  return problems.length > 0 ? { problems } : { regime };
}

function referenceProblems(regime: Regime): readonly DefinitionProblem[] {
  const codes = {
    triggers: regime.triggers.map(({ code }) => code),
    recipients: regime.recipients.map(({ code }) => code),
    stages: regime.stages.map(({ code }) => code),
  };
  const twice = Object.entries(codes).flatMap(([path, of]) =>
    of.flatMap((one, index) => (of.indexOf(one) === index ? [] : [problem(path, 'twice', one)])),
  );
  const { effectiveFrom: from, effectiveTo: to } = regime;
  return [
    ...twice,
    ...regime.stages.flatMap((stage, index) => stageProblems(stage, index, codes)),
    ...(regime.confidence === 'unconfirmed' && regime.isOn ? [problem('isOn', 'unconfirmed-on', '')] : []),
    ...(from !== null && to !== null && to < from ? [problem('effectiveTo', 'ends-before-it-begins', to)] : []),
  ];
}

function stageProblems(
  stage: Stage,
  index: number,
  codes: Readonly<Record<'triggers' | 'recipients' | 'stages', readonly string[]>>,
): readonly DefinitionProblem[] {
  const path = `stages.${index}`;
  const unknown = (names: readonly string[], known: readonly string[]) => names.filter((name) => !known.includes(name));
  // Only earlier stages: a circle of stages would wait for ever.
  const before = stage.anchor.on === 'filing' ? [stage.anchor.stage] : [];
  return [
    ...unknown(stage.recipients, codes.recipients).map((one) =>
      problem(`${path}.recipients`, 'unknown-recipient', one),
    ),
    ...unknown(stage.satisfiedBy ?? [], codes.stages).map((one) =>
      problem(`${path}.satisfiedBy`, 'unknown-stage', one),
    ),
    ...unknown(
      (stage.variants ?? []).flatMap(({ triggers }) => triggers),
      codes.triggers,
    ).map((one) => problem(`${path}.variants`, 'unknown-trigger', one)),
    ...unknown(before, codes.stages.slice(0, index)).map((one) =>
      problem(`${path}.anchor.stage`, 'unknown-stage', one),
    ),
  ];
}

const problem = (path: string, code: DefinitionProblem['code'], detail: string): DefinitionProblem => ({
  path,
  code,
  detail,
});

/** Every word of the vocabulary that the definition uses, wherever it stands. */
function wordProblems(regime: Regime, vocabulary: Vocabulary): readonly DefinitionProblem[] {
  const fields = new Map(vocabulary.fields.map((field) => [field.key, field]));
  const questions = new Map(vocabulary.questions.map((question) => [question.key, question]));
  const calendars = new Set(vocabulary.calendars.map(({ code }) => code));
  const views = new Set(vocabulary.views.map(({ id }) => id));
  const words: Readonly<Record<string, readonly [DefinitionProblem['code'], (word: string) => boolean]>> = {
    fact: ['unknown-fact', (word) => fields.has(word)],
    forEach: ['unknown-fact', (word) => fields.has(word)],
    scope: ['unknown-scope', (word) => questions.has(word)],
    byScope: ['unknown-scope', (word) => questions.has(word)],
    calendar: ['unknown-calendar', (word) => calendars.has(word)],
    zone: ['unknown-zone', isZone],
    view: ['unknown-view', (word) => views.has(word)],
  };
  const problems: DefinitionProblem[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      const at = path === '' ? name : `${path}.${name}`;
      const word = Object.hasOwn(words, name) ? words[name] : undefined;
      if (word !== undefined && typeof value === 'string' && !word[1](value))
        problems.push(problem(at, word[0], value));
      walk(value, at);
    }
    const wrong = mismatch(node, { fields, questions });
    if (wrong !== null) problems.push(problem(path, 'value', wrong));
  };
  walk(regime, '');
  return problems;
}

/** A value that a field or question can never have would make a condition that never holds. */
function mismatch(
  node: object,
  known: { readonly fields: ReadonlyMap<string, FactField>; readonly questions: ReadonlyMap<string, ScopeQuestion> },
): string | null {
  const test: Readonly<Record<string, unknown>> = { ...node };
  const of =
    typeof test.fact === 'string'
      ? known.fields.get(test.fact)
      : typeof test.scope === 'string'
        ? known.questions.get(test.scope)
        : undefined;
  if (of === undefined) return null;
  const wanted = [test.is, test.has, ...(Array.isArray(test.oneOf) ? test.oneOf : [])].filter(
    (one) => one !== undefined,
  );
  const isNumeric = 'above' in test || 'atLeast' in test;
  if (isNumeric !== (of.type === 'number')) return of.key;
  if (of.type === 'yes-no') return wanted.every((one) => typeof one === 'boolean') ? null : of.key;
  if (wanted.some((one) => typeof one === 'boolean')) return of.key;
  const choices = of.choices?.map((one) => one.code);
  const odd = choices === undefined ? undefined : wanted.find((one) => !choices.includes(String(one)));
  if (odd !== undefined) return String(odd);
  const isList = of.type === 'choices' || of.type === 'codes';
  return isList === (test.has !== undefined) || isNumeric ? null : of.key;
}

function isShallow(given: unknown): boolean {
  let level: unknown[] = [given];
  for (let depth = 0; depth <= mostDepth; depth += 1) {
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []));
    if (level.length === 0) return true;
  }
  return false;
}
