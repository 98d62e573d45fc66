import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { incidentLink } from '../../incidents/links.ts';
import type { Report } from '../queries.ts';

type OpenFromReportProps = { readonly report: Report; readonly isOpen: boolean; readonly onClose: () => void };

/** Makes an incident of a report; its subject is the title until somebody writes a better one. */
export function OpenFromReportDialog({ report, isOpen, onClose }: OpenFromReportProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.open-incident.title', { number: report.number })} isOpen={isOpen} onClose={onClose}>
      <OpenForm report={report} onClose={onClose} />
    </Dialog>
  );
}

function OpenForm({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [title, setTitle] = useState(report.title);
  const open = () => {
    const body = { reportId: report.id, title };
    return submit.run(body, async (idempotencyKey) => {
      const incident = await call('POST /api/v1/incidents', { body, idempotencyKey });
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => ['report', 'incident'].includes(String(queryKey[0])),
      });
      onClose();
      go(incidentLink(incident.number));
      toastDone(say('incidents.open.done', { number: incident.number }), say('platform.act.close'));
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p>{say('reports.open-incident.text')}</p>
      <TextField
        label={say('incidents.field.title')}
        required
        maxLength={300}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        problem={fieldProblem('title')}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {say('reports.open-incident.submit')}
        </Button>
      </div>
    </form>
  );
}
