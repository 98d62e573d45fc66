import type { TaskState } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone } from '../../../ui/toast.ts';
import type { Task } from './queries.ts';

/** Acts on one task from a list: done with one press and undone with another, started, put elsewhere. */
export function useTaskAct() {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const refresh = () => queries.invalidateQueries({ queryKey: ['task'] });

  const move = async (
    task: Pick<Task, 'id' | 'version' | 'title'>,
    state: TaskState,
    reason = '',
  ): Promise<boolean> => {
    let after: Task | null = null;
    const isDone = await submit.run([task.id, task.version, state, reason], async (idempotencyKey) => {
      after = await call('POST /api/v1/tasks/{id}/state', {
        params: { id: task.id },
        body: { state, reason },
        version: task.version,
        idempotencyKey,
      });
    });
    await refresh();
    const now = after as Task | null;
    if (isDone && now !== null && state === 'done')
      toastDone(say('tasks.done.toast', { title: task.title }), say('platform.act.close'), {
        label: say('tasks.act.undo'),
        run: () => void move(now, 'open'),
      });
    return isDone;
  };

  const place = async (task: Task, after: string | null) => {
    await submit.run([task.id, task.version, 'after', after], async (idempotencyKey) => {
      await call('PATCH /api/v1/tasks/{id}', {
        params: { id: task.id },
        body: { after },
        version: task.version,
        idempotencyKey,
      });
    });
    await refresh();
  };

  return { ...submit, move, place };
}
