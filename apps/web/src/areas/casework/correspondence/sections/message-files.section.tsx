import { useQuery } from '@tanstack/react-query';
import { FileRows } from '../../../../shared/file-rows.tsx';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { messageFilesQuery } from '../queries.ts';

/** The files of a record that came or went by mail; nothing where there are none. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const linkOf = useSubjectLink();
  const list = useQuery(messageFilesQuery(subject.id));
  const files = list.data?.items ?? [];
  if (list.isError) return <Waiting query={list} />;
  if (files.length === 0) return null;
  const other = (link: (typeof files)[number]['subject']) => {
    const to = link.id === subject.id ? null : linkOf(link);
    return to === null ? null : (
      <>
        {' ・ '}
        <Link to={to}>{link.number}</Link>
      </>
    );
  };
  return (
    <Card
      title={say('correspondence.files.title')}
      note={say('correspondence.files.count', { count: files.length })}
      isTight
    >
      <FileRows
        mayDownload={may('correspondence.attachment')}
        rows={files.map((file) => ({
          key: file.id,
          name: file.name,
          size: file.size,
          href: `/api/v1/messages/${file.messageId}/attachments/${file.id}`,
          origin: (
            <>
              {say(`correspondence.files.${file.direction}`)} <Moment at={file.at} as="short" />
              {' ・ '}
              <span className="m-typed">{file.title}</span>
              {other(file.subject)}
            </>
          ),
        }))}
      />
    </Card>
  );
}
