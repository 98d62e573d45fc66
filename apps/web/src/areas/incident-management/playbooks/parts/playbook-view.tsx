import { playbookPhases } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Card } from '../../../../ui/card.tsx';
import { useDutyWords } from '../../obligations/words.hook.ts';
import { clauseSentence } from '../clause.sentences.ts';
import { listText } from '../list.format.ts';
import type { Definition } from '../queries.ts';
import { StepBody, StepChips } from './step-body.tsx';

type ViewProps = { readonly definition: Definition; readonly classes: ReadonlyMap<string, string> };

/** A playbook to read, on the screen and on paper: every step with its condition, nothing folded away. */
export function PlaybookView({ definition, classes }: ViewProps) {
  const { say, locale } = useSay();
  const { steps, questions } = definition;
  return (
    <>
      {playbookPhases
        .filter((phase) => steps.some((step) => step.phase === phase))
        .map((phase) => (
          <Card key={phase} title={say(`playbooks.phase.${phase}`)} className="m-reading" isTight>
            <ol start={steps.findIndex((step) => step.phase === phase) + 1}>
              {steps.map(
                (step, at) =>
                  step.phase === phase && (
                    <li key={step.id} className="m-reading-step">
                      <h3>
                        <span className="m-reading-number">{at + 1}</span>
                        {step.title[locale]}
                      </h3>
                      <div className="m-row">
                        <StepChips step={step} />
                        {step.dueMinutes !== null && (
                          <span className="m-second">{say('playbooks.reading.due', { minutes: step.dueMinutes })}</span>
                        )}
                      </div>
                      {step.when.length > 0 && (
                        <p className="m-reading-when">
                          {say('playbooks.reading.when', {
                            condition: listText(
                              step.when.map((clause) => clauseSentence(clause, { say, locale, questions, classes })),
                              locale,
                            ),
                          })}
                        </p>
                      )}
                      <StepBody step={step} />
                      <Asks definition={definition} question={step.asks} />
                      <AskedFields keys={step.facts ?? []} />
                      {step.destroys && (
                        <p className="m-reading-when">
                          {say('playbooks.reading.after', {
                            titles: listText(
                              step.after.map((id) => steps.find((one) => one.id === id)?.title[locale] ?? id),
                              locale,
                            ),
                          })}
                        </p>
                      )}
                    </li>
                  ),
              )}
            </ol>
          </Card>
        ))}
    </>
  );
}

function AskedFields({ keys }: { readonly keys: readonly string[] }) {
  const { say, locale } = useSay();
  const { nameOf } = useDutyWords();
  if (keys.length === 0) return null;
  return (
    <p className="m-reading-asks">{say('playbooks.reading.facts', { names: listText(keys.map(nameOf), locale) })}</p>
  );
}

function Asks({ definition, question: id }: { readonly definition: Definition; readonly question: string | null }) {
  const { say, locale } = useSay();
  const question = definition.questions.find((one) => one.id === id);
  if (question === undefined) return null;
  return (
    <p className="m-reading-asks">
      {say('playbooks.reading.asks', {
        question: question.text[locale],
        options: question.options.map(({ text }) => text[locale]).join(' / '),
      })}
    </p>
  );
}
