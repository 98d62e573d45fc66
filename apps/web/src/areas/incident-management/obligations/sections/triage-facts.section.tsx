import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { FactForm } from '../forms/fact.form.tsx';
import { dutiesQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { AskedFacts, FactsCard } from './facts.card.tsx';
import './obligations.css';

/** Most questions that triage asks at once: those of the laws that the team falls under come first. */
const most = 5;

/** What decides whether and by when somebody has to be told, asked while the report is triaged. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { fieldOf, nameOf, text } = useDutyWords();
  const found = useQuery(dutiesQuery(subject.id));
  const [factKey, setFactKey] = useState<string | null>(null);
  if (found.data === undefined || (!found.data.can.change && found.data.facts.length === 0)) return null;
  const duties = found.data;
  const field = factKey === null ? undefined : fieldOf(factKey);
  const likely = duties.items.filter(({ verdict }) => verdict.applicability === 'applicable');
  const said = duties.facts.filter(({ isDerived }) => !isDerived);
  return (
    <>
      <AskedFacts
        subjectId={subject.id}
        duties={duties}
        most={most}
        onFact={setFactKey}
        head={
          likely.length > 0 && (
            <p className="m-duty-none">
              {say('obligations.triage.likely')}{' '}
              {likely.map(({ regimeId, shortName }) => (
                <Chip key={regimeId} tone="amber">
                  {text(shortName)}
                </Chip>
              ))}
            </p>
          )
        }
      />
      {said.length > 0 && <FactsCard duties={duties} onFact={setFactKey} isShort />}
      <Dialog
        title={factKey === null ? '' : nameOf(factKey)}
        isOpen={field !== undefined}
        onClose={() => setFactKey(null)}
        size={560}
      >
        {field !== undefined && (
          <FactForm
            key={field.key}
            subjectId={subject.id}
            field={field}
            fact={duties.facts.find(({ key }) => key === field.key) ?? null}
            onClose={() => setFactKey(null)}
          />
        )}
      </Dialog>
    </>
  );
}
