import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { Sections, type SubjectFrame } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { IconButton, Kbd } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconArrowLeft, IconLock, IconX } from '../../../../ui/icons.ts';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { type Report, relatedQuery, reportQuery } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';
import { LetterBody } from './letter-body.tsx';
import { LetterFacts, Outcome } from './letter-head.tsx';
import { Attachments, MergedReports, ReadFacts } from './letter-more.tsx';
import { PaneActs, type PaneAsk } from './pane-acts.tsx';

const TriageRail = lazy(async () => ({ default: (await import('./triage-rail.tsx')).TriageRail }));
const PaneDialogs = lazy(async () => ({ default: (await import('./pane-dialogs.tsx')).PaneDialogs }));

type ReportPaneProps = {
  readonly number: string;
  readonly backTo: string;
  /** Where it stands in the list: 6 of 12. */
  readonly place: { readonly at: number; readonly of: number } | null;
  readonly onSeen: (id: string) => void;
  readonly onLeave: () => void;
};

/** One report, read safely, with what can be done about it, and the rail of triage beside it. */
export function ReportPane({ number, backTo, place, onSeen, onLeave }: ReportPaneProps) {
  const { say } = useSay();
  const report = useQuery(reportQuery(number));
  const id = report.data?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening a report is noted once
  useEffect(() => {
    if (id !== undefined) onSeen(id);
  }, [id]);
  return (
    <section className="m-pane" aria-label={say('terms.report')}>
      <Link to={backTo} className="m-pane-back">
        <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
        {say('terms.inbox')}
      </Link>
      {report.data === undefined ? (
        <header className="m-letter-head">
          <h1 className="m-letter-title">{number}</h1>
          <Waiting query={report} />
        </header>
      ) : (
        <Letter report={report.data} place={place} onLeave={onLeave} />
      )}
    </section>
  );
}

type LetterProps = { readonly report: Report } & Pick<ReportPaneProps, 'place' | 'onLeave'>;

function Letter({ report, place, onLeave }: LetterProps) {
  const { say } = useSay();
  const { may } = useMe();
  const [asked, setAsked] = useState<PaneAsk | null>(null);
  const [isRailOpen, setRailOpen] = useState(false);
  const railButton = useRef<HTMLButtonElement>(null);
  const spam = useReportAct(report);
  const queries = useQueryClient();
  useNewsSeen(report);
  const hasRail = may('reports.related');
  const subject: SubjectFrame = {
    kind: 'report',
    id: report.id,
    number: report.number,
    title: report.title,
    compartment: report.compartment,
    can: { annotate: false, restrict: report.can.restrict },
  };
  const markSpam = async () => {
    const body = { outcome: 'spam', reason: say('reports.close.reason-spam') } as const;
    const isDone = await spam.act({
      content: body,
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/close', {
          params: { id: report.id },
          body,
          version,
          idempotencyKey,
        }),
      message: say('reports.spam.done', { number: report.number }),
      undo: ({ id, version }) => [
        { kind: 'bulk', items: [{ id, version }], act: { kind: 'reopen', reason: say('reports.undo.reason') } },
      ],
    });
    if (isDone) onLeave();
  };
  // The key goes straight to the likeliest duplicate, as its button in the rail does.
  const likeliest = () => queries.getQueryData(relatedQuery(report.id).queryKey)?.duplicates[0]?.subject.id ?? null;
  const closeRail = () => {
    setRailOpen(false);
    railButton.current?.focus();
  };
  useKeys({ r: hasRail ? () => setRailOpen(!isRailOpen) : undefined });

  return (
    <div className="m-pane-columns" data-rail={hasRail} data-rail-open={isRailOpen}>
      <div className="m-pane-main">
        <div className="m-pane-scroll">
          <header className="m-letter-head">
            <div className="m-row">
              <span className="m-second">{report.number}</span>
              {report.tlp !== null && <TlpChip label={report.tlp} />}
              {!report.compartment.isOpen && (
                <Chip icon={IconLock} title={say('compartments.chip.title')}>
                  {say('compartments.chip.text', { name: report.compartment.name })}
                </Chip>
              )}
              {report.isUrgent && <Chip tone="amber">{say('reports.row.urgent')}</Chip>}
              {report.isUnfinished && <Chip tone="amber">{say('reports.row.unfinished')}</Chip>}
              <Sections subject={subject} place="status" />
              <span className="m-letter-keys">
                {place !== null && <span className="m-second">{say('reports.pane.place', place)}</span>}
                <Kbd>j</Kbd>
                <Kbd>k</Kbd>
              </span>
            </div>
            <h1 className="m-letter-title">{report.title}</h1>
            <LetterFacts report={report} />
          </header>
          <div className="m-letter">
            <Outcome report={report} />
            <LetterBody report={report} />
            <ReadFacts report={report} />
            <Attachments report={report} />
            <MergedReports report={report} />
            <Sections subject={subject} place="main" />
          </div>
        </div>
        <Refusal problem={spam.problem} />
        <PaneActs
          report={report}
          onAsk={(ask) => setAsked(ask.what === 'merge' ? { what: 'merge', intoId: likeliest() } : ask)}
          onSpam={() => void markSpam()}
          railButton={railButton}
          onRail={hasRail ? () => setRailOpen(!isRailOpen) : undefined}
        >
          <Sections subject={subject} place="action" />
        </PaneActs>
      </div>
      {hasRail && (
        <aside
          className="m-side"
          aria-label={say('reports.triage.rail')}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && isRailOpen) closeRail();
          }}
        >
          <div className="m-side-head">
            <h2>{say('reports.triage.rail')}</h2>
            <IconButton icon={IconX} label={say('platform.act.close')} onClick={closeRail} />
          </div>
          <Suspense fallback={null}>
            <TriageRail
              report={report}
              onMerge={(intoId) => setAsked({ what: 'merge', intoId })}
              onConfirmed={() => setRailOpen(false)}
            />
          </Suspense>
          <Sections subject={subject} place="rail" />
        </aside>
      )}
      {asked !== null && (
        <Suspense fallback={null}>
          <PaneDialogs
            report={report}
            ask={asked}
            onClose={() => setAsked(null)}
            onDone={() => {
              setAsked(null);
              onLeave();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Says once that somebody has looked at what arrived after the report itself. */
function useNewsSeen({ id, newsAt }: Report): void {
  const { may } = useMe();
  const mayLook = may('reports.look');
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (newsAt === null || !mayLook || told === newsAt) return;
    setTold(newsAt);
    // Nobody waits for it, and what is lost by a failure is only a mark that stays.
    void call('POST /api/v1/reports/{id}/look', { params: { id }, body: {} }).catch(() => undefined);
  }, [id, newsAt, mayLook, told]);
}

/** What stands in the place of the pane while no report is open. */
export function EmptyPane() {
  const { say } = useSay();
  return (
    <section className="m-pane m-pane-empty" aria-label={say('terms.report')}>
      <p>{say('reports.pane.empty')}</p>
      <p className="m-second m-row">
        <Kbd>j</Kbd> <Kbd>k</Kbd> {say('reports.pane.keys')}
      </p>
    </section>
  );
}
