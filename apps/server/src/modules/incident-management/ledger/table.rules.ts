import type { LedgerProblem } from '@matoi/contract';
import type { ImportCounts, JudgedRow, UnknownWords, WordColumn } from './import.model.ts';
import { stateOf } from './row.rules.ts';

/** Adds to each row whether its number, or without one its content, was there before: in the file, or among the reports. */
export function markRepeated(rows: readonly JudgedRow[], known: ReadonlySet<string>): readonly JudgedRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const { externalId, number } = row.draft;
    const code: LedgerProblem | null = seen.has(externalId)
      ? number === null
        ? 'row-twice'
        : 'number-twice'
      : known.has(externalId)
        ? number === null
          ? 'row-known'
          : 'number-known'
        : null;
    seen.add(externalId);
    if (code === null) return row;
    const problems = [...row.problems, { code, column: '', value: number ?? '' }];
    return { ...row, problems, state: stateOf(problems) };
  });
}

export function countRows(rows: readonly JudgedRow[]): ImportCounts {
  const counts = { rows: rows.length, good: 0, warning: 0, error: 0, duplicate: 0 };
  for (const row of rows) counts[row.state] += 1;
  return counts;
}

const mostWords = 200;

/** The words that nobody knew, the most frequent first, so that somebody can say what they mean. */
export function collectUnknown(rows: readonly JudgedRow[]): UnknownWords {
  const found = new Map<string, Map<string, number>>();
  for (const { problems } of rows) {
    for (const { code, value } of problems) {
      if (!code.endsWith('-unknown')) continue;
      const words = found.get(code) ?? new Map<string, number>();
      words.set(value, (words.get(value) ?? 0) + 1);
      found.set(code, words);
    }
  }
  const of = (column: WordColumn) =>
    [...(found.get(`${column}-unknown`) ?? [])]
      .map(([word, count]) => ({ word, count }))
      .sort((one, other) => other.count - one.count || (one.word < other.word ? -1 : 1))
      .slice(0, mostWords);
  return {
    class: of('class'),
    state: of('state'),
    impact: of('impact'),
    urgency: of('urgency'),
    priority: of('priority'),
    assignee: of('assignee'),
  };
}
