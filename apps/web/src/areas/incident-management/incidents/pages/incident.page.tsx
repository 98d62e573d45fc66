import { useQueries, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionEntry, Sections, type SubjectFrame, TabSection, useTabs } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconCircleCheck, IconLock, IconPencil, IconRotateClockwise } from '../../../../ui/icons.ts';
import { TabBar } from '../../../../ui/tabs.tsx';
import { CloseIncidentDialog, ReopenIncidentDialog } from '../forms/end-incident.form.tsx';
import { incidentLink, incidentsLink, incidentTabLink } from '../links.ts';
import { type Incident, incidentQuery } from '../queries.ts';
import { PhaseCard } from '../sections/phase-card.tsx';
import './incident.css';

/** The name of the page without a tab in its address. */
const overview = 'overview';

/** One incident: a frame with number, phase and times; its content comes from the sections of other modules. */
export function IncidentPage() {
  const { say } = useSay();
  const { number } = useParams({ strict: false });
  const incident = useQuery(incidentQuery(number ?? ''));
  if (incident.data === undefined) {
    return (
      <div className="m-page m-stack">
        <h1>{number}</h1>
        <Waiting query={incident} />
        {incident.error !== null && (
          <p>
            <Link to={incidentsLink}>{say('incidents.list.back')}</Link>
          </p>
        )}
      </div>
    );
  }
  return <Frame key={incident.data.id} incident={incident.data} />;
}

function Frame({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const { may } = useMe();
  const [asked, setAsked] = useState<'close' | 'reopen' | null>(null);
  const mayWrite = incident.can.annotate && may('journal.add');
  const isFormSeen = useIsSeen('journal-text', mayWrite);
  const subject: SubjectFrame = {
    kind: 'incident',
    id: incident.id,
    number: incident.number,
    title: incident.title,
    compartment: incident.compartment,
    can: { annotate: incident.can.annotate, restrict: incident.can.restrict },
  };
  const { tab } = useParams({ strict: false });
  const tabs = useTabs(subject);
  const counts = useTabCounts(tabs, subject);
  const opened = tabs.find(({ id }) => id === tab);
  return (
    <div className="m-page m-incident">
      <header className="m-incident-head">
        <div className="m-row">
          <span className="m-second">{incident.number}</span>
          <Chip tone={incident.phase === 'closed' ? 'neutral' : 'accent'}>
            {say(`terms.incident.phase.${incident.phase}`)}
          </Chip>
          {!incident.compartment.isOpen && (
            <Chip icon={IconLock} title={say('compartments.chip.title')}>
              {say('compartments.chip.text', { name: incident.compartment.name })}
            </Chip>
          )}
          <Sections subject={subject} place="status" />
        </div>
        <div className="m-incident-title">
          <h1>{incident.title}</h1>
          <div className="m-incident-acts">
            <Sections subject={subject} place="action" />
            {incident.can.close && may('incidents.close') && (
              <Button icon={IconCircleCheck} onClick={() => setAsked('close')}>
                {say('incidents.close.act')}
              </Button>
            )}
            {incident.can.reopen && may('incidents.reopen') && (
              <Button icon={IconRotateClockwise} onClick={() => setAsked('reopen')}>
                {say('incidents.reopen.act')}
              </Button>
            )}
            {mayWrite && (
              <Button
                kind="primary"
                className={isFormSeen ? 'm-incident-record' : undefined}
                icon={IconPencil}
                shortcut="r"
                onClick={() => document.getElementById('journal-text')?.focus()}
              >
                {say('journal.add.begin')}
              </Button>
            )}
          </div>
        </div>
      </header>
      <div className="m-incident-phases" data-overview={tab === undefined}>
        <PhaseCard incident={incident} />
      </div>
      {tabs.length > 0 && (
        <TabBar
          label={say('incidents.tabs.label')}
          current={tab ?? overview}
          tabs={[
            { id: overview, title: say('incidents.tabs.overview'), to: incidentLink(incident.number) },
            ...tabs.map((entry) => ({
              id: entry.id,
              title: entry.title === undefined ? entry.id : say(entry.title),
              to: incidentTabLink(incident.number, entry.id),
              note: counts[entry.id],
            })),
          ]}
        />
      )}
      {tab !== undefined && opened === undefined && (
        <Notice tone="amber" actions={<Link to={incidentLink(incident.number)}>{say('incidents.tabs.overview')}</Link>}>
          {say('incidents.tabs.unknown')}
        </Notice>
      )}
      {opened !== undefined && (
        <div className="m-stack">
          <TabSection subject={subject} entry={opened} />
        </div>
      )}
      {tab === undefined && (
        <div className="m-incident-columns">
          <div className="m-stack">
            <Sections subject={subject} place="main" />
          </div>
          <aside className="m-stack" aria-label={say('incidents.rail.label')}>
            <Sections subject={subject} place="rail" />
          </aside>
        </div>
      )}
      <CloseIncidentDialog incident={incident} isOpen={asked === 'close'} onClose={() => setAsked(null)} />
      <ReopenIncidentDialog incident={incident} isOpen={asked === 'reopen'} onClose={() => setAsked(null)} />
    </div>
  );
}

/** The figures beside the names of the tabs, for those that offer one and have it. */
function useTabCounts(
  tabs: readonly SectionEntry[],
  subject: SubjectFrame,
): Readonly<Record<string, string | undefined>> {
  const { locale } = useSay();
  const counting = tabs.flatMap(({ id, count }) => (count === undefined ? [] : [{ id, ...count(subject) }]));
  const answers = useQueries({ queries: counting.map(({ queryKey, queryFn }) => ({ queryKey, queryFn })) });
  return Object.fromEntries(
    counting.map(({ id }, at) => [id, answers[at]?.data?.toLocaleString(locale === 'ja' ? 'ja-JP' : 'en-GB')]),
  );
}

/** Whether an element of another section is on the screen; on a phone the button that leads to it then steps aside. */
function useIsSeen(elementId: string, isThere: boolean): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!isThere) return;
    const seen = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting === true));
    const look = () => {
      const element = document.getElementById(elementId);
      if (element === null) return;
      seen.observe(element);
      arriving.disconnect();
    };
    // The section arrives after the frame.
    const arriving = new MutationObserver(look);
    arriving.observe(document.body, { childList: true, subtree: true });
    look();
    return () => {
      arriving.disconnect();
      seen.disconnect();
    };
  }, [elementId, isThere]);
  return isSeen;
}
