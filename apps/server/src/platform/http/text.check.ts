/** What no text can hold that is to be stored: NUL (PostgreSQL refuses it) and half of a surrogate pair (not UTF-8). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const broken = /[\u0000\p{Cs}]/u;

type Place = { readonly value: unknown; readonly key: string; readonly holder: Place | null };

/**
 * The path of the first text in a parsed request that cannot be stored, or null. Without recursion, and in time that
 * grows with the size alone: a body may be a million brackets deep.
 */
export function brokenTextPath(given: unknown): readonly string[] | null {
  const waiting: Place[] = [{ value: given, key: '', holder: null }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place;
    if (typeof value === 'string' && broken.test(value)) return pathOf(place);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) waiting.push({ value: member, key, holder: place });
  }
  return null;
}

function pathOf(place: Place): readonly string[] {
  const path: string[] = [];
  for (let at = place; at.holder !== null; at = at.holder) path.unshift(at.key);
  return path;
}
