import { Readable } from 'node:stream';
import type { DocumentModel, ManagementReportFormat } from '@matoi/contract';
import { Refused, refuse } from '@matoi/kernel';
import type { ModuleParts } from '../../../platform/composition/index.ts';
import type { DocumentRenderer } from '../../../platform/documents/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { fileNameOf } from './document.rules.ts';
import { fileOrDraft, type Prepared, prepareUnlessIssued } from './file.queries.ts';
import {
  approveReport,
  changeReport,
  discardReport,
  issueReport,
  type MadeReport,
  sendReport,
  startReport,
} from './report.commands.ts';
import { showReport, showReports } from './report.queries.ts';

const mediaTypes: Readonly<Record<ManagementReportFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

type Parts = Pick<ModuleParts, 'store' | 'clock' | 'transport'> & { readonly renderer: DocumentRenderer };

/** Binds the routes of reports to management. */
export function managementReportBindings(parts: Parts): readonly Binding[] {
  const { store, renderer } = parts;
  return [
    bind('management-reports.list', (call) => call.read((reading) => showReports(reading, call.params.id))),
    bind('management-reports.start', (call) => {
      renderer.warm();
      return call.run(startReport, { params: call.params, body: call.body });
    }),
    bind('management-reports.show', (call) => call.read((reading) => showReport(reading, call.params.id))),
    bind('management-reports.change', (call) => call.run(changeReport, { params: call.params, body: call.body })),
    bind('management-reports.discard', (call) => call.run(discardReport, { params: call.params })),
    bind('management-reports.approve', (call) =>
      call.run(approveReport, { params: call.params, contentHash: call.body.contentHash }),
    ),
    bind('management-reports.issue', async (call) => {
      const { contentHash } = call.body;
      const input = { params: call.params, contentHash };
      const by = { at: parts.clock(), by: call.actor.name };
      const prepared = await call.read((reading) => prepareUnlessIssued(reading, call.params.id, by));
      // Files are made only for what was seen; otherwise the command refuses, or answers a repeated asking as before.
      if (prepared === null || prepared.draft.contentHash !== contentHash)
        return call.run(issueReport, { ...input, made: null });
      const made = await makeFiles(parts, prepared);
      try {
        return await call.run(issueReport, { ...input, made });
      } catch (error) {
        // Only what was refused is certainly recorded nowhere; after another error the commit may have happened.
        if (error instanceof Refused) for (const { object } of made.files) await store.discard(object);
        throw error;
      }
    }),
    bind('management-reports.send', (call) =>
      call.run(sendReport, { params: call.params, body: call.body, hasRelay: parts.transport !== null }),
    ),
    bind('management-reports.file', async (call) => {
      const { format } = call.query;
      const found = await call.read((reading) => fileOrDraft(reading, call.params.id, format));
      if ('stored' in found) {
        const { name, mediaType, size } = found.stored;
        return { name, mediaType, size, content: store.get(found.stored) };
      }
      const bytes = await make(renderer, { document: found.document, format, at: parts.clock() });
      return { name: found.name, mediaType: mediaTypes[format], size: bytes.length, content: Readable.from([bytes]) };
    }),
  ];
}

async function make(
  renderer: DocumentRenderer,
  task: { readonly document: DocumentModel; readonly format: ManagementReportFormat; readonly at: Date },
): Promise<Buffer> {
  const made = await renderer.render(task);
  if (made.isMade) return made.bytes;
  return refuse(
    made.problem === 'too-large' ? 'management-reports.issue.too-large' : 'management-reports.issue.not-made',
  );
}

async function makeFiles({ renderer, store }: Parts, prepared: Prepared): Promise<MadeReport> {
  const { report, draft, document, sha256, chain, isApproved, at } = prepared;
  const { number } = draft.given.facts;
  const files: MadeReport['files'][number][] = [];
  for (const format of ['pdf', 'docx'] as const) {
    const bytes = await make(renderer, { document, format, at });
    files.push({
      format,
      name: fileNameOf({ number, language: report.language, kind: report.kind }, draft.number, format),
      mediaType: mediaTypes[format],
      object: await store.put(bytes, report.compartmentId),
    });
  }
  return { at, chain, sha256, document, isApproved, files };
}
