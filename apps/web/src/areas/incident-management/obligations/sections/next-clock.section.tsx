import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { type SectionProps, useSubjectLink } from '../../../../shared/registry.tsx';
import { headClock } from '../duty.rules.ts';
import { dutiesTab } from '../links.ts';
import { clocksQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { ForceMark } from './mark.tsx';
import { Remaining } from './remaining.tsx';
import './obligations.css';

/** The next date of law or contract, beside the number of the record. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { text } = useDutyWords();
  const linkOf = useSubjectLink();
  const { data } = useQuery(clocksQuery(subject.id));
  const next = headClock(data?.items ?? []);
  if (next === null) return null;
  return (
    <Link
      to={`${linkOf(subject) ?? ''}/${dutiesTab}`}
      className="m-chip m-duty-next"
      title={say('obligations.next.title', { name: text(next.name) })}
    >
      <ForceMark force={next.force} />
      <span className="m-ellipsis">{text(next.name)}</span>
      <Remaining state={next.state} due={next.due} />
    </Link>
  );
}
