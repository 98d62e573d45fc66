import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { Locale } from '@matoi/contract';
import { isRefusal, Refused } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findFile, type ObjectStore } from '../../../platform/files/index.ts';
import { findSubject, mayAnnotate, wholeOf } from '../../../platform/subjects/index.ts';
import { judgedRows } from './file.map.ts';
import { checkMapping } from './import.rules.ts';
import { errorsAfter, findImport, listImports } from './import.store.ts';
import { type ImportView, type PreviewView, viewImport, viewPreview } from './import.views.ts';
import type { JudgedRow, Mapping, TimelineImport } from './timeline.model.ts';

/** How far the imports that are written in this process are, by their ids. Another process knows nothing of it. */
export type Progress = Map<string, { readonly done: number; readonly events: number }>;

/** Reads in transactions of their own. */
export type Read = <T>(use: (reading: Reading) => Promise<T>) => Promise<T>;

/** An import that the actor sees; the record that it belongs to counts as read. */
export async function importOf(reading: Reading, id: string): Promise<TimelineImport> {
  const found = await findImport(reading, id);
  await findSubject(reading, found.subjectId);
  return found;
}

export async function showImport(reading: Reading, id: string, progress: Progress): Promise<ImportView> {
  const found = await findImport(reading, id);
  const subject = await findSubject(reading, found.subjectId);
  const mayChange = (await mayAnnotate(reading, subject)) === null;
  return viewImport(found, { actor: reading.actor, progress: progress.get(id) ?? null, mayChange });
}

/** The files of a record and of what was merged into it, the newest first. */
export async function importsOf(reading: Reading, ref: string, progress: Progress): Promise<readonly ImportView[]> {
  const subject = await findSubject(reading, ref);
  const mayChange = (await mayAnnotate(reading, subject)) === null;
  const { ids, mergedFrom } = await wholeOf(reading, subject);
  const imports = await listImports(reading, ids);
  return imports.map((found) =>
    viewImport(found, {
      actor: reading.actor,
      progress: progress.get(found.id) ?? null,
      mayChange,
      mergedFrom: mergedFrom(found.subjectId),
    }),
  );
}

/** Rows of the preview. */
const shownRows = 30;

/** How the first rows of a file are understood. Reads as much of the file as that takes. */
export async function previewOf(
  read: Read,
  store: ObjectStore,
  asked: { readonly id: string; readonly mapping: Mapping },
): Promise<PreviewView> {
  const { found, file } = await read(async (reading) => {
    const one = await importOf(reading, asked.id);
    return { found: one, file: await findFile(reading, one.fileId) };
  });
  const wrong = checkMapping(found, asked.mapping);
  if (wrong !== null && isRefusal(wrong)) throw new Refused(wrong);
  const rows: JudgedRow[] = [];
  const bytes = store.get(file);
  for await (const some of judgedRows(bytes, found, asked.mapping)) {
    rows.push(...some);
    if (rows.length >= shownRows) break;
  }
  bytes.destroy();
  return viewPreview(rows.slice(0, shownRows));
}

/** The table of rows that became no event, a thousand at a time. */
export async function* errorPages(read: Read, found: TimelineImport, locale: Locale) {
  const say = (key: SentenceKey) => sentence(locale, key);
  yield [[say('timeline.errors.line'), say('timeline.errors.reason'), say('timeline.errors.value')]];
  for (let line = 0; ; ) {
    const rows = await read((reading) => errorsAfter(reading, found.id, { line, limit: 1_000 }));
    if (rows.length === 0) return;
    yield rows.map((row) => [String(row.line), say(`timeline.problem.${row.problem}`), row.value]);
    line = rows.at(-1)?.line ?? line;
  }
}
