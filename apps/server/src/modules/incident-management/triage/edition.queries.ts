import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type BusinessCalendar, type BusinessClock, businessClock } from './calendar.rules.ts';
import { type Edition, type EditionKind, editionsInForce, listEditions, readEditionContent } from './edition.store.ts';
import type { PriorityTable } from './priority.rules.ts';
import type { Rule } from './rule.model.ts';
import { type PreparedRules, prepareRules } from './rule.rules.ts';
import type { ServiceLevels } from './service-level.rules.ts';
import type { SeverityTable } from './severity.rules.ts';
import {
  isJapaneseHoliday,
  shippedCalendar,
  shippedPriorities,
  shippedRules,
  shippedServiceLevels,
  shippedSeverities,
  shippedSince,
} from './shipped.queries.ts';

/** One version of something with its content. */
export type Versioned<Content> = { readonly version: number; readonly content: Content };

type Contents = {
  readonly rules: PreparedRules & { readonly all: readonly Rule[] };
  readonly priorities: PriorityTable;
  readonly 'service-levels': ServiceLevels;
  readonly 'business-calendar': BusinessCalendar;
  readonly severities: SeverityTable;
};

/** A version never changes, so its content is kept by the id of its row: reading it again for every mail would be waste. */
const kept = new Map<string, unknown>();
const mostKept = 32;

/** What a kept row holds, made ready for use. */
function madeReady(kind: EditionKind, content: unknown): unknown {
  if (kind !== 'rules') return content;
  const { rules } = content as { readonly rules: readonly Rule[] };
  return { ...prepareRules(rules), all: rules };
}

/** The content of one version by the id of its row. */
export async function contentOf<Kind extends EditionKind>(
  reading: Reading,
  kind: Kind,
  id: string,
): Promise<Contents[Kind]> {
  const known = kept.get(id);
  if (known !== undefined) return known as Contents[Kind];
  const content = madeReady(kind, await readEditionContent(reading, id));
  const oldest = kept.keys().next();
  if (kept.size >= mostKept && oldest.done !== true) kept.delete(oldest.value);
  kept.set(id, content);
  return content as Contents[Kind];
}

const readyRules = {
  ja: { ...prepareRules(shippedRules('ja')), all: shippedRules('ja') },
  en: { ...prepareRules(shippedRules('en')), all: shippedRules('en') },
} as const;

/** What the program brings along of a kind, its version 1. */
export async function shippedContent<Kind extends EditionKind>(reading: Reading, kind: Kind): Promise<Contents[Kind]> {
  if (kind === 'rules') return readyRules[(await readSettings(reading.db)).locale] as Contents[Kind];
  const contents: Readonly<Partial<Record<EditionKind, unknown>>> = shippedSettings;
  return contents[kind] as Contents[Kind];
}

const shippedSettings: Omit<Contents, 'rules'> = {
  priorities: shippedPriorities,
  'service-levels': shippedServiceLevels,
  'business-calendar': shippedCalendar,
  severities: shippedSeverities,
};

/** The versions in force now of the kinds asked for. */
export async function readInForce<const Kinds extends readonly EditionKind[]>(
  reading: Reading,
  kinds: Kinds,
): Promise<{ readonly [Kind in Kinds[number]]: Versioned<Contents[Kind]> }> {
  const heads = await editionsInForce(reading, kinds);
  const found: Partial<Record<EditionKind, Versioned<unknown>>> = {};
  for (const kind of kinds) {
    const head = heads.get(kind);
    found[kind] =
      head === undefined
        ? { version: 1, content: await shippedContent(reading, kind) }
        : { version: head.version, content: await contentOf(reading, kind, head.id) };
  }
  return found as { readonly [Kind in Kinds[number]]: Versioned<Contents[Kind]> };
}

/** The business clock of the team as its calendar stands now. Ask once for a whole list. */
export async function readBusinessClock(reading: Reading): Promise<BusinessClock> {
  const { 'business-calendar': calendar } = await readInForce(reading, ['business-calendar']);
  return clockBy(calendar.content, await readSettings(reading.db));
}

/** The clock of a calendar in the team's zone. */
export function clockBy(calendar: BusinessCalendar, { zone }: { readonly zone: string }): BusinessClock {
  return businessClock({ calendar, zone, isHoliday: isJapaneseHoliday });
}

/** Every version of a kind, the newest first; the last is the one that the program brings along. */
export async function historyOf(reading: Reading, kind: EditionKind): Promise<readonly [Edition, ...Edition[]]> {
  const [newest, ...others] = await listEditions(reading, kind);
  return newest === undefined ? [shippedEdition] : [newest, ...others, shippedEdition];
}

const shippedEdition: Edition = {
  id: null,
  version: 1,
  note: null,
  effectiveAt: shippedSince,
  createdAt: shippedSince,
  createdBy: null,
};

/** What a version says. */
export async function contentOfEdition<Kind extends EditionKind>(
  reading: Reading,
  kind: Kind,
  edition: Edition,
): Promise<Contents[Kind]> {
  return edition.id === null ? shippedContent(reading, kind) : contentOf(reading, kind, edition.id);
}

/** The version that was kept last, whether it is in force or not: what a change starts from. */
export async function latestContent<Kind extends EditionKind>(
  reading: Reading,
  kind: Kind,
): Promise<Versioned<Contents[Kind]>> {
  const [latest] = await historyOf(reading, kind);
  return { version: latest.version, content: await contentOfEdition(reading, kind, latest) };
}
