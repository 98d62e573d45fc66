import type { Pap } from '@matoi/contract/values';

/** `PAP:AMBER`, as the protocol writes it in every language. */
export function papText(label: Pap): string {
  return `PAP:${label.toUpperCase()}`;
}

const mostTags = 20;
const longestTag = 60;

/** The tags in a line: separated by spaces or commas of either script, each once. */
export function tagsIn(text: string): string[] {
  const words = text.split(/[\s,、，;；]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, longestTag)))].slice(0, mostTags);
}

/** What has to be added and removed so that tags become those of a line; tags that others added meanwhile stay. */
export function tagChanges(before: readonly string[], text: string) {
  const after = tagsIn(text);
  const kept = before.filter((tag) => after.includes(tag) || tagsIn(tag).every((word) => after.includes(word)));
  return {
    addTags: after.filter((tag) => !kept.some((one) => one === tag || tagsIn(one).includes(tag))),
    removeTags: before.filter((tag) => !kept.includes(tag)),
  };
}

/** The meaning of a column, changed; another column that had it is left out then. */
export function withColumn<Meaning extends string>(
  columns: readonly (Meaning | 'ignore')[],
  at: number,
  meaning: Meaning | 'ignore',
): (Meaning | 'ignore')[] {
  return columns.map((one, index) =>
    index === at ? meaning : one === meaning && meaning !== 'ignore' ? 'ignore' : one,
  );
}
