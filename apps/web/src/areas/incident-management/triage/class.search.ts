import type { Locale } from '@matoi/contract/values';
import { normaliseText } from '@matoi/kernel';
import type { TriageClass } from './queries.ts';

/** Everything by which a class is found: both names, the reading in kana, its group and its code. */
export function classWords(one: TriageClass): string {
  const words = [one.name.ja, one.name.en, one.reading, one.group?.name.ja ?? '', one.group?.name.en ?? '', one.code];
  return normaliseText(words.join(' '));
}

/** Whether every word that was typed occurs, in any width, case or kana. */
export function isFound(words: string, typed: string): boolean {
  return normaliseText(typed)
    .split(/\s+/u)
    .every((part) => words.includes(part));
}

/** Classes in the groups of a list: the team's own first, then RSIT by its classification. Retired ones are left out. */
export function classGroups(
  classes: readonly TriageClass[],
  given: { readonly locale: Locale; readonly ownLabel: string; readonly keep: string | null },
): readonly { readonly label: string; readonly classes: readonly TriageClass[] }[] {
  const groups = new Map<string, TriageClass[]>();
  for (const one of classes) {
    if (one.isRetired && one.code !== given.keep) continue;
    const label = one.group === null ? given.ownLabel : `RSIT: ${one.group.name[given.locale]}`;
    groups.set(label, [...(groups.get(label) ?? []), one]);
  }
  return [...groups].map(([label, members]) => ({ label, classes: members }));
}
