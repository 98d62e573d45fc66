/** A table in Markdown. Cells are plain text or Markdown; a vertical line in them is kept from ending the cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function inCell(text: string): string {
  return text.replace(/\r?\n/g, ' ').replaceAll('|', '\\|');
}

/** A name as it is typed. */
export function typed(text: string): string {
  return `\`${text}\``;
}

/** Names as they are typed, or a dash when there are none. */
export function typedAll(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map(typed).join(', ');
}

/** A state machine as a Mermaid picture; `begin` is where a record starts. */
export function statePicture(moves: Readonly<Record<string, Readonly<Record<string, string>>>>, begin: string): string {
  const arrows = Object.entries(moves).flatMap(([from, next]) =>
    Object.entries(next).map(([move, to]) => `    ${from} --> ${to}: ${move}`),
  );
  return ['```mermaid', 'stateDiagram-v2', `    [*] --> ${begin}`, ...arrows, '```'].join('\n');
}

/** Where a generated part begins and ends in a page that people write. */
const marks = (name: string) => ({ begin: `<!-- generated: ${name} -->`, end: '<!-- /generated -->' });

/** Puts the parts into their places. Throws for a part without a place, and for a place without a part. */
export function fillPage(page: string, parts: Readonly<Record<string, string>>): string {
  const places = [...page.matchAll(/<!-- generated: ([\w-]+) -->/g)].map((match) => match[1] ?? '');
  const lost = places.filter((name) => parts[name] === undefined);
  if (lost.length > 0) throw new Error(`nothing makes the generated part ${lost.join(', ')}`);
  return Object.entries(parts).reduce((text, [name, content]) => {
    const { begin, end } = marks(name);
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from === -1 || to === -1) throw new Error(`the page has no place for the generated part ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, page);
}
