import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { newPlan, type PlanDraft, planBody, planOf } from '../plan.draft.ts';
import { type Meeting, type MeetingList, meetingKey } from '../queries.ts';
import { AgendaFields } from './agenda.fields.tsx';
import { PeopleFields } from './people.fields.tsx';

type Props = {
  readonly subjectId: string;
  readonly list: MeetingList;
  /** The meeting that is changed; left out for a new one. */
  readonly meeting?: Meeting;
  /** The meeting that a new one goes on from. */
  readonly last?: Meeting | null;
  readonly onClose: () => void;
  readonly onPlanned?: (made: Meeting) => void;
};

/** Plan, people and agenda of a meeting. */
export function PlanForm({ subjectId, list, meeting, last = null, onClose, onPlanned }: Props) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, meetingKey(meeting?.number ?? ''));
  const problemOf = useFieldProblem(submit.problem);
  const [draft, setDraft] = useState<PlanDraft>(() =>
    meeting === undefined ? newPlan({ now, zone, last }) : planOf(meeting, zone),
  );
  const [carried, setCarried] = useState<readonly number[]>(list.carry.map((_one, at) => at));
  const change = (part: Partial<PlanDraft>) => setDraft({ ...draft, ...part });
  const isNew = meeting === undefined;
  const carry = isNew ? list.carry : [];
  const withCarry: PlanDraft = {
    ...draft,
    agenda: [
      ...carry.flatMap((one, at) =>
        carried.includes(at) ? [{ ...one, key: `carried-${at}`, id: null, text: '' }] : [],
      ),
      ...draft.agenda,
    ],
  };
  const body = planBody(withCarry, zone);
  const send = () =>
    submit.run([meeting?.id, meeting?.version, body], async (idempotencyKey) => {
      if (body === null) return;
      const saved = isNew
        ? await call('POST /api/v1/subjects/{id}/meetings', {
            params: { id: subjectId },
            body: { ...body, previousId: last?.id ?? null },
            idempotencyKey,
          })
        : await call('PATCH /api/v1/meetings/{id}', {
            params: { id: meeting.id },
            version: meeting.version,
            body: { ...body, summary: draft.summary.trim() },
            idempotencyKey,
          });
      queries.setQueryData(meetingKey(saved.number), saved);
      await queries.invalidateQueries({ queryKey: ['meeting', 'on'] });
      toastDone(
        isNew ? say('meetings.form.planned', { number: saved.number }) : say('meetings.form.changed'),
        say('platform.act.close'),
      );
      onClose();
      onPlanned?.(saved);
    });
  const text = (field: 'title' | 'place' | 'url' | 'bridge', label: string, limit: number) => (
    <TextField
      label={label}
      type={field === 'url' ? 'url' : 'text'}
      maxLength={limit}
      value={draft[field]}
      problem={problemOf(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="m-meeting-fields">
        <SelectField
          label={say('meetings.form.kind')}
          value={draft.kind}
          disabled={!isNew}
          onChange={(event) => change({ kind: event.currentTarget.value })}
        >
          {list.kinds.map(({ code, name }) => (
            <option key={code} value={code}>
              {name[locale]}
            </option>
          ))}
        </SelectField>
        {text('title', say('meetings.form.own-title'), 120)}
        <TextField
          label={say('meetings.form.begin', { zone })}
          type="datetime-local"
          required
          value={draft.begin}
          onChange={(event) => change({ begin: event.currentTarget.value })}
        />
        <TextField
          label={say('meetings.form.end', { zone })}
          type="datetime-local"
          value={draft.end}
          problem={problemOf('plannedEndAt')}
          onChange={(event) => change({ end: event.currentTarget.value })}
        />
        {text('place', say('meetings.form.place'), 200)}
        {text('url', say('meetings.form.url'), 500)}
        {text('bridge', say('meetings.form.bridge'), 200)}
      </div>
      <PeopleFields draft={draft} people={list.people} onChange={change} />
      {carry.length > 0 && (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('meetings.form.carry')}</legend>
          <p className="m-second">{say('meetings.form.carry-explained')}</p>
          {carry.map((one, at) => (
            <Check
              key={`${one.decisionId ?? one.taskId ?? one.title}`}
              label={one.title}
              checked={carried.includes(at)}
              onChange={(event) =>
                setCarried(event.currentTarget.checked ? [...carried, at] : carried.filter((other) => other !== at))
              }
            />
          ))}
        </fieldset>
      )}
      <AgendaFields agenda={draft.agenda} onChange={(agenda) => change({ agenda })} />
      {!isNew && meeting.state !== 'planned' && (
        <ProseField
          label={say('meetings.form.summary')}
          hint={say('meetings.form.summary-hint')}
          rows={4}
          maxLength={4_000}
          value={draft.summary}
          onChange={(event) => change({ summary: event.currentTarget.value })}
        />
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={body === null}>
          {say(isNew ? 'meetings.form.save-plan' : 'meetings.form.save-change')}
        </Button>
      </div>
    </form>
  );
}
