import type { Databases } from '../../apps/server/src/platform/db/index.ts';
import { seedAudit } from './seed.audit.ts';
import { seedObservables } from './seed.observables.ts';
import { finishSearch, prepare, seedIncidents, seedJournal, seedReports } from './seed.records.ts';
import type { Sizes } from './sizes.ts';
import { repeatable } from './texts.ts';

const seedOfTexts = 20_261_122;

/**
 * Fills an installation with the reference set, past triggers and foreign keys, as the superuser of its own cluster.
 * Answers when the statistics are up to date.
 */
export async function seed(databases: Databases, sizes: Sizes, say: (line: string) => void): Promise<void> {
  const end = Date.now();
  const seeding = { databases, end, pick: repeatable(seedOfTexts) };
  await prepare(seeding);
  say(`${sizes.incidents} incidents`);
  const subjectIds = await seedIncidents(seeding, sizes.incidents);
  say(`${sizes.reports} reports`);
  const reportIds = await seedReports(seeding, sizes.reports, subjectIds);
  const journalCount = Math.max(0, sizes.texts - sizes.reports - sizes.incidents);
  say(`${journalCount} journal entries`);
  await seedJournal(seeding, journalCount, subjectIds);
  await finishSearch(seeding);
  say(`${sizes.observables} observables`);
  await seedObservables(seeding, sizes.observables, reportIds);
  say(`${sizes.auditEntries} audit entries`);
  await seedAudit(databases, { count: sizes.auditEntries, end, subjectIds });
  say('statistics');
  await databases.ownerPool.query('vacuum analyze');
}
