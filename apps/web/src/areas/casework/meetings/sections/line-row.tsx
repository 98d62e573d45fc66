import type { KeyboardEvent } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { clockTime } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import type { Line, Meeting } from '../queries.ts';

type LineAct = 'decide' | 'give' | 'correct' | 'strike';

/** One noted line with its time; its keys and its buttons do the same. */
export function LineRow(props: {
  readonly meeting: Meeting;
  readonly line: Line;
  readonly offered: readonly LineAct[];
  readonly onAct: (act: LineAct) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { meeting, line, offered, onAct, onKeyDown } = props;
  const { say } = useSay();
  const reading = useReading();
  const clock = (at: string) => clockTime(new Date(at), reading);
  const speaker = meeting.attendees.find(({ id }) => id === line.attendeeId)?.name ?? '';
  const place = meeting.agenda.findIndex(({ id }) => id === line.itemId);
  const decision = meeting.decisions.find(({ id }) => id === line.decisionId);
  const text =
    line.kind === 'attendance'
      ? say(line.text === 'left' ? 'meetings.line.left' : 'meetings.line.came')
      : line.kind === 'decision'
        ? say('meetings.line.decision', { number: decision?.number ?? '', text: line.text })
        : line.kind === 'task'
          ? say('meetings.line.task', { text: line.text })
          : line.text;
  const isLate = clock(line.at) !== clock(line.recordedAt);
  return (
    <li
      className="m-meeting-line"
      data-line
      data-kind={line.kind}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the line takes the keys that are a short way to its buttons
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="m-meeting-main">
        <div className="m-second">
          <time dateTime={line.at}>{clock(line.at)}</time>
          {place >= 0 && ` ・ ${say('meetings.form.item', { place: place + 1 })}`}
          {speaker !== '' && <span className="m-typed"> ・ {speaker}</span>}
          {isLate && ` ・ ${say('meetings.lines.late', { at: clock(line.recordedAt) })}`}
        </div>
        <div className="m-meeting-line-text m-typed">{text}</div>
        {line.corrects !== null && line.kind === 'note' && (
          <div className="m-second m-typed">{say('meetings.lines.corrected', { text: line.corrects })}</div>
        )}
      </div>
      {offered.length > 0 && (
        <div className="m-meeting-line-acts">
          {offered.map((act) => (
            <Button
              key={act}
              size="small"
              kind="plain"
              aria-label={say('meetings.lines.act-of', { act: say(`meetings.lines.${act}`), text: line.text })}
              onClick={() => onAct(act)}
            >
              {say(`meetings.lines.${act}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
