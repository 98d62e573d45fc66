import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip, Facts } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconClockPause } from '../../../../ui/icons.ts';
import { TakeUpDialog } from '../forms/take-up.form.tsx';
import type { Report } from '../queries.ts';
import { useReportAct } from '../report-act.hook.ts';
import { firstResponse } from '../response.rules.ts';

/** Who wrote, to whom, when it came in and by when somebody should answer. */
export function LetterFacts({ report }: { readonly report: Report }) {
  const { say, locale } = useSay();
  const { name, address } = report.reporter;
  const now = useNow();
  const response = firstResponse(report, now);
  const tone = response.state === 'over' ? 'red' : 'amber';
  return (
    <Facts
      items={[
        {
          label: say(fromLabel(report)),
          value: (
            <>
              {(name !== null || address === null) && (
                <>
                  <span className="m-strong">{name ?? report.source ?? say('reports.reporter.unknown')}</span>{' '}
                </>
              )}
              {address !== null && <span className="m-letter-address">{address}</span>}
            </>
          ),
        },
        report.recipients.length === 0
          ? null
          : { label: say('reports.field.to'), value: report.recipients.join(locale === 'ja' ? '、' : ', ') },
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
        response.state === 'none' || response.state === 'met'
          ? null
          : {
              label: say('reports.field.due'),
              value: (
                <span className="m-row">
                  <Moment at={response.dueAt} />
                  {response.state !== 'running' && (
                    <Chip tone={tone}>
                      {say(response.state === 'over' ? 'reports.row.overdue' : 'reports.response.soon')}
                    </Chip>
                  )}
                </span>
              ),
            },
      ]}
    />
  );
}

/** A machine is no sender of a letter: it is named as the source that it is. */
function fromLabel({ channel, reporter, source }: Report) {
  if (channel === 'phone') return 'reports.field.caller';
  return reporter.name === null && reporter.address === null && source !== null
    ? 'reports.field.source'
    : 'reports.field.from';
}

/** What became of the report when it no longer waits in the list, each with its way back. */
export function Outcome({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const { may } = useMe();
  const now = useNow();
  const [asked, setAsked] = useState<'reopen' | 'detach' | null>(null);
  const isSnoozed = report.snoozedUntil !== null && Date.parse(report.snoozedUntil) > now.getTime();
  return (
    <>
      {report.handledAs !== null && (
        <Notice
          tone="quiet"
          actions={
            report.can.detach && (
              <Button size="small" onClick={() => setAsked('detach')}>
                {say('reports.detach.act')}
              </Button>
            )
          }
        >
          {say('reports.handled.text')} <SubjectName subject={report.handledAs} />
        </Notice>
      )}
      {report.mergedInto !== null && <Merged report={report} into={report.mergedInto} />}
      {report.closing !== null && (
        <Notice
          tone="quiet"
          actions={
            report.can.reopen && (
              <Button size="small" onClick={() => setAsked('reopen')}>
                {say('reports.reopen.act')}
              </Button>
            )
          }
        >
          <span className="m-strong">
            {say('reports.closed.text', { outcome: say(`terms.report.outcome.${report.closing.outcome}`) })}
          </span>{' '}
          <span className="m-second">
            {report.closing.closedBy.name} ・ <Moment at={report.closing.closedAt} />
          </span>
          {report.handedTo !== null && <p>{say('reports.handed.text', { to: report.handedTo })}</p>}
          <p className="m-closed-reason">{report.closing.reason}</p>
        </Notice>
      )}
      {report.state === 'waiting' && <Notice tone="quiet">{say('reports.waiting.text')}</Notice>}
      {isSnoozed && <Snoozed report={report} mayWake={may('reports.wake')} />}
      {report.proposedFor !== null && report.handledAs === null && (
        <Notice tone="amber">
          {say('reports.proposed.text')} <SubjectName subject={report.proposedFor} />
        </Notice>
      )}
      {asked !== null && <TakeUpDialog report={report} how={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type Subject = NonNullable<Report['handledAs']>;

function SubjectName({ subject }: { readonly subject: Subject }) {
  const linkTo = useSubjectLink();
  const to = linkTo(subject);
  const text = [subject.number, subject.title].filter((part) => part !== null).join(' ');
  return to === null ? text : <Link to={to}>{text}</Link>;
}

function Merged({ report, into }: { readonly report: Report; readonly into: Subject }) {
  const { say } = useSay();
  const form = useReportAct(report);
  const unmerge = () =>
    form.act({
      content: 'unmerge',
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/unmerge', {
          params: { id: report.id },
          body: {},
          version,
          idempotencyKey,
        }),
      message: say('reports.unmerge.done', { number: report.number }),
      undo: ({ id, version }) => [{ kind: 'bulk', items: [{ id, version }], act: { kind: 'merge', intoId: into.id } }],
    });
  return (
    <>
      <Notice
        tone="quiet"
        actions={
          report.can.unmerge && (
            <Button size="small" isBusy={form.busy} onClick={() => void unmerge()}>
              {say('reports.unmerge.act')}
            </Button>
          )
        }
      >
        {say('reports.merged.text')} <SubjectName subject={into} />
      </Notice>
      <Refusal problem={form.problem} />
    </>
  );
}

function Snoozed({ report, mayWake }: { readonly report: Report; readonly mayWake: boolean }) {
  const { say } = useSay();
  const form = useReportAct(report);
  const until = report.snoozedUntil;
  if (until === null) return null;
  const wake = () =>
    form.act({
      content: 'wake',
      call: (idempotencyKey, version) =>
        call('POST /api/v1/reports/{id}/wake', {
          params: { id: report.id },
          body: {},
          version,
          idempotencyKey,
        }),
      message: say('reports.wake.done', { number: report.number }),
      undo: ({ id, version }) => [{ kind: 'bulk', items: [{ id, version }], act: { kind: 'snooze', until } }],
    });
  return (
    <>
      <Notice
        tone="quiet"
        actions={
          mayWake && (
            <Button size="small" icon={IconClockPause} isBusy={form.busy} onClick={() => void wake()}>
              {say('reports.wake.act')}
            </Button>
          )
        }
      >
        {say('reports.snoozed.text')} <Moment at={until} />
      </Notice>
      <Refusal problem={form.problem} />
    </>
  );
}
