/** One station of a mail, from its Received field (RFC 5321 §4.4). Everything but the topmost can be made up. */
export type Hop = {
  readonly raw: string;
  /** What the sending host called itself. */
  readonly from: string | null;
  readonly address: string | null;
  readonly by: string | null;
  readonly protocol: string | null;
  /** ISO 8601, UTC. */
  readonly at: string | null;
  /** Milliseconds after the station before; negative where clocks differ or something was made up. */
  readonly delay: number | null;
};

const address = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]|\((?:[^()\s]* )?((?:\d{1,3}\.){3}\d{1,3})\)/i;

/** The stations in the order of the journey: the first is the origin. `fields` are in the order of the header block. */
export function readHops(fields: readonly string[]): readonly Hop[] {
  let before: number | null = null;
  return fields.toReversed().map((field) => {
    const raw = field.replace(/\s+/g, ' ').trim().slice(0, 2_000);
    const at = dateOf(raw);
    const delay: number | null = at === null || before === null ? null : at - before;
    if (at !== null) before = at;
    const head = raw.slice(0, raw.lastIndexOf(';') === -1 ? undefined : raw.lastIndexOf(';'));
    return {
      raw,
      from: word(head, /(?:^|\s)from\s+(\S+)/i),
      address: addressOf(head),
      by: word(head, /(?:^|\s)by\s+(\S+)/i),
      protocol: word(head, /(?:^|\s)with\s+([A-Za-z0-9.-]+)/i),
      at: at === null ? null : new Date(at).toISOString(),
      delay,
    };
  });
}

function word(text: string, pattern: RegExp): string | null {
  return (
    pattern
      .exec(text)?.[1]
      ?.replace(/[;,()]+$/g, '')
      .slice(0, 255) ?? null
  );
}

function addressOf(head: string): string | null {
  const sender = head.split(/\sby\s/i)[0] ?? head;
  const match = address.exec(sender);
  return match?.[1] ?? match?.[2] ?? null;
}

function dateOf(raw: string): number | null {
  const text = raw
    .slice(raw.lastIndexOf(';') + 1)
    .replace(/\([^)]*\)/g, '')
    .trim();
  const at = /\d{4}/.test(text) ? Date.parse(text) : Number.NaN;
  const year = new Date(at).getUTCFullYear();
  return Number.isNaN(at) || year < 1980 || year > 2100 ? null : at;
}

/** What some host says it checked. Never believed by itself: whoever writes a mail can write this into it. */
export type AuthenticationClaim = {
  readonly kind: 'authentication-results' | 'arc' | 'received-spf';
  readonly raw: string;
  /** Who says so (RFC 8601 §2.2 authserv-id). */
  readonly by: string | null;
  readonly results: readonly { readonly method: string; readonly result: string; readonly about: string | null }[];
};

const methods = 'spf|dkim|dmarc|arc|dkim-adsp|iprev|auth|compauth|sender-id|bimi|dkim-atps';

/** Reads an Authentication-Results or ARC-Authentication-Results field (RFC 8601, RFC 8617) as it is given. */
export function readAuthenticationResults(kind: 'authentication-results' | 'arc', field: string): AuthenticationClaim {
  const raw = oneLine(field);
  const plain = raw.slice(0, 8_000).replace(/\([^()]*\)/g, ' ');
  const parts = plain.split(';').map((part) => part.trim());
  const first = kind === 'arc' && /^i\s*=/.test(parts[0] ?? '') ? parts[1] : parts[0];
  const by = /=/.test(first ?? '') ? null : (first?.split(/\s/)[0] ?? null);
  const results = parts.flatMap((part) => {
    const match = new RegExp(`^(${methods})\\s*(?:/\\s*\\d+\\s*)?=\\s*([A-Za-z]+)`, 'i').exec(part);
    if (match === null) return [];
    const about =
      /(?:smtp\.mailfrom|smtp\.helo|header\.from|header\.d|header\.i|policy\.iprev)\s*=\s*"?([^\s";]+)/i.exec(
        part,
      )?.[1] ?? null;
    return [
      {
        method: (match[1] ?? '').toLowerCase(),
        result: (match[2] ?? '').toLowerCase(),
        about: about?.slice(0, 320) ?? null,
      },
    ];
  });
  return { kind, raw, by: by === '' ? null : (by?.toLowerCase().slice(0, 255) ?? null), results: results.slice(0, 30) };
}

/** Reads a Received-SPF field (RFC 7208 §9.1). */
export function readReceivedSpf(field: string): AuthenticationClaim {
  const raw = oneLine(field);
  const result = /^\s*([A-Za-z]+)/.exec(raw)?.[1]?.toLowerCase() ?? '';
  const by = /receiver\s*=\s*"?([^\s;"]+)/i.exec(raw)?.[1]?.toLowerCase() ?? null;
  const about = /envelope-from\s*=\s*"?<?([^\s;">]+)/i.exec(raw)?.[1] ?? null;
  return { kind: 'received-spf', raw, by, results: result === '' ? [] : [{ method: 'spf', result, about }] };
}

/** Domain and selector of a DKIM-Signature field (RFC 6376 §3.5): who says that they signed; nothing is checked. */
export function readSignature(field: string): { readonly domain: string | null; readonly selector: string | null } {
  const tag = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*([^\\s;]+)`, 'i').exec(field.slice(0, 8_000))?.[1]?.slice(0, 255) ?? null;
  return { domain: tag('d'), selector: tag('s') };
}

const oneLine = (field: string) => field.replace(/\s+/g, ' ').trim().slice(0, 4_000);
