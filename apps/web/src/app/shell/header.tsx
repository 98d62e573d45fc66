import { useMatches } from '@tanstack/react-router';
import { useSay } from '../../shared/language.ts';
import { Link } from '../../shared/link.tsx';
import { useLiveState } from '../../shared/live.follow.ts';
import { headerClock } from '../../shared/moments.format.ts';
import { useNow } from '../../shared/now.hook.ts';
import { useMe, useReading } from '../../shared/session.queries.ts';
import { IconButton, Kbd } from '../../ui/button.tsx';
import { IconHelp, IconPhone, IconSearch } from '../../ui/icons.ts';
import { NotificationBell } from './notification-bell.tsx';

type HeaderProps = {
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  /** Left out for those who take no calls. */
  readonly onCall: (() => void) | undefined;
};

/** Where I am, the way to find anything, whether the page is live, and what the time is. */
export function Header({ onSearch, onHelp, onCall }: HeaderProps) {
  const { say } = useSay();
  const { may } = useMe();
  const isApple = navigator.platform.startsWith('Mac') || /iPhone|iPad/.test(navigator.userAgent);
  return (
    <header className="m-header">
      <Where />
      <button type="button" className="m-header-search" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{say('platform.palette.open')}</span>
        <Kbd>{isApple ? '⌘' : 'Ctrl'}</Kbd>
        <Kbd>K</Kbd>
      </button>
      {onCall !== undefined && <IconButton icon={IconPhone} label={say('calls.take.title')} onClick={onCall} />}
      {may('live.follow') && <LiveDot />}
      <Clock />
      <NotificationBell />
      <IconButton className="m-header-help" icon={IconHelp} label={say('platform.keys.title')} onClick={onHelp} />
    </header>
  );
}

function Where() {
  const { say } = useSay();
  const matches = useMatches();
  const page = matches.findLast((match) => match.staticData.title !== undefined);
  const params = matches.at(-1)?.params as { number?: string } | undefined;
  if (page?.staticData.title === undefined) return <div className="m-where" />;
  const title = say(page.staticData.title);
  if (params?.number === undefined || page.staticData.to === undefined) {
    return (
      <div className="m-where">
        <span className="m-strong">{title}</span>
      </div>
    );
  }
  return (
    <nav className="m-where" aria-label={say('platform.where.label')}>
      <Link to={page.staticData.to}>{title}</Link>
      <span aria-hidden="true">/</span>
      <span className="m-strong" aria-current="page">
        {params.number}
      </span>
    </nav>
  );
}

function LiveDot() {
  const { say } = useSay();
  const state = useLiveState();
  return (
    <span className="m-live" data-state={state} role="status">
      <span className="m-live-dot" aria-hidden="true" />
      <span className="m-live-word">{say(`platform.live.${state}`)}</span>
    </span>
  );
}

function Clock() {
  const now = useNow();
  const reading = useReading();
  return (
    <time className="m-clock m-whole" dateTime={now.toISOString()}>
      {headerClock(now, reading)}
    </time>
  );
}
