import { playbookPhases } from '@matoi/contract/values';
import type { Definition, PlaybookStep, Question } from './queries.ts';

const empty = () => ({ ja: '', en: '' });

/** A step as it begins in the editor. */
export function newStep(definition: Definition, phase: PlaybookStep['phase']): PlaybookStep {
  return {
    id: freeId(
      'step',
      definition.steps.map(({ id }) => id),
    ),
    phase,
    role: 'handler',
    title: empty(),
    action: empty(),
    check: empty(),
    why: empty(),
    isEvidence: false,
    destroys: false,
    after: [],
    asks: null,
    when: [],
    dueMinutes: null,
    asTask: false,
  };
}

/** A question with the three answers that most questions have. */
export function newQuestion(definition: Definition): Question {
  return {
    id: freeId(
      'question',
      definition.questions.map(({ id }) => id),
    ),
    text: empty(),
    options: [
      { id: 'yes', text: { ja: 'はい', en: 'Yes' } },
      { id: 'no', text: { ja: 'いいえ', en: 'No' } },
      { id: 'unknown', text: { ja: '分からない', en: 'Not known' } },
    ],
  };
}

export function newDefinition(title: Definition['title']): Definition {
  return { title, purpose: empty(), source: '', classes: [], questions: [], steps: [] };
}

function freeId(word: string, taken: readonly string[]): string {
  let at = taken.length + 1;
  while (taken.includes(`${word}-${at}`)) at++;
  return `${word}-${at}`;
}

/** A step put one place up or down. At the edge of a phase it goes over into the next one instead of standing out of order. */
export function moveStep(definition: Definition, id: string, by: -1 | 1): Definition {
  const at = definition.steps.findIndex((step) => step.id === id);
  const step = definition.steps[at];
  if (step === undefined) return definition;
  const other = definition.steps[at + by];
  if (other !== undefined && other.phase === step.phase) {
    const steps = [...definition.steps];
    steps[at] = other;
    steps[at + by] = step;
    return { ...definition, steps };
  }
  const phase = playbookPhases[playbookPhases.indexOf(step.phase) + by];
  if (phase === undefined) return definition;
  return withStep(definition, id, { ...step, phase });
}

/** A step as it is from now on; steps stand in the order of their phases. A new id is followed by what refers to it. */
export function withStep(definition: Definition, id: string, step: PlaybookStep): Definition {
  const steps = definition.steps.map((one) =>
    one.id === id ? step : { ...one, after: one.after.map((before) => (before === id ? step.id : before)) },
  );
  return { ...definition, steps: byPhase(steps) };
}

export function withoutStep(definition: Definition, id: string): Definition {
  const steps = definition.steps
    .filter((one) => one.id !== id)
    .map((one) => ({ ...one, after: one.after.filter((before) => before !== id) }));
  return { ...definition, steps };
}

export function addStep(definition: Definition, step: PlaybookStep): Definition {
  return { ...definition, steps: byPhase([...definition.steps, step]) };
}

function byPhase(steps: readonly PlaybookStep[]): PlaybookStep[] {
  return steps.toSorted((a, b) => playbookPhases.indexOf(a.phase) - playbookPhases.indexOf(b.phase));
}

/** Takes a question away, and what asks it or depends on it with it. */
export function withoutQuestion(definition: Definition, id: string): Definition {
  return {
    ...definition,
    questions: definition.questions.filter((one) => one.id !== id),
    steps: definition.steps.map((step) => ({
      ...step,
      asks: step.asks === id ? null : step.asks,
      when: step.when.filter((clause) => clause.about !== 'answer' || clause.question !== id),
    })),
  };
}

/** What a file holds, when it looks like an exported playbook; the server judges what is in it. */
export function definitionOfFile(
  text: string,
): { readonly code: string | null; readonly definition: Definition } | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const file = value as { readonly code?: unknown; readonly definition?: unknown };
    const { definition } = file;
    if (typeof definition !== 'object' || definition === null || !('steps' in definition)) return null;
    return { code: typeof file.code === 'string' ? file.code : null, definition: definition as Definition };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
