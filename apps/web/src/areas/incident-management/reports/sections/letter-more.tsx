import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { isoDay, longDate } from '../../../../shared/moments.format.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Card, Facts } from '../../../../ui/card.tsx';
import { IconDownload, IconFileDescription, IconPhone } from '../../../../ui/icons.ts';
import { reportLink } from '../links.ts';
import { type Report, reportQuery } from '../queries.ts';
import { defang, safeParts } from '../safe-text.rules.ts';
import { SafeText } from './letter-body.tsx';

/** What the interface for machines names itself; every other label is the word of the sender. */
const ownLabels = {
  severity: 'sources.map.severity',
  rule: 'sources.map.rule',
  hosts: 'sources.map.hosts',
} as const;

const severities = ['critical', 'high', 'medium', 'low', 'none'] as const;
const isSeverity = (value: string): value is (typeof severities)[number] => severities.some((one) => one === value);

/** Facts that the report brought apart from its text: what a form, a machine or the person at the phone filled in. */
export function ReadFacts({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const { caller } = report;
  const phone = caller?.phone ?? null;
  const items = [
    phone === null
      ? null
      : {
          label: say('reports.field.phone'),
          value: (
            <a className="m-call" href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
              <IconPhone size={15} stroke={1.75} aria-hidden="true" />
              {phone}
            </a>
          ),
        },
    fact(say('reports.field.department'), caller?.department),
    fact(say('reports.field.taken-by'), caller?.takenBy?.name),
    report.occurredAt === null
      ? null
      : {
          label: say('reports.field.occurred'),
          value: <AssertedTime at={report.occurredAt} precision={report.occurredPrecision} />,
        },
    report.detectedAt === null
      ? null
      : { label: say('reports.field.detected'), value: <Moment at={report.detectedAt} /> },
    fact(say('reports.field.category'), report.category),
    fact(say('reports.field.external-id'), report.externalId),
    report.occurrenceCount === 1
      ? null
      : { label: say('reports.field.repeated'), value: say('reports.row.repeated', { count: report.occurrenceCount }) },
    report.occurrenceCount === 1 || report.lastEventAt === null
      ? null
      : { label: say('reports.field.last-event'), value: <Moment at={report.lastEventAt} /> },
    report.link === null
      ? null
      : {
          label: say('reports.field.link'),
          value: <span className="m-letter-link m-mono">{defang(report.link)}</span>,
        },
    ...report.fields.map(({ label, value }) => ({
      label: label in ownLabels ? say(ownLabels[label as keyof typeof ownLabels]) : label,
      value:
        label === 'severity' && isSeverity(value)
          ? say(`sources.severity.${value}`)
          : safeParts(value)
              .map(({ text }) => text)
              .join(''),
    })),
  ].filter((item) => item !== null);
  if (items.length === 0) return null;
  return (
    <Card
      title={say(report.channel === 'phone' ? 'reports.facts.title-phone' : 'reports.facts.title')}
      note={report.channel === 'phone' ? undefined : say('reports.facts.note')}
    >
      <Facts items={items} isStacked />
    </Card>
  );
}

function fact(label: string, value: string | null | undefined) {
  return value == null || value === '' ? null : { label, value };
}

/** A time as exactly as it was told, and no more exactly. */
function AssertedTime({ at, precision }: { readonly at: string; readonly precision: Report['occurredPrecision'] }) {
  const { say } = useSay();
  const reading = useReading();
  switch (precision) {
    case 'date':
      return longDate(new Date(at), reading);
    case 'month':
      return isoDay(new Date(at), reading.zone).slice(0, 7);
    case 'hour':
      return (
        <>
          {say('reports.facts.about')} <Moment at={at} />
        </>
      );
    case 'minute':
    case 'instant':
    case null:
      return <Moment at={at} />;
  }
}

/** The attached files, each with its size, type and hash; they are saved and never opened here. */
export function Attachments({ report }: { readonly report: Report }) {
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

/** The reports that were merged into this one, folded, each with its own text. */
export function MergedReports({ report }: { readonly report: Report }) {
  const { say } = useSay();
  if (report.merged.length === 0) return null;
  return (
    <Card title={say('reports.merged.title')} note={String(report.merged.length)} isTight>
      {report.merged.map(({ id, number, title }) => (
        <MergedOne key={id} number={number ?? id} title={title} />
      ))}
    </Card>
  );
}

function MergedOne({ number, title }: { readonly number: string; readonly title: string }) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  const one = useQuery({ ...reportQuery(number), enabled: isOpen });
  return (
    <details className="m-merged" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="m-second">{number}</span> {title}
      </summary>
      <div className="m-merged-body">
        {isOpen && one.data === undefined && <Waiting query={one} />}
        {one.data !== undefined && (
          <>
            <p className="m-second">
              {one.data.reporter.name ?? one.data.reporter.address ?? say('reports.reporter.unknown')} ・{' '}
              <Moment at={one.data.receivedAt} /> ・ <Link to={reportLink(number)}>{say('reports.merged.open')}</Link>
            </p>
            <SafeText text={one.data.text} locale={one.data.locale} />
            <Attachments report={one.data} />
          </>
        )}
      </div>
    </details>
  );
}
