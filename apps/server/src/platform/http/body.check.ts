/** What no text can hold that is to be stored: NUL (PostgreSQL refuses it) and half of a surrogate pair (not UTF-8). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const broken = /[\u0000\p{Cs}]/u;
const allBroken = new RegExp(broken, 'gu');

/** No body of the contract is nearly as deep; what is deeper costs time in every later step. Levels. */
const deepest = 32;

type Place = {
  readonly value: unknown;
  readonly key: string;
  readonly depth: number;
  readonly holder: Place | null;
};

/**
 * The path of the first thing in a parsed request that cannot be kept, or null: a broken text, or a nesting without
 * end. Without recursion, so that a body of a million brackets is refused like any other.
 */
export function unkeepablePath(given: unknown): readonly string[] | null {
  const waiting: Place[] = [{ value: given, key: '', depth: 0, holder: null }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value, depth } = place;
    if (typeof value === 'string' && broken.test(value)) return pathOf(place);
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) return pathOf(place).slice(0, 2);
    for (const [key, member] of Object.entries(value)) {
      const within = { value: member, key, depth: depth + 1, holder: place };
      if (broken.test(key)) return pathOf(within);
      waiting.push(within);
    }
  }
  return null;
}

function pathOf(place: Place): readonly string[] {
  const path: string[] = [];
  // A path is answered, and kept with the answer: what cannot be kept is marked in it.
  for (let at = place; at.holder !== null; at = at.holder) path.unshift(at.key.replace(allBroken, '\ufffd'));
  return path;
}
