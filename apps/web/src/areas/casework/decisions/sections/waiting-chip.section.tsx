import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { decisionsTabId } from '../links.ts';
import { waitingQuery } from '../queries.ts';
import './decisions.css';

/** What waits for a decision or a report, beside the number of the record. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const linkOf = useSubjectLink();
  const { data } = useQuery(waitingQuery(subject.id));
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const reports = items.filter(({ waitsFor }) => waitsFor === 'report').length;
  const others = items.length - reports;
  return (
    <Link
      to={`${linkOf(subject) ?? ''}/${decisionsTabId}`}
      className="m-chip m-decision-chip"
      data-tone={items.some(({ isOverdue }) => isOverdue) ? 'red' : 'amber'}
    >
      {[
        ...(others > 0 ? [say('decisions.next.waiting', { count: others })] : []),
        ...(reports > 0 ? [say('decisions.next.report', { count: reports })] : []),
      ].join(' ・ ')}
    </Link>
  );
}
