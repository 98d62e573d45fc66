import { useStale } from '../../../shared/stale.hook.ts';
import { type Submit, useSubmit } from '../../../shared/submit.hook.ts';
import { useActed } from './acted.hook.ts';
import { type Report, reportQuery } from './queries.ts';
import type { UndoStep } from './undo.rules.ts';

type Act = {
  /** What is sent, for telling a repeated try from another one. */
  readonly content: unknown;
  readonly call: (idempotencyKey: string) => Promise<Report>;
  /** Said when it went through. */
  readonly message: string;
  /** How it is taken back, from the report as it is then; none for what has left the house. */
  readonly undo: (after: Report) => readonly UndoStep[];
};

/** One act on one report at a time; its refusal stays beside the form, and somebody else's change replaces the record. */
export function useReportAct(report: Report): Submit & { readonly act: (given: Act) => Promise<boolean> } {
  const submit = useSubmit();
  const acted = useActed();
  useStale(submit.problem, reportQuery(report.number).queryKey);
  const act = async (given: Act) => {
    const done: Report[] = [];
    const isDone = await submit.run({ content: given.content, version: report.version }, async (idempotencyKey) => {
      done.push(await given.call(idempotencyKey));
    });
    const [after] = done;
    if (!isDone || after === undefined) return false;
    await acted(given.message, { steps: given.undo(after), number: report.number });
    return true;
  };
  return { ...submit, act };
}
