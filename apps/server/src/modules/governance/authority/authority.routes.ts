import { Readable } from 'node:stream';
import { refuse } from '@matoi/kernel';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { showAuthority, showDifference, showDraft, showJudgement, showVersion } from './authority.queries.ts';
import { approveMatrix, discardDraft, giveDelegation, revokeDelegation, saveDraft } from './matrix.commands.ts';
import { authorityPaper } from './paper.queries.ts';

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** Binds the routes of the authority matrix and of delegations. */
export function authorityBindings({ renderer }: { readonly renderer: DocumentRenderer }): readonly Binding[] {
  return [
    bind('authority.show', (call) => call.read(showAuthority)),
    bind('authority.version', (call) => call.read((reading) => showVersion(reading, call.params.number))),
    bind('authority.draft', (call) => call.read(showDraft)),
    bind('authority.save-draft', (call) => call.run(saveDraft, call.body)),
    bind('authority.discard-draft', (call) => call.run(discardDraft, {})),
    bind('authority.approve', (call) => call.run(approveMatrix, call.body)),
    bind('authority.difference', (call) => call.read((reading) => showDifference(reading, call.query))),
    bind('authority.judge', (call) => call.read((reading) => showJudgement(reading, call.query))),
    bind('authority.document', async (call) => {
      const { format } = call.query;
      const paper = await call.read((reading) =>
        authorityPaper(reading, { number: call.params.number, ...call.query }),
      );
      const made = await renderer.render({ document: paper.document, format, at: paper.at });
      if (!made.isMade) return refuse('authority.document.not-made');
      return {
        name: paper.name,
        mediaType: mediaTypes[format],
        size: made.bytes.length,
        content: Readable.from([made.bytes]),
      };
    }),
    bind('delegations.give', (call) => call.run(giveDelegation, call.body)),
    bind('delegations.revoke', (call) => call.run(revokeDelegation, { params: call.params, body: call.body })),
  ];
}
