import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { makeCharterCommands } from './charter.commands.ts';
import { charterFile, charterText, type Places, showCharter, showDraft, showVersion } from './charter.queries.ts';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain; charset=utf-8',
} as const;

/** Binds the routes of the charter. Its page for everybody is bound by the portal. */
export function charterBindings(parts: Places & { readonly renderer: DocumentRenderer }): readonly Binding[] {
  const { renderer } = parts;
  const { saveDraft, discardDraft, approveCharter, publishCharter } = makeCharterCommands(parts);
  return [
    bind('charter.show', (call) => call.read((reading) => showCharter(reading, parts))),
    bind('charter.version', (call) => call.read((reading) => showVersion(reading, parts, call.params.number))),
    bind('charter.draft', (call) => call.read((reading) => showDraft(reading, parts))),
    bind('charter.save-draft', (call) => call.run(saveDraft, call.body)),
    bind('charter.discard-draft', (call) => call.run(discardDraft, {})),
    bind('charter.approve', (call) => call.run(approveCharter, call.body)),
    bind('charter.publish', (call) => call.run(publishCharter, call.body)),
    bind('charter.document', async (call) => {
      const { format, language } = call.query;
      const file = await call.read((reading) => charterFile(reading, parts, { number: call.params.number, language }));
      const bytes = format === 'txt' ? Buffer.from(charterText(file)) : await drawn(renderer, { ...file, format });
      return {
        name: `${file.name}.${format}`,
        mediaType: mediaTypes[format],
        size: bytes.length,
        content: Readable.from([bytes]),
      };
    }),
  ];
}

async function drawn(
  renderer: DocumentRenderer,
  { document, format, at }: Parameters<DocumentRenderer['render']>[0],
): Promise<Uint8Array> {
  const made = await renderer.render({ document, format, at });
  return made.isMade ? made.bytes : refuse('charter.document.not-made');
}
