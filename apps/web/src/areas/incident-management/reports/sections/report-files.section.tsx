import { useQuery } from '@tanstack/react-query';
import { FileRows } from '../../../../shared/file-rows.tsx';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { reportLink } from '../links.ts';
import { reportFilesQuery } from '../queries.ts';

/** The files that came with the reports of an incident; nothing where there are none. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const list = useQuery(reportFilesQuery(subject.id));
  const files = list.data?.items ?? [];
  if (list.isError) return <Waiting query={list} />;
  if (files.length === 0) return null;
  return (
    <Card title={say('reports.files.title')} note={say('reports.files.count', { count: files.length })} isTight>
      <FileRows
        mayDownload={may('reports.attachment')}
        rows={files.map((file) => ({
          key: file.id,
          name: file.name,
          size: file.size,
          href: `/api/v1/reports/${file.report.id}/attachments/${file.id}`,
          origin: (
            <>
              <Link to={reportLink(file.report.number ?? file.report.id)}>{file.report.number}</Link>{' '}
              <Moment at={file.receivedAt} as="short" />
              {' ・ '}
              <span className="m-typed">{file.report.title}</span>
            </>
          ),
        }))}
      />
    </Card>
  );
}
