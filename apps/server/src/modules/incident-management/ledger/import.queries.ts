import type { LedgerRowFilter } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { listAccounts } from '../../../platform/identity/index.ts';
import type { Cursor, Page } from '../../../platform/lists/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, subjectLinks } from '../../../platform/subjects/index.ts';
import { listClasses } from '../triage/index.ts';
import { findClass } from './class.rules.ts';
import { emptyOptions, headingsOf, plainWord, shapeOf } from './heading.rules.ts';
import type { LedgerImport, LedgerOptions } from './import.model.ts';
import { proposeSheet, statesOf } from './import.rules.ts';
import { findImport, findRemembered, listImports } from './import.store.ts';
import { type ImportView, viewImport } from './import.views.ts';
import { type KeptRow, listRows } from './row.store.ts';

/** How far the imports that are being written in this process are, by their ids. Another process knows nothing of it. */
export type Progress = Map<string, { readonly done: number; readonly total: number }>;

/** An import that the actor sees, by id or number. */
export async function importOf(reading: Reading, ref: string): Promise<LedgerImport> {
  const subject = await findSubject(reading, ref, { kind: 'ledger-import' });
  return findImport(reading, subject.id);
}

/** A page of imports. */
export async function pageOfImports(
  reading: Reading,
  asked: { readonly direction: 'asc' | 'desc'; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<LedgerImport>> {
  return listImports(reading, asked);
}

/** One import as its page shows it. */
export async function showImport(reading: Reading, ref: string, progress: Progress): Promise<ImportView> {
  const found = await importOf(reading, ref);
  const classes = await listClasses(reading);
  const kept = await subjectLinks(reading, found.kept);
  const proposal = await proposalFor(reading, found);
  return viewImport(
    found,
    {
      ...proposal,
      classes: classes
        .filter(({ isRetired }) => !isRetired)
        .map(({ code, name }) => ({ code, ja: name.ja, en: name.en })),
      progress: found.state === 'running' ? (progress.get(found.id) ?? null) : null,
      kept: [...kept.values()],
    },
    reading.actor,
  );
}

/** What the columns seem to mean: as somebody said of the last file with these headings, or by the words in them. */
async function proposalFor(
  reading: Reading,
  found: LedgerImport,
): Promise<{ readonly proposal: LedgerOptions; readonly isRemembered: boolean }> {
  if (found.options !== null) return { proposal: found.options, isRemembered: false };
  const sheet = proposeSheet(found.sheets);
  if (sheet === null) return { proposal: emptyOptions({ name: '', headerRow: 1, columns: [] }), isRemembered: false };
  const headings = headingsOf(sheet.rows, sheet.headerRow, sheet.columnCount);
  const remembered = await findRemembered(reading, shapeOf(headings));
  return remembered === null
    ? { proposal: emptyOptions(sheet), isRemembered: false }
    : {
        proposal: {
          ...remembered,
          sheet: sheet.name,
          headerRow: sheet.headerRow,
          columns: headings.map((_, column) => remembered.columns[column] ?? 'ignore'),
        },
        isRemembered: true,
      };
}

/** A page of the preview. */
export async function pageOfRows(
  reading: Reading,
  ref: string,
  asked: { readonly show: LedgerRowFilter; readonly cursor: Cursor | null; readonly limit: number },
): Promise<Page<KeptRow>> {
  const found = await importOf(reading, ref);
  return listRows(
    reading,
    { importId: found.id, round: found.round },
    { states: statesOf(asked.show), cursor: asked.cursor, limit: asked.limit },
  );
}

/** What rows are judged by that is ours: the zone, and the words for classes and people. */
export async function judgingGround(reading: Reading): Promise<{
  readonly zone: string;
  readonly classOf: (word: string) => string | undefined;
  readonly people: ReadonlyMap<string, string>;
}> {
  const { zone } = await readSettings(reading.db);
  const classes = (await listClasses(reading)).filter(({ isRetired }) => !isRetired);
  const accounts = (await listAccounts(reading.db)).filter(({ state }) => state === 'active');
  return {
    zone,
    classOf: findClass(
      classes.map(({ code, name, reading: kana }) => ({
        code,
        words: [code, name.ja, name.en, ...kana.split(/[\s、,]+/)],
      })),
    ),
    people: new Map(
      accounts.flatMap(({ id, name, email }): [string, string][] => [
        [plainWord(name), id],
        [plainWord(email), id],
      ]),
    ),
  };
}
