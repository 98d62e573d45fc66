import { incidentFunctions } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { clockTime, monthDay } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { type SubjectFrame, useTabs } from '../../../../shared/registry.tsx';
import { isNight, remainingText } from '../../../../shared/remaining.format.ts';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconLock, IconPhone } from '../../../../ui/icons.ts';
import { SeverityMark } from '../../../../ui/severity.tsx';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { NightEntryForm } from '../forms/night-entry.form.tsx';
import { incidentLink, incidentTabLink } from '../links.ts';
import { callersQuery, nextStepQuery, nextTaskQuery } from '../night.queries.ts';
import type { Incident } from '../queries.ts';
import './night-view.css';

const ReviewDialog = lazy(async () => ({ default: (await import('../forms/field.forms.tsx')).ReviewDialog }));

type NightProps = { readonly incident: Incident; readonly subject: SubjectFrame };

/** The five things that count at night, in this order, on one screen; everything else one tap away. */
export function NightView({ incident, subject }: NightProps) {
  const { say } = useSay();
  const { may } = useMe();
  const now = useNow();
  const reading = useReading();
  useDarkAtNight(isNight(now, reading.zone));
  const tabs = useTabs(subject);
  return (
    <div className="m-page m-night">
      <header className="m-night-head">
        <SeverityMark
          level={incident.severity}
          word={say(incident.severity === null ? 'incidents.severity.none' : `terms.severity.${incident.severity}`)}
        />
        <span className="m-second">{incident.number}</span>
        {incident.tlp !== null && <TlpChip label={incident.tlp} />}
        {!incident.compartment.isOpen && <Chip icon={IconLock}>{incident.compartment.name}</Chip>}
        <time className="m-second m-night-clock" dateTime={now.toISOString()}>
          {`${monthDay(now, reading.zone)} ${clockTime(now, reading)}`}
        </time>
      </header>
      <NightCard step={1} title={say('incidents.night.happening')}>
        <h1>{incident.title}</h1>
        <Happening incident={incident} />
      </NightCard>
      <Deadline incident={incident} />
      <NextStep incident={incident} tabs={tabs.map(({ id }) => id)} />
      <People incident={incident} />
      {incident.can.annotate && may('journal.add') && (
        <NightCard step={5} title={say('incidents.night.record')}>
          <NightEntryForm subjectId={incident.id} />
        </NightCard>
      )}
      <nav className="m-night-more" aria-label={say('incidents.tabs.label')}>
        <Link to={incidentLink(incident.number)}>{say('incidents.night.all')}</Link>
        {tabs.map((entry) => (
          <Link key={entry.id} to={incidentTabLink(incident.number, entry.id)}>
            {entry.title === undefined ? entry.id : say(entry.title)}
          </Link>
        ))}
      </nav>
    </div>
  );
}

type NightCardProps = {
  readonly step: number;
  readonly title: string;
  readonly isSoon?: boolean;
  readonly children: ReactNode;
};

function NightCard({ step, title, isSoon, children }: NightCardProps) {
  return (
    <section className="m-card m-night-card" data-soon={isSoon} aria-label={title}>
      <div className="m-night-label">
        <span aria-hidden="true">{step}</span>
        {title}
      </div>
      {children}
    </section>
  );
}

/** The first of what is known; else the words for management; else the phase. */
function Happening({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const known = incident.summary?.known.slice(0, 2) ?? [];
  if (known.length > 0)
    return (
      <ul className="m-points">
        {known.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
    );
  const plain = incident.summary?.plain ?? '';
  return <p className="m-night-plain">{plain === '' ? say(`terms.incident.phase.${incident.phase}`) : plain}</p>;
}

/** The next review or the task that is due first, whichever comes before. */
function Deadline({ incident }: { readonly incident: Incident }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const now = useNow();
  const [isAsking, setAsking] = useState(false);
  const task = useQuery({ ...nextTaskQuery(incident.id), enabled: may('tasks.list') });
  const due = [
    ...(incident.nextReviewAt === null
      ? []
      : [{ at: incident.nextReviewAt, name: say('incidents.field.review'), mark: null }]),
    ...(task.data?.dueAt == null
      ? []
      : [{ at: task.data.dueAt, name: task.data.title, mark: say('incidents.night.task') }]),
  ].toSorted((a, b) => a.at.localeCompare(b.at))[0];
  const mayChange = incident.can.change && may('incidents.change');
  const left = due === undefined ? null : remainingText(due.at, now, locale);
  return (
    <NightCard step={2} title={say('incidents.night.deadline')} isSoon={left !== null && (left.isSoon || left.isPast)}>
      {due === undefined || left === null ? (
        <div className="m-night-row">
          <span className="m-second">{say('incidents.night.no-deadline')}</span>
          {mayChange && (
            <Button size="small" onClick={() => setAsking(true)}>
              {say('incidents.night.set-review')}
            </Button>
          )}
        </div>
      ) : (
        <>
          <div className="m-night-row">
            <span className="m-strong">{due.name}</span>
            <span className="m-night-left" data-past={left.isPast}>
              {say(left.isPast ? 'incidents.night.past' : 'incidents.night.left', { time: left.text })}
            </span>
          </div>
          <div className="m-second">
            {due.mark !== null && `${due.mark} ・ `}
            <Moment at={due.at} />
          </div>
        </>
      )}
      {isAsking && (
        <Suspense fallback={null}>
          <ReviewDialog incident={incident} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </NightCard>
  );
}

/** What a running playbook wants now; else the task that is due first. */
function NextStep({ incident, tabs }: { readonly incident: Incident; readonly tabs: readonly string[] }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const next = useQuery({ ...nextStepQuery(incident.id), enabled: may('playbook-runs.list') });
  const task = useQuery({ ...nextTaskQuery(incident.id), enabled: may('tasks.list') });
  const found = next.data ?? null;
  const to = (tab: string) =>
    tabs.includes(tab) ? incidentTabLink(incident.number, tab) : incidentLink(incident.number);
  return (
    <NightCard step={3} title={say('incidents.night.next')}>
      {found !== null && (
        <>
          <p className="m-night-step">{found.step.title[locale]}</p>
          {found.step.why[locale] !== '' && <p className="m-second">{found.step.why[locale]}</p>}
          <Link className="m-button" data-kind="primary" to={to('playbook')}>
            {say('incidents.night.open-playbook')}
          </Link>
        </>
      )}
      {found === null && task.data != null && (
        <>
          <p className="m-night-step">{task.data.title}</p>
          <Link className="m-button" data-kind="primary" to={to('tasks')}>
            {say('incidents.night.open-tasks')}
          </Link>
        </>
      )}
      {found === null && task.data == null && (
        <div className="m-night-row">
          <span className="m-second">{say('incidents.night.no-step')}</span>
          <Link to={to('playbook')}>{say('incidents.night.all')}</Link>
        </div>
      )}
    </NightCard>
  );
}

/** Who reported it, with the number to call, and who has a function. */
function People({ incident }: { readonly incident: Incident }) {
  const { say } = useSay();
  const { may } = useMe();
  const callers = useQuery({
    ...callersQuery(incident.reports),
    enabled: incident.reports.length > 0 && may('reports.show'),
  });
  const members = incident.functions
    .filter(({ function: name }) => name !== 'observer')
    .toSorted((a, b) => incidentFunctions.indexOf(a.function) - incidentFunctions.indexOf(b.function))
    .slice(0, 3);
  const reached = callers.data ?? [];
  return (
    <NightCard step={4} title={say('incidents.night.call')}>
      {reached.length + members.length === 0 && <p className="m-second">{say('incidents.night.nobody')}</p>}
      <ul className="m-night-people">
        {reached.map(({ id, name, phone, number }) => (
          <li key={id}>
            <span>
              <span className="m-strong">{name}</span>{' '}
              <span className="m-second">
                {say('incidents.night.reporter')} ・ {number}
              </span>
            </span>
            <a
              className="m-button"
              data-kind="primary"
              href={`tel:${phone.replace(/[^+\d]/g, '')}`}
              aria-label={say('incidents.night.call-one', { name, phone })}
            >
              <IconPhone size={17} stroke={1.75} />
              <span className="m-night-phone">{phone}</span>
            </a>
          </li>
        ))}
        {members.map(({ account, function: name }) => (
          <li key={`${account.id} ${name}`}>
            <span>
              <span className="m-strong">{account.name}</span>{' '}
              <span className="m-second">{say(`terms.function.${name}`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </NightCard>
  );
}

/** From eight in the evening the night view is dark, whatever the rest of the program is. */
function useDarkAtNight(isDark: boolean): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.getAttribute('data-mantine-color-scheme');
    if (!isDark || before === 'dark') return;
    root.setAttribute('data-mantine-color-scheme', 'dark');
    return () => {
      if (before !== null) root.setAttribute('data-mantine-color-scheme', before);
    };
  }, [isDark]);
}
