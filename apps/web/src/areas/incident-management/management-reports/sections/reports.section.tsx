import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { StartReportForm } from '../forms/start.form.tsx';
import { managementReportLink } from '../links.ts';
import { type ManagementReportRow, managementReportsQuery, reportFileLink } from '../queries.ts';
import './reports.css';

type Kind = 'progress' | 'closing';

/** The numbered reports on an incident and its closing report: drafts, and what was issued to whom. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const list = useQuery(managementReportsQuery(subject.id));
  const [starting, setStarting] = useState<Kind | null>(null);
  const close = () => setStarting(null);
  return (
    <div className="m-stack">
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined &&
        (['progress', 'closing'] as const).map((kind) => {
          const reports = list.data.items.filter((report) => report.kind === kind);
          const mayStart = list.data.can.write && !reports.some(({ state }) => state === 'draft');
          const start = mayStart && (
            <Button
              kind={kind === 'progress' && reports.length === 0 ? 'primary' : 'outline'}
              size={reports.length === 0 ? 'normal' : 'small'}
              icon={IconPlus}
              onClick={() => setStarting(kind)}
            >
              {say(`management-reports.start.${kind}`)}
            </Button>
          );
          return (
            <Card
              key={kind}
              isTight
              title={say(`management-reports.list.${kind}`)}
              actions={reports.length > 0 && start}
            >
              {reports.length === 0 ? (
                <Empty action={start}>{say(`management-reports.empty.${kind}`)}</Empty>
              ) : (
                <ul className="m-reports">
                  {reports.map((report) => (
                    <ReportRow key={report.id} report={report} />
                  ))}
                </ul>
              )}
            </Card>
          );
        })}
      <Dialog
        title={starting === null ? '' : say(`management-reports.start.${starting}`)}
        isOpen={starting !== null}
        onClose={close}
      >
        {starting !== null && <StartReportForm subjectId={subject.id} kind={starting} onClose={close} />}
      </Dialog>
    </div>
  );
}

function ReportRow({ report }: { readonly report: ManagementReportRow }) {
  const { say } = useSay();
  const { issued } = report;
  const to = report.deliveries.flatMap((one) => one.to);
  return (
    <li className="m-report-row">
      <div className="m-report-main">
        <Link to={managementReportLink(report.id)} className="m-report-name">
          {report.name}
        </Link>
        <span className="m-second">
          {[
            say(`management-reports.language.${report.language}`),
            ...(report.kind === 'progress' ? [say(`management-reports.audience.${report.audience}`)] : []),
          ].join(' ・ ')}
        </span>
        <div className="m-second">
          {issued === null ? (
            <>
              {say('management-reports.list.changed', { name: report.changedBy.name })} <Moment at={report.changedAt} />
            </>
          ) : (
            <>
              <Moment at={issued.at} /> ・ {say('management-reports.list.by', { name: issued.by.name })}
              {to.length > 0 && ` ・ ${say('management-reports.list.to', { to: to.join(', ') })}`}
            </>
          )}
        </div>
        {issued !== null && (
          <div className="m-second m-mono m-report-sum" title={issued.sha256}>
            SHA-256 {issued.sha256}
          </div>
        )}
      </div>
      <div className="m-row">
        {issued === null ? (
          <Chip tone="amber">{say('management-reports.state.draft')}</Chip>
        ) : (
          issued.files.map(({ format, name }) => (
            <a key={format} href={reportFileLink(report.id, format)} download={name}>
              {say(`management-reports.format.${format}`)}
            </a>
          ))
        )}
      </div>
    </li>
  );
}
