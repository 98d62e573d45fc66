import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice } from '../../../../ui/field.tsx';
import { IconCheck, IconSend } from '../../../../ui/icons.ts';
import { Paper } from '../../../incident-management/management-reports/sections/paper.tsx';
import { MeetingForm, MoveReasonForm } from '../forms/meeting.form.tsx';
import { SendMeetingForm } from '../forms/send.form.tsx';
import { type Meeting, meetingFileLink } from '../queries.ts';

/** The minutes: as a draft at any time, confirmed once the meeting is closed, afterwards each edition with its files. */
export function MinutesCard({ meeting }: { readonly meeting: Meeting }) {
  const { say, locale } = useSay();
  const [isShown, setShown] = useState(false);
  const [asked, setAsked] = useState<'confirm' | 'correct' | 'send' | null>(null);
  const [language, setLanguage] = useState<'ja' | 'en'>(locale);
  const close = () => setAsked(null);
  const { draft, documents, editions, can, number } = meeting;
  if (documents === null) return null;
  const isPaper = isShown || meeting.state === 'closed' || meeting.state === 'confirmed';
  return (
    <Card
      title={say('meetings.minutes-card.title')}
      note={draft === null ? undefined : say('meetings.minutes-card.draft', { edition: draft.edition })}
    >
      {meeting.state === 'closed' && can.confirmWhyNot !== null && (
        <Notice tone="quiet">
          {say(
            can.confirmWhyNot === 'meetings.confirm.commander'
              ? 'meetings.confirm.by-commander'
              : 'meetings.confirm.by-other',
          )}
        </Notice>
      )}
      <div className="m-row">
        {can.confirm && (
          <Button kind="primary" icon={IconCheck} onClick={() => setAsked('confirm')}>
            {say('meetings.confirm.act')}
          </Button>
        )}
        {can.send && (
          <Button icon={IconSend} onClick={() => setAsked('send')}>
            {say('meetings.send.minutes')}
          </Button>
        )}
        {can.correct && <Button onClick={() => setAsked('correct')}>{say('meetings.correct.act')}</Button>}
        {(meeting.state === 'planned' || meeting.state === 'in-session') && (
          <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {say(isShown ? 'meetings.minutes-card.hide' : 'meetings.minutes-card.show')}
          </Button>
        )}
      </div>
      {editions.map((one) => (
        <div key={one.edition} className="m-meeting-edition">
          <strong>{say('meetings.edition.name', { edition: one.edition })}</strong>{' '}
          <Chip tone={one.isIntact ? 'green' : 'red'}>
            {say(one.isIntact ? 'meetings.edition.intact' : 'meetings.edition.broken')}
          </Chip>
          <div className="m-second">
            <Moment at={one.confirmedAt} /> ・ {say('meetings.edition.by', { name: one.confirmedBy.name })}
            {one.reason !== '' && (
              <span className="m-typed"> ・ {say('meetings.edition.reason', { reason: one.reason })}</span>
            )}
          </div>
          <div className="m-row">
            {one.files.map((file) => (
              <a
                key={file.name}
                href={meetingFileLink(number, { format: file.format, language: file.language, edition: one.edition })}
                download={file.name}
              >
                {file.format.toUpperCase()} {say(`meetings.minutes-card.${file.language}`)}
              </a>
            ))}
          </div>
          <div className="m-mono m-second m-meeting-hash">SHA-256 {one.sha256}</div>
        </div>
      ))}
      {isPaper && (
        <div className="m-meeting-minutes">
          <Choices
            label={say('meetings.minutes-card.language')}
            value={language}
            options={(['ja', 'en'] as const).map((value) => ({ value, label: say(`meetings.minutes-card.${value}`) }))}
            onChoose={setLanguage}
          />
          <Paper
            document={documents[language]}
            mark={draft === null ? null : say('meetings.minutes-card.draft-mark')}
          />
        </div>
      )}
      <Dialog title={say('meetings.confirm.title')} isOpen={asked === 'confirm'} onClose={close}>
        {asked === 'confirm' && <Confirm meeting={meeting} onClose={close} />}
      </Dialog>
      <Dialog title={say('meetings.correct.act')} isOpen={asked === 'correct'} onClose={close}>
        {asked === 'correct' && <MoveReasonForm meeting={meeting} act="correct" onClose={close} />}
      </Dialog>
      <Dialog title={say('meetings.send.minutes')} isOpen={asked === 'send'} onClose={close}>
        {asked === 'send' && <SendMeetingForm meeting={meeting} what="minutes" onClose={close} />}
      </Dialog>
    </Card>
  );
}

function Confirm({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) {
  const { say } = useSay();
  const { id, version } = meeting;
  const body = { contentHash: meeting.draft?.contentHash ?? '' };
  return (
    <MeetingForm
      meeting={meeting}
      about={[version, body]}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/minutes', { params: { id }, version, body, idempotencyKey })
      }
      done={say('meetings.confirm.done')}
      act={say('meetings.confirm.act')}
      onClose={onClose}
    >
      <p>{say('meetings.confirm.explained')}</p>
      <p className="m-mono m-second m-meeting-hash">SHA-256 {body.contentHash}</p>
    </MeetingForm>
  );
}
