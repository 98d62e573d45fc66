import { Readable } from 'node:stream';
import type { DocumentModel, MinutesFormat } from '@matoi/contract';
import { Refused, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { writeTable } from '../../../platform/tables/index.ts';
import { actionRows, calendarFile, minutesFile, minutesName, prepareMinutes } from './file.queries.ts';
import { showMeeting, showMeetings, showToday } from './meeting.queries.ts';
import { confirmMeeting, type MadeFile, type MadeMinutes, sendMeeting } from './minutes.commands.ts';
import { decideMeeting, giveMeeting } from './outcome.commands.ts';
import { changeMeeting, planMeeting } from './plan.commands.ts';
import { attendMeeting, moveMeeting, noteMeeting } from './session.commands.ts';

const mediaTypes: Readonly<Record<MinutesFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const calendarType = 'text/calendar; charset=utf-8';

type Parts = Pick<ModuleParts, 'store' | 'clock' | 'transport' | 'guestKey' | 'publicUrl'> & {
  readonly renderer: DocumentRenderer;
};
type Prepared = NonNullable<Awaited<ReturnType<typeof prepareMinutes>>>;

/** Binds the routes of meetings. */
export function meetingBindings(parts: Parts): readonly Binding[] {
  const { store, renderer, clock, transport, guestKey, publicUrl } = parts;
  const hasRelay = transport !== null;
  return [
    bind('meetings.list', (call) => call.read((reading) => showMeetings(reading, call.params.id))),
    bind('meetings.today', (call) => call.read(showToday)),
    bind('meetings.plan', (call) => call.run(planMeeting, { params: call.params, body: call.body })),
    bind('meetings.show', (call) => call.read((reading) => showMeeting(reading, call.params.id))),
    bind('meetings.change', (call) => call.run(changeMeeting, { params: call.params, body: call.body })),
    bind('meetings.move', (call) => {
      if (call.body.act === 'close') renderer.warm();
      return call.run(moveMeeting, { params: call.params, body: call.body });
    }),
    bind('meetings.attend', (call) => call.run(attendMeeting, { params: call.params, body: call.body })),
    bind('meetings.note', (call) => call.run(noteMeeting, { params: call.params, body: call.body })),
    bind('meetings.decide', (call) =>
      call.run(decideMeeting, { params: call.params, body: call.body, links: { key: guestKey, hasRelay } }),
    ),
    bind('meetings.give', (call) => call.run(giveMeeting, { params: call.params, body: call.body })),
    bind('meetings.confirm', async (call) => {
      const input = { params: call.params, contentHash: call.body.contentHash };
      const by = { at: clock(), by: call.actor.name };
      const prepared = await call.read((reading) => prepareMinutes(reading, call.params.id, by));
      // Files are made only for what was seen; otherwise the command refuses, or answers a repeated asking as before.
      if (prepared === null || prepared.contentHash !== input.contentHash)
        return call.run(confirmMeeting, { ...input, made: null });
      const made = await makeFiles(parts, prepared);
      return withFiles(store, made.files, () => call.run(confirmMeeting, { ...input, made }));
    }),
    bind('meetings.send', async (call) => {
      const { params, body } = call;
      const input = { params, body, hasRelay };
      if (body.what === 'minutes') return call.run(sendMeeting, { ...input, calendar: null });
      const { language } = body;
      const file = await call.read((reading) => calendarFile(reading, params.id, { language, publicUrl }));
      const { compartmentId, name, text } = file;
      const calendar = { name, mediaType: calendarType, object: await store.put(Buffer.from(text), compartmentId) };
      return withFiles(store, [calendar], () => call.run(sendMeeting, { ...input, calendar }));
    }),
    bind('meetings.file', async (call) => {
      const { params, query } = call;
      const { language, format, edition } = query;
      switch (format) {
        case 'csv': {
          const { name, rows } = await call.read((reading) => actionRows(reading, params.id, language));
          const pages = async function* () {
            yield rows;
          };
          const content = writeTable(pages(), { format: 'csv', sheet: '', widths: [] });
          return { name, mediaType: 'text/csv; charset=utf-8', size: null, content };
        }
        case 'ics': {
          const { name, text } = await call.read((reading) =>
            calendarFile(reading, params.id, { language, publicUrl }),
          );
          const bytes = Buffer.from(text);
          return { name, mediaType: calendarType, size: bytes.length, content: Readable.from([bytes]) };
        }
        case 'pdf':
        case 'docx': {
          const found = await call.read((reading) => minutesFile(reading, params.id, { language, format, edition }));
          if ('stored' in found) {
            const { name, mediaType, size } = found.stored;
            return { name, mediaType, size, content: store.get(found.stored) };
          }
          const bytes = await make(renderer, { document: found.document, format, at: clock() });
          const content = Readable.from([bytes]);
          return { name: found.name, mediaType: mediaTypes[format], size: bytes.length, content };
        }
      }
    }),
  ];
}

/** Runs what records stored files; only what was refused is certainly recorded nowhere, and is discarded. */
async function withFiles<Result>(
  store: ModuleParts['store'],
  files: readonly Pick<MadeFile, 'object'>[],
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refused) for (const { object } of files) await store.discard(object);
    throw error;
  }
}

async function make(
  renderer: DocumentRenderer,
  task: { readonly document: DocumentModel; readonly format: MinutesFormat; readonly at: Date },
): Promise<Buffer> {
  const made = await renderer.render(task);
  return made.isMade ? made.bytes : refuse('meetings.confirm.not-made');
}

async function makeFiles({ renderer, store }: Parts, prepared: Prepared): Promise<MadeMinutes> {
  const { number, compartmentId, edition, at, documents, sha256 } = prepared;
  const files: MadeFile[] = [];
  for (const language of ['ja', 'en'] as const)
    for (const format of ['pdf', 'docx'] as const) {
      const bytes = await make(renderer, { document: documents[language], format, at });
      const name = minutesName(number, { edition, language, format });
      files.push({
        ...{ language, format, name, mediaType: mediaTypes[format] },
        object: await store.put(bytes, compartmentId),
      });
    }
  return { at, documents, sha256, files };
}
