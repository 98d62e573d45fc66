import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { shortMoment } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { SnoozeChoice } from '../parts/snooze-choice.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';
import { undoOf } from '../undo.rules.ts';

type SnoozeProps = { readonly report: Report; readonly onClose: () => void; readonly onDone: () => void };

/** Takes a report out of sight until a moment; it comes back by itself, or when something arrives for it. */
export function SnoozeDialog({ report, onClose, onDone }: SnoozeProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const now = useNow();
  const reading = useReading();
  const fieldProblem = useFieldProblem(form.problem);
  const snooze = async (until: string) => {
    const isDone = await form.act({
      content: until,
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/snooze', {
          params: { id: report.id },
          body: { until },
          version,
          idempotencyKey,
        }),
      message: say('reports.snooze.done', { number: report.number, time: shortMoment(until, now, reading) }),
      undo: (after) =>
        undoOf({ act: { kind: 'snooze', until }, done: [after], before: [report], reason: '', now: new Date() }),
    });
    if (isDone) onDone();
  };
  return (
    <Dialog title={say('reports.snooze.title', { number: report.number })} isOpen onClose={onClose}>
      <div className="m-form">
        <p>{say('reports.snooze.text')}</p>
        <SnoozeChoice isBusy={form.busy} problem={fieldProblem('until')} onChoose={(until) => void snooze(until)} />
        <Refusal problem={form.problem} />
      </div>
    </Dialog>
  );
}
