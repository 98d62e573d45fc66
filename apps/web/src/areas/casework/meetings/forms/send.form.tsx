import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { fullMoment } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Check, ProseField } from '../../../../ui/field.tsx';
import type { Meeting } from '../queries.ts';
import { MeetingForm } from './meeting.form.tsx';

type What = 'invitation' | 'minutes';

/** To whom invitation or minutes go, and with which words. Nothing leaves before the button is pressed. */
export function SendMeetingForm({
  meeting,
  what,
  onClose,
}: {
  readonly meeting: Meeting;
  readonly what: What;
  readonly onClose: () => void;
}) {
  const { say, locale } = useSay();
  const reading = useReading();
  const [chosen, setChosen] = useState<readonly string[]>(
    meeting.attendees.filter(({ hasAddress }) => hasAddress).map(({ id }) => id),
  );
  const [formats, setFormats] = useState<readonly ('pdf' | 'docx')[]>(['pdf']);
  const params = {
    name: meeting.name[locale],
    number: meeting.number,
    when: fullMoment(meeting.plannedBeginAt, reading),
    place: [meeting.place, meeting.url, meeting.bridge].filter(Boolean).join(' / '),
  };
  const [text, setText] = useState(
    say(what === 'invitation' ? 'meetings.send.text-invitation' : 'meetings.send.text-minutes', params),
  );
  const toggled = <Value extends string>(all: readonly Value[], value: Value, isOn: boolean) =>
    isOn ? [...all, value] : all.filter((one) => one !== value);
  const body = {
    what,
    attendeeIds: [...chosen],
    text: text.trim(),
    language: locale,
    formats: what === 'minutes' ? [...formats] : [],
  };
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/send', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.send.done')}
      act={say('meetings.send.save')}
      isReady={chosen.length > 0 && body.text !== '' && (what === 'invitation' || formats.length > 0)}
      onClose={onClose}
    >
      <fieldset className="m-field">
        <legend className="m-field-label">{say('meetings.send.to')}</legend>
        {meeting.attendees.map(({ id, name, hasAddress }) => (
          <Check
            key={id}
            label={hasAddress ? name : `${name}（${say('meetings.send.no-address')}）`}
            checked={chosen.includes(id)}
            disabled={!hasAddress}
            onChange={(event) => setChosen(toggled(chosen, id, event.currentTarget.checked))}
          />
        ))}
      </fieldset>
      {what === 'minutes' && (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('meetings.send.formats')}</legend>
          {(['pdf', 'docx'] as const).map((format) => (
            <Check
              key={format}
              label={say(`management-reports.format.${format}`)}
              checked={formats.includes(format)}
              onChange={(event) => setFormats(toggled(formats, format, event.currentTarget.checked))}
            />
          ))}
        </fieldset>
      )}
      <ProseField
        label={say('meetings.send.text')}
        rows={8}
        required
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </MeetingForm>
  );
}
