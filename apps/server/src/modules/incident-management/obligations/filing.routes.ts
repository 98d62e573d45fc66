import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import type { FilledForm, FormCell, FormFiller } from '../../../platform/tables/index.ts';
import { approveFiling, changeFiling, discardFiling, fileFiling, startFiling } from './filing.commands.ts';
import { showFiling } from './filing.queries.ts';
import { filingPaper } from './filing-document.queries.ts';
import { fillForm, fillKeptForm } from './fill.commands.ts';
import { orRefuseForm } from './recipient-form.routes.ts';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

type Parts = { readonly renderer: DocumentRenderer; readonly filler: FormFiller };

type Taken = { readonly name: string; readonly cells: readonly FormCell[]; readonly unknown: readonly string[] };

function filledCopy(answer: FilledForm, { name, cells, unknown }: Taken) {
  const { bytes, kept, unknownSheets } = orRefuseForm(answer);
  const missed = cells.filter(({ sheet }) => unknownSheets.includes(sheet)).length;
  return {
    name,
    content: Buffer.from(bytes).toString('base64'),
    filled: cells.length - kept.length - missed,
    unknown: [...unknown],
    kept: [...kept],
    unknownSheets: [...unknownSheets],
  };
}

/** Binds the routes of reports and notices to recipients. */
export function filingBindings({ renderer, filler }: Parts): readonly Binding[] {
  return [
    bind('filings.start', (call) => call.run(startFiling, { params: call.params, body: call.body })),
    bind('filings.show', (call) => call.read((reading) => showFiling(reading, call.params.id))),
    bind('filings.change', (call) => call.run(changeFiling, { params: call.params, body: call.body })),
    bind('filings.discard', (call) => call.run(discardFiling, { params: call.params })),
    bind('filings.approve', (call) =>
      call.run(approveFiling, { params: call.params, contentHash: call.body.contentHash }),
    ),
    bind('filings.file', (call) => call.run(fileFiling, { params: call.params, body: call.body })),
    bind('filings.fill', async (call) => {
      const { form, cells } = call.body;
      const taken = await call.run(fillForm, { id: call.params.id, cells });
      return filledCopy(await filler.fill(Buffer.from(form, 'base64'), taken.cells), taken);
    }),
    bind('filings.fill-kept', async (call) => {
      const taken = await call.run(fillKeptForm, { id: call.params.id, formId: call.body.formId });
      return filledCopy(await filler.fill(taken.bytes, taken.cells), taken);
    }),
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
