import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Avatar } from '../ui/card.tsx';
import { Popover } from '../ui/menu.tsx';
import { call } from './api.client.ts';
import { useSay } from './language.ts';
import { useHere } from './live.follow.ts';
import { useMe } from './session.queries.ts';
import './presence.css';

/** How many initials stand beside each other; the others are a figure. */
const shown = 4;

/** Says that this record is open here, and shows who else has it open. Alone it shows nothing. */
export function Presence({ subjectId }: { readonly subjectId: string }) {
  const { say } = useSay();
  const { me, may } = useMe();
  const [isOpen, setOpen] = useState(false);
  const mayFollow = may('live.follow');
  useHere(mayFollow ? subjectId : null);
  const present = useQuery({
    queryKey: ['presence', subjectId],
    queryFn: ({ signal }) => call('GET /api/v1/presence', { query: { subjectId }, signal }),
    enabled: mayFollow && may('presence.list'),
  });
  const people = present.data?.items ?? [];
  if (!people.some(({ id }) => id !== me.id)) return null;
  const names = people.map(({ id, name }) => (id === me.id ? say('presence.you', { name }) : name));
  return (
    <Popover
      label={say('presence.list')}
      isOpen={isOpen}
      onChange={setOpen}
      width={220}
      target={
        <button
          type="button"
          className="m-presence"
          aria-expanded={isOpen}
          title={names.join('\n')}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="m-presence-faces">
            {people.slice(0, shown).map(({ id, name }) => (
              <Avatar key={id} name={name} tint={id} />
            ))}
          </span>
          {say('presence.count', { count: people.length })}
        </button>
      }
    >
      <ul className="m-presence-list">
        {people.map(({ id, name }, at) => (
          <li key={id}>
            <Avatar name={name} tint={id} />
            {names[at]}
          </li>
        ))}
      </ul>
    </Popover>
  );
}
