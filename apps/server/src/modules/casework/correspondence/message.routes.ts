import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { cancelMessage, retryMessage } from './message.commands.ts';
import { attachmentOf, originalOf, pageOfMessages, pageOfOutgoing, showMessageFiles } from './message.queries.ts';
import { viewMessage } from './message.views.ts';
import { prepareMessage } from './prepare.queries.ts';
import { previewMessage, sendMessage } from './send.commands.ts';
import { beginMailSilence, endMailSilence } from './silence.commands.ts';
import { changeSignature, changeTemplate, createTemplate } from './template.commands.ts';
import { showSignatures, showTemplates } from './template.queries.ts';

/** Binds the routes of correspondence. */
export function correspondenceBindings({
  cursorKey,
  store,
  transport,
}: Pick<ModuleParts, 'cursorKey' | 'store' | 'transport'>): readonly Binding[] {
  const hasRelay = transport !== null;
  return [
    bind('correspondence.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `correspondence.list ${query.sort}`;
        const page = await pageOfMessages(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (message) => ({ sort, value: message.queuedAt.toISOString(), id: message.id }),
          view: (message) => viewMessage(message, page.names, call.actor),
        });
      }),
    ),
    bind('correspondence.outgoing', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `correspondence.outgoing ${query.sort}`;
        const page = await pageOfOutgoing(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (message) => ({ sort, value: message.queuedAt.toISOString(), id: message.id }),
          view: (message) => viewMessage(message, page.names, call.actor),
        });
      }),
    ),
    bind('correspondence.files', (call) =>
      call.read(async (reading) => ({ items: await showMessageFiles(reading, call.query.subjectId) })),
    ),
    bind('correspondence.prepare', (call) =>
      call.read((reading) => prepareMessage(reading, call.params.id, { query: call.query, hasRelay })),
    ),
    bind('correspondence.preview', (call) =>
      call.read((reading) => previewMessage(reading, { body: call.body, hasRelay })),
    ),
    bind('correspondence.send', (call) => call.run(sendMessage, { body: call.body, hasRelay })),
    bind('correspondence.retry', (call) => call.run(retryMessage, call.params)),
    bind('correspondence.cancel', (call) => call.run(cancelMessage, call.params)),
    bind('correspondence.original', async (call) => {
      const file = await call.read((reading) => originalOf(reading, call.params.id));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(file) };
    }),
    bind('correspondence.attachment', async (call) => {
      const file = await call.read((reading) => attachmentOf(reading, call.params.id, call.params.attachmentId));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(file) };
    }),
    bind('correspondence.silence', (call) => call.run(beginMailSilence, { params: call.params, body: call.body })),
    bind('correspondence.end-silence', (call) => call.run(endMailSilence, { params: call.params, body: call.body })),
    bind('correspondence.list-templates', (call) => call.read(showTemplates)),
    bind('correspondence.create-template', (call) => call.run(createTemplate, call.body)),
    bind('correspondence.change-template', (call) =>
      call.run(changeTemplate, { params: call.params, body: call.body }),
    ),
    bind('correspondence.list-signatures', (call) => call.read(showSignatures)),
    bind('correspondence.change-signature', (call) =>
      call.run(changeSignature, { params: call.params, body: call.body }),
    ),
  ];
}
