import { type ReactNode, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { type SentenceKey, useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { ClassPicker } from '../../triage/parts/class-picker.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { laterMoments } from '../later.rules.ts';
import type { Incident } from '../queries.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

type Change = Parameters<typeof call<'PATCH /api/v1/incidents/{id}'>>[1]['body'];

/** Changes fields of the incident and closes the dialog when that went through. */
function useChange(incident: Incident, onClose: () => void) {
  const form = useIncidentAct(incident);
  const change = async (body: Change) => {
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('PATCH /api/v1/incidents/{id}', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (isDone) onClose();
  };
  return { form, change, problem: useFieldProblem(form.problem) };
}

type FieldDialogProps = DialogProps & {
  readonly title: SentenceKey;
  readonly form: ReturnType<typeof useIncidentAct>;
  readonly isReady?: boolean;
  readonly onSave: () => void;
  readonly children: ReactNode;
};

/** The frame of a form about one field of an incident. */
function FieldDialog({ incident, title, form, isReady = true, onSave, onClose, children }: FieldDialogProps) {
  const { say } = useSay();
  return (
    <Dialog title={say(title)} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
        <FormEnd
          incident={incident}
          form={form}
          submit={say('platform.act.save')}
          isReady={isReady}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Another title. */
export function TitleDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const { form, change, problem } = useChange(incident, onClose);
  const [title, setTitle] = useState(incident.title);
  return (
    <FieldDialog
      incident={incident}
      title="incidents.title.title"
      form={form}
      onSave={() => void change({ title })}
      onClose={onClose}
    >
      <TextField
        label={say('incidents.field.title')}
        required
        maxLength={300}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        problem={problem('title')}
      />
    </FieldDialog>
  );
}

/** What kind of incident it is. */
export function ClassDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const { form, change, problem } = useChange(incident, onClose);
  const [classCode, setClassCode] = useState(incident.classCode);
  return (
    <FieldDialog
      incident={incident}
      title="incidents.class.title"
      form={form}
      onSave={() => void change({ classCode })}
      onClose={onClose}
    >
      <ClassPicker
        value={classCode}
        onChoose={setClassCode}
        label={say('incidents.class.field')}
        problem={problem('classCode')}
        canClear
        hasFocus
      />
    </FieldDialog>
  );
}

/** When the incident is looked at together again. */
export function ReviewDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const { zone } = useReading();
  const { form, change, problem } = useChange(incident, onClose);
  const [local, setLocal] = useState(
    incident.nextReviewAt === null ? '' : localInput(new Date(incident.nextReviewAt), zone),
  );
  const at = instantOf(local, zone);
  return (
    <FieldDialog
      incident={incident}
      title="incidents.review.title"
      form={form}
      isReady={at !== null}
      onSave={() => void change({ nextReviewAt: at?.toISOString() ?? null })}
      onClose={onClose}
    >
      <p>{say('incidents.review.text')}</p>
      <div className="m-pills">
        {laterMoments(new Date(), zone).map(({ id, at: moment }) => (
          <button
            key={id}
            type="button"
            className="m-pill"
            aria-pressed={local === localInput(moment, zone)}
            onClick={() => setLocal(localInput(moment, zone))}
          >
            {say(`incidents.later.${id}`)}
          </button>
        ))}
      </div>
      <TextField
        label={say('incidents.review.field', { zone })}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
        problem={problem('nextReviewAt')}
      />
      {incident.nextReviewAt !== null && (
        <div>
          <Button kind="plain" size="small" onClick={() => void change({ nextReviewAt: null })}>
            {say('incidents.review.drop')}
          </Button>
        </div>
      )}
    </FieldDialog>
  );
}

/** Until when it is watched although the work is done. */
export function MonitorDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const { zone } = useReading();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const [day, setDay] = useState(
    incident.monitoringUntil === null ? '' : localInput(new Date(incident.monitoringUntil), zone).slice(0, 10),
  );
  const [note, setNote] = useState(incident.monitoringNote ?? '');
  const until = instantOf(`${day}T23:59`, zone);
  const monitor = async (end: string | null) => {
    const body = { until: end, ...(note.trim() === '' || end === null ? {} : { note }) };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/monitoring', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (isDone) onClose();
  };
  return (
    <FieldDialog
      incident={incident}
      title="incidents.monitor.title"
      form={form}
      isReady={until !== null}
      onSave={() => {
        if (until !== null) void monitor(until.toISOString());
      }}
      onClose={onClose}
    >
      <p>{say('incidents.monitor.text')}</p>
      <TextField
        label={say('incidents.monitor.field')}
        type="date"
        required
        data-autofocus
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        problem={problem('until')}
      />
      <TextField
        label={say('incidents.monitor.note')}
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        problem={problem('note')}
      />
      {incident.monitoringUntil !== null && (
        <div>
          <Button kind="plain" size="small" onClick={() => void monitor(null)}>
            {say('incidents.monitor.end')}
          </Button>
        </div>
      )}
    </FieldDialog>
  );
}
