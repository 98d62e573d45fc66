import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useDrafts, useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconHistory, IconPencil } from '../../../../ui/icons.ts';
import { Empty, Switch } from '../../../../ui/page.tsx';
import { type Incident, incidentQuery, type SummaryVersion } from '../queries.ts';
import { summaryDraft } from '../summary.draft.ts';
import { listNames } from '../texts.merge.ts';
import './summary.css';

const SummaryForm = lazy(async () => ({ default: (await import('../forms/summary.form.tsx')).SummaryForm }));
const SummaryVersions = lazy(async () => ({
  default: (await import('./summary-versions.tsx')).SummaryVersions,
}));

type View = 'technical' | 'plain';

/** What is known, what is looked into, what is assumed, and the story in two renderings. */
export function Section({ subject }: SectionProps) {
  const incident = useQuery(incidentQuery(subject.number));
  if (incident.data === undefined) return <Waiting query={incident} />;
  return <Summary incident={incident.data} />;
}

function Summary({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const { may } = useMe();
  const drafts = useDrafts();
  const [view, setView] = useState<View>('technical');
  // Somebody who was writing when the page went away goes on writing.
  const [isEditing, setEditing] = useState(() => drafts.read(summaryDraft(incident.id)) !== '');
  const [areVersionsOpen, setVersionsOpen] = useState(false);
  const { summary } = incident;
  const maySummarise = incident.can.summarise && may('incidents.summarise');
  const write = maySummarise && !isEditing && (
    <Button size="small" icon={IconPencil} onClick={() => setEditing(true)}>
      {say(summary === null ? 'incidents.summary.write' : 'incidents.summary.edit')}
    </Button>
  );
  return (
    <Card
      title={say('incidents.summary.title')}
      note={
        summary !== null && (
          <>
            {say('incidents.summary.version', { version: summary.version })} ・{' '}
            <Moment at={summary.writtenAt} as="short" /> {summary.writtenBy.name}
          </>
        )
      }
      isTight
      actions={
        <div className="m-row">
          {summary !== null && !isEditing && (
            <Switch
              label={say('incidents.summary.view')}
              value={view}
              options={[
                { value: 'technical', label: say('incidents.summary.technical') },
                { value: 'plain', label: say('incidents.summary.plain') },
              ]}
              onChoose={setView}
            />
          )}
          {summary !== null && summary.version > 1 && !isEditing && (
            <Button
              size="small"
              kind="plain"
              icon={IconHistory}
              aria-expanded={areVersionsOpen}
              onClick={() => setVersionsOpen(!areVersionsOpen)}
            >
              {say('incidents.summary.versions')}
            </Button>
          )}
          {summary !== null && write}
        </div>
      }
    >
      {isEditing && (
        <Suspense fallback={null}>
          <SummaryForm incident={incident} onClose={() => setEditing(false)} />
        </Suspense>
      )}
      {!isEditing && summary === null && (
        <Empty action={write === false ? undefined : write}>{say('incidents.summary.empty')}</Empty>
      )}
      {!isEditing && summary !== null && !areVersionsOpen && <Texts summary={summary} view={view} />}
      {!isEditing && areVersionsOpen && (
        <Suspense fallback={null}>
          <SummaryVersions incident={incident} />
        </Suspense>
      )}
    </Card>
  );
}

function Texts({ summary, view }: { readonly summary: SummaryVersion; readonly view: View }) {
  const { say } = useSay();
  const prose = summary[view];
  return (
    <>
      {prose === '' ? (
        <p className="m-second m-summary-prose">{say(`incidents.summary.no-${view}`)}</p>
      ) : (
        <p className="m-typed m-summary-prose">{prose}</p>
      )}
      <div className="m-summary-lists">
        {listNames.map((name) => (
          <section key={name} aria-label={say(`incidents.summary.${name}`)}>
            <h3 data-list={name}>{say(`incidents.summary.${name}`)}</h3>
            {summary[name].length === 0 ? (
              <p className="m-second">{say('incidents.summary.nothing')}</p>
            ) : (
              <ul className="m-points">
                {summary[name].map((statement) => (
                  <li key={statement}>{statement}</li>
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
