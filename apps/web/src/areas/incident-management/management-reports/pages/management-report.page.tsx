import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip, Facts } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconCheck, IconSend } from '../../../../ui/icons.ts';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { EditReportForm } from '../forms/edit.form.tsx';
import { SendReportForm } from '../forms/send.form.tsx';
import { type ManagementReport, managementReportKey, managementReportQuery, reportFileLink } from '../queries.ts';
import { Paper } from '../sections/paper.tsx';
import '../sections/reports.css';

/** One report: as a draft with its editor, afterwards as it was issued; beside it the paper. */
export function ManagementReportPage() {
  const { id } = useParams({ strict: false });
  const found = useQuery(managementReportQuery(id ?? ''));
  const { say } = useSay();
  if (found.data === undefined)
    return (
      <Page title={say('terms.management-reports')}>
        <Waiting query={found} />
      </Page>
    );
  return <Shown report={found.data} />;
}

function Shown({ report }: { readonly report: ManagementReport }) {
  const { say } = useSay();
  const { issued } = report;
  const back = useSubjectLink()(report.subject);
  const stateTone = report.state === 'issued' ? 'green' : report.state === 'draft' ? 'amber' : 'neutral';
  return (
    <Page
      title={`${report.document.title} ${report.name}`}
      note={<Chip tone={stateTone}>{say(`management-reports.state.${report.state}`)}</Chip>}
    >
      {back !== null && (
        <Link to={`${back}/reports`} className="m-second m-typed">
          {`${report.subject.number ?? ''} ${report.subject.title}`}
        </Link>
      )}
      <div className="m-report-page">
        <div className="m-stack">
          {report.can.change && (
            <Card title={say('management-reports.edit.title')}>
              <EditReportForm key={`${report.version} ${report.language} ${report.audience}`} report={report} />
            </Card>
          )}
          {report.state === 'draft' && <IssueCard report={report} />}
          {issued !== null && <IssuedCard report={report} issued={issued} />}
        </div>
        <div className="m-report-paper">
          <Paper
            document={report.document}
            mark={report.state === 'draft' ? say('management-reports.state.draft-mark') : null}
          />
        </div>
      </div>
    </Page>
  );
}

/** What is done with a draft: approve, issue, give up. Each asks once. */
function IssueCard({ report }: { readonly report: ManagementReport }) {
  const { say } = useSay();
  const go = useGo();
  const back = useSubjectLink()(report.subject);
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, managementReportKey(report.id));
  const [asked, setAsked] = useState<'issue' | 'discard' | null>(null);
  const body = { contentHash: report.contentHash };
  const given = { params: { id: report.id }, version: report.version };
  const after = async (saved: ManagementReport, sentence: string) => {
    setAsked(null);
    queries.setQueryData(managementReportKey(report.id), saved);
    await queries.invalidateQueries({ queryKey: ['management-report', 'list'] });
    toastDone(sentence, say('platform.act.close'));
  };
  const issue = () =>
    submit.run(['issue', report.id, report.contentHash], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/management-reports/{id}/issue', { ...given, body, idempotencyKey });
      await after(saved, say('management-reports.issue.done', { name: saved.name }));
    });
  const approve = () =>
    submit.run(['approve', report.id, report.contentHash], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/management-reports/{id}/approve', { ...given, body, idempotencyKey });
      await after(saved, say('management-reports.approve.done'));
    });
  const discard = () =>
    submit.run(['discard', report.id, report.version], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/management-reports/{id}/discard', { ...given, body: {}, idempotencyKey });
      await after(saved, say('management-reports.discard.done'));
      if (back !== null) go(`${back}/reports`);
    });
  const refresh = () => queries.invalidateQueries({ queryKey: ['management-report'] });
  return (
    <Card title={say('management-reports.issue.title')}>
      <p className="m-second">
        {report.approval === null
          ? say('management-reports.approve.none')
          : say('management-reports.approve.by', { name: report.approval.by.name })}
      </p>
      <Refusal problem={submit.problem} onRetry={() => void refresh()} />
      <div className="m-row">
        {report.can.issue && (
          <Button kind="primary" icon={IconCheck} onClick={() => setAsked('issue')}>
            {say('management-reports.issue.act', { name: report.name })}
          </Button>
        )}
        {report.can.approve && report.approval === null && (
          <Button isBusy={submit.busy} onClick={() => void approve()}>
            {say('management-reports.approve.act')}
          </Button>
        )}
        {report.can.change && (
          <Button kind="danger" onClick={() => setAsked('discard')}>
            {say('management-reports.discard.act')}
          </Button>
        )}
      </div>
      <p className="m-second">
        {say('management-reports.issue.preview')}{' '}
        {(['pdf', 'docx'] as const).map((format) => (
          <span key={format}>
            <a href={reportFileLink(report.id, format)}>{say(`management-reports.format.${format}`)}</a>{' '}
          </span>
        ))}
      </p>
      <Dialog
        title={asked === null ? '' : say(`management-reports.${asked}.ask-title`)}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
      >
        <p>{asked !== null && say(`management-reports.${asked}.ask`, { name: report.name })}</p>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(null)}>{say('platform.act.cancel')}</Button>
          {asked === 'issue' ? (
            <Button kind="primary" isBusy={submit.busy} onClick={() => void issue()}>
              {say('management-reports.issue.act', { name: report.name })}
            </Button>
          ) : (
            <Button kind="danger" isBusy={submit.busy} onClick={() => void discard()}>
              {say('management-reports.discard.act')}
            </Button>
          )}
        </div>
      </Dialog>
    </Card>
  );
}

/** What can be said of an issued report: checksums, files, to whom it went. */
function IssuedCard(props: {
  readonly report: ManagementReport;
  readonly issued: NonNullable<ManagementReport['issued']>;
}) {
  const { report, issued } = props;
  const { say } = useSay();
  const [isSending, setSending] = useState(false);
  return (
    <Card title={say('management-reports.issued.title')}>
      <Facts
        isStacked
        items={[
          {
            label: say('management-reports.issued.when'),
            value: (
              <>
                <Moment at={issued.at} /> ・ {issued.by.name}
              </>
            ),
          },
          report.approval === null
            ? null
            : { label: say('management-reports.issued.approved'), value: report.approval.by.name },
          {
            label: say('management-reports.issued.files'),
            value: (
              <ul className="m-report-plain">
                {issued.files.map(({ format, name, sha256 }) => (
                  <li key={format}>
                    <a href={reportFileLink(report.id, format)} download={name}>
                      {name}
                    </a>
                    <div className="m-mono m-report-hash">SHA-256 {sha256}</div>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            label: say('management-reports.issued.content'),
            value: (
              <>
                <Chip tone={report.isIntact === true ? 'green' : 'red'}>
                  {say(
                    report.isIntact === true ? 'management-reports.issued.intact' : 'management-reports.issued.broken',
                  )}
                </Chip>
                <div className="m-mono m-report-hash">SHA-256 {issued.sha256}</div>
              </>
            ),
          },
          issued.chain === null
            ? null
            : {
                label: say('management-reports.issued.chain'),
                value: (
                  <span className="m-mono m-report-hash">
                    {issued.chain.position} {issued.chain.hash}
                  </span>
                ),
              },
          {
            label: say('management-reports.issued.sent'),
            value:
              report.deliveries.length === 0 ? (
                say('management-reports.issued.sent-none')
              ) : (
                <ul className="m-report-plain">
                  {report.deliveries.map((delivery) => (
                    <li key={delivery.messageId}>
                      <Moment at={delivery.at} />
                      <div className="m-typed">{delivery.to.join(', ')}</div>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {report.can.send && (
        <div className="m-report-send">
          <Button icon={IconSend} onClick={() => setSending(true)}>
            {say('management-reports.send.title')}
          </Button>
        </div>
      )}
      <p className="m-second">{say('management-reports.issued.frozen')}</p>
      <Dialog title={say('management-reports.send.title')} isOpen={isSending} onClose={() => setSending(false)}>
        <SendReportForm report={report} onClose={() => setSending(false)} />
      </Dialog>
    </Card>
  );
}
