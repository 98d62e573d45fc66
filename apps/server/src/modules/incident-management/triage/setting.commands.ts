import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { latestContent } from './edition.queries.ts';
import { type EditionKind, insertEdition, lockEditions } from './edition.store.ts';
import { ruleSetGround } from './rule-set.queries.ts';
import { decideRuleSet, ruleChanges } from './rule-set.rules.ts';
import { showCalendar, showPriorities, showRules, showServiceLevels, showSeverities } from './setting.queries.ts';
import { decideCalendar, decideEffectiveAt } from './setting.rules.ts';
import { decideSeverities } from './severity.rules.ts';
import { isJapaneseHoliday } from './shipped.queries.ts';

/** The latest version of a kind, which nobody else changes until this act is done. */
async function loadLatest<Kind extends EditionKind>(work: Work, kind: Kind) {
  await lockEditions(work, kind);
  const { zone } = await readSettings(work.db);
  return { ...(await latestContent(work, kind)), zone };
}

type New = { readonly content: unknown; readonly effectiveAt: Date; readonly note: string | undefined };

async function recordEdition(
  work: Work,
  edition: New & {
    readonly kind: EditionKind;
    readonly before: number;
    readonly audit: Readonly<Record<string, unknown>>;
  },
) {
  const version = edition.before + 1;
  const { kind, content, effectiveAt } = edition;
  await insertEdition(work, { kind, version, content, effectiveAt, note: edition.note ?? null });
  const { before, audit } = edition;
  return {
    subjectId: null,
    audit: { before: { version: before }, after: { version }, effectiveAt, ...audit },
    facts: [],
    result: { version, effectiveAt: effectiveAt.toISOString() },
  };
}

const show = async (_work: Work, result: { version: number; effectiveAt: string }) => result;

/** Makes a new version of the table 影響度 × 緊急度 → 優先度. Reports already triaged keep their priority. */
export const changePriorities = defineCommand({
  id: 'triage-priorities.change',
  load: (work: Work, _input: BodyOf<RouteWith<'triage-priorities.change'>>) => loadLatest(work, 'priorities'),
  versioned: { of: ({ version }) => version, show: (work) => showPriorities(work) },
  permit: permitAll,
  decide({ zone }, { table, effectiveOn }, { now }) {
    const effectiveAt = decideEffectiveAt(effectiveOn, { zone, now });
    return isRefusal(effectiveAt) ? effectiveAt : { table, effectiveAt };
  },
  record: (work, { loaded, change: { table, effectiveAt }, input }) =>
    recordEdition(work, {
      kind: 'priorities',
      before: loaded.version,
      content: table,
      effectiveAt,
      note: input.note,
      audit: { table: { before: loaded.content, after: table } },
    }),
  show,
});

/** Makes a new version of the table of severities. Incidents keep the severity that was decided. */
export const changeSeverities = defineCommand({
  id: 'triage-severities.change',
  load: (work: Work, _input: BodyOf<RouteWith<'triage-severities.change'>>) => loadLatest(work, 'severities'),
  versioned: { of: ({ version }) => version, show: (work) => showSeverities(work) },
  permit: permitAll,
  decide({ zone }, { table, effectiveOn }, { now }) {
    const checked = decideSeverities(table);
    if (isRefusal(checked)) return checked;
    const effectiveAt = decideEffectiveAt(effectiveOn, { zone, now });
    return isRefusal(effectiveAt) ? effectiveAt : { table: checked, effectiveAt };
  },
  record: (work, { loaded, change: { table, effectiveAt }, input }) =>
    recordEdition(work, {
      kind: 'severities',
      before: loaded.version,
      content: table,
      effectiveAt,
      note: input.note,
      audit: { table: { before: loaded.content, after: table } },
    }),
  show,
});

/** Makes a new version of the rules. The audit log says how many were changed, not what they say. */
export const changeRules = defineCommand({
  id: 'triage-rules.change',
  async load(work: Work, input: BodyOf<RouteWith<'triage-rules.change'>>) {
    const latest = await loadLatest(work, 'rules');
    const newIds = input.rules.map(() => work.newId<'Rule'>());
    return { latest, ground: await ruleSetGround(work, { current: latest.content.all, newIds }) };
  },
  versioned: { of: ({ latest }) => latest.version, show: (work) => showRules(work, undefined) },
  permit: permitAll,
  decide: ({ ground }, { rules }) => decideRuleSet(rules, ground),
  record: (work, { loaded: { latest }, change: rules, input }) =>
    recordEdition(work, {
      kind: 'rules',
      before: latest.version,
      content: { rules },
      effectiveAt: work.now,
      note: input.note,
      audit: { rules: ruleChanges(latest.content.all, rules) },
    }),
  show,
});

/** Makes a new version of the targets. Moments by which a report is due were worked out when it came, and stay. */
export const changeServiceLevels = defineCommand({
  id: 'service-levels.change',
  load: (work: Work, _input: BodyOf<RouteWith<'service-levels.change'>>) => loadLatest(work, 'service-levels'),
  versioned: { of: ({ version }) => version, show: (work) => showServiceLevels(work) },
  permit: permitAll,
  decide: (_loaded, { levels }) => levels,
  record: (work, { loaded, change: levels, input }) =>
    recordEdition(work, {
      kind: 'service-levels',
      before: loaded.version,
      content: levels,
      effectiveAt: work.now,
      note: input.note,
      audit: { levels: { before: loaded.content, after: levels } },
    }),
  show,
});

/** Makes a new version of the business hours and closed days. */
export const changeCalendar = defineCommand({
  id: 'business-calendars.change',
  load: (work: Work, _input: BodyOf<RouteWith<'business-calendars.change'>>) => loadLatest(work, 'business-calendar'),
  versioned: { of: ({ version }) => version, show: (work) => showCalendar(work) },
  permit: permitAll,
  decide: ({ zone }, { calendar }, { now }) => decideCalendar(calendar, { zone, now, isHoliday: isJapaneseHoliday }),
  record: (work, { loaded, change: calendar, input }) =>
    recordEdition(work, {
      kind: 'business-calendar',
      before: loaded.version,
      content: calendar,
      effectiveAt: work.now,
      note: input.note,
      audit: { calendar: { before: loaded.content, after: calendar } },
    }),
  show,
});
