import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import type { Board } from './queries.ts';

type OwnTask = Pick<NonNullable<Board['tasks']>['items'][number], 'id' | 'version' | 'title'>;

/** Says that a task is done, with one press, and takes it back with another. */
export function useTickTask() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const move = async (task: OwnTask, state: 'done' | 'open'): Promise<void> => {
    const moved: OwnTask[] = [];
    await submit.run([task.id, task.version, state], async (idempotencyKey) => {
      moved.push(
        await call('POST /api/v1/tasks/{id}/state', {
          params: { id: task.id },
          body: { state, reason: '' },
          version: task.version,
          idempotencyKey,
        }),
      );
    });
    await queries.invalidateQueries({ predicate: ({ queryKey: [root] }) => root === 'board' || root === 'task' });
    const [after] = moved;
    if (after !== undefined && state === 'done')
      toastDone(say('tasks.done.toast', { title: task.title }), say('platform.act.close'), {
        label: say('tasks.act.undo'),
        run: () => void move(after, 'open'),
      });
  };
  return { problem: submit.problem, busy: submit.busy, tick: (task: OwnTask) => move(task, 'done') };
}
