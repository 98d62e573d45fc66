import { memo } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { age, shortMoment } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Chip } from '../../../../ui/card.tsx';
import {
  IconClockPause,
  IconFileOff,
  IconForms,
  IconLock,
  IconMail,
  IconPaperclip,
  IconPhone,
  IconPlug,
  IconTable,
} from '../../../../ui/icons.ts';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { chipsOfRow, type RowChip } from '../chips.rules.ts';
import type { ReportSummary } from '../queries.ts';
import { type FirstResponse, firstResponse } from '../response.rules.ts';

const channelIcons = { mail: IconMail, form: IconForms, phone: IconPhone, api: IconPlug, ledger: IconTable } as const;

type ReportRowProps = {
  readonly report: ReportSummary;
  readonly to: string;
  readonly isCurrent: boolean;
  readonly isUnseen: boolean;
  /** Arrived while the list was open. */
  readonly isFresh: boolean;
  readonly isSelected: boolean;
  /** Left out: this person can do nothing with many. */
  readonly onSelect?: ((id: string, isRange: boolean) => void) | undefined;
};

/** One report in the list: channel, sender and age, subject, preview, what is special, and the time until the answer. */
export const ReportRow = memo(function ReportRow(props: ReportRowProps) {
  const { report, to, isCurrent, isUnseen, isFresh, isSelected, onSelect } = props;
  const { say } = useSay();
  const now = useNow();
  const response = firstResponse(report, now);
  const isUnparseable = report.parse === 'unparseable';
  const ChannelIcon = isUnparseable ? IconFileOff : channelIcons[report.channel];
  const sender = report.reporter.name ?? report.reporter.address ?? report.source ?? say('reports.reporter.unknown');
  const chips = chipsOfRow(report, { isOverdue: response.state === 'over', now });
  const shown = chips.slice(0, 2);
  return (
    <li
      id={`row-${report.id}`}
      className="m-mail"
      data-current={isCurrent}
      data-unseen={isUnseen}
      data-fresh={isFresh}
      data-selected={isSelected}
    >
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
          {report.priority !== null && (
            <span
              className="m-mail-priority"
              data-priority={report.priority}
              title={say('reports.row.priority', { priority: report.priority })}
            >
              <span className="m-hidden">{say('reports.row.priority', { priority: report.priority })} </span>
              <span aria-hidden="true">P{report.priority}</span>
            </span>
          )}
          <Moment at={report.receivedAt} as="age" />
        </span>
        <span className="m-mail-title m-ellipsis">{report.title}</span>
        <span className="m-mail-preview m-ellipsis">
          {isUnparseable ? say('reports.unparseable.short') : report.preview}
        </span>
        {shown.length > 0 && (
          <span className="m-mail-chips">
            {shown.map((chip) => (
              <OneChip key={chip} chip={chip} report={report} />
            ))}
          </span>
        )}
        <ResponseBar response={response} />
      </Link>
      {onSelect !== undefined && (
        <label className="m-mail-select">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={say('reports.row.select', { number: report.number, title: report.title })}
            onChange={(event) => onSelect(report.id, (event.nativeEvent as MouseEvent).shiftKey === true)}
          />
        </label>
      )}
    </li>
  );
});

function OneChip({ chip, report }: { readonly chip: RowChip; readonly report: ReportSummary }) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  switch (chip) {
    case 'unparseable':
      return <Chip tone="amber">{say('reports.unparseable.chip')}</Chip>;
    case 'overdue':
      return <Chip tone="red">{say('reports.row.overdue')}</Chip>;
    case 'urgent':
      return <Chip tone="amber">{say('reports.row.urgent')}</Chip>;
    case 'news':
      return <Chip tone="accent">{say('reports.row.news')}</Chip>;
    case 'restricted':
      return <Chip icon={IconLock}>{report.compartment.name}</Chip>;
    case 'tlp':
      return report.tlp === null ? null : <TlpChip label={report.tlp} />;
    case 'incident':
      return <Chip tone="accent">{report.handledAs?.number ?? say('terms.report.state.handled')}</Chip>;
    case 'outcome':
      return (
        <Chip>
          {say(report.outcome === null ? 'terms.report.state.closed' : `terms.report.outcome.${report.outcome}`)}
        </Chip>
      );
    case 'merged':
      return (
        <Chip>
          {report.mergedInto?.number == null
            ? say('terms.report.state.merged')
            : say('reports.row.merged', { number: report.mergedInto.number })}
        </Chip>
      );
    case 'waiting':
      return <Chip>{say('reports.row.waiting')}</Chip>;
    case 'snoozed':
      return (
        <Chip icon={IconClockPause} title={say('terms.report.snoozed')}>
          <span className="m-hidden">{say('terms.report.snoozed')} </span>
          {shortMoment(report.snoozedUntil ?? '', now, reading)}
        </Chip>
      );
    case 'unfinished':
      return <Chip tone="amber">{say('reports.row.unfinished')}</Chip>;
    case 'repeated':
      return (
        <Chip title={say('reports.row.repeated', { count: report.occurrenceCount })}>×{report.occurrenceCount}</Chip>
      );
    case 'attachments':
      return (
        <Chip icon={IconPaperclip} title={say('reports.attachments.count', { count: report.attachmentCount })}>
          <span className="m-hidden">{say('reports.attachments.title')} </span>
          {report.attachmentCount}
        </Chip>
      );
  }
}

/** The share of the time until the first answer that is used, at the lower edge of the row; in words for the ear. */
function ResponseBar({ response }: { readonly response: FirstResponse }) {
  const { say, locale } = useSay();
  const now = useNow();
  if (response.state === 'none' || response.state === 'met') return null;
  const left = age(now.toISOString(), new Date(response.dueAt), locale);
  return (
    <span className="m-mail-clock" data-state={response.state}>
      <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.max(1, response.share * 100)} height="2" />
      </svg>
      <span className="m-hidden">
        {response.state === 'over' ? say('reports.response.over') : say('reports.response.left', { left })}
      </span>
    </span>
  );
}
