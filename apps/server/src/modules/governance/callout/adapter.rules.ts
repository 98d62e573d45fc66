import { type AdapterVariable, adapterVariables } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import type { AdapterDefinition, Header } from './adapter.model.ts';
import { isReadable } from './receipt.rules.ts';

export type Values = Readonly<Record<AdapterVariable, string>>;

const place = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Places of a text that are none of ours. */
export function unknownVariables(text: string): readonly string[] {
  const known: readonly string[] = adapterVariables;
  return [...text.matchAll(place)].map(([, name = '']) => name).filter((name) => !known.includes(name));
}

/** How a value stands in a body of that type, so that no value can end the string that it is in. */
function written(value: string, contentType: string): string {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') return encodeURIComponent(value);
  if (type === 'application/json' || type.endsWith('+json')) return JSON.stringify(value).slice(1, -1);
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml'))
    return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return value;
}

/** The body of a request with its values. */
export function fillBody(definition: Pick<AdapterDefinition, 'body' | 'contentType'>, values: Values): string {
  return fill(definition.body, values, (value) => written(value, definition.contentType));
}

/** The address of a request with its values, each encoded. Host and path before the first value stay as they were typed. */
export function fillAddress(url: string, values: Values): string {
  // Dots alone lead out of a path, encoded or not, and somebody else wrote the value.
  return fill(url, values, (value) => (/^\.+$/.test(value) ? '_' : encodeURIComponent(value)));
}

function fill(text: string, values: Values, write: (value: string) => string): string {
  const own = new Map<string, string>(Object.entries(values));
  return text.replace(place, (whole, name: string) => {
    const value = own.get(name);
    return value === undefined ? whole : write(value);
  });
}

/** Headers that the connection itself is made of. */
const reserved = ['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'te', 'trailer', 'expect'];

function field(path: string, code: string, params: Readonly<Record<string, string>> = {}): Refusal {
  return refusal(code, params, [{ path: `body.${path}`, code }]);
}

/** Judges a service before it is kept: a web address without a user in it, known variables, headers that can be sent. */
export function refusalOfAdapter(
  definition: Pick<AdapterDefinition, 'url' | 'body' | 'contentType' | 'isPrivateAllowed' | 'receipt'>,
  headers: readonly Header[],
): Refusal | null {
  const beforeValues = definition.url.split('{{')[0] ?? '';
  const url = URL.canParse(definition.url.replace(place, 'x')) ? new URL(definition.url.replace(place, 'x')) : null;
  // Without encryption only inside of the own network.
  const protocols = definition.isPrivateAllowed ? ['https:', 'http:'] : ['https:'];
  const isWeb = url !== null && protocols.includes(url.protocol) && url.username === '' && url.password === '';
  // A value may stand in path or query; never where it would choose whom we talk to.
  if (!isWeb || (definition.url.includes('{{') && !/^https?:\/\/[^/?#{}]+[/?]/i.test(beforeValues)))
    return field('url', 'call-adapters.save.bad-address');
  for (const [path, text] of [
    ['url', definition.url],
    ['body', definition.body],
  ] as const) {
    const [unknown] = unknownVariables(text);
    if (unknown !== undefined) return field(path, 'call-adapters.save.unknown-variable', { name: unknown });
  }
  if (definition.receipt !== null && !isReadable(definition.receipt))
    return field('receipt', 'call-adapters.save.bad-receipt');
  const wrong = [...headers, { name: 'Content-Type', value: definition.contentType }].find(
    ({ name, value }) =>
      !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) ||
      reserved.includes(name.toLowerCase()) ||
      !/^[\t\x20-\x7e]*$/.test(value),
  );
  return wrong === undefined ? null : field('headers', 'call-adapters.save.bad-header', { name: wrong.name });
}

/** Whether an answer says that the same request may be taken later: too slow, too many, or a fault of the other side. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** The first words of an answer on one line, for people; no more than is useful. */
export function wordsOf(status: number, body: string): string {
  const flat = body
    .slice(0, 2_000)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return `HTTP ${status}${flat === '' ? '' : `: ${Array.from(flat).slice(0, 200).join('')}`}`;
}

/** Whether a change sends the secret headers to somebody else than before, or by a way on which others can read them. */
export function leadsElsewhere(
  before: Pick<AdapterDefinition, 'url' | 'isPrivateAllowed'>,
  after: Pick<AdapterDefinition, 'url' | 'isPrivateAllowed'>,
): boolean {
  const originOf = (url: string) => {
    const plain = url.replace(place, 'x');
    return URL.canParse(plain) ? new URL(plain).origin : null;
  };
  return originOf(before.url) !== originOf(after.url) || before.isPrivateAllowed !== after.isPrivateAllowed;
}
