import { type Submission, severityHints, type WebhookDefinition, type WebhookMap } from '@matoi/contract';
import {
  type Expression,
  listOf,
  type Place,
  readExpression,
  readPath,
  textOf,
  valuesAt,
  wellFormed,
} from './expression.rules.ts';
import { readMoment } from './moment.rules.ts';
import { checkSubmission, type WrongField } from './submission.rules.ts';

/** What a map made of one alert. Its number is its place in the body. */
export type MappedItem = { readonly submission: Submission | null; readonly fields: readonly WrongField[] };

/** A definition whose expressions were read once. */
export type ReadWebhook = {
  readonly definition: WebhookDefinition;
  readonly slots: ReadonlyMap<string, Expression>;
  /** Expressions that cannot be read, by their place in the definition. */
  readonly problems: readonly WrongField[];
};

type Slots = ReadonlyMap<string, Expression>;

const longestTitle = 300;

/** Most alerts that one delivery may hold, as many as a batch. */
export const mostItems = 1_000;

const singleSlots = [
  'title',
  'text',
  'externalId',
  'occurredAt',
  'detectedAt',
  'rule',
  'classHint',
  'link',
] as const satisfies readonly (keyof WebhookMap)[];

/** Reads all expressions of a definition; those that cannot be read are named. */
export function readWebhook(definition: WebhookDefinition): ReadWebhook {
  const slots = new Map<string, Expression>();
  const problems: WrongField[] = [];
  const add = (path: string, text: string | undefined) => {
    if (text === undefined) return;
    const expression = readExpression(text);
    if (expression === null) problems.push({ path, code: 'invalid' });
    else slots.set(path, expression);
  };
  const { map, dedupe } = definition;
  if (readPath(map.each) === null) problems.push({ path: 'map.each', code: 'invalid' });
  for (const slot of singleSlots) add(`map.${slot}`, map[slot]);
  add('map.severity.value', map.severity?.value);
  for (const [at, text] of map.hosts.entries()) add(`map.hosts.${at}`, text);
  for (const [at, text] of map.tags.entries()) add(`map.tags.${at}`, text);
  for (const [at, { value }] of map.fields.entries()) add(`map.fields.${at}.value`, value);
  add('dedupe.key', dedupe.key);
  return { definition, slots, problems };
}

/** The alerts in a body: what the path leads to, or the body itself. Nothing is left out silently: see `mostItems`. */
export function itemsIn(definition: WebhookDefinition, body: unknown): readonly unknown[] {
  const path = readPath(definition.map.each);
  const found =
    path === null
      ? []
      : path.steps.length === 0
        ? [body]
        : valuesAt(path, { item: body, body }, Number.POSITIVE_INFINITY);
  return found.flatMap((value) => (Array.isArray(value) ? value : [value]));
}

/**
 * What a map makes of each alert of a body, or of the first `most`, at a moment of arrival that fills in for missing
 * dates.
 */
export function mapItems(
  read: ReadWebhook,
  body: unknown,
  receivedAt: Date,
  most = Number.POSITIVE_INFINITY,
): readonly MappedItem[] {
  return itemsIn(read.definition, body)
    .slice(0, most)
    .map((item) => mapItem(read, { item, body }, receivedAt));
}

function mapItem(read: ReadWebhook, place: Place, receivedAt: Date): MappedItem {
  const { definition, slots } = read;
  const one = (path: string) => textAt(slots, path, place);
  const many = (path: string, count: number) =>
    Array.from({ length: count }, (_, at) => slots.get(`${path}.${at}`)).flatMap((expression) =>
      expression === undefined ? [] : listOf(expression, place),
    );
  const title = lineOf(one('map.title'), longestTitle);
  const occurredAt = momentOf(one('map.occurredAt'), receivedAt);
  const detectedAt = momentOf(one('map.detectedAt'), receivedAt);
  const wrongTimes = [...(occurredAt.isWrong ? ['occurredAt'] : []), ...(detectedAt.isWrong ? ['detectedAt'] : [])];
  const checked = checkSubmission(
    withoutUndefined({
      title,
      text: proseOf(one('map.text')) ?? title,
      source: definition.source,
      externalId: lineOf(one('map.externalId'), 200),
      occurredAt: occurredAt.at,
      detectedAt: detectedAt.at,
      severity: severityOf(definition.map.severity, one('map.severity.value')),
      classHint: lineOf(one('map.classHint'), 60),
      rule: lineOf(one('map.rule'), 200),
      hosts: lines(many('map.hosts', definition.map.hosts.length), { limit: 255, most: 50 }),
      tags: lines(many('map.tags', definition.map.tags.length), { limit: 60, most: 20 }),
      link: lineOf(one('map.link'), 2_000),
      fields: fieldsOf(definition, slots, place),
      dedupeKey: lineOf(one('dedupe.key'), 200),
      dedupeMinutes: definition.dedupe.minutes,
    }),
  );
  const wrong = wrongTimes.map((path) => ({ path, code: 'invalid' }));
  if (checked.isRight && wrong.length === 0) return { submission: checked.submission, fields: [] };
  return { submission: null, fields: checked.isRight ? wrong : [...checked.fields, ...wrong] };
}

function textAt(slots: Slots, path: string, place: Place): string | undefined {
  const expression = slots.get(path);
  return expression === undefined ? undefined : (textOf(expression, place) ?? undefined);
}

/** One line: what a machine wrote over several, or with control characters, on one. */
function lineOf(text: string | undefined, limit: number): string | undefined {
  const line = text?.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
  if (line === undefined || line === '') return undefined;
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/\p{Cs}$/u, '')}…`;
}

function proseOf(text: string | undefined): string | undefined {
  const prose = text
    ?.replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .trim();
  return prose === undefined || prose === '' ? undefined : prose;
}

function lines(texts: readonly string[], limits: { readonly limit: number; readonly most: number }) {
  const found = texts.flatMap((text) => lineOf(text, limits.limit) ?? []);
  return found.length === 0 ? undefined : [...new Set(found)].slice(0, limits.most);
}

function fieldsOf(definition: WebhookDefinition, slots: Slots, place: Place): Record<string, string> | undefined {
  const found = definition.map.fields.flatMap(({ label }, at) => {
    const value = proseOf(textAt(slots, `map.fields.${at}.value`, place));
    return value === undefined ? [] : [[label, wellFormed(value.slice(0, 2_000))] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** ISO 8601 and its relatives, or seconds or milliseconds since 1970. What is there and cannot be read is wrong. */
function momentOf(
  text: string | undefined,
  near: Date,
): { readonly at: string | undefined; readonly isWrong: boolean } {
  const written = text?.trim();
  if (written === undefined || written === '') return { at: undefined, isWrong: false };
  const epoch = /^\d{10}(?:\d{3})?(?:\.\d{1,9})?$/.test(written) ? Number(written) : null;
  const at =
    epoch === null
      ? (readMoment(written, { zone: 'UTC', near })?.at ?? null)
      : new Date(epoch < 100_000_000_000 ? epoch * 1_000 : epoch);
  return at === null ? { at: undefined, isWrong: true } : { at: at.toISOString(), isWrong: false };
}

function severityOf(map: WebhookMap['severity'], value: string | undefined): Submission['severity'] {
  const said = value?.trim().toLowerCase();
  if (map === undefined || said === undefined || said === '') return undefined;
  const number = Number(said);
  const rule = map.table.find((one) =>
    'is' in one ? one.is.toLowerCase() === said : !Number.isNaN(number) && number >= one.atLeast,
  );
  return severityHints.find((hint) => hint === rule?.severity);
}

function withoutUndefined(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}
