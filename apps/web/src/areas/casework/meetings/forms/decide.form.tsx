import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Check, Choices, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { ActionFields, actionBody, emptyAction } from '../../decisions/forms/action.fields.tsx';
import type { Line, Meeting } from '../queries.ts';
import { MeetingForm } from './meeting.form.tsx';
import { PersonField } from './session.forms.tsx';

/** What somebody present decided: something new, or a brief that waits. */
export function DecideForm({
  meeting,
  line,
  itemId,
  briefId,
  onClose,
}: {
  readonly meeting: Meeting;
  readonly line: Line | null;
  readonly itemId: string;
  readonly briefId: string | null;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const deciders = meeting.attendees.filter(({ memberId, state }) => memberId !== null && state === 'present');
  const [what, setWhat] = useState<'new' | 'brief'>(briefId === null ? 'new' : 'brief');
  const [attendeeId, setSpeaker] = useState(
    deciders.find(({ id }) => id === line?.attendeeId)?.id ?? deciders.find(({ isChair }) => isChair)?.id ?? '',
  );
  const [decisionId, setBrief] = useState(briefId ?? meeting.briefs[0]?.id ?? '');
  const [option, setOption] = useState('');
  const [words, setWords] = useState({ question: '', answer: line?.text.slice(0, 300) ?? '', reason: '' });
  const [isOrder, setOrder] = useState(true);
  const [action, setAction] = useState(emptyAction);
  const brief = meeting.briefs.find(({ id }) => id === decisionId);
  const isReady =
    attendeeId !== '' &&
    (what === 'brief' ? option !== '' : words.question.trim() !== '' && words.answer.trim() !== '');
  const common = {
    itemId: line?.itemId ?? (itemId === '' ? null : itemId),
    lineId: line?.id ?? null,
    attendeeId,
    saidAt: line?.at ?? null,
    reason: words.reason.trim(),
  };
  const body =
    what === 'brief'
      ? { what, ...common, decisionId, option }
      : {
          what,
          ...common,
          question: words.question.trim(),
          answer: words.answer.trim(),
          isOrder,
          ...actionBody(action),
        };
  const typed = (field: 'question' | 'answer', label: string) => (
    <TextField
      label={label}
      required
      maxLength={300}
      value={words[field]}
      onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })}
    />
  );
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/decisions', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.decide.done')}
      act={say('meetings.decide.save')}
      isReady={isReady}
      onClose={onClose}
    >
      <p>{say('meetings.decide.explained')}</p>
      {deciders.length === 0 && <Notice tone="amber">{say('meetings.decide.no-member')}</Notice>}
      <PersonField
        label={say('meetings.decide.speaker')}
        nobody=""
        people={deciders}
        value={attendeeId}
        onChange={setSpeaker}
      />
      {meeting.briefs.length > 0 && (
        <Choices
          label={say('meetings.decide.what')}
          value={what}
          options={[
            { value: 'new', label: say('meetings.decide.new') },
            { value: 'brief', label: say('meetings.decide.brief') },
          ]}
          onChoose={setWhat}
        />
      )}
      {what === 'brief' ? (
        <>
          <SelectField
            label={say('meetings.decide.brief')}
            value={decisionId}
            onChange={(event) => {
              setBrief(event.currentTarget.value);
              setOption('');
            }}
          >
            {meeting.briefs.map(({ id, number, question }) => (
              <option key={id} value={id}>
                {number} {question}
              </option>
            ))}
          </SelectField>
          <Choices
            label={say('meetings.decide.option')}
            value={option}
            options={(brief?.options ?? []).map(({ key, title }) => ({ value: key, label: `${key} ${title}` }))}
            onChoose={setOption}
          />
        </>
      ) : (
        <>
          {typed('question', say('meetings.decide.question'))}
          {typed('answer', say('meetings.decide.answer'))}
          <ActionFields draft={action} onChange={setAction} />
          <Check
            label={say('decisions.form.is-order')}
            checked={isOrder}
            onChange={(event) => setOrder(event.currentTarget.checked)}
          />
        </>
      )}
      <ProseField
        label={say('meetings.decide.reason')}
        rows={2}
        maxLength={2_000}
        value={words.reason}
        onChange={(event) => setWords({ ...words, reason: event.currentTarget.value })}
      />
    </MeetingForm>
  );
}
