import { handlingPhases } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';

type AddToIncidentProps = { readonly report: Report; readonly onClose: () => void; readonly onDone: () => void };

/** Makes a report part of an incident that is open already. */
export function AddToIncidentDialog({ report, onClose, onDone }: AddToIncidentProps) {
  const { say } = useSay();
  return (
    <Dialog title={say('reports.add.title', { number: report.number })} isOpen onClose={onClose} size={560}>
      <AddToIncident report={report} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function AddToIncident({ report, onClose, onDone }: AddToIncidentProps) {
  const { say } = useSay();
  const form = useReportAct(report);
  const proposed = report.proposedFor?.kind === 'incident' ? report.proposedFor : null;
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const open = useQuery({
    queryKey: ['incident', 'open', q],
    queryFn: ({ signal }) =>
      call('GET /api/v1/incidents', {
        query: { phase: handlingPhases.join(','), limit: 10, ...(q === '' ? {} : { q }) },
        signal,
      }),
  });
  const add = async (incident: { readonly id: string; readonly number: string | null }) => {
    const isDone = await form.act({
      content: incident.id,
      async call(idempotencyKey) {
        await call('POST /api/v1/incidents/{id}/reports', {
          params: { id: incident.id },
          body: { reportId: report.id },
          idempotencyKey,
        });
        return call('GET /api/v1/reports/{id}', { params: { id: report.id } });
      },
      message: say('reports.add.done', { number: report.number, incident: incident.number ?? '' }),
      undo: ({ id, version }) => [{ kind: 'detach', item: { id, version }, reason: say('reports.undo.reason') }],
    });
    if (isDone) onDone();
  };
  const items = open.data?.items ?? [];
  return (
    <div className="m-form">
      <p>{say('reports.add.text')}</p>
      {proposed !== null && (
        <button type="button" className="m-found-one" disabled={form.busy} onClick={() => void add(proposed)}>
          <span className="m-second">
            {proposed.number} ・ {say('reports.add.proposed')}
          </span>
          <span className="m-strong">{proposed.title}</span>
        </button>
      )}
      <TextField
        label={say('reports.add.find')}
        type="search"
        maxLength={200}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {open.data === undefined && <Waiting query={open} />}
      {open.data !== undefined && items.length === 0 && <p className="m-second">{say('reports.add.nothing')}</p>}
      <ul className="m-found">
        {items.map((incident) => (
          <li key={incident.id}>
            <button type="button" className="m-found-one" disabled={form.busy} onClick={() => void add(incident)}>
              <span className="m-second">
                {incident.number} ・ <Moment at={incident.openedAt} as="short" />
                {!incident.compartment.isOpen && ` ・ ${incident.compartment.name}`}
              </span>
              <span className="m-strong">{incident.title}</span>
            </button>
          </li>
        ))}
      </ul>
      <Refusal problem={form.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
      </div>
    </div>
  );
}
