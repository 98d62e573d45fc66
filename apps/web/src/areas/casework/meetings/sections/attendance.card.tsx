import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { clockTime } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { AttendForm } from '../forms/session.forms.tsx';
import type { Attendee, Meeting } from '../queries.ts';

const tones = { invited: 'neutral', present: 'green', left: 'amber', absent: 'neutral' } as const;
type Act = 'came' | 'left' | 'absent';

/** Which acts are possible for somebody, by how they stand to the meeting. */
function actsFor({ state }: Attendee, meeting: Meeting): readonly Act[] {
  const isOpen = meeting.state === 'in-session' || meeting.state === 'closed';
  if (!meeting.can.note && !meeting.can.begin) return [];
  if (state === 'present') return isOpen ? ['left'] : [];
  if (state === 'left') return isOpen ? ['came'] : [];
  const absent: readonly Act[] = state === 'absent' ? [] : ['absent'];
  return isOpen ? ['came', ...absent] : absent;
}

/** Who is there, since when, and who is not. */
export function AttendanceCard({ meeting }: { readonly meeting: Meeting }) {
  const { say } = useSay();
  const reading = useReading();
  const [begun, setBegun] = useState<{ readonly attendee: Attendee; readonly act: Act } | null>(null);
  const labels = { came: 'came', left: 'leave', absent: 'not-coming' } as const;
  const clock = (at: string) => clockTime(new Date(at), reading);
  return (
    <Card title={say('meetings.attendance.title')} note={`${meeting.counts.present}/${meeting.counts.invited}`} isTight>
      <ul className="m-meeting-list">
        {meeting.attendees.map((one) => (
          <li key={one.id}>
            <div className="m-meeting-main m-typed">
              {one.name}
              {one.isChair && <span className="m-second"> {say('meetings.page.chair')}</span>}
              {one.isScribe && <span className="m-second"> {say('meetings.page.scribe')}</span>}
              <div className="m-second">
                {[
                  one.organisation,
                  one.role,
                  one.deputyFor === '' ? '' : say('meetings.attendance.deputy', { name: one.deputyFor }),
                  ...one.stays.map(({ cameAt, leftAt }) => `${clock(cameAt)}–${leftAt === null ? '' : clock(leftAt)}`),
                  one.absence,
                ]
                  .filter(Boolean)
                  .join(' ・ ')}
              </div>
            </div>
            <Chip tone={tones[one.state]}>{say(`meetings.attendance.${one.state}`)}</Chip>
            {actsFor(one, meeting).map((act) => (
              <Button
                key={act}
                size="small"
                aria-label={say(`meetings.attendance.${act}-act`, { name: one.name })}
                onClick={() => setBegun({ attendee: one, act })}
              >
                {say(`meetings.attendance.${labels[act]}`)}
              </Button>
            ))}
          </li>
        ))}
      </ul>
      <Dialog
        title={begun === null ? '' : say(`meetings.attendance.${begun.act}-act`, { name: begun.attendee.name })}
        isOpen={begun !== null}
        onClose={() => setBegun(null)}
      >
        {begun !== null && <AttendForm meeting={meeting} {...begun} onClose={() => setBegun(null)} />}
      </Dialog>
    </Card>
  );
}
