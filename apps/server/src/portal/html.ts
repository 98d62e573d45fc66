const made: unique symbol = Symbol('html');

/** Markup that `html` has made. Nothing else can make one: text from anywhere is escaped. */
export type Html = { readonly [made]: string };

/** What may stand in a template. Lists are joined; null, undefined and false are nothing. */
export type Value = string | number | Html | null | undefined | false | readonly Value[];

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text as it stands in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => signs[sign] ?? sign);
}

type Place =
  | { readonly kind: 'text' }
  | { readonly kind: 'attribute'; readonly name: string; readonly isStart: boolean };

/** The places of a template's values, found once for each template. */
const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * Markup from a template. Values are escaped; markup made by `html` is not. A value may stand in text or in a quoted
 * attribute; anywhere else, and in attributes that run something, the template is refused, whatever the value.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let places = known.get(strings);
  if (places === undefined) {
    places = placesOf(strings);
    known.set(strings, places);
  }
  const found = places;
  const text = strings.reduce((all, literal, at) => {
    const place = found[at - 1];
    return place === undefined ? literal : all + written(values[at - 1], place) + literal;
  }, '');
  return { [made]: text };
}

/** The markup as text, for sending. */
export function markupOf(value: Html): string {
  return value[made];
}

function isHtml(value: Value): value is Html {
  return typeof value === 'object' && value !== null && made in value;
}

function written(value: Value, place: Place): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return place.kind === 'attribute' ? attribute(value, place) : escapeText(value);
  if (isHtml(value)) {
    if (place.kind === 'attribute') throw new TypeError('markup cannot stand in an attribute');
    return value[made];
  }
  return value.map((each) => written(each, place)).join(place.kind === 'attribute' ? ' ' : '');
}

const addresses: readonly string[] = ['href', 'src', 'action', 'formaction'];

/** Leads to ourselves, or to a page, a telephone, a mail; anything else could run something. */
const harmless = /^(\/(?![/\\])|[?#]|https?:\/\/|tel:|mailto:|$)/i;

function attribute(value: string, { name, isStart }: { readonly name: string; readonly isStart: boolean }): string {
  if (isStart && addresses.includes(name) && !harmless.test(value)) throw new TypeError(`not an address for ${name}`);
  return escapeText(value);
}

const running = /^(on|style$|srcdoc$)/;

function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const places: Place[] = [];
  let before = '';
  for (const literal of strings.slice(0, -1)) {
    before += literal;
    places.push(placeAfter(before));
    // Whatever the value is, it does not change the place of the next one.
    before += '#';
  }
  return places;
}

function placeAfter(before: string): Place {
  if (/<(script|style)\b[^>]*>(?![\s\S]*<\/\1>)[\s\S]*$/i.test(before))
    throw new TypeError('a value cannot stand in a script or a style');
  const open = before.lastIndexOf('<');
  if (open <= before.lastIndexOf('>')) return { kind: 'text' };
  const tag = before.slice(open);
  const [, name, begun = ''] = /\s([a-z-]+)="([^"]*)$/.exec(tag) ?? [];
  const isQuoted = (tag.match(/"/g) ?? []).length % 2 === 1;
  if (name === undefined || !isQuoted) throw new TypeError('a value in a tag stands in a quoted attribute');
  if (running.test(name)) throw new TypeError(`a value cannot stand in ${name}`);
  if (addresses.includes(name) && !harmless.test(begun)) throw new TypeError(`not an address for ${name}`);
  return { kind: 'attribute', name, isStart: begun === '' };
}
