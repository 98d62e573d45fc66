import { asId } from '@matoi/kernel';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { hearTask } from './step-task.commands.ts';

/** A step follows the task by which somebody has it. */
export const playbooksSubscriptions: readonly Subscription[] = [
  onFact('task.ended', 'playbooks.hear-task', async (reaction, { fact, subjectId, actor: by }) => {
    if (subjectId === null) return;
    const { taskId, state } = fact;
    const asked = reaction.askedBy(reaction.actorFor('playbooks'));
    await reaction.runner.react(
      hearTask,
      { subjectId: asId<'Subject'>(subjectId), taskId, isDone: state === 'done', by },
      asked,
    );
  }),
];
