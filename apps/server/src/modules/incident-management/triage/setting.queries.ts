import type { ResponseOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { compartmentLinks } from '../../../platform/compartments/index.ts';
import { listAccounts } from '../../../platform/identity/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { dateIn } from './calendar.rules.ts';
import { contentOfEdition, historyOf, readBusinessClock, readInForce } from './edition.queries.ts';
import { viewEdition } from './edition.views.ts';
import { namedBy, viewRules } from './rule-set.views.ts';
import type { SeverityTable } from './severity.rules.ts';
import { holidaysUntil, japaneseHolidaysOf, shippedSeveritiesSource } from './shipped.queries.ts';

const may = (reading: Reading, permission: string) => ({ change: reading.actor.permissions.has(permission) });

/** The table of priorities in force, with every version. */
export async function showPriorities(reading: Reading): Promise<ResponseOf<RouteWith<'triage-priorities.show'>>> {
  const { priorities } = await readInForce(reading, ['priorities']);
  const history = await historyOf(reading, 'priorities');
  const versions: ResponseOf<RouteWith<'triage-priorities.show'>>['versions'] = [];
  for (const edition of history) {
    const table = await contentOfEdition(reading, 'priorities', edition);
    versions.push({ ...viewEdition(edition, history, reading.now), table: structuredClone(table) });
  }
  return {
    version: priorities.version,
    latestVersion: history[0].version,
    table: structuredClone(priorities.content),
    versions,
    can: may(reading, 'triage-priorities.change'),
  };
}

/** The table of severities in force, with its version: for other modules that let somebody tick it. */
export async function severityTable(
  reading: Reading,
): Promise<{ readonly version: number; readonly table: SeverityTable }> {
  const { severities } = await readInForce(reading, ['severities']);
  return { version: severities.version, table: severities.content };
}

/** The table of severities in force, with every version. */
export async function showSeverities(reading: Reading): Promise<ResponseOf<RouteWith<'triage-severities.show'>>> {
  const { version, table } = await severityTable(reading);
  const history = await historyOf(reading, 'severities');
  const versions: ResponseOf<RouteWith<'triage-severities.show'>>['versions'] = [];
  for (const edition of history) {
    const content = await contentOfEdition(reading, 'severities', edition);
    versions.push({ ...viewEdition(edition, history, reading.now), table: viewSeverities(content) });
  }
  return {
    version,
    latestVersion: history[0].version,
    source: shippedSeveritiesSource,
    table: viewSeverities(table),
    versions,
    can: may(reading, 'triage-severities.change'),
  };
}

const viewSeverities = (table: SeverityTable) =>
  structuredClone(table) as ResponseOf<RouteWith<'triage-severities.show'>>['table'];

/** The rules of a version, or those that were kept last, as the reader may see them. */
export async function showRules(
  reading: Reading,
  version: number | undefined,
): Promise<ResponseOf<RouteWith<'triage-rules.show'>>> {
  const history = await historyOf(reading, 'rules');
  const asked = version === undefined ? history[0] : history.find((edition) => edition.version === version);
  if (asked === undefined) return refuse('record.find.not-found');
  const { all } = await contentOfEdition(reading, 'rules', asked);
  const rules = viewRules(all, reading.actor.compartments);
  const { accountIds, compartmentIds } = namedBy(rules);
  const accounts = accountIds.size === 0 ? [] : await listAccounts(reading.db);
  const compartments = await compartmentLinks(reading.db, compartmentIds);
  return {
    version: asked.version,
    latestVersion: history[0].version,
    rules,
    accounts: accounts.filter((one) => accountIds.has(one.id)).map(({ id, name }) => ({ id, name })),
    compartments: [...compartments.values()].map(({ id, name }) => ({ id, name })),
    versions: history.map((edition) => viewEdition(edition, history, reading.now)),
    can: may(reading, 'triage-rules.change'),
  };
}

/** The targets in force. */
export async function showServiceLevels(reading: Reading): Promise<ResponseOf<RouteWith<'service-levels.show'>>> {
  const { 'service-levels': levels } = await readInForce(reading, ['service-levels']);
  const history = await historyOf(reading, 'service-levels');
  return {
    version: levels.version,
    levels: structuredClone(levels.content) as ResponseOf<RouteWith<'service-levels.show'>>['levels'],
    versions: history.map((edition) => viewEdition(edition, history, reading.now)),
    can: may(reading, 'service-levels.change'),
  };
}

/** The business hours and closed days in force, with the public holidays of this year and the next. */
export async function showCalendar(reading: Reading): Promise<ResponseOf<RouteWith<'business-calendars.show'>>> {
  const { 'business-calendar': calendar } = await readInForce(reading, ['business-calendar']);
  const history = await historyOf(reading, 'business-calendar');
  const { zone } = await readSettings(reading.db);
  const clock = await readBusinessClock(reading);
  const year = Number(dateIn(zone, reading.now).slice(0, 4));
  const holidays = calendar.content.hasJapaneseHolidays
    ? [...japaneseHolidaysOf(year), ...japaneseHolidaysOf(year + 1)]
    : [];
  return {
    version: calendar.version,
    calendar: structuredClone(calendar.content) as ResponseOf<RouteWith<'business-calendars.show'>>['calendar'],
    zone,
    isOpenNow: clock.isOpen(reading.now),
    holidays: [...holidays],
    holidaysUntil,
    versions: history.map((edition) => viewEdition(edition, history, reading.now)),
    can: may(reading, 'business-calendars.change'),
  };
}
