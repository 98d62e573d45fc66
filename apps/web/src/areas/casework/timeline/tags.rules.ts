const mostTags = 20;
const longestTag = 60;

/** The tags in a line: separated by spaces or commas of either script, each once. */
export function tagsOf(text: string): string[] {
  const words = text.split(/[\s,、，]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, longestTag)))].slice(0, mostTags);
}
