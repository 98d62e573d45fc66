import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { approveFiling, changeFiling, discardFiling, fileFiling, startFiling } from './filing.commands.ts';
import { showFiling } from './filing.queries.ts';
import { filingPaper } from './filing-document.queries.ts';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

type Parts = { readonly renderer: DocumentRenderer };

/** Binds the routes of reports and notices to recipients. */
export function filingBindings({ renderer }: Parts): readonly Binding[] {
  return [
    bind('filings.start', (call) => call.run(startFiling, { params: call.params, body: call.body })),
    bind('filings.show', (call) => call.read((reading) => showFiling(reading, call.params.id))),
    bind('filings.change', (call) => call.run(changeFiling, { params: call.params, body: call.body })),
    bind('filings.discard', (call) => call.run(discardFiling, { params: call.params })),
    bind('filings.approve', (call) =>
      call.run(approveFiling, { params: call.params, contentHash: call.body.contentHash }),
    ),
    bind('filings.file', (call) => call.run(fileFiling, { params: call.params, body: call.body })),
    bind('filings.document', async (call) => {
      const { format } = call.query;
      const { name, document, text, at } = await call.read((reading) => filingPaper(reading, call.params.id, format));
      if (format === 'txt') {
        const content = Buffer.from(text, 'utf8');
        return {
          name,
          mediaType: 'text/plain; charset=utf-8',
          size: content.length,
          content: Readable.from([content]),
        };
      }
      const made = await renderer.render({ document, format, at });
      if (!made.isMade) return refuse('filings.document.not-made');
      return { name, mediaType: mediaTypes[format], size: made.bytes.length, content: Readable.from([made.bytes]) };
    }),
  ];
}
