import { incidentOutcomes, type JournalAct, reportOutcomes, scopeCategories } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../shared/api.client.ts';
import { type Say, useSay } from '../../../shared/language.ts';
import { useMe } from '../../../shared/session.queries.ts';
import { actSentences } from './act.sentences.ts';
import type { JournalEntry } from './queries.ts';

/** What of an entry its words are made of. */
type Worded = Pick<JournalEntry, 'text' | 'act'>;

/** The words of an entry: what a person typed, or the sentence of what was done. */
function entryText(entry: Worded, say: Say, compartmentName: (id: string) => string): string {
  if (entry.act === null) return entry.text ?? '';
  const { code, params } = entry.act;
  return say(actSentences[code], {
    ...params,
    number: params.number ?? '',
    reason: params.reason ?? '',
    outcome: outcomeText(code, params.outcome ?? '', say),
    category: categoryText(params.category ?? '', say),
    from: compartmentName(params.from ?? ''),
    to: compartmentName(params.to ?? ''),
  });
}

/** Whose data it is, in words. */
function categoryText(category: string, say: Say): string {
  const known = scopeCategories.find((each) => each === category);
  return known === undefined ? category : say(`scope.category.${known}`);
}

/** How something ended, in words; each kind of record has its own outcomes. */
function outcomeText(code: JournalAct, outcome: string, say: Say): string {
  const incident = incidentOutcomes.find((each) => each === outcome);
  if (code === 'incident.closed' && incident !== undefined) return say(`terms.incident.outcome.${incident}`);
  const report = reportOutcomes.find((each) => each === outcome);
  return report === undefined ? outcome : say(`terms.report.outcome.${report}`);
}

/** Compartments are noted by number; those that the reader may see have a name. */
export function useEntryText(): (entry: Worded) => string {
  const { say } = useSay();
  const { may } = useMe();
  const compartments = useQuery({
    queryKey: ['compartment', 'list'],
    queryFn: () => call('GET /api/v1/compartments'),
    enabled: may('compartments.list'),
  });
  return (entry) =>
    entryText(entry, say, (id) => {
      const found = compartments.data?.items.find((each) => String(each.id) === id);
      if (found === undefined) return say('journal.act.other-compartment');
      return found.isOpen ? say('terms.open-compartment') : found.name;
    });
}
