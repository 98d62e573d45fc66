declare const brand: unique symbol;

/** A UUIDv7 in its canonical text form; `Kind` keeps ids of different records apart for the compiler. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type SubjectId = Id<'Subject'>;
export type AccountId = Id<'Account'>;
export type FactId = Id<'Fact'>;
export type FileId = Id<'File'>;

/** Sixteen random bytes for one id; the shell passes `crypto.randomBytes`. */
export type RandomBytes = (count: number) => Uint8Array;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Makes a UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits, so that ids sort by time.
 * `now` and `random` are passed in so that a test can fix both.
 */
export function makeId<Kind extends string>(now: Date, random: RandomBytes): Id<Kind> {
  const bytes = Uint8Array.from(random(16));
  let millis = now.getTime();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = millis % 256;
    millis = Math.floor(millis / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as Id<Kind>;
}

/** True for the canonical lower-case text of any UUID. */
export function isId(text: string): boolean {
  return uuidPattern.test(text);
}

/** Takes over an id that a schema or the database has already checked. */
export function asId<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}

/** `INC-2026-0001`: the prefix of the kind, the year in the team's zone, and at least four digits of the sequence. */
export function formatNumber(parts: { prefix: string; year: number; sequence: number }): string {
  return `${parts.prefix}-${parts.year}-${String(parts.sequence).padStart(4, '0')}`;
}

/** True for a readable number such as `REP-2026-0001`, in any letter case. */
export function isNumber(text: string): boolean {
  return /^[A-Z]{2,5}-\d{4}-\d{4,}$/i.test(text);
}
