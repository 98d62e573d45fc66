import type { TaskState } from '@matoi/contract/values';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ProseField } from '../../../../ui/field.tsx';
import type { Task } from '../queries.ts';
import { useTaskAct } from '../task.act.hook.ts';

type EndTaskProps = {
  readonly task: Task;
  readonly state: Extract<TaskState, 'cancelled' | 'not-applicable'>;
  readonly onClose: () => void;
};

/** Leaves a task undone, with the reason. */
export function EndTaskForm({ task, state, onClose }: EndTaskProps) {
  const { say } = useSay();
  const act = useTaskAct();
  const problem = useFieldProblem(act.problem);
  const [reason, setReason] = useState('');
  const end = async () => {
    if (await act.move(task, state, reason)) onClose();
  };
  return (
    <Dialog title={say(`tasks.end.${state}`)} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <p>{task.title}</p>
        <ProseField
          label={say('tasks.end.reason')}
          required
          rows={3}
          maxLength={1_000}
          data-autofocus
          value={reason}
          problem={problem('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Refusal problem={act.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={act.busy}>
            {say(`tasks.end.${state}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
