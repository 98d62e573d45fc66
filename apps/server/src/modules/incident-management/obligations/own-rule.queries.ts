import type { ResponseOf, RouteWith } from '@matoi/contract';
import { orRefuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { newestSubjects } from '../../../platform/subjects/index.ts';
import { assess } from './assess.rules.ts';
import { groundOf } from './gather.queries.ts';
import type { Assessment } from './obligation.model.ts';
import { readOwnRule } from './own-rule.map.ts';
import type { Vocabulary } from './regime-definition.map.ts';
import {
  calendars,
  factFields,
  formViews,
  regimeTemplates,
  scopeQuestions,
  shippedRegimes,
} from './shipped.queries.ts';

/** What a rule of the team's own may refer to, and the ids that it may not have. */
export const ownVocabulary: Vocabulary = {
  fields: factFields,
  questions: scopeQuestions,
  calendars,
  views: formViews,
  takenIds: [...shippedRegimes, ...regimeTemplates].map(({ id }) => id),
};

/** Over so many of the newest incidents a rule is tried. */
const triedOver = 50;

/**
 * What a rule would have said of the newest incidents that the actor sees, whenever it begins to hold. Nothing is kept.
 * Refuses what is no rule, with everything that is wrong.
 */
export async function tryRule(
  reading: Reading,
  definition: Readonly<Record<string, unknown>>,
): Promise<ResponseOf<RouteWith<'obligation-rules.try'>>> {
  const read = orRefuse(readOwnRule(definition, 1, ownVocabulary));
  const regime = { ...read.regime, isOn: true, effectiveFrom: null, effectiveTo: null };
  const items: ResponseOf<RouteWith<'obligation-rules.try'>>['items'] = [];
  for (const subject of await newestSubjects(reading, { kinds: ['incident'], limit: triedOver })) {
    const { id, kind, number, title } = subject;
    const { input } = await groundOf(reading, { id });
    const asked = { ...input, regimes: [regime], rulings: [], filings: [] };
    const [judged] = assess({ ...asked, now: reading.now.toISOString() });
    if (judged === undefined) continue;
    items.push({
      subject: { id, kind, number, title },
      applicability: judged.verdict.applicability,
      due: firstDue(judged),
      missing: [...judged.verdict.missing],
    });
  }
  return {
    of: items.length,
    applicable: items.filter(({ applicability }) => applicability === 'applicable').length,
    open: items.filter(({ applicability }) => applicability === 'needs-fact' || applicability === 'scope-undeclared')
      .length,
    items: items
      .filter(({ applicability }) => applicability !== 'not-applicable')
      .toSorted((one, other) => rank(one) - rank(other)),
  };
}

/** What applies stands before what only might. */
const rank = ({ applicability }: { readonly applicability: string }) => (applicability === 'applicable' ? 0 : 1);

function firstDue({ stages }: Assessment): { readonly at: string; readonly on: string | null } | null {
  const ends = stages.flatMap(({ clock, provisional }) => (clock ?? provisional)?.due ?? []);
  const [first] = ends.toSorted((one, other) => one.at.localeCompare(other.at));
  return first === undefined ? null : { at: first.at, on: first.kind === 'day' ? first.on : null };
}
