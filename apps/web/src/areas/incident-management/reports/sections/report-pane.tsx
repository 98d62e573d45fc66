import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Sections, type SubjectFrame, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Button, Kbd } from '../../../../ui/button.tsx';
import { Chip, Facts } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import {
  IconArrowLeft,
  IconCircleCheck,
  IconDownload,
  IconFileDescription,
  IconFlame,
  IconLock,
  IconShieldCheck,
} from '../../../../ui/icons.ts';
import { CloseReportDialog } from '../forms/close-report.form.tsx';
import { OpenFromReportDialog } from '../forms/open-from-report.form.tsx';
import { type Report, reportQuery } from '../queries.ts';
import { safeParts } from '../safe-text.rules.ts';

type ReportPaneProps = {
  readonly number: string;
  readonly backTo: string;
  readonly onSeen: (id: string) => void;
  readonly onLeave: () => void;
};

/** One report, read safely, with what can be done about it. */
export function ReportPane({ number, backTo, onSeen, onLeave }: ReportPaneProps) {
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
        <Letter report={report.data} onLeave={onLeave} />
      )}
    </section>
  );
}

function Letter({ report, onLeave }: { readonly report: Report; readonly onLeave: () => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const [asked, setAsked] = useState<'open' | 'close' | null>(null);
  const mayOpen = report.can.openIncident && may('incidents.open');
  const mayClose = report.can.close && may('reports.close');
  useKeys({
    n: mayOpen ? () => setAsked('open') : undefined,
    e: mayClose ? () => setAsked('close') : undefined,
  });
  const subject: SubjectFrame = {
    kind: 'report',
    id: report.id,
    number: report.number,
    title: report.title,
    compartment: report.compartment,
    can: { annotate: false, restrict: report.can.restrict },
  };

  return (
    <>
      <div className="m-pane-scroll">
        <header className="m-letter-head">
          <div className="m-row">
            <span className="m-second">{report.number}</span>
            {!report.compartment.isOpen && (
              <Chip icon={IconLock} title={say('compartments.chip.title')}>
                {say('compartments.chip.text', { name: report.compartment.name })}
              </Chip>
            )}
            <Sections subject={subject} place="status" />
            <span className="m-letter-keys">
              <Kbd>j</Kbd>
              <Kbd>k</Kbd>
            </span>
          </div>
          <h1 className="m-letter-title">{report.title}</h1>
          <LetterFacts report={report} />
        </header>
        <div className="m-letter">
          <Outcome report={report} />
          {report.parse === 'unparseable' ? (
            <Notice tone="amber">
              <p className="m-strong">{say('reports.unparseable.title')}</p>
              <p>{say('reports.unparseable.text')}</p>
              {report.parseProblem !== null && <p className="m-mono">{report.parseProblem}</p>}
            </Notice>
          ) : (
            <div className="m-safe-line">
              <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
              <span>
                {say('reports.safe.text')}
                {report.isTextFromHtml && ` ${say('reports.safe.from-html')}`}
              </span>
              <Original report={report} />
            </div>
          )}
          {report.parse === 'unparseable' && <Original report={report} isButton />}
          <SafeText text={report.text} />
          <Attachments report={report} />
          <Sections subject={subject} place="main" />
        </div>
      </div>
      {(mayOpen || mayClose || report.can.restrict) && (
        <div className="m-pane-acts">
          {mayOpen && (
            <Button kind="primary" icon={IconFlame} shortcut="n" onClick={() => setAsked('open')}>
              {say('reports.open-incident.act')}
            </Button>
          )}
          {mayClose && (
            <Button icon={IconCircleCheck} shortcut="e" onClick={() => setAsked('close')}>
              {say('reports.close.act')}
            </Button>
          )}
          <Sections subject={subject} place="action" />
        </div>
      )}
      <OpenFromReportDialog report={report} isOpen={asked === 'open'} onClose={() => setAsked(null)} />
      <CloseReportDialog
        report={report}
        isOpen={asked === 'close'}
        onClose={() => setAsked(null)}
        onDone={() => {
          setAsked(null);
          onLeave();
        }}
      />
    </>
  );
}

function LetterFacts({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const { name, address } = report.reporter;
  return (
    <Facts
      items={[
        {
          label: say('reports.field.from'),
          value: (
            <>
              <span className="m-strong">{name ?? (address === null ? say('reports.reporter.unknown') : '')}</span>{' '}
              {address !== null && <span className="m-letter-address">{address}</span>}
            </>
          ),
        },
        report.recipients.length === 0 ? null : { label: say('reports.field.to'), value: report.recipients.join('、') },
        {
          label: say('reports.field.received'),
          value: (
            <>
              <Moment at={report.receivedAt} />{' '}
              <span className="m-second">
                {[say(`terms.report.channel.${report.channel}`), report.charset, report.source]
                  .filter((part) => part !== null)
                  .join(' ・ ')}
              </span>
            </>
          ),
        },
        report.sentAt === null ? null : { label: say('reports.field.sent'), value: <Moment at={report.sentAt} /> },
        report.externalId === null
          ? null
          : { label: say('reports.field.external-id'), value: <span className="m-mono">{report.externalId}</span> },
      ]}
    />
  );
}

/** What became of the report, when it no longer waits. */
function Outcome({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  if (report.handledAs !== null) {
    const to = linkTo(report.handledAs);
    return (
      <Notice tone="quiet">
        {say('reports.handled.text')}{' '}
        {to === null ? (
          report.handledAs.title
        ) : (
          <Link to={to}>{`${report.handledAs.number} ${report.handledAs.title}`}</Link>
        )}
      </Notice>
    );
  }
  if (report.closing === null) return null;
  const { outcome, reason, closedAt, closedBy } = report.closing;
  return (
    <Notice tone="quiet">
      <span className="m-strong">
        {say('reports.closed.text', { outcome: say(`terms.report.outcome.${outcome}`) })}
      </span>{' '}
      <span className="m-second">
        {closedBy.name} ・ <Moment at={closedAt} />
      </span>
      <p className="m-closed-reason">{reason}</p>
    </Notice>
  );
}

function Original({ report, isButton }: { readonly report: Report; readonly isButton?: boolean }) {
  const { say } = useSay();
  const { may } = useMe();
  if (report.original === null || !may('reports.original')) return null;
  const text = say('reports.original.act', { size: fileSize(report.original.size) });
  return (
    <a
      className={isButton === true ? 'm-button m-file-original' : undefined}
      data-kind="outline"
      href={`/api/v1/reports/${report.id}/original`}
      download
      title={`SHA-256 ${report.original.sha256}`}
    >
      {isButton === true && <IconDownload size={16} stroke={1.75} aria-hidden="true" />}
      {text}
    </a>
  );
}

/** The text as it came, with addresses made harmless and nothing to click. */
function SafeText({ text }: { readonly text: string }) {
  if (text === '') return null;
  return (
    <div className="m-typed m-letter-text">
      {safeParts(text).map((part, at) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
          <span key={at} className="m-letter-link m-mono">
            {part.text}
          </span>
        ),
      )}
    </div>
  );
}

function Attachments({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const { may } = useMe();
  if (report.attachments.length === 0) return null;
  return (
    <section aria-label={say('reports.attachments.title')} className="m-files">
      {report.attachments.map((file) => (
        <div key={file.id} className="m-file">
          <IconFileDescription size={18} stroke={1.75} aria-hidden="true" />
          <div className="m-file-text">
            <div className="m-strong">{file.name}</div>
            <div className="m-second">
              {fileSize(file.size)} ・ {file.mediaType}
            </div>
            <div className="m-second m-mono m-file-hash" title={`SHA-256 ${file.sha256}`}>
              SHA-256 {file.sha256}
            </div>
          </div>
          {may('reports.attachment') && (
            <a
              className="m-icon-button"
              href={`/api/v1/reports/${report.id}/attachments/${file.id}`}
              download
              aria-label={say('reports.attachments.download', { name: file.name })}
              title={say('reports.attachments.download', { name: file.name })}
            >
              <IconDownload size={17} stroke={1.75} />
            </a>
          )}
        </div>
      ))}
    </section>
  );
}
