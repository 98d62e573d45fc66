import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { decodeCursor, toPage } from '../../../platform/lists/index.ts';
import { sendInstruction, withdrawInstruction } from './instruction.commands.ts';
import { answerFile, pageOfInstructions, showInstruction } from './instruction.queries.ts';
import { viewInstruction } from './instruction.views.ts';
import { handInstruction, noteInstruction, resendInstruction } from './recipient.commands.ts';

/** Binds what the team does with instructions. */
export function instructionBindings(parts: ModuleParts): readonly Binding[] {
  const { cursorKey, guestKey: key, publicUrl, store } = parts;
  const hasRelay = parts.transport !== null;
  return [
    bind('instructions.list', (call) =>
      call.read(async (reading) => {
        const { query } = call;
        const sort = `instructions.list ${query.sort}`;
        const page = await pageOfInstructions(reading, query, decodeCursor(cursorKey, sort, query.cursor));
        return toPage(page, {
          limit: query.limit,
          cursorKey,
          cursorOf: (one) => ({
            sort,
            value: (query.sort === 'due' ? one.dueKey : one.sentAt).toISOString(),
            id: one.id,
          }),
          view: (one) => viewInstruction(one, page.parts, reading),
        });
      }),
    ),
    bind('instructions.show', (call) => call.read((reading) => showInstruction(reading, call.params.id))),
    bind('instructions.send', (call) => call.run(sendInstruction, { body: call.body, key, hasRelay })),
    bind('instructions.withdraw', (call) =>
      call.run(withdrawInstruction, { params: call.params, body: call.body, hasRelay }),
    ),
    bind('instruction-recipients.resend', (call) =>
      call.run(resendInstruction, { params: call.params, body: call.body, hasRelay }),
    ),
    bind('instruction-recipients.link', async (call) => ({
      address: `${publicUrl}/g/${await call.run(handInstruction, { params: call.params, body: call.body, key })}`,
    })),
    bind('instruction-recipients.note', (call) => call.run(noteInstruction, { params: call.params, body: call.body })),
    bind('instruction-recipients.file', async (call) => {
      const file = await call.read((reading) => answerFile(reading, call.params));
      return { name: file.name, mediaType: file.mediaType, size: file.size, content: store.get(file) };
    }),
  ];
}
