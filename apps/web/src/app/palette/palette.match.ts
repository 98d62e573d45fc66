/** True when every word of the query stands in the label; width and letter case do not count (ＩＮＣ finds INC). */
export function matches(label: string, query: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase();
  const target = plain(label);
  return plain(query)
    .split(/\s+/)
    .every((word) => target.includes(word));
}
