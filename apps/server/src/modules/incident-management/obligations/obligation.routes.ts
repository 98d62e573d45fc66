import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { showClocks, showFactHistory, showObligations, showVocabulary } from './obligation.queries.ts';
import { planPaper } from './plan-document.queries.ts';
import { assertAnchor, proposeAnchor, recordFacts, ruleObligation } from './record.commands.ts';
import { takeBackTelling, tell } from './telling.commands.ts';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** Binds the routes of what is known of a record, of anchors and of the duties that follow. */
export function obligationBindings({ renderer }: { readonly renderer: DocumentRenderer }): readonly Binding[] {
  return [
    bind('obligations.vocabulary', async () => showVocabulary()),
    bind('obligations.show', (call) => call.read((reading) => showObligations(reading, call.params.id))),
    bind('obligations.clocks', (call) => call.read((reading) => showClocks(reading, call.params.id))),
    bind('obligations.record-facts', (call) => call.run(recordFacts, { subjectId: call.params.id, ...call.body })),
    bind('obligations.fact-history', (call) =>
      call.read((reading) => showFactHistory(reading, call.params.id, call.query.key)),
    ),
    bind('obligations.propose-anchor', (call) =>
      call.run(proposeAnchor, {
        subjectId: call.params.id,
        ...call.body,
        at: new Date(call.body.at),
        zone: call.body.zone ?? null,
      }),
    ),
    bind('obligations.assert-anchor', (call) => call.run(assertAnchor, call.body)),
    bind('obligations.rule', (call) => call.run(ruleObligation, { subjectId: call.params.id, ...call.body })),
    bind('obligations.tell', (call) => call.run(tell, { subjectId: call.params.id, body: call.body })),
    bind('obligations.take-back', (call) =>
      call.run(takeBackTelling, { id: call.params.id, reason: call.body.reason }),
    ),
    bind('obligations.plan', async (call) => {
      const { format, language } = call.query;
      const { paper, at } = await call.read(async (reading) => ({
        paper: await planPaper(reading, call.params.id, language),
        at: reading.now,
      }));
      const made = await renderer.render({ document: paper.document, format, at });
      if (!made.isMade) return refuse('filings.document.not-made');
      return {
        name: `${paper.name}.${format}`,
        mediaType: mediaTypes[format],
        size: made.bytes.length,
        content: Readable.from([made.bytes]),
      };
    }),
  ];
}
