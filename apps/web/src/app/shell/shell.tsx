import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { FileNowProvider, TakeCallProvider } from '../../shared/file-now.store.ts';
import { useKeys } from '../../shared/keys.hook.ts';
import { changeLanguage, useSay } from '../../shared/language.ts';
import { useAddress, useGo } from '../../shared/link.tsx';
import { followLive } from '../../shared/live.follow.ts';
import { type Session, sessionQuery, useMe } from '../../shared/session.queries.ts';
import { useAsked } from '../../shared/step-up.store.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { colorScheme } from '../../ui/theme.tsx';
import { useToastsNeeded } from '../../ui/toast.ts';
import { navigation } from '../navigation.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import './shell.css';

const Toasts = lazy(async () => ({ default: (await import('../../ui/toast.stack.tsx')).Toasts }));
const Palette = lazy(async () => ({ default: (await import('../palette/palette.tsx')).Palette }));
const CallDialog = lazy(async () => ({
  default: (await import('../../areas/incident-management/reports/forms/call.form.tsx')).CallDialog,
}));
const FileNowDialog = lazy(async () => ({
  default: (await import('../../areas/incident-management/incidents/forms/open-incident.form.tsx')).FileNowDialog,
}));
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));
const MailCompromiseBanner = lazy(async () => ({
  default: (await import('../../areas/governance/team/sections/mail-compromise.tsx')).MailCompromiseBanner,
}));
const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.tsx')).StepUpDialog }));

/** The frame around every page for people who are signed in; leads to the sign-in when the session ends. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery);
  const go = useGo();
  const isOver = session !== undefined && session.me === null;
  useEffect(() => {
    if (!isOver || window.location.pathname === '/sign-in') return;
    const here = window.location.pathname + window.location.search;
    go(`/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
  }, [isOver, go]);
  return session?.me == null ? null : <Frame session={session} />;
}

function Frame({ session }: { readonly session: Session }) {
  const { say, locale } = useSay();
  const { me, may } = useMe();
  const { path } = useAddress();
  const queries = useQueryClient();
  const go = useGo();
  const asked = useAsked();
  const areToastsNeeded = useToastsNeeded();
  const { setColorScheme } = useMantineColorScheme();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isCallOpen, setCallOpen] = useState(false);
  const [isFiling, setFiling] = useState(false);
  const mayFile = may('incidents.open');
  const fileNow = useCallback(() => {
    if (mayFile) setFiling(true);
  }, [mayFile]);
  const openCall = may('reports.take-call') ? () => setCallOpen(true) : undefined;
  const main = useRef<HTMLElement>(null);
  const mayFollow = may('live.follow');

  // Another page begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what triggers it
  useEffect(() => {
    if (main.current !== null) main.current.scrollTop = 0;
  }, [path]);

  useEffect(() => {
    if (me.locale !== locale) void changeLanguage(me.locale);
  }, [me.locale, locale]);
  useEffect(() => setColorScheme(colorScheme(me.theme)), [me.theme, setColorScheme]);
  useEffect(() => {
    const refresh = async () =>
      (await import('../../areas/platform/account/push.refresh.ts')).refreshPush(me.id, new Date());
    // Whether it could be told shows in the person's own settings; it is told again with the next page.
    refresh().catch(() => undefined);
  }, [me.id]);
  useEffect(() => (mayFollow ? followLive(queries) : undefined), [mayFollow, queries]);

  const shortcuts = navigation
    .flatMap(({ items }) => items)
    .filter((item) => item.shortcut !== undefined && may(item.permission));
  useKeys({
    'mod+k': () => setPaletteOpen(true),
    '?': () => setHelpOpen(true),
    n: openCall,
    N: mayFile ? fileNow : undefined,
    ...Object.fromEntries(shortcuts.map(({ shortcut, to }) => [shortcut, () => go(to)])),
  });

  return (
    <div className="m-shell">
      <a className="m-skip" href="#content">
        {say('platform.act.skip')}
      </a>
      <Navigation teamName={session.teamName} />
      <Header onSearch={() => setPaletteOpen(true)} onHelp={() => setHelpOpen(true)} onCall={openCall} />
      <div className="m-content">
        {me.isBreakGlass && (
          <div className="m-mode" role="status">
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
            <strong>{say('platform.mode.break-glass')}</strong>
            <span>{say('platform.mode.break-glass-text')}</span>
          </div>
        )}
        <Suspense fallback={null}>
          <MailCompromiseBanner />
        </Suspense>
        <main id="content" className="m-main" tabIndex={-1} ref={main}>
          <FileNowProvider value={fileNow}>
            <TakeCallProvider value={openCall ?? null}>
              <Outlet />
            </TakeCallProvider>
          </FileNowProvider>
        </main>
      </div>
      <BottomBar onSearch={() => setPaletteOpen(true)} />
      <Suspense fallback={null}>
        {areToastsNeeded && <Toasts />}
        {isPaletteOpen && (
          <Palette onClose={() => setPaletteOpen(false)} onHelp={() => setHelpOpen(true)} onFile={fileNow} />
        )}
        {isCallOpen && <CallDialog onClose={() => setCallOpen(false)} />}
        {isFiling && <FileNowDialog onClose={() => setFiling(false)} />}
        {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
        {asked !== null && <StepUpDialog answer={asked.answer} />}
      </Suspense>
    </div>
  );
}
