import { type PlaybookPhase, playbookPhases } from '@matoi/contract/values';
import type { KeyboardEvent } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button, IconButton } from '../../../../ui/button.tsx';
import { IconArrowDown, IconArrowUp, IconPlus } from '../../../../ui/icons.ts';
import type { Definition } from '../queries.ts';

type StepListProps = {
  readonly definition: Definition;
  readonly chosen: string | null;
  /** Places of steps with something to put right. */
  readonly wrong: ReadonlySet<string>;
  readonly onChoose: (id: string) => void;
  readonly onMove: (id: string, by: -1 | 1) => void;
  readonly onAdd: (phase: PlaybookPhase) => void;
};

/** The steps by phase; Alt and an arrow key move the one with the focus. */
export function StepList({ definition, chosen, wrong, onChoose, onMove, onAdd }: StepListProps) {
  const { say, locale } = useSay();
  const moveByKey = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(id, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <div className="m-step-list">
      <p className="m-second">{say('playbooks.edit.order-hint')}</p>
      {playbookPhases.map((phase) => (
        <section key={phase} aria-label={say(`playbooks.phase.${phase}`)}>
          <div className="m-step-list-head">
            <h3>{say(`playbooks.phase.${phase}`)}</h3>
            <Button
              size="small"
              icon={IconPlus}
              aria-label={say('playbooks.edit.add-step-label', { phase: say(`playbooks.phase.${phase}`) })}
              onClick={() => onAdd(phase)}
            >
              {say('playbooks.edit.add-step')}
            </Button>
          </div>
          <ol>
            {definition.steps.map(
              (step, at) =>
                step.phase === phase && (
                  <li key={step.id} data-chosen={step.id === chosen}>
                    <button
                      type="button"
                      className="m-step-list-name"
                      aria-pressed={step.id === chosen}
                      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                      onKeyDown={(event) => moveByKey(event, step.id)}
                      onClick={() => onChoose(step.id)}
                    >
                      <span className="m-second">{at + 1}</span>{' '}
                      {step.title[locale] === '' ? say('playbooks.edit.untitled') : step.title[locale]}
                      {wrong.has(step.id) && <span className="m-step-late"> {say('playbooks.edit.wrong')}</span>}
                    </button>
                    <IconButton
                      icon={IconArrowUp}
                      label={say('playbooks.edit.up', { title: step.title[locale] })}
                      onClick={() => onMove(step.id, -1)}
                    />
                    <IconButton
                      icon={IconArrowDown}
                      label={say('playbooks.edit.down', { title: step.title[locale] })}
                      onClick={() => onMove(step.id, 1)}
                    />
                  </li>
                ),
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}
