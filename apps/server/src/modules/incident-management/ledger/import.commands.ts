import { sentence } from '@matoi/catalogues';
import { openCompartment } from '@matoi/contract';
import { asId, isRefusal, orRefuse, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, nextNumber, registerSubject } from '../../../platform/subjects/index.ts';
import { type ImportedReport, importReports, withdrawImported } from '../reports/index.ts';
import type {
  Draft,
  FoundSheet,
  ImportCounts,
  JudgedRow,
  LedgerImport,
  LedgerOptions,
  UnknownWords,
} from './import.model.ts';
import { canMove, decideCheck, decideRun, writtenStates } from './import.rules.ts';
import {
  findImport,
  insertImport,
  isCancelled,
  updateCancelling,
  updateChecked,
  updateDone,
  updateState,
  updateUndone,
} from './import.store.ts';
import { emptyDrafts, insertRows, rowsAfter } from './row.store.ts';

type Upload = {
  readonly fileName: string;
  readonly mediaType: string;
  readonly object: StoredObject;
  readonly format: LedgerImport['format'];
  readonly encoding: LedgerImport['encoding'];
  readonly sheets: readonly FoundSheet[];
};

/** Keeps a ledger file and what was found in it. Nothing becomes a report yet. */
export const uploadLedger = defineCommand({
  id: 'ledger-imports.upload',
  load: async (_work: Work, input: Upload) => input,
  permit: permitAll,
  decide: (_loaded, input) => (proposesNothing(input) ? refusal('ledger-imports.upload.empty') : input),
  async record(work, { change }) {
    const number = await nextNumber(work, 'IMP');
    const id = await registerSubject(work, {
      kind: 'ledger-import',
      number,
      title: change.fileName,
      compartmentId: openCompartment,
    });
    const fileId = await recordFile(work, {
      object: change.object,
      subjectId: id,
      name: change.fileName,
      mediaType: change.mediaType,
    });
    await insertImport(work, id, { ...change, number, fileId, size: change.object.size });
    return {
      subjectId: id,
      audit: { number, fileName: change.fileName, sha256: change.object.sha256.toString('hex') },
      facts: [{ kind: 'ledger-import.uploaded' as const }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

function proposesNothing({ sheets }: Upload): boolean {
  return sheets.every(({ rowCount }) => rowCount < 2);
}

type Checked = {
  readonly id: string;
  readonly limit: number;
  readonly shape: string;
  readonly options: LedgerOptions;
  readonly counts: ImportCounts;
  readonly unknown: UnknownWords;
  readonly rows: readonly JudgedRow[];
};

/** Keeps how the rows of a file were judged, in place of the judgement before. */
export const recordCheck = defineCommand({
  id: 'ledger-imports.check',
  load: (work: Work, input: Checked) => findImport(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (found, { options, limit }) => {
    const sheet = decideCheck(found, options, limit);
    return isRefusal(sheet) ? sheet : { round: found.round + 1 };
  },
  async record(work, { loaded: found, change, input }) {
    const id = asId<'Subject'>(found.id);
    await insertRows(work, { importId: id, round: change.round }, input.rows);
    await updateChecked(work, found.id, { ...input, round: change.round });
    return { subjectId: id, audit: { counts: input.counts }, facts: [], result: id };
  },
  show: async (_work, id) => id,
});

type ById = { readonly id: string };

async function loadForChange(work: Work, { id }: ById): Promise<LedgerImport> {
  const subject = await findSubject(work, id, { kind: 'ledger-import' });
  return findImport(work, subject.id, { forUpdate: true });
}

/** What a caller who is too late gets: the version as it is now. */
const versioned = {
  of: (found: LedgerImport) => found.version,
  show: async (_work: Work, found: LedgerImport) => ({ id: found.id, version: found.version, state: found.state }),
};

/** Says that the checked rows are to be written. They are written by a job, all in one transaction. */
export const runImport = defineCommand({
  id: 'ledger-imports.run',
  load: (work: Work, input: ById & { readonly onlyGood: boolean }) => loadForChange(work, input),
  versioned,
  permit: permitAll,
  decide: (found, input) => decideRun(found, input),
  async record(work, { loaded: found, change, input }) {
    const id = asId<'Subject'>(found.id);
    await updateState(work, found.id, 'running');
    return {
      subjectId: id,
      audit: { rows: change.rows, onlyGood: input.onlyGood, counts: found.counts },
      facts: [{ kind: 'ledger-import.started' as const }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

/** Asks the job that writes to stop. Refuses when it has finished meanwhile. */
export const cancelImport = defineCommand({
  id: 'ledger-imports.cancel',
  load: (work: Work, input: ById) => loadForChange(work, input),
  permit: permitAll,
  decide: (found) =>
    found.state === 'running' && found.cancelRequestedAt === null
      ? found
      : refusal('ledger-imports.cancel.not-running'),
  async record(work, { loaded: found }) {
    const id = asId<'Subject'>(found.id);
    await updateCancelling(work, found.id);
    return { subjectId: id, audit: {}, facts: [], result: id };
  },
  show: async (_work, id) => id,
});

/** Rows that are written between two looks at whether somebody wants to stop. */
const chunk = 500;

type Write = ById & { readonly onProgress: (done: number, total: number) => void };

/**
 * Writes the rows of a checked import as reports: all or nothing. Nobody is acknowledged or notified and no clock
 * starts, because what stands in a ledger has happened long ago. Refuses with `ledger-imports.run.cancelled` when
 * somebody wants it to stop.
 */
export const writeImport = defineCommand({
  id: 'ledger-imports.write',
  load: async (work: Work, { id }: Write) => ({
    // Not locked: whoever cancels must be able to say so meanwhile.
    found: await findImport(work, id),
    settings: await readSettings(work.db),
  }),
  permit: permitAll,
  decide: ({ found }) =>
    canMove(found.state, 'write') && found.counts !== null
      ? { total: found.counts.good + found.counts.warning, skipped: found.counts.error + found.counts.duplicate }
      : refusal('ledger-imports.run.not-checked'),
  async record(work, { loaded: { found, settings }, change, input }) {
    const id = asId<'Subject'>(found.id);
    const at = { importId: found.id, round: found.round };
    let done = 0;
    let imported = 0;
    for (let line = 0; ; ) {
      if (await isCancelled(work, found.id)) refuse('ledger-imports.run.cancelled');
      const rows = await rowsAfter(work, at, { line, states: writtenStates, limit: chunk });
      const last = rows.at(-1);
      if (last === undefined) break;
      const reports = rows.flatMap((row) => (row.draft === null ? [] : [toReport(row.line, row.draft)]));
      imported += await importReports(
        work,
        { importId: id, compartmentId: found.compartmentId, locale: settings.locale },
        reports,
      );
      line = last.line;
      done += rows.length;
      input.onProgress(done, change.total);
    }
    // From here on a cancellation waits for the lock and is then told that it came too late.
    await findImport(work, found.id, { forUpdate: true });
    if (await isCancelled(work, found.id)) refuse('ledger-imports.run.cancelled');
    await emptyDrafts(work, found.id);
    await updateDone(work, found.id, imported);
    return {
      subjectId: id,
      audit: { imported, skipped: change.skipped + change.total - imported },
      facts: [{ kind: 'ledger-import.finished' as const, isCancelled: false }],
      result: imported,
    };
  },
  show: async (_work, imported) => imported,
});

function toReport(line: number, draft: Draft): ImportedReport {
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...draft,
    line,
    fields: Object.entries(draft.fields).map(([label, value]) => ({ label, value })),
    receivedAt: moment(draft.receivedAt) ?? new Date(0),
    occurredAt: moment(draft.occurredAt),
    closedAt: moment(draft.closedAt),
  };
}

/** Takes an import that was stopped back to where it can be run again or thrown away. */
export const stopImport = defineCommand({
  id: 'ledger-imports.stop',
  load: (work: Work, input: ById) => findImport(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (found) => (canMove(found.state, 'stop') ? found : refusal('ledger-imports.cancel.not-running')),
  async record(work, { loaded: found }) {
    const id = asId<'Subject'>(found.id);
    await updateState(work, found.id, 'checked');
    return {
      subjectId: id,
      audit: { imported: 0 },
      facts: [{ kind: 'ledger-import.finished' as const, isCancelled: true }],
      result: null,
    };
  },
  show: async () => null,
});

/** Withdraws the reports of an import. Those that somebody has changed since stay, and are named. */
export const undoImport = defineCommand({
  id: 'ledger-imports.undo',
  load: (work: Work, input: ById) => loadForChange(work, input),
  versioned,
  permit: permitAll,
  decide: (found) => (canMove(found.state, 'undo') ? found : refusal('ledger-imports.undo.not-done')),
  async record(work, { loaded: found }) {
    const id = asId<'Subject'>(found.id);
    const { locale } = await readSettings(work.db);
    const reason = sentence(locale, 'ledger.undo.reason', { number: found.number });
    const undone = await withdrawImported(work, id, reason);
    await updateUndone(work, found.id, undone);
    return {
      subjectId: id,
      audit: { withdrawn: undone.withdrawn, kept: undone.kept.length },
      facts: [{ kind: 'ledger-import.undone' as const }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

/** Refuses what `decideCheck` refuses, before a file is read for it. */
export function mustBeCheckable(found: LedgerImport, options: LedgerOptions, limit: number): FoundSheet {
  return orRefuse(decideCheck(found, options, limit));
}
