import { useQuery } from '@tanstack/react-query';
import { useFileNow, useTakeCall } from '../../../../shared/file-now.store.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { longDate } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check } from '../../../../ui/field.tsx';
import { IconAdjustmentsHorizontal, IconDeviceDesktop, IconFlame, IconPhone } from '../../../../ui/icons.ts';
import { Page } from '../../../../ui/page.tsx';
import { BoardDecisions } from '../../../casework/decisions/sections/board-decisions.tsx';
import { BoardMeetings } from '../../../casework/meetings/sections/board-meetings.tsx';
import { BoardCalls, useHasOpenCalls } from '../../../governance/callout/sections/board-calls.tsx';
import { OnDutyCard } from '../../../governance/team/sections/on-duty.card.tsx';
import { isQuiet } from '../board.rules.ts';
import { wallLink } from '../links.ts';
import { boardParts, useParts } from '../parts.store.ts';
import { type Board, boardQuery } from '../queries.ts';
import { DeadlineList } from '../sections/deadline-list.tsx';
import { InboxCard } from '../sections/inbox-card.tsx';
import { IncidentCards } from '../sections/incident-cards.tsx';
import { OwnTasks } from '../sections/own-tasks.tsx';
import { QuietCard } from '../sections/quiet-card.tsx';
import { WaitingList } from '../sections/waiting-list.tsx';
import './board.css';

/** One screen that answers what burns, what is due, and what waits for me. */
export function BoardPage() {
  const { say } = useSay();
  const { may } = useMe();
  const reading = useReading();
  const now = useNow();
  const fileNow = useFileNow();
  const takeCall = useTakeCall();
  const parts = useParts();
  const board = useQuery(boardQuery);
  useKeys({ j: () => step(1), k: () => step(-1) });
  return (
    <Page
      title={say('picture.board.title')}
      note={longDate(now, reading)}
      actions={
        <>
          <Link to={wallLink} className="m-button m-board-wall-link" data-kind="plain">
            <IconDeviceDesktop size={16} stroke={1.75} />
            {say('picture.wall.title')}
          </Link>
          <PartsChoice {...parts} />
          {takeCall !== null && (
            <Button icon={IconPhone} shortcut="n" onClick={takeCall}>
              {say('picture.act.call')}
            </Button>
          )}
          {may('incidents.open') && (
            <Button kind="primary" icon={IconFlame} shortcut="N" onClick={fileNow}>
              {say('picture.act.file')}
            </Button>
          )}
        </>
      }
    >
      <BoardCalls />
      <BoardDecisions />
      <BoardMeetings />
      {board.data === undefined ? <Waiting query={board} /> : <Parts board={board.data} {...parts} now={now} />}
    </Page>
  );
}

/** Goes to the next or the one before of what can be opened, from part to part. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.m-board [data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
}

type PartsProps = ReturnType<typeof useParts>;

function Parts({ board, shows, now }: PartsProps & { readonly board: Board; readonly now: Date }) {
  const { say } = useSay();
  const hasOpenCalls = useHasOpenCalls();
  const { incidents, newest, deadlines, waiting, tasks, inbox } = board;
  const { may } = useMe();
  const hasDuty = may('duty.now') && shows('duty');
  const hasRail = hasDuty || (tasks !== null && shows('tasks')) || (inbox !== null && shows('inbox'));
  const isEmpty = boardParts.every((part) => !shows(part));
  return (
    <div className="m-board">
      {isQuiet(board, now) && !hasOpenCalls && <QuietCard proactive={board.proactive} />}
      {isEmpty && <p className="m-board-none">{say('picture.parts.nothing')}</p>}
      <div className="m-board-grid">
        {incidents !== null && shows('incidents') && <IncidentCards incidents={incidents} newest={newest} most={6} />}
        {shows('deadlines') && <DeadlineList deadlines={deadlines} most={12} />}
        {hasRail && (
          <div className="m-board-rail">
            {hasDuty && <OnDutyCard />}
            {tasks !== null && shows('tasks') && <OwnTasks tasks={tasks} most={6} />}
            {inbox !== null && shows('inbox') && <InboxCard inbox={inbox} />}
          </div>
        )}
        {waiting !== null && shows('waiting') && <WaitingList waiting={waiting} most={6} />}
      </div>
    </div>
  );
}

function PartsChoice({ shows, toggle }: PartsProps) {
  const { say } = useSay();
  const hidden = boardParts.filter((part) => !shows(part)).length;
  return (
    <details className="m-board-choice">
      <summary className="m-button" data-kind="plain">
        <IconAdjustmentsHorizontal size={16} stroke={1.75} />
        {say('picture.parts.title')}
        {hidden > 0 && <span className="m-second">{say('picture.parts.hidden', { count: hidden })}</span>}
      </summary>
      <fieldset>
        <legend className="m-second">{say('picture.parts.note')}</legend>
        {boardParts.map((part) => (
          <Check key={part} label={say(`picture.part.${part}`)} checked={shows(part)} onChange={() => toggle(part)} />
        ))}
      </fieldset>
    </details>
  );
}
