/** Prints rows as aligned columns; widths count wide characters as two, so that Japanese lines up. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, at) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at] ?? ''))));
  for (const row of [header, ...rows]) {
    console.log(
      row
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** Columns that a text takes in a terminal. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u.test(
    character,
  );
}

/** What comes from strangers is printed without control characters, so that it cannot drive the terminal. */
export function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
