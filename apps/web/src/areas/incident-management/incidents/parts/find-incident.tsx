import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { foundIncidentsQuery, type IncidentSummary } from '../queries.ts';
import './find-incident.css';

type FindIncidentProps = {
  /** Incidents that cannot be chosen. */
  readonly without: readonly string[];
  readonly onChoose: (incident: IncidentSummary) => void;
};

/** Finds an incident by its number or its words, to choose it. */
export function FindIncident({ without, onChoose }: FindIncidentProps) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useQuery(foundIncidentsQuery(q));
  const items = (found.data?.items ?? []).filter(({ id }) => !without.includes(id));
  return (
    <div className="m-form">
      <TextField
        label={say('incidents.find.label')}
        type="search"
        maxLength={200}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter would send the form around it; here it takes what was found alone.
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          const [only, ...others] = items;
          if (only !== undefined && others.length === 0) onChoose(only);
        }}
      />
      {q !== '' && found.data === undefined && <Waiting query={found} />}
      {found.data !== undefined && q !== '' && items.length === 0 && (
        <p className="m-second">{say('incidents.list.nothing')}</p>
      )}
      <ul className="m-found-incidents">
        {items.map((incident) => (
          <li key={incident.id}>
            <button type="button" onClick={() => onChoose(incident)}>
              <span className="m-strong">{incident.title}</span>
              <span className="m-second">
                {incident.number} ・ {say(`terms.incident.phase.${incident.phase}`)} ・{' '}
                <Moment at={incident.openedAt} as="short" />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
