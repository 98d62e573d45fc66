/** One place for a value in an expression: paths, of which the first that leads somewhere counts. */
type Step = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'each' };
type Path = { readonly isFromRoot: boolean; readonly steps: readonly Step[] };
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly paths: readonly Path[] };

/** A text with places for values, read once and used for every item. */
export type Expression = { readonly pieces: readonly Piece[] };

/** Where a value is looked for: the item, and the whole body (`{^/path}`). */
export type Place = { readonly item: unknown; readonly body: unknown };

const mostSteps = 16;
const mostPieces = 40;
const mostValues = 50;
const longestValue = 20_000;

/**
 * Reads an expression such as `Wazuh: {/rule/description|/rule/id}`. Paths are those of JSON Pointer (RFC 6901), and
 * `[]` goes through an array; `{{` and `}}` are braces. Null when it cannot be read: it is data, and nothing of it is run.
 */
export function readExpression(text: string): Expression | null {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? '';
    if ((sign === '{' || sign === '}') && text[at + 1] === sign) {
      plain += sign;
      at += 2;
    } else if (sign === '{') {
      const end = text.indexOf('}', at);
      const paths = end === -1 ? null : readPaths(text.slice(at + 1, end));
      if (paths === null) return null;
      if (plain !== '') pieces.push({ kind: 'text', text: plain });
      pieces.push({ kind: 'value', paths });
      plain = '';
      at = end + 1;
    } else if (sign === '}') {
      return null;
    } else {
      plain += sign;
      at += 1;
    }
  }
  if (plain !== '') pieces.push({ kind: 'text', text: plain });
  return pieces.length > mostPieces ? null : { pieces };
}

function readPaths(text: string): readonly Path[] | null {
  const paths: Path[] = [];
  for (const one of text.split('|')) {
    const path = readPath(one.trim());
    if (path === null) return null;
    paths.push(path);
  }
  return paths;
}

/** Reads one path; `^` in front means the whole body. Null when it is none. */
export function readPath(text: string): Path | null {
  const isFromRoot = text.startsWith('^');
  const pointer = isFromRoot ? text.slice(1) : text;
  if (pointer === '') return { isFromRoot, steps: [] };
  if (!pointer.startsWith('/')) return null;
  const parts = pointer.slice(1).split('/');
  if (parts.length > mostSteps || parts.some((part) => /~(?![01])/.test(part))) return null;
  return {
    isFromRoot,
    steps: parts.map((part) =>
      part === '[]' ? { kind: 'each' } : { kind: 'key', key: part.replaceAll('~1', '/').replaceAll('~0', '~') },
    ),
  };
}

/** All values that a path leads to, at most `most` (fifty); nothing inherited, nothing that is null. */
export function valuesAt(path: Path, place: Place, most = mostValues): readonly unknown[] {
  let values: readonly unknown[] = [path.isFromRoot ? place.body : place.item];
  for (const step of path.steps) {
    values = values.flatMap((value) => stepInto(value, step, most)).slice(0, most);
  }
  return values.filter((value) => value !== null && value !== undefined && value !== '');
}

function stepInto(value: unknown, step: Step, most: number): readonly unknown[] {
  if (Array.isArray(value)) {
    if (step.kind === 'each') return value.slice(0, most);
    const at = /^\d{1,4}$/.test(step.key) ? Number(step.key) : -1;
    return at >= 0 && at < value.length ? [value[at]] : [];
  }
  if (step.kind === 'each' || typeof value !== 'object' || value === null) return [];
  return Object.hasOwn(value, step.key) ? [(value as Record<string, unknown>)[step.key]] : [];
}

/** Levels of JSON that are written out; deeper ones are marked. */
const deepest = 64;

/**
 * JSON as people read it, written only as far as it is kept: a body that is nested without end, or wide at its deepest,
 * would otherwise cost much more than its size.
 */
function jsonText(value: unknown): string {
  let text = '';
  const write = (one: unknown, depth: number): void => {
    if (typeof one !== 'object' || one === null) {
      text += JSON.stringify(one);
      return;
    }
    const [open, close] = Array.isArray(one) ? ['[', ']'] : ['{', '}'];
    const entries: readonly (readonly [string, unknown])[] = Object.entries(one);
    if (entries.length === 0 || depth >= deepest) {
      text += `${open}${entries.length === 0 ? '' : '…'}${close}`;
      return;
    }
    const line = `\n${'  '.repeat(depth + 1)}`;
    text += open;
    for (const [at, [key, member]] of entries.entries()) {
      if (text.length > longestValue) return;
      text += `${at === 0 ? '' : ','}${line}${open === '{' ? `${JSON.stringify(key)}: ` : ''}`;
      write(member, depth + 1);
    }
    text += `\n${'  '.repeat(depth)}${close}`;
  };
  write(value, 0);
  return text;
}

/** A value as text: lists and objects as JSON. What no text can hold is replaced. */
export function textOfValue(value: unknown): string {
  const text = typeof value === 'object' ? jsonText(value) : String(value);
  return wellFormed(text.slice(0, longestValue).replaceAll('\0', ' '));
}

/** Half of a surrogate pair cannot be stored; it becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** The expression with its values, several joined by commas. Null when none of its places leads to a value. */
export function textOf(expression: Expression, place: Place): string | null {
  let hasPlace = false;
  let hasValue = false;
  const texts = expression.pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text;
    hasPlace = true;
    const values = firstThere(piece.paths, place);
    hasValue ||= values.length > 0;
    return [...new Set(values.map(textOfValue))].join(', ');
  });
  return hasPlace && !hasValue ? null : texts.join('');
}

/** Each value by itself where the expression is one place; otherwise its text. */
export function listOf(expression: Expression, place: Place): readonly string[] {
  const [only, ...others] = expression.pieces;
  if (only?.kind === 'value' && others.length === 0) {
    return [...new Set(firstThere(only.paths, place).map(textOfValue))];
  }
  const text = textOf(expression, place);
  return text === null ? [] : [text];
}

function firstThere(paths: readonly Path[], place: Place): readonly unknown[] {
  for (const path of paths) {
    const values = valuesAt(path, place);
    if (values.length > 0) return values;
  }
  return [];
}

/** What there is to choose from: the path of every value of an example, arrays as `[]`, at most `limit`. */
export function pathsOf(example: unknown, limit: number): readonly { readonly path: string; readonly value: string }[] {
  const found = new Map<string, string>();
  const waiting: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: example, path: '', depth: 0 },
  ];
  for (let next = waiting.shift(); next !== undefined && found.size < limit; next = waiting.shift()) {
    const { value, path, depth } = next;
    if (depth > mostSteps) continue;
    if (Array.isArray(value)) {
      for (const member of value.slice(0, 20)) waiting.push({ value: member, path: `${path}/[]`, depth: depth + 1 });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value).slice(0, limit)) {
        const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
        if (!/[{}|]/.test(step)) waiting.push({ value: member, path: `${path}/${step}`, depth: depth + 1 });
      }
    } else if (value !== null && value !== '' && !found.has(path)) {
      found.set(path, textOfValue(value).slice(0, 120));
    }
  }
  return [...found].map(([path, value]) => ({ path, value }));
}
