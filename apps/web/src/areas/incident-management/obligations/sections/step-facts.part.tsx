import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Facts } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { FactForm } from '../forms/fact.form.tsx';
import { dutiesQuery } from '../queries.ts';
import { useDutyWords } from '../words.hook.ts';
import { AskedFacts } from './facts.card.tsx';
import './obligations.css';

/** The fields of reports that a step of a playbook asks for: what is open is answered here, what is known is shown. */
export function StepFacts({ subjectId, keys }: { readonly subjectId: string; readonly keys: readonly string[] }) {
  const { say } = useSay();
  const { fieldOf, nameOf, factText } = useDutyWords();
  const found = useQuery({ ...dutiesQuery(subjectId), enabled: keys.length > 0 });
  const [factKey, setFactKey] = useState<string | null>(null);
  if (keys.length === 0 || found.data === undefined) return null;
  const duties = found.data;
  const factOf = (key: string) => duties.facts.find((fact) => fact.key === key) ?? null;
  const isOpen = (key: string) => factOf(key)?.state !== 'confirmed' && factOf(key)?.state !== 'not-applicable';
  const known = keys.filter((key) => !isOpen(key));
  const field = factKey === null ? undefined : fieldOf(factKey);
  return (
    <>
      <AskedFacts
        subjectId={subjectId}
        duties={{ ...duties, asked: keys.filter(isOpen) }}
        title={say('obligations.step.title')}
        onFact={setFactKey}
      />
      {known.length > 0 && (
        <section aria-label={say('obligations.step.known')}>
          <Facts items={known.map((key) => ({ label: nameOf(key), value: factText(factOf(key), key) }))} />
        </section>
      )}
      <Dialog
        title={factKey === null ? '' : nameOf(factKey)}
        isOpen={field !== undefined}
        onClose={() => setFactKey(null)}
        size={560}
      >
        {field !== undefined && (
          <FactForm
            key={field.key}
            subjectId={subjectId}
            field={field}
            fact={factOf(field.key)}
            onClose={() => setFactKey(null)}
          />
        )}
      </Dialog>
    </>
  );
}
