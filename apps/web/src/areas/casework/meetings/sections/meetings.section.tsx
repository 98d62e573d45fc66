import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { PlanForm } from '../forms/plan.form.tsx';
import { meetingLink } from '../links.ts';
import { type MeetingRow, meetingQuery, meetingsQuery, stateTones } from '../queries.ts';
import './meetings.css';

/** The meetings on an incident, the newest first. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const go = useGo();
  const list = useQuery(meetingsQuery(subject.id));
  const [isPlanning, setPlanning] = useState(false);
  const items = list.data?.items ?? [];
  const last = items.find(({ state }) => state === 'closed' || state === 'confirmed');
  // What the next meeting begins with is known only from the whole of the last one.
  const whole = useQuery({ ...meetingQuery(last?.number ?? ''), enabled: last !== undefined && isPlanning });
  if (list.data === undefined) return <Waiting query={list} />;
  const isReady = last === undefined || whole.data !== undefined;
  const plan = list.data.can.plan && (
    <Button kind="primary" icon={IconPlus} onClick={() => setPlanning(true)}>
      {say(last === undefined ? 'meetings.list.plan' : 'meetings.list.next')}
    </Button>
  );
  return (
    <div className="m-stack">
      {items.length === 0 ? <Empty action={plan}>{say('meetings.list.empty')}</Empty> : <p>{plan}</p>}
      {items.length > 0 && (
        <Card title={say('terms.meetings')} note={String(items.length)} isTight>
          <ul className="m-meetings">
            {items.map((meeting) => (
              <Row key={meeting.id} meeting={meeting} />
            ))}
          </ul>
        </Card>
      )}
      <Dialog
        title={say('meetings.form.plan-title')}
        isOpen={isPlanning && isReady}
        onClose={() => setPlanning(false)}
        size={720}
      >
        {isPlanning && isReady && (
          <PlanForm
            subjectId={subject.id}
            list={list.data}
            last={whole.data ?? null}
            onClose={() => setPlanning(false)}
            onPlanned={(made) => go(meetingLink(made.number))}
          />
        )}
      </Dialog>
    </div>
  );
}

function Row({ meeting }: { readonly meeting: MeetingRow }) {
  const { say, locale } = useSay();
  const { counts, state, number } = meeting;
  return (
    <li>
      <div className="m-meeting-main">
        <Link to={meetingLink(number)} className="m-meeting-name m-typed" data-row>
          {meeting.name[locale]}
        </Link>{' '}
        <Chip tone={stateTones[state]}>{say(`meetings.state.${state}`)}</Chip>
        <div className="m-second m-typed">
          {number} ・ <Moment at={meeting.beganAt ?? meeting.plannedBeginAt} />
          {meeting.place !== '' && ` ・ ${meeting.place}`}
        </div>
        <div className="m-second">{say('meetings.list.counts', counts)}</div>
      </div>
    </li>
  );
}
