import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Bilingual } from '../parts/bilingual.tsx';
import type { Question } from '../queries.ts';

type QuestionProps = {
  readonly question: Question;
  readonly onChange: (question: Question) => void;
  readonly onRemove: () => void;
};

/** A question and the answers that can be given to it. */
export function QuestionForm({ question, onChange, onRemove }: QuestionProps) {
  const { say } = useSay();
  const set = (options: Question['options']) => onChange({ ...question, options });
  const add = () => {
    let at = question.options.length + 1;
    while (question.options.some(({ id }) => id === `answer-${at}`)) at++;
    set([...question.options, { id: `answer-${at}`, text: { ja: '', en: '' } }]);
  };
  return (
    <div className="m-form">
      <Bilingual
        label={say('playbooks.field.text')}
        value={question.text}
        limit={200}
        onChange={(text) => onChange({ ...question, text })}
      />
      {question.options.map((option, at) => (
        <div key={option.id} className="m-option">
          <Bilingual
            label={say('playbooks.question.option', { number: at + 1 })}
            value={option.text}
            limit={80}
            onChange={(text) => set(question.options.map((one) => (one.id === option.id ? { ...one, text } : one)))}
          />
          <Button
            size="small"
            aria-label={say('playbooks.question.remove-option', { number: at + 1 })}
            onClick={() => set(question.options.filter(({ id }) => id !== option.id))}
          >
            {say('playbooks.condition.remove')}
          </Button>
        </div>
      ))}
      <div className="m-row">
        <Button size="small" onClick={add} disabled={question.options.length >= 8}>
          {say('playbooks.question.add-option')}
        </Button>
        <Button size="small" kind="danger" onClick={onRemove}>
          {say('playbooks.question.remove')}
        </Button>
      </div>
    </div>
  );
}
