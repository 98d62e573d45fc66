import type { Say } from '../../../shared/language.ts';
import { listText } from './list.format.ts';
import type { Clause, Question } from './queries.ts';

type Words = {
  readonly say: Say;
  readonly locale: 'ja' | 'en';
  readonly questions: readonly Question[];
  /** Names of classes by code; a code without one is shown itself. */
  readonly classes?: ReadonlyMap<string, string>;
};

/** A condition as a sentence: 「データが持ち出された形跡がありますか」が「はい」または「分からない」. */
export function clauseSentence(clause: Clause, { say, locale, questions, classes }: Words): string {
  const join = (values: readonly string[]) =>
    listText(
      values.map((value) => say('playbooks.clause.value', { value })),
      locale,
      'or',
    );
  switch (clause.about) {
    case 'answer': {
      const question = questions.find(({ id }) => id === clause.question);
      const values = clause.is.map((value) => question?.options.find(({ id }) => id === value)?.text[locale] ?? value);
      return say('playbooks.clause.answer', {
        question: question?.text[locale] ?? clause.question,
        values: join(values),
      });
    }
    case 'class':
      return say('playbooks.clause.class', { values: join(clause.is.map((code) => classes?.get(code) ?? code)) });
    case 'severity':
      return say('playbooks.clause.severity', {
        values: join(clause.is.map((value) => say(`playbooks.severity.${value}`))),
      });
  }
}
