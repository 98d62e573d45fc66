import { useSay } from '../../../../shared/language.ts';
import { Notice } from '../../../../ui/field.tsx';
import type { Draft } from '../queries.ts';

/** What has to be put right in the saved draft before it can be published, each with its place. */
export function DraftProblems({ draft }: { readonly draft: Draft }) {
  const { say, locale, has } = useSay();
  if (draft.problems.length === 0 || !draft.isSaved) return null;
  const { steps, questions } = draft.definition;
  const placeOf = (path: string) => {
    const [part = '', at, field = ''] = path.split('.');
    const rank = Number(at);
    const step = part === 'steps' ? steps[rank] : undefined;
    const question = part === 'questions' ? questions[rank] : undefined;
    const fieldKey = `playbooks.field.${field}`;
    const fieldText = has(fieldKey) ? say(fieldKey) : '';
    if (step !== undefined) {
      const title = step.title[locale] === '' ? say('playbooks.edit.untitled') : step.title[locale];
      return say('playbooks.edit.place-step', { number: rank + 1, title, field: fieldText });
    }
    if (question !== undefined) {
      const title = question.text[locale] === '' ? question.id : question.text[locale];
      return say('playbooks.edit.place-question', { title, field: fieldText });
    }
    const key = `playbooks.field.${part}`;
    return has(key) ? say(key) : part;
  };
  return (
    <Notice tone="amber">
      <p>{say('playbooks.edit.problems', { count: draft.problems.length })}</p>
      <ul className="m-problems">
        {draft.problems.slice(0, 12).map(({ path, problem }) => (
          <li key={`${path} ${problem}`}>
            {placeOf(path)} — {say(`playbooks.problem.${problem}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
