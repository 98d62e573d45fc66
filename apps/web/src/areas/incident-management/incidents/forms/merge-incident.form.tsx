import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { problemOf, problemSentence } from '../../../../shared/problems.sentences.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { IconArrowMerge } from '../../../../ui/icons.ts';
import { toastProblem } from '../../../../ui/toast.ts';
import { takeIncident, useIncidentAct } from '../incident-act.hook.ts';
import { incidentLink } from '../links.ts';
import { FindIncident } from '../parts/find-incident.tsx';
import { type Incident, type IncidentSummary, mergePreviewQuery } from '../queries.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

/** Merges this incident into another after a look at what that does; it can be taken out again. */
export function MergeIncidentDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const [intoId, setIntoId] = useState<string | null>(null);
  return (
    <Dialog title={say('incidents.merge.title', { number: incident.number })} isOpen onClose={onClose} size={600}>
      {intoId === null ? (
        <div className="m-form">
          <p>{say('incidents.merge.text')}</p>
          <FindIncident without={[incident.id]} onChoose={({ id }) => setIntoId(id)} />
        </div>
      ) : (
        <Preview incident={incident} intoId={intoId} onOther={() => setIntoId(null)} onClose={onClose} />
      )}
    </Dialog>
  );
}

type PreviewProps = DialogProps & { readonly intoId: string; readonly onOther: () => void };

function Preview({ incident, intoId, onOther, onClose }: PreviewProps) {
  const { say, has } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const form = useIncidentAct(incident);
  const [reason, setReason] = useState('');
  const preview = useQuery(mergePreviewQuery(incident.id, intoId));
  if (preview.data === undefined)
    return (
      <div className="m-form">
        <Waiting query={preview} />
        <div className="m-dialog-end">
          <Button onClick={onOther}>{say('incidents.merge.other')}</Button>
        </div>
      </div>
    );
  const { from, into, reportCount, gathered, isMoved, isTargetMoved, losesSight } = preview.data;
  const takeBack = async (merged: Incident) => {
    try {
      const { id, version, number } = merged;
      const after = await call('POST /api/v1/incidents/{id}/unmerge', {
        params: { id },
        body: {},
        version,
        idempotencyKey: `${id}-unmerge-${version}`,
      });
      takeIncident(queries, after);
      go(incidentLink(number));
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) throw error;
      toastProblem(problemSentence(problem, say as never, has), say('platform.act.close'));
    }
  };
  const merge = async () => {
    const body = { intoId, ...(reason.trim() === '' ? {} : { reason }) };
    const isDone = await form.act({
      content: body,
      message: say('incidents.merge.done', { number: from.number, into: into.number }),
      undo: (after) => ({ label: say('reports.undo.act'), run: () => void takeBack(after) }),
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/merge', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (!isDone) return;
    onClose();
    go(incidentLink(into.number));
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void merge();
      }}
    >
      <div className="m-merge">
        <Side label={say('incidents.merge.from')} incident={from} />
        <IconArrowMerge size={18} stroke={1.75} aria-hidden="true" />
        <Side label={say('incidents.merge.into')} incident={into} />
      </div>
      <ul className="m-points">
        <li>{say('incidents.merge.keeps')}</li>
        {reportCount > 0 && <li>{say('incidents.merge.reports', { count: reportCount })}</li>}
        {gathered.length > 0 && (
          <li>
            {say('incidents.merge.gathers', {
              parts: gathered.map(({ part, count }) => say(`incidents.merge.part.${part}`, { count })).join(' ・ '),
            })}
          </li>
        )}
        <li>{say('incidents.merge.undoable')}</li>
      </ul>
      {isMoved && <Notice tone="amber">{say('incidents.merge.moved', { number: from.number })}</Notice>}
      {isTargetMoved && <Notice tone="amber">{say('incidents.merge.moved', { number: into.number })}</Notice>}
      {losesSight.length > 0 && (
        <Notice tone="amber">
          {say('incidents.merge.loses', { names: losesSight.map(({ name }) => name).join(' ・ ') })}
        </Notice>
      )}
      <TextField
        label={say('incidents.merge.reason')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button kind="plain" size="small" onClick={onOther}>
          {say('incidents.merge.other')}
        </Button>
      </div>
      <FormEnd incident={incident} form={form} submit={say('incidents.merge.submit')} onClose={onClose} />
    </form>
  );
}

function Side({ label, incident }: { readonly label: string; readonly incident: IncidentSummary }) {
  const { say } = useSay();
  return (
    <div className="m-merge-side">
      <span className="m-second">{label}</span>
      <span className="m-strong">{incident.title}</span>
      <span className="m-second">
        {incident.number} ・ {say(`terms.incident.phase.${incident.phase}`)}
      </span>
    </div>
  );
}

/** Takes a merged incident out again, as it was before. */
export function UnmergeDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const form = useIncidentAct(incident);
  const unmerge = async () => {
    const isDone = await form.act({
      content: 'unmerge',
      message: say('incidents.unmerge.done', { number: incident.number }),
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/unmerge', {
          params: { id: incident.id },
          body: {},
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (isDone) onClose();
  };
  return (
    <Dialog title={say('incidents.unmerge.title', { number: incident.number })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void unmerge();
        }}
      >
        <p>{say('incidents.unmerge.text', { number: incident.mergedInto?.number ?? '' })}</p>
        <FormEnd incident={incident} form={form} submit={say('incidents.unmerge.act')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
