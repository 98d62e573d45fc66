import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Check, Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import type { Attendee, Line, Meeting } from '../queries.ts';
import { MeetingForm } from './meeting.form.tsx';

type Props = { readonly meeting: Meeting; readonly onClose: () => void };

/** Who is here: everybody is ticked, so that one press begins the meeting. */
export function BeginForm({ meeting, onClose }: Props) {
  const { say } = useSay();
  const [absent, setAbsent] = useState<readonly string[]>(
    meeting.attendees.filter(({ state }) => state === 'absent').map(({ id }) => id),
  );
  const presentIds = meeting.attendees.map(({ id }) => id).filter((id) => !absent.includes(id));
  const { id, version } = meeting;
  const body = { act: 'begin' as const, presentIds };
  return (
    <MeetingForm
      meeting={meeting}
      about={[version, body]}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/move', { params: { id }, version, body, idempotencyKey })
      }
      done={say('meetings.begin.done')}
      act={say('meetings.begin.act')}
      isReady={presentIds.length > 0}
      onClose={onClose}
    >
      {meeting.attendees.length === 0 ? (
        <Notice tone="amber">{say('meetings.begin.none')}</Notice>
      ) : (
        <p>{say('meetings.begin.explained')}</p>
      )}
      {meeting.attendees.map((one) => (
        <Check
          key={one.id}
          label={[one.name, one.organisation, one.role].filter(Boolean).join(' ')}
          checked={!absent.includes(one.id)}
          onChange={(event) =>
            setAbsent(event.currentTarget.checked ? absent.filter((other) => other !== one.id) : [...absent, one.id])
          }
        />
      ))}
    </MeetingForm>
  );
}

/** When somebody came or left, or why they do not come. */
export function AttendForm({
  meeting,
  attendee,
  act,
  onClose,
}: Props & { readonly attendee: Attendee; readonly act: 'came' | 'left' | 'absent' }) {
  const { say } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const [local, setLocal] = useState('');
  const [reason, setReason] = useState('');
  const at = local === '' ? null : instantOf(local, zone);
  const body = { attendeeId: attendee.id, act, at: at?.toISOString() ?? null, reason: reason.trim() };
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/attendance', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.attendance.done')}
      act={say('meetings.attendance.save')}
      onClose={onClose}
    >
      {act === 'absent' ? (
        <TextField
          label={say('meetings.attendance.reason')}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : (
        <TextField
          label={say('meetings.attendance.at', { zone })}
          type="datetime-local"
          placeholder={localInput(now, zone)}
          value={local === '' ? localInput(now, zone) : local}
          onChange={(event) => setLocal(event.currentTarget.value)}
        />
      )}
    </MeetingForm>
  );
}

/** The items of the agenda as a choice. */
export function ItemField(props: {
  readonly meeting: Meeting;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const { say } = useSay();
  return (
    <SelectField
      label={say('meetings.lines.item')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <option value="">{say('meetings.agenda.none')}</option>
      {props.meeting.agenda.map(({ id, title }, at) => (
        <option key={id} value={id}>
          {say('meetings.agenda.item-now', { place: at + 1, title })}
        </option>
      ))}
    </SelectField>
  );
}

/** The people of a meeting as a choice. */
export function PersonField(props: {
  readonly label: string;
  readonly nobody: string;
  readonly people: readonly Attendee[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <SelectField
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <option value="">{props.nobody}</option>
      {props.people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** Corrects a line by another one, or takes it back. */
export function LineForm({ meeting, line, onClose }: Props & { readonly line: Line }) {
  const { say } = useSay();
  const { zone } = useReading();
  const [text, setText] = useState(line.text);
  const [itemId, setItem] = useState(line.itemId ?? '');
  const [attendeeId, setSpeaker] = useState(line.attendeeId ?? '');
  const before = localInput(new Date(line.at), zone);
  const [local, setLocal] = useState(before);
  const body = {
    text: text.trim(),
    at: local === before ? null : (instantOf(local, zone)?.toISOString() ?? null),
    itemId: itemId === '' ? null : itemId,
    attendeeId: attendeeId === '' ? null : attendeeId,
    supersedesId: line.id,
  };
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/lines', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.lines.corrected-done')}
      act={say('meetings.lines.correct')}
      isReady={text.trim() !== ''}
      onClose={onClose}
    >
      <p>{say('meetings.lines.correct-explained')}</p>
      <ProseField
        label={say('meetings.lines.text')}
        rows={3}
        required
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <PersonField
        label={say('meetings.lines.speaker')}
        nobody=""
        people={meeting.attendees}
        value={attendeeId}
        onChange={setSpeaker}
      />
      <ItemField meeting={meeting} value={itemId} onChange={setItem} />
      <TextField
        label={say('meetings.lines.at', { zone })}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
    </MeetingForm>
  );
}

/** A task that is given in the meeting; made of a noted line where there is one. */
export function GiveForm({
  meeting,
  line,
  itemId,
  onClose,
}: Props & { readonly line: Line | null; readonly itemId: string }) {
  const { say } = useSay();
  const { zone } = useReading();
  const [title, setTitle] = useState(line?.text.slice(0, 200) ?? '');
  const [text, setText] = useState('');
  const [attendeeId, setAssignee] = useState('');
  const [due, setDue] = useState('');
  const item = line?.itemId ?? (itemId === '' ? null : itemId);
  const body = {
    title: title.trim(),
    text: text.trim(),
    attendeeId: attendeeId === '' ? null : attendeeId,
    dueAt: due === '' ? null : (instantOf(due, zone)?.toISOString() ?? null),
    itemId: item,
    lineId: line?.id ?? null,
  };
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/tasks', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.give.done')}
      act={say('meetings.give.save')}
      isReady={title.trim() !== ''}
      onClose={onClose}
    >
      <TextField
        label={say('meetings.give.title')}
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <PersonField
        label={say('meetings.give.assignee')}
        nobody={say('meetings.give.nobody')}
        people={meeting.attendees}
        value={attendeeId}
        onChange={setAssignee}
      />
      <TextField
        label={say('meetings.give.due', { zone })}
        type="datetime-local"
        value={due}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
      <ProseField
        label={say('meetings.give.text')}
        rows={3}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </MeetingForm>
  );
}
