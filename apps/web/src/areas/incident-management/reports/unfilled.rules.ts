/** A line of a prepared text below which somebody is to write: 【結果】, or `Result:` without a sentence before it. */
const isHeading = (line: string) => /^【[^】]+】$/.test(line) || /^[^.。、,:]{1,40}:$/.test(line);

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * The first heading of a prepared text that still stands with nothing of its own below it: the line that follows in the
 * prepared text follows it here too. Null where every heading was filled or taken out.
 */
export function unfilledHeading(text: string, prepared: readonly string[]): string | null {
  const follows = new Set<string>();
  for (const one of prepared) {
    const lines = linesOf(one);
    lines.forEach((line, at) => {
      if (isHeading(line)) follows.add(`${line}\n${lines[at + 1] ?? ''}`);
    });
  }
  const lines = linesOf(text);
  const at = lines.findIndex((line, index) => isHeading(line) && follows.has(`${line}\n${lines[index + 1] ?? ''}`));
  return lines[at]?.replace(/^【|】$|:$/g, '') ?? null;
}
