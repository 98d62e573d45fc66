import { type KeyboardEvent, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { DecideForm } from '../forms/decide.form.tsx';
import { MeetingForm } from '../forms/meeting.form.tsx';
import { GiveForm, ItemField, LineForm, PersonField } from '../forms/session.forms.tsx';
import { useMeetingAct } from '../meeting.act.hook.ts';
import type { Line, Meeting } from '../queries.ts';
import { LineRow } from './line-row.tsx';

/** What has been begun with a line, or with nothing yet. */
type Begun = { readonly act: 'decide' | 'give' | 'correct' | 'strike'; readonly line: Line | null };

/** The keys on a noted line, and what each begins. */
const keyActs: Readonly<Record<string, Begun['act']>> = { d: 'decide', t: 'give', e: 'correct', x: 'strike' };

/** What was said, and the one input of whoever takes the minutes: Enter notes a line with its time. */
export function ScribeCard({ meeting }: { readonly meeting: Meeting }) {
  const { say } = useSay();
  const { submit, run } = useMeetingAct(meeting);
  const [text, setText] = useState('');
  const [itemId, setItem] = useState(meeting.agenda[0]?.id ?? '');
  const [speakerId, setSpeaker] = useState('');
  const [begun, setBegun] = useState<Begun | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { lines, agenda, can } = meeting;
  const focusInput = () => input.current?.focus();

  const post = (line: {
    text: string;
    itemId: string | null;
    attendeeId: string | null;
    supersedesId: string | null;
  }) => {
    const body = { ...line, at: null };
    return run(
      [body, lines.length],
      (idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/lines', { params: { id: meeting.id }, body, idempotencyKey }),
      null,
    );
  };
  const note = async () => {
    const typed = text.trim();
    if (typed === '') return;
    const isDone = await post({
      text: typed,
      itemId: itemId === '' ? null : itemId,
      attendeeId: speakerId === '' ? null : speakerId,
      supersedesId: null,
    });
    if (isDone) setText('');
    focusInput();
  };
  const stepItem = (step: 1 | -1) => {
    const ids = ['', ...agenda.map(({ id }) => id)];
    const next = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(itemId) + step))];
    if (next !== undefined) setItem(next);
  };
  const focusLine = (at: number) => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [];
    if (at >= rows.length) focusInput();
    else rows[Math.max(0, at)]?.focus();
  };
  const hearInput = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    if (event.altKey) stepItem(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'ArrowUp') focusLine(lines.length - 1);
    else return;
    event.preventDefault();
  };
  const isOffered = (act: Begun['act'], line: Line) =>
    line.kind === 'note' && (act === 'decide' || act === 'give' ? can.decide : can.note);
  const hearLine = (event: KeyboardEvent, line: Line, at: number) => {
    // Keys of a button inside of the line are its own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyActs[event.key.toLowerCase()];
    const item = agenda[Number(event.key) - 1];
    if (event.key === 'ArrowUp') focusLine(at - 1);
    else if (event.key === 'ArrowDown') focusLine(at + 1);
    else if (event.key === 'Escape') focusInput();
    else if (act !== undefined && isOffered(act, line)) setBegun({ act, line });
    else if (item !== undefined && isOffered('correct', line))
      void post({ text: line.text, itemId: item.id, attendeeId: line.attendeeId, supersedesId: line.id });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const close = () => {
    setBegun(null);
    focusInput();
  };
  const titles = {
    decide: say('meetings.decide.act'),
    give: say('meetings.give.act'),
    correct: say('meetings.lines.correct-title'),
    strike: say('meetings.lines.strike'),
  };
  return (
    <Card
      title={say('meetings.lines.title')}
      actions={
        can.decide && (
          <span className="m-row">
            <Button size="small" onClick={() => setBegun({ act: 'decide', line: null })}>
              {say('meetings.decide.act')}
            </Button>
            <Button size="small" onClick={() => setBegun({ act: 'give', line: null })}>
              {say('meetings.give.act')}
            </Button>
          </span>
        )
      }
    >
      {lines.length === 0 && <p className="m-second">{say('meetings.lines.empty')}</p>}
      <ul ref={list} className="m-meeting-list" aria-label={say('meetings.lines.title')}>
        {lines.map((line, at) => (
          <LineRow
            key={line.id}
            meeting={meeting}
            line={line}
            offered={(['decide', 'give', 'correct', 'strike'] as const).filter((act) => isOffered(act, line))}
            onAct={(act) => setBegun({ act, line })}
            onKeyDown={(event) => hearLine(event, line, at)}
          />
        ))}
      </ul>
      {can.note && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void note();
          }}
        >
          {agenda.length > 0 && <ItemField meeting={meeting} value={itemId} onChange={setItem} />}
          <div className="m-meeting-input">
            <TextField
              ref={input}
              label={say('meetings.lines.input')}
              maxLength={2_000}
              autoComplete="off"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={hearInput}
            />
            <PersonField
              label={say('meetings.lines.speaker')}
              nobody=""
              people={meeting.attendees}
              value={speakerId}
              onChange={setSpeaker}
            />
            <Button type="submit" kind="primary" isBusy={submit.busy}>
              {say('meetings.lines.save')}
            </Button>
          </div>
          {begun === null && <Refusal problem={submit.problem} />}
          <p className="m-second m-meeting-keys">{say('meetings.lines.keys')}</p>
        </form>
      )}
      <Dialog title={begun === null ? '' : titles[begun.act]} isOpen={begun !== null} onClose={close} size={640}>
        {begun?.act === 'decide' && (
          <DecideForm meeting={meeting} line={begun.line} itemId={itemId} briefId={null} onClose={close} />
        )}
        {begun?.act === 'give' && <GiveForm meeting={meeting} line={begun.line} itemId={itemId} onClose={close} />}
        {begun?.act === 'correct' && begun.line !== null && (
          <LineForm meeting={meeting} line={begun.line} onClose={close} />
        )}
        {begun?.act === 'strike' && begun.line !== null && (
          <StrikeLine meeting={meeting} line={begun.line} onClose={close} />
        )}
      </Dialog>
    </Card>
  );
}

function StrikeLine(props: { readonly meeting: Meeting; readonly line: Line; readonly onClose: () => void }) {
  const { meeting, line, onClose } = props;
  const { say } = useSay();
  const body = { text: '', at: null, itemId: null, attendeeId: null, supersedesId: line.id };
  return (
    <MeetingForm
      meeting={meeting}
      about={body}
      send={(idempotencyKey) =>
        call('POST /api/v1/meetings/{id}/lines', { params: { id: meeting.id }, body, idempotencyKey })
      }
      done={say('meetings.lines.corrected-done')}
      act={say('meetings.lines.strike')}
      isDanger
      onClose={onClose}
    >
      <p>{say('meetings.lines.strike-explained')}</p>
      <p className="m-typed">{line.text}</p>
    </MeetingForm>
  );
}
