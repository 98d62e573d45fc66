import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Choices, ProseField, SelectField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type Question, type Rules, rulesKey } from '../rules.queries.ts';

type Value = Rules['declaration']['answers'][number]['value'];

/** The questions about the team. One that is not answered stays undeclared, which is something else than no. */
export function ScopeForm({ rules }: { readonly rules: Rules }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const { declaration, questions } = rules;
  const [answers, setAnswers] = useState<Readonly<Record<string, Value>>>(
    Object.fromEntries(declaration.answers.map(({ key, value }) => [key, value])),
  );
  const [note, setNote] = useState('');
  const mayDeclare = may('obligation-rules.declare');
  const answer = (key: string, value: Value | null) => {
    const { [key]: _, ...others } = answers;
    setAnswers(value === null ? others : { ...others, [key]: value });
  };
  const save = () => {
    const body = {
      version: declaration.version,
      answers: Object.entries(answers).flatMap(([key, value]) => (typeof value === 'number' ? [] : [{ key, value }])),
      note: note.trim(),
    };
    return submit.run(body, async (idempotencyKey) => {
      const saved = await call('POST /api/v1/obligation-rules/declare', { body, idempotencyKey });
      queries.setQueryData(rulesKey, saved);
      await queries.invalidateQueries({ queryKey: ['obligation'] });
      toastDone(say('obligation-rules.declare.done'), say('platform.act.close'));
    });
  };
  return (
    <Card
      title={say('obligation-rules.declare.title')}
      note={
        declaration.declaredAt === null ? (
          say('obligation-rules.declare.never')
        ) : (
          <>
            <Moment at={declaration.declaredAt} as="short" /> {declaration.declaredBy?.name}
          </>
        )
      }
    >
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="m-second">{say('obligation-rules.declare.explained')}</p>
        <fieldset className="m-duty-scope" disabled={!mayDeclare}>
          <legend className="m-hidden">{say('obligation-rules.declare.title')}</legend>
          {questions.map((question) => (
            <QuestionField
              key={question.key}
              question={question}
              value={answers[question.key] ?? null}
              onAnswer={(value) => answer(question.key, value)}
            />
          ))}
        </fieldset>
        {mayDeclare && (
          <>
            <ProseField
              label={say('obligation-rules.declare.note')}
              rows={2}
              maxLength={2_000}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Refusal problem={submit.problem} onRetry={() => void queries.invalidateQueries({ queryKey: rulesKey })} />
            <div className="m-dialog-end">
              <Button type="submit" kind="primary" isBusy={submit.busy}>
                {say('obligation-rules.declare.save')}
              </Button>
            </div>
          </>
        )}
      </form>
    </Card>
  );
}

type FieldProps = {
  readonly question: Question;
  readonly value: Value | null;
  readonly onAnswer: (value: Value | null) => void;
};

function QuestionField({ question, value, onAnswer }: FieldProps) {
  const { say, locale } = useSay();
  const hint = question.hint?.[locale];
  if (question.type !== 'yes-no')
    return (
      <SelectField
        label={question.question[locale]}
        hint={hint}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onAnswer(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{say('obligation-rules.declare.open')}</option>
        {question.choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name[locale]}
          </option>
        ))}
      </SelectField>
    );
  return (
    <Choices
      label={question.question[locale]}
      hint={hint}
      value={value === null ? 'open' : value === true ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: say('obligations.value.yes') },
        { value: 'no', label: say('obligations.value.no') },
        { value: 'open', label: say('obligation-rules.declare.open') },
      ]}
      onChoose={(chosen) => onAnswer(chosen === 'open' ? null : chosen === 'yes')}
    />
  );
}
