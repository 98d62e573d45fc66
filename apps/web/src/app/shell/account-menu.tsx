import type { Locale, Theme } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { platformLinks } from '../../areas/platform/links.ts';
import { call } from '../../shared/api.client.ts';
import { useSay } from '../../shared/language.ts';
import { useGo } from '../../shared/link.tsx';
import { problemOf, problemSentence } from '../../shared/problems.sentences.ts';
import { sessionQuery, useDrafts, useMe } from '../../shared/session.queries.ts';
import { Button } from '../../ui/button.tsx';
import { Avatar } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from '../../ui/icons.ts';
import { Menu } from '../../ui/menu.tsx';
import { toastProblem } from '../../ui/toast.ts';
import type { NavigationItem } from '../navigation.ts';

/** Who I am, with language, theme, the account page and the way out; on a phone also the rest of the menu. */
export function AccountMenu({ more = [] }: { readonly more?: readonly NavigationItem[] }) {
  const { say, has } = useSay();
  const { me } = useMe();
  const go = useGo();
  const queries = useQueryClient();
  const drafts = useDrafts();
  const [isAsking, setAsking] = useState(false);

  const report = (error: unknown) => {
    const problem = problemOf(error);
    if (problem === null) throw error;
    toastProblem(problemSentence(problem, say as never, has), say('platform.act.close'));
  };
  const change = async (body: { locale?: Locale; theme?: Theme }) => {
    try {
      await call('PATCH /api/v1/account', { body });
      await queries.invalidateQueries({ queryKey: ['session'] });
    } catch (error) {
      report(error);
    }
  };
  const signOut = async () => {
    try {
      await call('POST /api/v1/session/sign-out', { body: {} });
      drafts.clear();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      const session = queries.getQueryData(sessionQuery.queryKey);
      if (session !== undefined) queries.setQueryData(sessionQuery.queryKey, { ...session, me: null, csrfToken: null });
      await queries.invalidateQueries({ queryKey: ['session'] });
      go('/sign-in', { replace: true });
    } catch (error) {
      report(error);
    }
  };

  const themes = [
    { id: 'system', icon: IconDeviceDesktop },
    { id: 'light', icon: IconSun },
    { id: 'dark', icon: IconMoon },
  ] as const;

  return (
    <>
      <Menu
        label={say('platform.account-menu.label')}
        position="top-start"
        groups={[
          {
            entries: [
              ...more.map((item) => ({
                id: item.id,
                label: say(item.title),
                icon: item.icon,
                onChoose: () => go(item.to),
              })),
              {
                id: 'account',
                label: say('account.page.title'),
                icon: IconUser,
                onChoose: () => go(platformLinks.account),
              },
            ],
          },
          {
            label: say('platform.account-menu.language'),
            entries: (['ja', 'en'] as const).map((id) => ({
              id,
              label: <span lang={id}>{say(`platform.language.${id}`)}</span>,
              icon: IconLanguage,
              isChosen: me.locale === id,
              onChoose: () => void change({ locale: id }),
            })),
          },
          {
            label: say('platform.account-menu.theme'),
            entries: themes.map(({ id, icon }) => ({
              id,
              label: say(`platform.theme.${id}`),
              icon,
              isChosen: me.theme === id,
              onChoose: () => void change({ theme: id }),
            })),
          },
          {
            entries: [
              {
                id: 'sign-out',
                label: say('platform.account-menu.sign-out'),
                icon: IconLogout,
                onChoose: () => (drafts.count() > 0 ? setAsking(true) : void signOut()),
              },
            ],
          },
        ]}
      >
        <button type="button" className="m-nav-me" aria-label={say('platform.account-menu.open', { name: me.name })}>
          <Avatar name={me.name} />
          <span className="m-nav-me-more">{say('platform.bottom.more')}</span>
          <span className="m-nav-me-text">
            <span className="m-strong m-ellipsis">{me.name}</span>
            <span className="m-second m-ellipsis">
              {me.roles.map((role) => say(`terms.role.${role}`)).join(' ・ ')}
            </span>
          </span>
        </button>
      </Menu>
      <Dialog title={say('platform.sign-out.title')} isOpen={isAsking} onClose={() => setAsking(false)}>
        <div className="m-form">
          <p>{say('platform.sign-out.drafts', { count: drafts.count() })}</p>
          <div className="m-dialog-end">
            <Button onClick={() => setAsking(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" onClick={() => void signOut()}>
              {say('platform.sign-out.act')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
