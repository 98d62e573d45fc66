import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress } from '../../../../shared/link.tsx';
import { Page } from '../../../../ui/page.tsx';
import { triageLinks } from '../links.ts';
import './triage.css';

const tabs = [
  { to: triageLinks.rules, title: 'triage.rules.title' },
  { to: triageLinks.classes, title: 'triage.classes.title' },
  { to: triageLinks.priorities, title: 'triage.priorities.title' },
  { to: triageLinks.severities, title: 'triage.severities.title' },
  { to: triageLinks.serviceLevels, title: 'triage.levels.title' },
] as const;

type TriagePageProps = { readonly actions?: ReactNode; readonly isNarrow?: boolean; readonly children: ReactNode };

/** The frame of the settings of triage: one heading, a way to each of them. */
export function TriagePage({ actions, isNarrow, children }: TriagePageProps) {
  const { say } = useSay();
  const { path } = useAddress();
  return (
    <Page title={say('triage.page.title')} actions={actions} {...(isNarrow === undefined ? {} : { isNarrow })}>
      <nav className="m-triage-tabs" aria-label={say('triage.page.title')}>
        {tabs.map(({ to, title }) => (
          <Link key={to} to={to} className="m-triage-tab" aria-current={path === to ? 'page' : undefined}>
            {say(title)}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
