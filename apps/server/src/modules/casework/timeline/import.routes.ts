import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sentence } from '@matoi/catalogues';
import { timelineFileLimit } from '@matoi/contract';
import { orRefuse, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind, fileStreamOf } from '../../../platform/http/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { makeFileLook } from './file.map.ts';
import { findFormat } from './format.map.ts';
import { cancelTimelineImport, runTimelineImport, undoTimelineImport, uploadTimeline } from './import.commands.ts';
import { errorPages, importOf, importsOf, type Progress, previewOf, showImport } from './import.queries.ts';

export type ImportParts = Pick<ModuleParts, 'store'> & { readonly progress: Progress };

/** Binds the routes of imports. */
export function timelineImportBindings({ store, progress }: ImportParts): readonly Binding[] {
  return [
    bind('timeline-imports.list', (call) =>
      call.read(async (reading) => ({ items: [...(await importsOf(reading, call.query.subjectId, progress))] })),
    ),
    bind('timeline-imports.upload', async (call) => {
      const { subjectId, fileName } = call.query;
      // Before a byte is taken: a record that takes nothing costs no disk.
      const compartmentId = await call.read(async (reading) => {
        const subject = await findSubject(reading, subjectId);
        orRefuse(await mayAnnotate(reading, subject));
        return subject.compartmentId;
      });
      const look = makeFileLook();
      const seen = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          look.see(chunk);
          done(null, chunk);
        },
      });
      const arriving = pipeline(fileStreamOf(call.raw.request, timelineFileLimit), seen);
      // Both ends learn of a file that stops in the middle; the store's word counts.
      const [object] = await Promise.all([store.put(seen, compartmentId), arriving]);
      const discard = async (error: unknown) => {
        await store.discard(object);
        throw error;
      };
      const made = async () => {
        if (object.size === 0) refuse('timeline-imports.upload.empty');
        const text = look.end();
        const found = text === null ? null : findFormat(text.beginning);
        if (found === 'no-headings') return refuse('timeline-imports.upload.no-headings');
        if (text === null || found === null) return refuse('timeline-imports.upload.unreadable');
        return call.run(uploadTimeline, { subjectId, fileName, object, encoding: text.encoding, found });
      };
      const id = await made().catch(discard);
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('timeline-imports.show', (call) => call.read((reading) => showImport(reading, call.params.id, progress))),
    bind('timeline-imports.preview', (call) => previewOf(call.read, store, { id: call.params.id, mapping: call.body })),
    bind('timeline-imports.run', async (call) => {
      const id = await call.run(runTimelineImport, { id: call.params.id, mapping: call.body });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('timeline-imports.cancel', async (call) => {
      const id = await call.run(cancelTimelineImport, { id: call.params.id });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('timeline-imports.undo', async (call) => {
      const id = await call.run(undoTimelineImport, { id: call.params.id });
      return call.read((reading) => showImport(reading, id, progress));
    }),
    bind('timeline-imports.errors', async (call) => {
      const { found, locale } = await call.read(async (reading) => ({
        found: await importOf(reading, call.params.id),
        locale: (await readSettings(reading.db)).locale,
      }));
      return {
        name: `${sentence(locale, 'timeline.errors.file')}-${plainName(found.fileName)}.csv`,
        mediaType: 'text/csv',
        size: null,
        content: writeTable(errorPages(call.read, found, locale), { format: 'csv', sheet: '', widths: [] }),
      };
    }),
  ];
}

/** A name that is no path, no markup, and does not turn around what stands behind it. */
function plainName(name: string): string {
  return name.replace(/[\\/<>:"|?*\p{Cc}\p{Cf}]+/gu, '_');
}
