/** A piece of a text compared with the one before: it stayed, came, or went. */
export type Piece = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** Compared up to this many pieces a side; a longer text is shown as gone and come. */
const mostPieces = 400;

/** Sentences and lines, with what ends them. */
function piecesOf(text: string): string[] {
  return text.match(/[^。．.!?！？\n]*[。．.!?！？\n]*/gu)?.filter((piece) => piece !== '') ?? [];
}

/** What changed from one text to the next, sentence by sentence (longest common row of sentences). */
export function diffTexts(before: string, after: string): readonly Piece[] {
  return diffRows(piecesOf(before), piecesOf(after));
}

/** The same for rows of statements. */
export function diffRows(before: readonly string[], after: readonly string[]): readonly Piece[] {
  if (before.length > mostPieces || after.length > mostPieces)
    return [
      ...before.map((text): Piece => ({ kind: 'removed', text })),
      ...after.map((text): Piece => ({ kind: 'added', text })),
    ];
  const common = lengths(before, after);
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  const pieces: Piece[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const old = before[row];
    const next = after[column];
    if (old !== undefined && old === next) {
      pieces.push({ kind: 'same', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (next === undefined || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ kind: 'removed', text: old });
      row += 1;
    } else if (next !== undefined) {
      pieces.push({ kind: 'added', text: next });
      column += 1;
    }
  }
  return pieces;
}

/** For each pair of places the length of the longest row that both have from there on. */
function lengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const own = table[row];
      if (own === undefined) continue;
      own[column] =
        before[row] === after[column]
          ? (table[row + 1]?.[column + 1] ?? 0) + 1
          : Math.max(table[row + 1]?.[column] ?? 0, own[column + 1] ?? 0);
    }
  return table;
}
