import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSay } from '../../../shared/language.ts';
import { useStale } from '../../../shared/stale.hook.ts';
import { type Submit, useSubmit } from '../../../shared/submit.hook.ts';
import { type ToastAction, toastDone } from '../../../ui/toast.ts';
import { type Incident, incidentQuery } from './queries.ts';

type Act = {
  /** What is sent, for telling a repeated try from another one. */
  readonly content: unknown;
  readonly call: (idempotencyKey: string) => Promise<Incident>;
  /** Said when it went through; left out where the page itself shows it. */
  readonly message?: string;
  /** How it is taken back, from the incident as it is then. */
  readonly undo?: (after: Incident) => ToastAction;
};

/**
 * Puts an answered incident in its place and makes old what follows from it. What is asked for again is not waited
 * for: the next act may begin at once.
 */
export function takeIncident(queries: QueryClient, incident: Incident): void {
  const { queryKey } = incidentQuery(incident.number);
  queries.setQueryData(queryKey, incident);
  const own = JSON.stringify(queryKey);
  void queries.invalidateQueries({
    predicate: (query) =>
      ['incident', 'journal-entry', 'timeline', 'task', 'relation'].includes(String(query.queryKey[0])) &&
      JSON.stringify(query.queryKey) !== own,
  });
}

/** Acts on one incident. A refusal stays beside the form; somebody else's change replaces the record. */
export function useIncidentAct(incident: Incident): Submit & { readonly act: (given: Act) => Promise<boolean> } {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, incidentQuery(incident.number).queryKey);
  const act = async ({ content, call, message, undo }: Act) => {
    const done: Incident[] = [];
    const isDone = await submit.run({ content, version: incident.version }, async (idempotencyKey) => {
      const after = await call(idempotencyKey);
      done.push(after);
      takeIncident(queries, after);
    });
    const [after] = done;
    if (isDone && after !== undefined && message !== undefined)
      toastDone(message, say('platform.act.close'), undo?.(after));
    return isDone;
  };
  return { ...submit, act };
}
