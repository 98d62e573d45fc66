import { useStale } from '../../../shared/stale.hook.ts';
import { type Submit, useSubmit } from '../../../shared/submit.hook.ts';
import { useActed } from './acted.hook.ts';
import { type Report, reportQuery } from './queries.ts';
import { inLine } from './report-line.store.ts';
import type { UndoStep } from './undo.rules.ts';

type Act = {
  /** What is sent, for telling a repeated try from another one. */
  readonly content: unknown;
  /** The call, with the version that the report has when its turn comes. */
  readonly call: (idempotencyKey: string, version: number) => Promise<Report>;
  /** Said when it went through. */
  readonly message: string;
  /** How it is taken back, from the report as it is then; none for what has left the house. */
  readonly undo: (after: Report) => readonly UndoStep[];
  /** Mail leaves with it. */
  readonly isMailed?: boolean;
};

/**
 * Acts on one report, one after the other however fast the keys are pressed; a refusal stays beside the form, and
 * somebody else's change replaces the record.
 */
export function useReportAct(report: Report): Submit & { readonly act: (given: Act) => Promise<boolean> } {
  const submit = useSubmit();
  const acted = useActed();
  useStale(submit.problem, reportQuery(report.number).queryKey);
  const act = (given: Act) =>
    inLine(report, async (version) => {
      const done: Report[] = [];
      const isDone = await submit.run({ content: given.content, version }, async (idempotencyKey) => {
        done.push(await given.call(idempotencyKey, version));
      });
      const [after] = done;
      if (!isDone || after === undefined) return { answer: false, version };
      // Fresh lists are waited for, so that the next act in line sees the report as it is.
      await acted(given.message, {
        steps: given.undo(after),
        number: report.number,
        isMailed: given.isMailed === true,
      });
      return { answer: true, version: after.version };
    });
  return { ...submit, act };
}
