import type { TimelineImportState } from '@matoi/contract';
import { isRefusal, isZone, type Refusal, refusal } from '@matoi/kernel';
import type { Mapping, TimelineImport } from './timeline.model.ts';

/** Moves of an import. `write` and `stop` are the program's own; an import that was never run can be put aside as well. */
export const importMoves = {
  uploaded: { run: 'running', undo: 'undone' },
  running: { write: 'done', stop: 'uploaded' },
  done: { undo: 'undone' },
  undone: {},
} as const satisfies Record<TimelineImportState, Partial<Record<Move, TimelineImportState>>>;

type Move = 'run' | 'write' | 'stop' | 'undo';

export function canMove(state: TimelineImportState, move: Move): boolean {
  return move in importMoves[state];
}

/** Whether the columns that somebody names are there, and the zone is one. */
export function checkMapping(found: Pick<TimelineImport, 'columns'>, mapping: Mapping): Refusal | null {
  const names = new Set(found.columns.map(({ name }) => name));
  const { at, zoneColumn, message, what, source, host, laneColumn, zone } = mapping;
  const unknown = [...at, zoneColumn, message, what, source, host, laneColumn].find(
    (name) => name !== null && !names.has(name),
  );
  if (unknown != null) return refusal('timeline-imports.run.column-unknown', { column: unknown });
  if (zone !== null && !isZone(zone))
    return refusal('timeline-imports.run.zone-unknown', {}, [
      { path: 'body.zone', code: 'timeline-imports.run.zone-unknown' },
    ]);
  return null;
}

/** Whether a file may be imported like this. A file whose times say no zone needs one. */
export function decideRun(
  found: Pick<TimelineImport, 'state' | 'columns' | 'needsZone'>,
  mapping: Mapping,
): Mapping | Refusal {
  if (!canMove(found.state, 'run')) return refusal('timeline-imports.run.not-waiting');
  const wrong = checkMapping(found, mapping);
  if (wrong !== null && isRefusal(wrong)) return wrong;
  if (found.needsZone && mapping.zone === null && mapping.zoneColumn === null)
    return refusal('timeline-imports.run.zone-needed', {}, [
      { path: 'body.zone', code: 'timeline-imports.run.zone-needed' },
    ]);
  return mapping;
}
