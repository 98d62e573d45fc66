import type { ResponseOf, RouteWith } from '@matoi/contract';
import type { Actor } from '../../../platform/access/index.ts';
import type { SubjectLink } from '../../../platform/subjects/index.ts';
import { cleanText } from './event.map.ts';
import { canMove } from './import.rules.ts';
import type { JudgedRow, Mapping, TimelineImport } from './timeline.model.ts';

export type ImportView = ResponseOf<RouteWith<'timeline-imports.show'>>;
export type PreviewView = ResponseOf<RouteWith<'timeline-imports.preview'>>;

/** An import as the contract describes it. */
export function viewImport(
  found: TimelineImport,
  given: {
    readonly actor: Actor;
    readonly progress: { readonly done: number; readonly events: number } | null;
    /** Whether the record takes additions now. */
    readonly mayChange: boolean;
    readonly mergedFrom?: SubjectLink | null;
  },
): ImportView {
  const { actor, progress, mayChange } = given;
  const may = (permission: string) => actor.permissions.has(permission);
  const isRunning = found.state === 'running';
  return {
    id: found.id,
    mergedFrom: given.mergedFrom ?? null,
    version: found.version,
    fileName: found.fileName,
    size: found.size,
    state: found.state,
    format: found.format,
    encoding: found.encoding,
    columns: found.columns.map(({ name, examples }) => ({ name, examples: [...examples] })),
    mapping: viewMapping(found.mapping),
    needsZone: found.needsZone,
    events: found.events,
    errors: found.errors,
    firstAt: found.firstAt?.toISOString() ?? null,
    lastAt: found.lastAt?.toISOString() ?? null,
    progress:
      isRunning && progress !== null
        ? { done: Math.min(progress.done, found.size), total: found.size, events: progress.events }
        : null,
    isCancelling: isRunning && found.cancelRequestedAt !== null,
    wasTooMany: found.wasTooMany,
    createdAt: found.createdAt.toISOString(),
    createdBy: found.createdBy,
    finishedAt: found.finishedAt?.toISOString() ?? null,
    undone:
      found.undoneAt === null || found.undoneBy === null
        ? null
        : { at: found.undoneAt.toISOString(), by: found.undoneBy },
    can: {
      run: mayChange && canMove(found.state, 'run') && may('timeline-imports.run'),
      cancel: isRunning && found.cancelRequestedAt === null && may('timeline-imports.cancel'),
      undo: mayChange && canMove(found.state, 'undo') && may('timeline-imports.undo'),
    },
  };
}

function viewMapping(mapping: Mapping): ImportView['mapping'] {
  return { ...mapping, at: [...mapping.at] };
}

const shownMessage = 300;

/** The first rows as the events that they would become. */
export function viewPreview(rows: readonly JudgedRow[]): PreviewView {
  const none = { at: null, lane: null, source: '', what: '', host: '' } as const;
  return {
    rows: rows.map((row) =>
      'bad' in row
        ? { ...none, line: row.bad.line, message: row.bad.value, problem: row.bad.problem }
        : {
            line: row.event.line,
            at: new Date(row.event.at).toISOString(),
            lane: row.event.lane,
            source: row.event.source,
            what: row.event.what,
            host: row.event.host,
            message: cleanText(row.event.message, shownMessage),
            problem: null,
          },
    ),
  };
}
