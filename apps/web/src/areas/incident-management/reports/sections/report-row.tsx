import { memo } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { IconFileOff, IconLock, IconMail, IconPaperclip, IconPlug } from '../../../../ui/icons.ts';
import type { ReportSummary } from '../queries.ts';

const channelIcons = { mail: IconMail, api: IconPlug } as const;

type ReportRowProps = {
  readonly report: ReportSummary;
  readonly to: string;
  readonly isCurrent: boolean;
  readonly isUnseen: boolean;
  /** Arrived while the list was open. */
  readonly isFresh: boolean;
};

/** One report in the list: sender and age, subject, preview and one chip. */
export const ReportRow = memo(function ReportRow({ report, to, isCurrent, isUnseen, isFresh }: ReportRowProps) {
  const { say } = useSay();
  const isUnparseable = report.parse === 'unparseable';
  const ChannelIcon = isUnparseable ? IconFileOff : channelIcons[report.channel];
  const sender = report.reporter.name ?? report.reporter.address ?? report.source ?? say('reports.reporter.unknown');
  return (
    <li id={`row-${report.id}`} className="m-mail" data-current={isCurrent} data-unseen={isUnseen} data-fresh={isFresh}>
      <Link to={to} aria-current={isCurrent ? 'true' : undefined}>
        {isUnseen && (
          <span className="m-mail-dot">
            <span className="m-hidden">{say('reports.list.unseen')}</span>
          </span>
        )}
        <ChannelIcon size={16} stroke={1.75} aria-hidden="true" className="m-mail-icon" />
        <span className="m-mail-sender m-ellipsis">
          <span className="m-hidden">{say(`terms.report.channel.${report.channel}`)} </span>
          {sender}
        </span>
        <span className="m-mail-age">
          <Moment at={report.receivedAt} as="age" />
        </span>
        <span className="m-mail-title m-ellipsis">{report.title}</span>
        <span className="m-mail-preview m-ellipsis">
          {isUnparseable ? say('reports.unparseable.short') : report.preview}
        </span>
        <span className="m-mail-chip">
          <RowChip report={report} />
        </span>
      </Link>
    </li>
  );
});

/** The one most telling fact: unreadable, restricted, what became of it, or that something is attached. */
function RowChip({ report }: { readonly report: ReportSummary }) {
  const { say } = useSay();
  if (report.parse === 'unparseable') return <Chip tone="amber">{say('reports.unparseable.chip')}</Chip>;
  if (!report.compartment.isOpen) return <Chip icon={IconLock}>{report.compartment.name}</Chip>;
  if (report.handledAs?.number != null) return <Chip tone="accent">{report.handledAs.number}</Chip>;
  if (report.state === 'closed') return <Chip>{say('terms.report.state.closed')}</Chip>;
  if (report.attachmentCount === 0) return null;
  return (
    <Chip icon={IconPaperclip} title={say('reports.attachments.count', { count: report.attachmentCount })}>
      <span className="m-hidden">{say('reports.attachments.title')} </span>
      {report.attachmentCount}
    </Chip>
  );
}
