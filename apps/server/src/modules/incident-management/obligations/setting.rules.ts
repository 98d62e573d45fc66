import { type Refusal, refusal } from '@matoi/kernel';
import type { FactValue, Scope, ScopeQuestion } from './obligation.model.ts';

type Answer = { readonly key: string; readonly value: FactValue };

function fits({ value }: Answer, question: ScopeQuestion | undefined): boolean {
  if (question === undefined) return false;
  const codes = (question.choices ?? []).map(({ code }) => code);
  switch (question.type) {
    case 'yes-no':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && codes.includes(value);
    case 'choices':
      return Array.isArray(value) && value.every((one) => codes.includes(one));
    default:
      return question.type satisfies never;
  }
}

/** Takes a declaration: answers to questions that are asked, in their shape, over the one that was read. */
export function decideDeclaration(
  answers: readonly Answer[],
  given: { readonly questions: readonly ScopeQuestion[]; readonly read: number; readonly current: number },
): { readonly version: number; readonly answers: Scope } | Refusal {
  if (given.read !== given.current) return refusal('obligation-rules.declare.superseded');
  const wrong = answers.findIndex(
    (answer) =>
      !fits(
        answer,
        given.questions.find(({ key }) => key === answer.key),
      ),
  );
  if (wrong !== -1)
    return refusal('obligation-rules.declare.wrong-answer', { key: answers[wrong]?.key ?? '' }, [
      { path: `body.answers.${wrong}.value`, code: 'obligation-rules.declare.wrong-answer' },
    ]);
  return { version: given.current + 1, answers: Object.fromEntries(answers.map(({ key, value }) => [key, value])) };
}
