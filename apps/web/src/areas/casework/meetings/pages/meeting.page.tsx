import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { useHere } from '../../../../shared/live.follow.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Page } from '../../../../ui/page.tsx';
import { MeetingForm, MoveReasonForm } from '../forms/meeting.form.tsx';
import { PlanForm } from '../forms/plan.form.tsx';
import { SendMeetingForm } from '../forms/send.form.tsx';
import { BeginForm } from '../forms/session.forms.tsx';
import { meetingLink, meetingsTabId } from '../links.ts';
import { type Meeting, meetingFileLink, meetingQuery, meetingsQuery, stateTones } from '../queries.ts';
import { AttendanceCard } from '../sections/attendance.card.tsx';
import { MinutesCard } from '../sections/minutes.card.tsx';
import { OutcomeCards } from '../sections/outcome.card.tsx';
import { ScribeCard } from '../sections/scribe.card.tsx';
import '../sections/meetings.css';

/** One meeting: planned, in session for whoever takes the minutes, and its minutes. */
export function MeetingPage() {
  const { number } = useParams({ strict: false });
  const found = useQuery(meetingQuery(number ?? ''));
  const { say } = useSay();
  useHere(found.data?.subject.id ?? null);
  if (found.data === undefined)
    return (
      <Page title={say('terms.meetings')}>
        <Waiting query={found} />
      </Page>
    );
  return <Shown meeting={found.data} />;
}

function Shown({ meeting }: { readonly meeting: Meeting }) {
  const { say, locale } = useSay();
  const record = useSubjectLink()(meeting.subject);
  const { state, agenda } = meeting;
  // Once it is over, people come for the minutes.
  const isOver = state === 'closed' || state === 'confirmed';
  const isHeld = state !== 'planned' && state !== 'cancelled';
  return (
    <Page
      title={meeting.name[locale]}
      note={<Chip tone={stateTones[state]}>{say(`meetings.state.${state}`)}</Chip>}
      actions={<Acts meeting={meeting} />}
    >
      {record !== null && (
        <Link to={`${record}/${meetingsTabId}`} className="m-second m-typed">
          {`${meeting.number} ・ ${meeting.subject.number ?? ''} ${meeting.subject.title}`}
        </Link>
      )}
      <Head meeting={meeting} />
      <div className="m-meeting-page">
        <div className="m-stack">
          {isOver && <MinutesCard meeting={meeting} />}
          <Card title={say('meetings.agenda.title')} note={agenda.length === 0 ? undefined : String(agenda.length)}>
            {agenda.length === 0 ? (
              <p className="m-second">{say('meetings.agenda.empty')}</p>
            ) : (
              <ol className="m-meeting-agenda m-typed">
                {agenda.map((item) => (
                  <li key={item.id}>
                    {item.title}
                    {item.text !== '' && <div className="m-second">{item.text}</div>}
                  </li>
                ))}
              </ol>
            )}
          </Card>
          {isHeld && <ScribeCard meeting={meeting} />}
          {!isOver && <MinutesCard meeting={meeting} />}
        </div>
        <div className="m-stack">
          <AttendanceCard meeting={meeting} />
          {isHeld && <OutcomeCards meeting={meeting} />}
          <DeliveriesCard meeting={meeting} />
        </div>
      </div>
    </Page>
  );
}

function Head({ meeting }: { readonly meeting: Meeting }) {
  const { say, locale } = useSay();
  const { place, url, bridge, previous, next, cancelReason, number } = meeting;
  return (
    <Card className="m-meeting-head">
      <dl className="m-meeting-facts">
        <div>
          <dt>{say('meetings.page.when')}</dt>
          <dd>
            <Moment at={meeting.beganAt ?? meeting.plannedBeginAt} />
            {' – '}
            {(meeting.endedAt ?? meeting.plannedEndAt) !== null && (
              <Moment at={meeting.endedAt ?? meeting.plannedEndAt ?? ''} as="short" />
            )}
          </dd>
        </div>
        {place !== '' && (
          <div>
            <dt>{say('meetings.page.place')}</dt>
            <dd className="m-typed">{place}</dd>
          </div>
        )}
        {bridge !== '' && (
          <div>
            <dt>{say('meetings.page.bridge')}</dt>
            <dd className="m-typed">{bridge}</dd>
          </div>
        )}
      </dl>
      <p className="m-meeting-facts">
        {url !== '' && (
          <a href={url} target="_blank" rel="noreferrer noopener">
            {say('meetings.page.join')}
          </a>
        )}
        {meeting.state === 'planned' && (
          <a href={meetingFileLink(number, { format: 'ics', language: locale })}>{say('meetings.page.calendar')}</a>
        )}
        {previous !== null && (
          <Link to={meetingLink(previous.number)}>{say('meetings.page.previous', { number: previous.number })}</Link>
        )}
        {next !== null && (
          <Link to={meetingLink(next.number)}>{say('meetings.page.next', { number: next.number })}</Link>
        )}
      </p>
      {cancelReason !== '' && <p className="m-typed">{say('meetings.page.cancelled', { reason: cancelReason })}</p>}
    </Card>
  );
}

type Asked = 'begin' | 'close' | 'cancel' | 'change' | 'invite';

/** What can be done with the meeting as a whole. */
function Acts({ meeting }: { readonly meeting: Meeting }) {
  const { say } = useSay();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const { can } = meeting;
  const titles = {
    begin: say('meetings.begin.title'),
    close: say('meetings.close.title'),
    cancel: say('meetings.cancel.act'),
    change: say('meetings.form.change-title'),
    invite: say('meetings.send.invitation'),
  };
  return (
    <>
      {can.begin && (
        <Button kind="primary" onClick={() => setAsked('begin')}>
          {say('meetings.begin.act')}
        </Button>
      )}
      {can.close && (
        <Button kind="primary" onClick={() => setAsked('close')}>
          {say('meetings.close.act')}
        </Button>
      )}
      {can.change && <Button onClick={() => setAsked('change')}>{say('meetings.edit.act')}</Button>}
      {can.invite && <Button onClick={() => setAsked('invite')}>{say('meetings.send.invitation')}</Button>}
      {can.cancel && (
        <Button kind="danger" onClick={() => setAsked('cancel')}>
          {say('meetings.cancel.act')}
        </Button>
      )}
      <Dialog
        title={asked === null ? '' : titles[asked]}
        isOpen={asked !== null}
        onClose={close}
        size={asked === 'change' ? 720 : 560}
      >
        {asked === 'begin' && <BeginForm meeting={meeting} onClose={close} />}
        {asked === 'close' && <CloseForm meeting={meeting} onClose={close} />}
        {asked === 'change' && <ChangeForm meeting={meeting} onClose={close} />}
        {asked === 'invite' && <SendMeetingForm meeting={meeting} what="invitation" onClose={close} />}
        {asked === 'cancel' && <MoveReasonForm meeting={meeting} act="cancel" onClose={close} />}
      </Dialog>
    </>
  );
}

function ChangeForm({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) {
  const list = useQuery(meetingsQuery(meeting.subject.id));
  if (list.data === undefined) return <Waiting query={list} />;
  return <PlanForm subjectId={meeting.subject.id} list={list.data} meeting={meeting} onClose={onClose} />;
}

function CloseForm({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) {
  const { say } = useSay();
  const { id, version } = meeting;
  const body = { act: 'close' as const };
  return (
    <MeetingForm
      meeting={meeting}
      about={version}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/move', { params: { id }, version, body, idempotencyKey })
      }
      done={say('meetings.close.done')}
      act={say('meetings.close.act')}
      onClose={onClose}
    >
      <p>{say('meetings.close.explained')}</p>
    </MeetingForm>
  );
}

/** What left by mail, when, and to whom. */
function DeliveriesCard({ meeting }: { readonly meeting: Meeting }) {
  const { say } = useSay();
  if (meeting.deliveries.length === 0) return null;
  return (
    <Card title={say('meetings.send.history')} isTight>
      <ul className="m-meeting-list">
        {meeting.deliveries.map((one) => (
          <li key={`${one.at} ${one.what}`}>
            <div className="m-meeting-main m-typed">
              {one.what === 'invitation'
                ? say('meetings.send.sent-invitation')
                : say('meetings.send.sent-minutes', { edition: one.edition ?? 1 })}
              <div className="m-second">
                <Moment at={one.at} /> ・ {one.to.join('、')}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
