import type { Readable } from 'node:stream';
import { timelineRowLimit } from '@matoi/contract';
import { asId, type Refusal, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findFile, recordFile, type StoredFile, type StoredObject } from '../../../platform/files/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import { insertEvents } from './event.store.ts';
import { judgedRows } from './file.map.ts';
import { canMove, decideRun } from './import.rules.ts';
import {
  findImport,
  insertErrors,
  insertImport,
  isCancelled,
  updateDone,
  updateImport,
  updateUndone,
} from './import.store.ts';
import type { BadRow, FoundFormat, MachineEvent, Mapping, TimelineImport } from './timeline.model.ts';
import { packTimes } from './times.map.ts';

type Upload = {
  readonly subjectId: string;
  readonly fileName: string;
  readonly object: StoredObject;
  readonly encoding: TimelineImport['encoding'];
  readonly found: FoundFormat;
};
type OnSubject = { readonly subject: Subject; readonly refused: Refusal | null };

/** Keeps a file of machine events on a record, and what was found in it. Nothing is imported yet. */
export const uploadTimeline = defineCommand({
  id: 'timeline-imports.upload',
  async load(work: Work, input: Upload): Promise<OnSubject> {
    const subject = await findSubject(work, input.subjectId);
    return { subject, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, input) => input,
  async record(work, { loaded: { subject }, change: { found, object, fileName, encoding } }) {
    const mediaType = found.format.endsWith('csv') ? 'text/csv' : 'application/jsonl';
    const fileId = await recordFile(work, { object, subjectId: subject.id, name: fileName, mediaType });
    const id = await insertImport(work, {
      ...found,
      subjectId: subject.id,
      fileId,
      fileName,
      encoding,
      size: object.size,
    });
    return {
      subjectId: subject.id,
      audit: { importId: id, fileName, format: found.format, sha256: object.sha256.toString('hex') },
      facts: [{ kind: 'timeline-import.uploaded' as const, importId: id }],
      result: id,
    };
  },
  show: async (_work, id) => id,
});

type ById = { readonly id: string };
type OnImport = { readonly found: TimelineImport; readonly refused: Refusal | null };

async function loadForChange(work: Work, { id }: ById): Promise<OnImport> {
  const found = await findImport(work, id, { forUpdate: true });
  return { found, refused: await mayAnnotate(work, await findSubject(work, found.subjectId)) };
}

/** What a caller who is too late gets: the version as it is now. */
const versioned = {
  of: ({ found }: OnImport) => found.version,
  show: async (_work: Work, { found }: OnImport) => ({ id: found.id, version: found.version, state: found.state }),
};

/** Says that the rows of a file are to be imported. They are written by a job, all in one transaction. */
export const runTimelineImport = defineCommand({
  id: 'timeline-imports.run',
  load: (work: Work, input: ById & { readonly mapping: Mapping }) => loadForChange(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ found }, input) => decideRun(found, input.mapping),
  async record(work, { loaded: { found }, change: mapping }) {
    await updateImport(work, found.id, { state: 'running', mapping, isCancelling: false, wasTooMany: false });
    return {
      subjectId: asId<'Subject'>(found.subjectId),
      audit: { importId: found.id, fileName: found.fileName, zone: mapping.zone },
      facts: [{ kind: 'timeline-import.started' as const, importId: found.id }],
      result: found.id,
    };
  },
  show: async (_work, id) => id,
});

/** Asks the job that writes to stop. Refuses when it has finished meanwhile. */
export const cancelTimelineImport = defineCommand({
  id: 'timeline-imports.cancel',
  load: (work: Work, input: ById) => loadForChange(work, input),
  permit: permitAll,
  decide: ({ found }) =>
    found.state === 'running' && found.cancelRequestedAt === null
      ? found
      : refusal('timeline-imports.cancel.not-running'),
  async record(work, { loaded: { found } }) {
    await updateImport(work, found.id, { isCancelling: true });
    return {
      subjectId: asId<'Subject'>(found.subjectId),
      audit: { importId: found.id },
      facts: [],
      result: found.id,
    };
  },
  show: async (_work, id) => id,
});

type Write = ById & {
  readonly open: (file: StoredFile) => Readable;
  readonly onProgress: (events: number) => void;
};

/** Rows that are told of; the others are counted. */
const keptErrors = 10_000;
const keptSources = 200;
/** Events of one statement. */
const chunk = 1_000;

/**
 * Writes the rows of a file as events: all or nothing. The file is read as a stream while it is written, so that memory
 * does not grow with it. Refuses with `timeline-imports.run.cancelled` when somebody wants it to stop, and with
 * `timeline-imports.run.too-many-rows` beyond the limit.
 */
export const writeTimelineImport = defineCommand({
  id: 'timeline-imports.write',
  load: async (work: Work, { id }: Write) => {
    // Not locked: whoever cancels must be able to say so meanwhile.
    const found = await findImport(work, id);
    return { found, file: await findFile(work, found.fileId) };
  },
  permit: permitAll,
  decide: ({ found }) => (canMove(found.state, 'write') ? found : refusal('timeline-imports.run.not-waiting')),
  async record(work, { loaded: { found, file }, input }) {
    const at = { importId: found.id, subjectId: found.subjectId };
    const counts = makeCounts();
    const bad: BadRow[] = [];
    let waiting: MachineEvent[] = [];
    const write = async () => {
      if (await isCancelled(work, found.id)) refuse('timeline-imports.run.cancelled');
      if (waiting.length > 0) await insertEvents(work, at, waiting);
      waiting = [];
      input.onProgress(counts.events());
    };
    for await (const rows of judgedRows(input.open(file), found, found.mapping)) {
      for (const row of rows) {
        if ('bad' in row) {
          counts.addBad();
          if (bad.length < keptErrors) bad.push(row.bad);
        } else {
          counts.add(row.event);
          waiting.push(row.event);
        }
      }
      if (counts.events() > timelineRowLimit) refuse('timeline-imports.run.too-many-rows', { limit: timelineRowLimit });
      if (waiting.length >= chunk) await write();
    }
    await write();
    await insertErrors(work, at, bad);
    // From here on a cancellation waits for the lock and is then told that it came too late.
    await findImport(work, found.id, { forUpdate: true });
    if (await isCancelled(work, found.id)) refuse('timeline-imports.run.cancelled');
    const { times, ...counted } = counts.end();
    await updateDone(work, found.id, { ...counted, times });
    const subjectId = asId<'Subject'>(found.subjectId);
    await recordAct(work, subjectId, {
      code: 'timeline.imported',
      params: { count: grouped(counted.events), file: found.fileName },
      author: found.createdBy,
    });
    return {
      subjectId,
      audit: { importId: found.id, fileName: found.fileName, events: counted.events, errors: counted.errors },
      facts: [{ kind: 'timeline-import.finished' as const, importId: found.id, isCancelled: false }],
      result: counted.events,
    };
  },
  show: async (_work, events) => events,
});

function makeCounts() {
  const bySource = new Map<string, number>();
  const all: Pick<MachineEvent, 'at' | 'lane' | 'source'>[] = [];
  let errors = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    add(event: MachineEvent) {
      const { at, lane, source } = event;
      all.push({ at, lane, source });
      first = Math.min(first, event.at);
      last = Math.max(last, event.at);
      if (bySource.has(event.source) || bySource.size < 10_000)
        bySource.set(event.source, (bySource.get(event.source) ?? 0) + 1);
    },
    addBad() {
      errors += 1;
    },
    events: () => all.length,
    end() {
      const sources = [...bySource]
        .filter(([name]) => name !== '')
        .map(([name, count]) => ({ name, count }))
        .sort((one, other) => other.count - one.count)
        .slice(0, keptSources);
      return {
        events: all.length,
        errors,
        firstAt: all.length === 0 ? null : new Date(first),
        lastAt: all.length === 0 ? null : new Date(last),
        sources,
        times: packTimes(
          all,
          sources.map(({ name }) => name),
        ),
      };
    },
  };
}

/** Takes an import that was stopped back to where it can be run again or put aside. */
export const stopTimelineImport = defineCommand({
  id: 'timeline-imports.stop',
  load: (work: Work, input: ById & { readonly wasTooMany: boolean }) => findImport(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (found) => (canMove(found.state, 'stop') ? found : refusal('timeline-imports.cancel.not-running')),
  async record(work, { loaded: found, input }) {
    await updateImport(work, found.id, { state: 'uploaded', isCancelling: false, wasTooMany: input.wasTooMany });
    return {
      subjectId: asId<'Subject'>(found.subjectId),
      audit: { importId: found.id, events: 0, wasTooMany: input.wasTooMany },
      facts: [{ kind: 'timeline-import.finished' as const, importId: found.id, isCancelled: true }],
      result: null,
    };
  },
  show: async () => null,
});

/** Takes a whole import back: its events are kept, and shown nowhere from now on. */
export const undoTimelineImport = defineCommand({
  id: 'timeline-imports.undo',
  load: (work: Work, input: ById) => loadForChange(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ found }) => (canMove(found.state, 'undo') ? found : refusal('timeline-imports.undo.not-possible')),
  async record(work, { loaded: { found } }) {
    const subjectId = asId<'Subject'>(found.subjectId);
    await updateUndone(work, found.id);
    if (found.state === 'done') {
      const params = { count: grouped(found.events ?? 0), file: found.fileName };
      await recordAct(work, subjectId, { code: 'timeline.taken-back', params });
    }
    return {
      subjectId,
      audit: { importId: found.id, fileName: found.fileName, events: found.events },
      facts: [{ kind: 'timeline-import.undone' as const, importId: found.id }],
      result: found.id,
    };
  },
  show: async (_work, id) => id,
});

/** A number as both languages write it. */
function grouped(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}
