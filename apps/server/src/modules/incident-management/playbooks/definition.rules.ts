import { type PlaybookProblem, playbookPhases } from '@matoi/contract';
import { normaliseText } from '@matoi/kernel';
import type { Definition, PlaybookStep } from './playbook.model.ts';

/** Something that has to be put right before a playbook can be published; `path` names the place in its definition. */
export type DefinitionProblem = { readonly path: string; readonly problem: PlaybookProblem };

/**
 * Everything that is wrong with a definition, in its order. What passes can be run to its end: a condition asks only for
 * what an earlier step has asked, and a step that destroys names evidence steps that come before it.
 */
export function problemsOf(
  definition: Definition,
  known: { readonly actionKinds: ReadonlySet<string> },
): readonly DefinitionProblem[] {
  return [
    // What the matrix does not know would wait for nobody.
    ...definition.steps.flatMap(({ actionKind }, at) =>
      actionKind === undefined || known.actionKinds.has(actionKind)
        ? []
        : [{ path: `steps.${at}.actionKind`, problem: 'action-unknown' as const }],
    ),
    ...headProblems(definition),
    ...definition.questions.flatMap((_question, at) => questionProblems(definition, at)),
    ...definition.steps.flatMap((_step, at) => stepProblems(definition, at)),
  ];
}

type Text = { readonly ja: string; readonly en: string };

const missing = (path: string, text: Text): DefinitionProblem[] =>
  (['ja', 'en'] as const)
    .filter((locale) => text[locale] === '')
    .map((locale) => ({ path: `${path}.${locale}`, problem: 'text-missing' }));

function headProblems({ title, purpose, steps }: Definition): DefinitionProblem[] {
  const found = [...missing('title', title), ...missing('purpose', purpose)];
  return steps.length === 0 ? [...found, { path: 'steps', problem: 'no-steps' }] : found;
}

function questionProblems({ questions, steps }: Definition, at: number): DefinitionProblem[] {
  const question = questions[at];
  if (question === undefined) return [];
  const path = `questions.${at}`;
  const problems = missing(`${path}.text`, question.text);
  const add = (where: string, problem: PlaybookProblem) => problems.push({ path: where, problem });
  if (questions.findIndex(({ id }) => id === question.id) !== at) add(`${path}.id`, 'question-twice');
  const asking = steps.filter(({ asks }) => asks === question.id).length;
  if (asking === 0) add(path, 'question-unasked');
  if (asking > 1) add(path, 'question-asked-twice');
  if (question.options.length < 2) add(`${path}.options`, 'options-few');
  for (const [rank, option] of question.options.entries()) {
    problems.push(...missing(`${path}.options.${rank}.text`, option.text));
    const first = question.options.findIndex(({ id }) => id === option.id);
    if (first !== rank) add(`${path}.options.${rank}.id`, 'option-twice');
  }
  return problems;
}

function stepProblems(definition: Definition, at: number): DefinitionProblem[] {
  const { steps, questions } = definition;
  const step = steps[at];
  if (step === undefined) return [];
  const path = `steps.${at}`;
  const problems = (['title', 'action', 'check'] as const).flatMap((name) => missing(`${path}.${name}`, step[name]));
  // The reason is a help, not a duty; in one language only it is a mistake.
  if ((step.why.ja === '') !== (step.why.en === '')) problems.push(...missing(`${path}.why`, step.why));
  const add = (where: string, problem: PlaybookProblem) => problems.push({ path: `${path}.${where}`, problem });
  if (steps.findIndex(({ id }) => id === step.id) !== at) add('id', 'step-twice');
  const before = steps[at - 1];
  if (before !== undefined && playbookPhases.indexOf(step.phase) < playbookPhases.indexOf(before.phase))
    add('phase', 'phase-order');
  if (step.asks !== null && !questions.some(({ id }) => id === step.asks)) add('asks', 'question-unknown');
  for (const [rank, clause] of step.when.entries()) {
    if (clause.about !== 'answer') continue;
    const question = questions.find(({ id }) => id === clause.question);
    if (question === undefined) add(`when.${rank}`, 'question-unknown');
    else if (clause.is.some((value) => !question.options.some(({ id }) => id === value)))
      add(`when.${rank}`, 'option-unknown');
    else if (!steps.slice(0, at).some(({ asks }) => asks === clause.question)) add(`when.${rank}`, 'asked-too-late');
  }
  return [...problems, ...evidenceProblems(definition, step, at)];
}

function evidenceProblems({ steps }: Definition, step: PlaybookStep, at: number): DefinitionProblem[] {
  const path = `steps.${at}`;
  const earlier = steps.slice(0, at).filter(({ isEvidence }) => isEvidence);
  const problems: DefinitionProblem[] = [];
  if (step.isEvidence && step.destroys) problems.push({ path: `${path}.destroys`, problem: 'evidence-destroys' });
  if (step.destroys && step.after.length === 0) problems.push({ path: `${path}.after`, problem: 'evidence-missing' });
  if (step.after.some((id) => !earlier.some((one) => one.id === id)))
    problems.push({ path: `${path}.after`, problem: 'evidence-unknown' });
  return problems;
}

/** Whether a playbook says all of some words anywhere, in either language; width and case do not matter. */
export function says(definition: Definition, words: string): boolean {
  const asked = normaliseText(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (asked.length === 0) return true;
  const { title, purpose, questions, steps } = definition;
  const texts = [
    title,
    purpose,
    ...questions.flatMap(({ text, options }) => [text, ...options.map((option) => option.text)]),
    ...steps.flatMap((step) => [step.title, step.action, step.check, step.why]),
  ];
  const all = normaliseText(texts.flatMap(({ ja, en }) => [ja, en]).join('\n'));
  return asked.every((word) => all.includes(word));
}
