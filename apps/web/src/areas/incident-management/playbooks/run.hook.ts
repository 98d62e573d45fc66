import type { BodyInput, RouteOf } from '@matoi/contract';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';
import { problemOf, problemSentence } from '../../../shared/problems.sentences.ts';
import { useSubmit } from '../../../shared/submit.hook.ts';
import { toastDone, toastProblem } from '../../../ui/toast.ts';
import type { Run, RunList, RunStep } from './queries.ts';
import { runsQuery } from './queries.ts';

export type StepChange = BodyInput<RouteOf<'POST /api/v1/playbook-runs/{id}/steps/{stepId}'>>;

type Assignment = BodyInput<RouteOf<'POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee'>>;

/** Acts on one run: the answer takes the place of what was shown, and a settled step can be taken back at once. */
export function useRunActs(run: Run) {
  const { say, locale, has } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const key = runsQuery(run.subjectId).queryKey;
  const put = (next: Run) => {
    queries.setQueryData<RunList>(key, (list) =>
      list === undefined ? list : { ...list, items: list.items.map((one) => (one.id === next.id ? next : one)) },
    );
    void queries.invalidateQueries({ queryKey: ['journal-entry'] });
  };

  const change = (step: RunStep, body: StepChange): Promise<boolean> =>
    submit.run({ step: step.id, body, at: step.at }, async (idempotencyKey) => {
      const params = { id: run.id, stepId: step.id };
      put(await call('POST /api/v1/playbook-runs/{id}/steps/{stepId}', { params, body, idempotencyKey }));
      if (body.state !== 'done' && body.state !== 'not-applicable') return;
      toastDone(say('playbooks.step.settled', { title: step.title[locale] }), say('platform.act.close'), {
        label: say('playbooks.step.undo'),
        run: () => void undo(step),
      });
    });
  // The step may be gone from the page by now: what refuses the undo is said in a toast too.
  const undo = async (step: RunStep) => {
    const params = { id: run.id, stepId: step.id };
    try {
      put(await call('POST /api/v1/playbook-runs/{id}/steps/{stepId}', { params, body: { state: 'open' } }));
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      toastProblem(problemSentence(problem, say as never, has), say('platform.act.close'));
    }
  };
  const assign = (step: RunStep, body: Assignment) =>
    submit.run({ step: step.id, body, at: step.at }, async (idempotencyKey) => {
      const params = { id: run.id, stepId: step.id };
      put(await call('POST /api/v1/playbook-runs/{id}/steps/{stepId}/assignee', { params, body, idempotencyKey }));
      void queries.invalidateQueries({ queryKey: ['task'] });
    });
  return { submit, change, assign, put };
}
