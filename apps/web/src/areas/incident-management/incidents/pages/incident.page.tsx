import { useQueries, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionEntry, Sections, type SubjectFrame, TabSection, useTabs } from '../../../../shared/registry.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { TabBar } from '../../../../ui/tabs.tsx';
import type { Asked } from '../asked.values.ts';
import { incidentLink, incidentsLink, incidentTabLink, nightTab } from '../links.ts';
import { type Incident, incidentQuery } from '../queries.ts';
import { IncidentHead, MergedNotice } from '../sections/incident-head.tsx';
import { PhaseCard } from '../sections/phase-card.tsx';
import './incident.css';

const IncidentDialogs = lazy(async () => ({
  default: (await import('../forms/incident-dialogs.tsx')).IncidentDialogs,
}));
const NightView = lazy(async () => ({ default: (await import('../sections/night-view.tsx')).NightView }));

/** The name of the page without a tab in its address. */
const overview = 'overview';

/** One incident: a frame with number, phases and times; its content comes from the sections of other modules. */
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
  const { tab } = useParams({ strict: false });
  const [asked, setAsked] = useState<Asked | null>(null);
  const subject: SubjectFrame = {
    kind: 'incident',
    id: incident.id,
    number: incident.number,
    title: incident.title,
    compartment: incident.compartment,
    can: { annotate: incident.can.annotate, restrict: incident.can.restrict },
  };
  if (tab === nightTab)
    return (
      <Suspense fallback={null}>
        <NightView incident={incident} subject={subject} />
      </Suspense>
    );
  return (
    <div className="m-page m-incident">
      <IncidentHead incident={incident} subject={subject} onAsk={setAsked} />
      <MergedNotice incident={incident} onAsk={setAsked} />
      <div className="m-incident-phases" data-overview={tab === undefined}>
        <PhaseCard incident={incident} onAsk={setAsked} />
      </div>
      <Pages incident={incident} subject={subject} tab={tab} />
      {asked !== null && (
        <Suspense fallback={null}>
          <IncidentDialogs incident={incident} asked={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </div>
  );
}

type PagesProps = {
  readonly incident: Incident;
  readonly subject: SubjectFrame;
  readonly tab: string | undefined;
};

/** The overview, or the page of one section beside it. */
function Pages({ incident, subject, tab }: PagesProps) {
  const { say } = useSay();
  const tabs = useTabs(subject);
  const counts = useTabCounts(tabs, subject);
  const opened = tabs.find(({ id }) => id === tab);
  return (
    <>
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
    </>
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
