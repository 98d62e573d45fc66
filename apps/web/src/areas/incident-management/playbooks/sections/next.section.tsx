import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { StartRun } from '../forms/start-run.form.tsx';
import { runTabLink } from '../links.ts';
import { StepActs } from '../parts/step-acts.tsx';
import { type Run, type RunStep, runsQuery } from '../queries.ts';
import '../playbooks.css';

/** 次の一手: the one thing that the playbooks want now, of the run that was started first. */
export function Section({ subject }: SectionProps) {
  const { say, locale } = useSay();
  const runs = useQuery(runsQuery(subject.id));
  if (runs.data === undefined) return <Waiting query={runs} />;
  const going = runs.data.items.filter(({ endedAt }) => endedAt === null);
  const found = going.flatMap((run) => {
    const step = run.steps.find(({ id }) => id === run.next);
    return step === undefined ? [] : [{ run, step }];
  })[0];
  const others = going.filter(({ id, next }) => id !== found?.run.id && next !== null).length;
  if (going.length === 0 && !runs.data.can.start) return null;
  return (
    <section className="m-card m-next" aria-label={say('playbooks.next.title')}>
      <div className="m-next-head">
        <h2>{say('playbooks.next.title')}</h2>
        {found !== undefined && (
          <Link to={runTabLink(subject.number)} className="m-second">
            {say('playbooks.next.playbook', { title: found.run.title[locale], label: found.run.label })}
          </Link>
        )}
      </div>
      {found !== undefined && <Next run={found.run} step={found.step} />}
      {others > 0 && (
        <p className="m-second">
          <Link to={runTabLink(subject.number)}>{say('playbooks.next.others', { count: others })}</Link>
        </p>
      )}
      {found === undefined && going.length > 0 && (
        <>
          <p>{say('playbooks.next.all-done')}</p>
          <p>
            <Link to={runTabLink(subject.number)}>{say('playbooks.next.open')}</Link>
          </p>
        </>
      )}
      {going.length === 0 && (
        <>
          <p className="m-second">{say('playbooks.next.none')}</p>
          <div>
            <StartRun subjectId={subject.id} list={runs.data} kind="primary" />
          </div>
        </>
      )}
    </section>
  );
}

function Next({ run, step }: { readonly run: Run; readonly step: RunStep }) {
  const { say, locale } = useSay();
  const now = useNow();
  const isLate = step.dueAt !== null && Date.parse(step.dueAt) < now.getTime();
  return (
    <>
      <h3>{step.title[locale]}</h3>
      {step.why[locale] !== '' && <p className="m-next-why">{step.why[locale]}</p>}
      <div className="m-row">
        <Chip>{say(`playbooks.role.${step.role}`)}</Chip>
        {step.state === 'doing' && (
          <Chip tone="accent">
            {say('playbooks.step.in-hands', { name: step.assignee?.name ?? step.by?.name ?? '' })}
          </Chip>
        )}
        {step.dueAt !== null && (
          <span className={isLate ? 'm-step-late' : 'm-second'}>
            {say(isLate ? 'playbooks.step.late' : 'playbooks.step.due')} <Moment at={step.dueAt} as="short" />
          </span>
        )}
      </div>
      <details className="m-next-how">
        <summary>{say('playbooks.next.how')}</summary>
        <p className="m-typed">{step.action[locale]}</p>
        <p className="m-second m-typed">
          {say('playbooks.next.check')} {step.check[locale]}
        </p>
      </details>
      <StepActs key={`${step.id} ${step.state}`} run={run} step={step} />
    </>
  );
}
