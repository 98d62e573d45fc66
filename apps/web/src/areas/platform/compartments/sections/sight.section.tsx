import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Avatar, Card } from '../../../../ui/card.tsx';
import { compartmentsQuery } from '../queries.ts';
import '../compartments.css';

/** Who may see this record: everyone, or the members of its compartment. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const list = useQuery({ ...compartmentsQuery, enabled: !subject.compartment.isOpen });
  if (subject.compartment.isOpen) {
    return (
      <Card title={say('compartments.sight.title')}>
        <p className="m-second">{say('compartments.sight.open')}</p>
      </Card>
    );
  }
  const compartment = list.data?.items.find(({ id }) => id === subject.compartment.id);
  return (
    <Card title={say('compartments.sight.title')} note={subject.compartment.name} isTight>
      {list.data === undefined && <Waiting query={list} />}
      <ul className="m-members">
        {compartment?.members.map((member) => (
          <li key={member.id} className="m-member">
            <Avatar name={member.name} />
            {member.name}
          </li>
        ))}
      </ul>
    </Card>
  );
}
