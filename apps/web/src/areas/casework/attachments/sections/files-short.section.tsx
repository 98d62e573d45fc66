import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Card } from '../../../../ui/card.tsx';
import { contentLink, filesQuery } from '../queries.ts';
import { FileIntake } from './file-intake.tsx';
import './attachments.css';

const shownFiles = 4;

/** The newest files of a record; a screenshot that is pasted anywhere on the page comes here. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const linkOf = useSubjectLink();
  const list = useQuery(filesQuery(subject.id));
  const files = (list.data?.items ?? []).filter(({ withdrawn }) => withdrawn === null);
  const mayAdd = subject.can.annotate && may('attachments.add');
  const page = subject.kind === 'incident' ? linkOf(subject) : null;
  const shown = page === null ? files : files.slice(0, shownFiles);
  return (
    <FileIntake subjectId={subject.id} mayAdd={mayAdd}>
      {(choose) => (
        <Card
          title={say('attachments.title')}
          note={files.length > 0 && say('attachments.list.count', { count: files.length })}
          actions={choose}
        >
          {list.data === undefined && <Waiting query={list} />}
          {list.data !== undefined && files.length === 0 && (
            <p className="m-second">{say(mayAdd ? 'attachments.list.empty' : 'attachments.list.empty-reader')}</p>
          )}
          <ul className="m-files-short">
            {shown.map((file) => (
              <li key={file.id}>
                <a href={contentLink(file.id)} download={file.name} className="m-typed">
                  {file.name}
                </a>{' '}
                <span className="m-second m-whole">{fileSize(file.size)}</span>
              </li>
            ))}
          </ul>
          {page !== null && files.length > 0 && (
            <p className="m-files-all">
              <Link to={`${page}/files`}>{say('attachments.list.all')}</Link>
            </p>
          )}
        </Card>
      )}
    </FileIntake>
  );
}
