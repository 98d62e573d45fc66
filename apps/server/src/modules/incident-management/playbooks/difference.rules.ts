import type { Clause, Definition, Difference, PlaybookStep, Question } from './playbook.model.ts';

type Fields = Readonly<Record<string, string>>;

/** By what two versions differ: what was added, taken away, reworded or put elsewhere. */
export function differencesOf(before: Definition, after: Definition): Difference[] {
  const head = fieldsThatDiffer(headFields(before), headFields(after));
  return [
    ...(head.length === 0
      ? []
      : [{ kind: 'changed' as const, part: 'head' as const, id: 'head', title: after.title, fields: head }]),
    ...differ('question', { before: before.questions, after: after.questions }, ({ text }) => text, questionFields),
    ...differ('step', { before: before.steps, after: after.steps }, ({ title }) => title, stepFields),
    ...moves(before.steps, after.steps),
  ];
}

function differ<One extends { readonly id: string }>(
  part: 'question' | 'step',
  { before, after }: { readonly before: readonly One[]; readonly after: readonly One[] },
  titleOf: (one: One) => { ja: string; en: string },
  fieldsOf: (one: One) => Fields,
): Difference[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const kept = new Set(after.map(({ id }) => id));
  const found: Difference[] = [];
  for (const one of after) {
    const known = old.get(one.id);
    const fields = fieldsThatDiffer(known === undefined ? {} : fieldsOf(known), fieldsOf(one));
    if (fields.length === 0 && known !== undefined) continue;
    found.push({ kind: known === undefined ? 'added' : 'changed', part, id: one.id, title: titleOf(one), fields });
  }
  for (const one of before) {
    if (kept.has(one.id)) continue;
    found.push({ kind: 'removed', part, id: one.id, title: titleOf(one), fields: fieldsThatDiffer(fieldsOf(one), {}) });
  }
  return found;
}

function fieldsThatDiffer(before: Fields, after: Fields): Difference['fields'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((field) => ({ field, before: before[field] ?? '', after: after[field] ?? '' }))
    .filter((one) => one.before !== one.after);
}

function headFields({ title, purpose, source, classes }: Definition): Fields {
  return { ...both('title', title), ...both('purpose', purpose), source, classes: classes.toSorted().join(', ') };
}

function questionFields({ text, options }: Question): Fields {
  const named = (locale: 'ja' | 'en') => options.map(({ id, text: one }) => `${id}: ${one[locale]}`).join(' / ');
  return { ...both('text', text), 'options.ja': named('ja'), 'options.en': named('en') };
}

function stepFields(step: PlaybookStep): Fields {
  return {
    ...both('title', step.title),
    ...both('action', step.action),
    ...both('check', step.check),
    ...both('why', step.why),
    phase: step.phase,
    role: step.role,
    isEvidence: String(step.isEvidence),
    destroys: String(step.destroys),
    actionKind: step.actionKind ?? '',
    after: step.after.toSorted().join(', '),
    asks: step.asks ?? '',
    facts: (step.facts ?? []).join(', '),
    when: step.when.map(clauseText).join(' & '),
    dueMinutes: step.dueMinutes === null ? '' : String(step.dueMinutes),
    asTask: String(step.asTask),
  };
}

const both = (name: string, { ja, en }: { readonly ja: string; readonly en: string }): Fields => ({
  [`${name}.ja`]: ja,
  [`${name}.en`]: en,
});

function clauseText(clause: Clause): string {
  return `${clause.about === 'answer' ? clause.question : clause.about} = ${clause.is.toSorted().join(' | ')}`;
}

/** The steps that stand elsewhere among those which both versions have: as few as explain the new order. */
function moves(before: readonly PlaybookStep[], after: readonly PlaybookStep[]): Difference[] {
  const places = new Map(before.map(({ id }, at) => [id, at]));
  const common = after.filter(({ id }) => places.has(id));
  const ranks = common.map(({ id }) => places.get(id) ?? 0);
  const staying = longestRise(ranks);
  return common
    .filter((_step, at) => !staying.has(at))
    .map(({ id, title }) => ({ kind: 'moved', part: 'step', id, title, fields: [] }));
}

/** Where a longest rising part of a row of numbers stands. At most 80 steps: squares are cheap. */
function longestRise(ranks: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  for (const [at, rank] of ranks.entries()) {
    let best = -1;
    for (let earlier = 0; earlier < at; earlier++) {
      const isLower = (ranks[earlier] ?? 0) < rank;
      if (isLower && (best < 0 || (lengths[earlier] ?? 0) > (lengths[best] ?? 0))) best = earlier;
    }
    lengths.push(best < 0 ? 1 : (lengths[best] ?? 0) + 1);
    previous.push(best);
  }
  const staying = new Set<number>();
  for (let at = lengths.indexOf(Math.max(...lengths)); at >= 0; at = previous[at] ?? -1) staying.add(at);
  return staying;
}
