import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import type { LedgerImport, LedgerOptions } from './import.model.ts';
import { canMove } from './import.rules.ts';
import type { KeptRow } from './row.store.ts';

export type ImportView = ResponseOf<RouteWith<'ledger-imports.show'>>;
type SummaryView = ResponseOf<RouteWith<'ledger-imports.list'>>['items'][number];
type RowView = ResponseOf<RouteWith<'ledger-imports.rows'>>['items'][number];

/** An import as the list shows it. */
export function viewImportSummary(one: LedgerImport): SummaryView {
  return {
    id: one.id,
    number: one.number,
    version: one.version,
    fileName: one.fileName,
    size: one.size,
    state: one.state,
    counts: one.counts,
    imported: one.imported,
    withdrawn: one.withdrawn,
    createdAt: one.createdAt.toISOString(),
    createdBy: one.createdBy,
  };
}

/** What an import's page needs besides the import. */
export type ImportGround = {
  readonly proposal: LedgerOptions;
  readonly isRemembered: boolean;
  readonly classes: ImportView['classes'];
  readonly progress: ImportView['progress'];
  readonly kept: readonly SubjectLink[];
};

/** An import with all that its page shows, and what this actor may do with it now. */
export function viewImport(one: LedgerImport, ground: ImportGround, actor: Pick<Actor, 'permissions'>): ImportView {
  const may = (act: string) => actor.permissions.has(`ledger-imports.${act}`);
  return {
    ...viewImportSummary(one),
    format: one.format,
    encoding: one.encoding,
    sheets: one.sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) => [...row]),
      columns: [...sheet.columns],
    })),
    proposal: mutable(ground.proposal),
    isRemembered: ground.isRemembered,
    options: one.options === null ? null : mutable(one.options),
    unknown:
      one.unknown === null
        ? null
        : {
            class: [...one.unknown.class],
            state: [...one.unknown.state],
            impact: [...one.unknown.impact],
            urgency: [...one.unknown.urgency],
            priority: [...one.unknown.priority],
            assignee: [...one.unknown.assignee],
          },
    classes: ground.classes,
    progress: ground.progress,
    isCancelling: one.state === 'running' && one.cancelRequestedAt !== null,
    finishedAt: one.finishedAt?.toISOString() ?? null,
    undone:
      one.undoneAt === null || one.undoneBy === null
        ? null
        : { at: one.undoneAt.toISOString(), by: one.undoneBy, kept: [...ground.kept] },
    can: {
      check: canMove(one.state, 'check') && may('check'),
      run: canMove(one.state, 'run') && may('run'),
      cancel: one.state === 'running' && one.cancelRequestedAt === null && may('cancel'),
      undo: canMove(one.state, 'undo') && may('undo'),
    },
  };
}

function mutable(options: LedgerOptions): ImportView['proposal'] {
  return { ...options, columns: [...options.columns], words: { ...options.words } };
}

/** A judged row as the report that it would become. Rows of a finished import have only what was wrong with them. */
export function viewRow({ line, state, problems, draft }: KeptRow): RowView {
  const reporter = [draft?.reporterName, draft?.reporterDepartment, draft?.reporterAddress, draft?.reporterPhone];
  return {
    line,
    state,
    problems: [...problems],
    number: draft?.number ?? null,
    receivedAt: draft?.receivedAt ?? null,
    receivedPrecision: draft?.receivedPrecision ?? 'date',
    title: draft?.title ?? '',
    reporter: reporter.filter((part) => part !== null && part !== undefined).join(' '),
    classCode: draft?.classCode ?? null,
    priority: draft?.priority ?? null,
    reportState: draft?.state ?? 'new',
  };
}
