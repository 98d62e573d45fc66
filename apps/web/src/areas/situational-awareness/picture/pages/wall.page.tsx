import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { localShelf } from '../../../../shared/drafts.store.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { followLive, useLiveState } from '../../../../shared/live.follow.ts';
import { headerClock } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type Session, sessionQuery, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { IconMoon, IconSun } from '../../../../ui/icons.ts';
import { Mark } from '../../../../ui/mark.tsx';
import { isQuiet, wallRoom } from '../board.rules.ts';
import { boardLink, wallLink } from '../links.ts';
import { boardQuery } from '../queries.ts';
import { DeadlineList } from '../sections/deadline-list.tsx';
import { InboxCard } from '../sections/inbox-card.tsx';
import { IncidentCards } from '../sections/incident-cards.tsx';
import { QuietCard } from '../sections/quiet-card.tsx';
import { WaitingList } from '../sections/waiting-list.tsx';
import './board.css';
import './wall.css';

const schemeKey = 'matoi.wall.scheme';

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** The board for a screen on the wall: larger, nothing to press but light and dark, and it keeps itself up to date. */
export function WallPage() {
  const { data: session } = useQuery({ ...sessionQuery, refetchInterval: 5 * 60_000 });
  const go = useGo();
  const isOver = session !== undefined && session.me === null;
  useEffect(() => {
    if (isOver) go(`/sign-in?next=${encodeURIComponent(wallLink)}`, { replace: true });
  }, [isOver, go]);
  return session?.me == null ? null : <Wall session={session} />;
}

function Wall({ session }: { readonly session: Session }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const reading = useReading();
  const now = useNow();
  const live = useLiveState();
  const board = useQuery(boardQuery);
  const [scheme, setScheme] = useState<'light' | 'dark'>(() =>
    localShelf()?.getItem(schemeKey) === 'light' ? 'light' : 'dark',
  );
  const { setColorScheme } = useMantineColorScheme();
  const mayFollow = session.me?.permissions.includes('live.follow') === true;
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  useEffect(() => (mayFollow ? followLive(queries) : undefined), [mayFollow, queries]);
  const fits = wallRoom(useSyncExternalStore(onResize, () => window.innerHeight));
  const other = scheme === 'dark' ? 'light' : 'dark';
  const isStale = board.isError || (mayFollow && live === 'reconnecting');
  const { data } = board;
  return (
    <main className="m-wall">
      <header className="m-wall-head">
        <Mark size={28} />
        <h1>{say('picture.board.title')}</h1>
        <span className="m-second">{session.teamName}</span>
        <span className={isStale ? 'm-board-late' : 'm-second'} role="status">
          {isStale
            ? say('picture.wall.stale', { at: headerClock(new Date(board.dataUpdatedAt), reading) })
            : say(`platform.live.${mayFollow ? live : 'connected'}`)}
        </span>
        <span className="m-wall-acts">
          <Button
            kind="plain"
            icon={scheme === 'dark' ? IconSun : IconMoon}
            onClick={() => {
              setScheme(other);
              localShelf()?.setItem(schemeKey, other);
            }}
          >
            {say(`picture.wall.${other}`)}
          </Button>
          <Link to={boardLink} className="m-button" data-kind="plain">
            {say('picture.wall.leave')}
          </Link>
        </span>
        <time className="m-wall-clock" dateTime={now.toISOString()}>
          {headerClock(now, reading)}
        </time>
      </header>
      {data === undefined && <Waiting query={board} />}
      {data !== undefined && (
        <div className="m-board">
          {isQuiet(data, now) && <QuietCard proactive={data.proactive} />}
          <div className="m-board-grid">
            {data.incidents !== null && <IncidentCards incidents={data.incidents} newest={[]} most={fits.cards} />}
            <DeadlineList deadlines={data.deadlines} most={fits.rows} isStill />
            <div className="m-board-rail">
              {data.inbox !== null && <InboxCard inbox={data.inbox} />}
              {data.waiting !== null && <WaitingList waiting={data.waiting} most={4} />}
            </div>
          </div>
        </div>
      )}
    </main>
  );
}
