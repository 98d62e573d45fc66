import type { BodyOf, DocumentModel, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { recordFile, type StoredObject } from '../../../platform/files/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { queueMessage } from '../../casework/correspondence/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import type { ReportShape } from './compose.model.ts';
import { composeReport } from './compose.rules.ts';
import { titleOf } from './document.rules.ts';
import { factsOf } from './facts.queries.ts';
import type { AllEdits, Issued, ManagementReport, ReportFile } from './report.model.ts';
import { type ComposedDraft, composeDraft, nameOf, sayIn, showReport } from './report.queries.ts';
import { changeEdits, decideApprove, decideChange, decideIssue } from './report.rules.ts';
import {
  findReport,
  insertDelivery,
  insertReport,
  reportsOn,
  updateApproved,
  updateDiscarded,
  updateDraft,
  updateIssued,
} from './report.store.ts';

type On = { readonly params: { readonly id: string } };

/** What is kept of the options that a caller gave: a closing report has one audience and is no last of a row. */
function shapeFrom(
  kind: ReportShape['kind'],
  body: BodyOf<RouteWith<'management-reports.change'>> | Start,
): ReportShape {
  const nextReportAt = body.nextReportAt === null ? null : new Date(body.nextReportAt);
  if (kind === 'closing')
    return { kind, language: body.language, audience: 'technical', isFinal: false, nextReportAt: null };
  const { language, audience, isFinal } = body;
  return { kind, language, audience, isFinal, nextReportAt: isFinal ? null : nextReportAt };
}

type Start = BodyOf<RouteWith<'management-reports.start'>>;

/** Begins a draft on an incident. */
export const startReport = defineCommand({
  id: 'management-reports.start',
  async load(work: Work, { params }: On & { readonly body: Start }) {
    const subject = await findSubject(work, params.id, { forUpdate: true });
    return { subject, reports: await reportsOn(work, subject.id) };
  },
  permit: permitAll,
  decide({ subject, reports }, { body }): ReportShape | Refusal {
    if (subject.kind !== 'incident') return refusal('management-reports.start.not-an-incident');
    const isThere = reports.some(({ kind, state }) => kind === body.kind && state === 'draft');
    return isThere ? refusal('management-reports.start.draft-open') : shapeFrom(body.kind, body);
  },
  async record(work, { loaded: { subject }, change: shape }) {
    const id = await insertReport(work, subject.id, shape);
    return {
      subjectId: subject.id,
      audit: { reportId: id, ...shape },
      facts: [{ kind: 'management-report.changed' as const, reportId: id }],
      result: id,
    };
  },
  show: (work, id) => showReport(work, id),
});

async function loadReport(work: Work, { params }: On): Promise<ManagementReport> {
  const report = await findReport(work, params.id, { forUpdate: true });
  await findSubject(work, report.subjectId);
  return report;
}

const versionOf = <Loaded extends ManagementReport>() => ({
  of: (report: Loaded) => report.version,
  show: (work: Work, report: Loaded) => showReport(work, report.id),
});

type WithComposed = ManagementReport & {
  readonly shape: ReportShape;
  readonly composed: ReturnType<typeof composeReport>;
};

type Change = On & { readonly body: BodyOf<RouteWith<'management-reports.change'>> };

/** Changes language, audience and texts of a draft. */
export const changeReport = defineCommand({
  id: 'management-reports.change',
  async load(work: Work, input: Change): Promise<WithComposed> {
    const report = await loadReport(work, input);
    const shape = shapeFrom(report.kind, input.body);
    const facts = await factsOf(work, report.subjectId, shape.language);
    return { ...report, shape, composed: composeReport({ facts, shape, say: sayIn(shape.language) }) };
  },
  versioned: versionOf<WithComposed>(),
  permit: permitAll,
  decide({ shape, composed, ...report }, { body }): (ReportShape & { readonly edits: AllEdits }) | Refusal {
    const refused = decideChange(report);
    return refused ?? { ...shape, edits: changeEdits(report.edits, shape, { edits: body.edits, composed }) };
  },
  async record(work, { loaded: report, change }) {
    await updateDraft(work, report.id, change);
    const { language, audience, isFinal, nextReportAt, edits } = report;
    return {
      subjectId: asId<'Subject'>(report.subjectId),
      audit: { reportId: report.id, before: { language, audience, isFinal, nextReportAt, edits }, after: change },
      facts: [{ kind: 'management-report.changed' as const, reportId: report.id }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** Gives a draft up. It stays in the database, and is shown in no list. */
export const discardReport = defineCommand({
  id: 'management-reports.discard',
  load: loadReport,
  versioned: versionOf<ManagementReport>(),
  permit: permitAll,
  decide: (report): ManagementReport | Refusal => decideChange(report) ?? report,
  async record(work, { change: report }) {
    await updateDiscarded(work, report.id);
    return {
      subjectId: asId<'Subject'>(report.subjectId),
      audit: { reportId: report.id, edits: report.edits },
      facts: [{ kind: 'management-report.changed' as const, reportId: report.id }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

type OnContent = On & { readonly contentHash: string };
type WithDraft = ManagementReport & { readonly draft: ComposedDraft | null };

async function loadWithDraft(work: Work, input: On): Promise<WithDraft> {
  const report = await loadReport(work, input);
  return { ...report, draft: report.state === 'draft' ? await composeDraft(work, report) : null };
}

/** Approves a draft exactly as it was shown. A change of draft or record makes the approval void. */
export const approveReport = defineCommand({
  id: 'management-reports.approve',
  load: (work: Work, input: OnContent) => loadWithDraft(work, input),
  versioned: versionOf<WithDraft>(),
  permit: permitAll,
  decide: (report, { contentHash }, { actor }): { readonly contentHash: string } | Refusal =>
    decideApprove(report, actor.id, { asked: contentHash, now: report.draft?.contentHash ?? '' }) ?? { contentHash },
  async record(work, { loaded: report, change: { contentHash } }) {
    await updateApproved(work, report.id, contentHash);
    return {
      subjectId: asId<'Subject'>(report.subjectId),
      audit: { reportId: report.id, contentHash },
      facts: [{ kind: 'management-report.changed' as const, reportId: report.id }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

/** What was made before the transaction: the frozen document and its files, stored and recorded nowhere yet. */
export type MadeReport = Pick<Issued, 'at' | 'chain' | 'sha256'> & {
  readonly document: DocumentModel;
  readonly isApproved: boolean;
  readonly files: readonly {
    readonly format: ReportFile['format'];
    readonly name: string;
    readonly mediaType: string;
    readonly object: StoredObject;
  }[];
};

/**
 * Issues a draft: number, checksum and files. The files were made outside of the transaction; here it is asked again
 * whether the record still says what they say.
 */
export const issueReport = defineCommand({
  id: 'management-reports.issue',
  load: (work: Work, input: OnContent & { readonly made: MadeReport | null }) => loadWithDraft(work, input),
  versioned: versionOf<WithDraft>(),
  permit: permitAll,
  decide(report, { contentHash, made }): { readonly made: MadeReport; readonly draft: ComposedDraft } | Refusal {
    const { draft } = report;
    const refused = decideIssue(report, { asked: contentHash, now: draft?.contentHash ?? '' });
    if (refused !== null) return refused;
    if (made === null || draft === null) return refusal('management-reports.issue.record-changed');
    return { made, draft };
  },
  async record(work, { loaded: report, change: { made, draft } }) {
    const subjectId = asId<'Subject'>(report.subjectId);
    const files: ReportFile[] = [];
    for (const { object, format, name, mediaType } of made.files) {
      const fileId = await recordFile(work, { object, subjectId, name, mediaType });
      files.push({ format, fileId, name, size: object.size, sha256: object.sha256.toString('hex') });
    }
    const { at, chain, sha256, document, isApproved } = made;
    const texts = draft.sections.map(({ code, text }) => ({ code, text }));
    const { number } = draft;
    await updateIssued(work, report.id, {
      number,
      at,
      chain,
      sha256,
      document,
      texts,
      files,
      keepsApproval: isApproved,
    });
    await indexText(work, {
      subjectId,
      part: `management-report ${report.id}`,
      texts: texts.map(({ text }) => text),
    });
    const name = `${titleOf(report.kind, sayIn(report.language))} ${nameOf(report, number)}`;
    await recordAct(work, subjectId, { code: 'management-report.issued', params: { number: name } });
    return {
      subjectId,
      audit: { reportId: report.id, number, sha256: sha256.toString('hex'), chain, files },
      facts: [{ kind: 'management-report.issued' as const, reportId: report.id }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

type Send = On & { readonly body: BodyOf<RouteWith<'management-reports.send'>>; readonly hasRelay: boolean };

/** Sends an issued report by mail. The mail carries the marking of the report in its subject. */
export const sendReport = defineCommand({
  id: 'management-reports.send',
  async load(work: Work, input: Send) {
    const report = await findReport(work, input.params.id);
    return { report, subject: await findSubject(work, report.subjectId) };
  },
  permit: permitAll,
  decide: ({ report }): { readonly issued: Issued } | Refusal =>
    report.issued === null ? refusal('management-reports.send.not-issued') : { issued: report.issued },
  async record(work, { loaded: { report, subject }, change: { issued }, input: { body, hasRelay } }) {
    const { language } = report;
    const title = `${titleOf(report.kind, sayIn(language))} ${nameOf(report)}`;
    const recipient = ({ name, address }: { name?: string | undefined; address: string }) => ({
      name: name ?? null,
      address,
    });
    const { messageId } = await queueMessage(work, subject.id, {
      purpose: 'notice',
      to: body.to.map(recipient),
      cc: body.cc.map(recipient),
      title: language === 'ja' ? `${title}：${subject.title}` : `${title}: ${subject.title}`,
      text: body.text,
      locale: language,
      attachments: issued.files.filter(({ format }) => body.formats.includes(format)).map(({ fileId }) => fileId),
      tlp: tlpOf(issued.document),
      signature: true,
      hasRelay,
    });
    const to = [...body.to, ...body.cc].map(({ address }) => address);
    await insertDelivery(work, report, { messageId, to });
    await recordAct(work, subject.id, {
      code: 'management-report.sent',
      lane: 'communication',
      params: { number: title, reason: to.join(', ') },
    });
    return {
      subjectId: subject.id,
      audit: { reportId: report.id, messageId, recipients: to.length, formats: body.formats },
      facts: [{ kind: 'management-report.sent' as const, reportId: report.id, messageId }],
      result: report.id,
    };
  },
  show: (work, id) => showReport(work, id),
});

const tlps = {
  'TLP:RED': 'red',
  'TLP:AMBER+STRICT': 'amber+strict',
  'TLP:AMBER': 'amber',
  'TLP:GREEN': 'green',
  'TLP:CLEAR': 'clear',
} as const;

/** The marking that was frozen, not that of the record today. */
const tlpOf = ({ tlp }: DocumentModel) => (tlp === null ? null : tlps[tlp]);
