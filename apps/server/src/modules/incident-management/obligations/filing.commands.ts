import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { filesOn } from '../../casework/attachments/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { reassess } from './assess.commands.ts';
import { type Composed, composeFiling, frozenText } from './composed.queries.ts';
import type { DutyFiling, Texts } from './filing.model.ts';
import { hashOf, showFiling } from './filing.queries.ts';
import { changeTexts, decideApprove, decideChange, decideFile, toldOf } from './filing.rules.ts';
import {
  filingsOn,
  findFiling,
  insertFiling,
  updateApproved,
  updateDiscarded,
  updateFiled,
  updateTexts,
} from './filing.store.ts';
import { groundOf } from './gather.queries.ts';
import type { Regime } from './obligation.model.ts';
import { regimesInForce } from './regime.queries.ts';

type On = { readonly params: { readonly id: string } };
type Start = On & { readonly body: BodyOf<RouteWith<'filings.start'>> };

/** The newest version of a regime that has the stage. */
function newestOf(regimes: readonly Regime[], regimeId: string): Regime | null {
  return regimes
    .filter(({ id }) => id === regimeId)
    .reduce<Regime | null>((best, one) => (best === null || one.version > best.version ? one : best), null);
}

/** Begins a report or notice to one recipient. */
export const startFiling = defineCommand({
  id: 'filings.start',
  async load(work: Work, { params, body }: Start) {
    const subject = await findSubject(work, params.id, { forUpdate: true });
    const refused =
      subject.kind === 'incident' ? await mayAnnotate(work, subject) : refusal('obligations.record.not-an-incident');
    return {
      subject,
      refused,
      filings: await filingsOn(work, subject.id),
      regime: newestOf(await regimesInForce(work), body.regimeId),
    };
  },
  permit: (_actor, { refused }) => refused,
  decide({ filings, regime }, { body }): { readonly regime: Regime } | Refusal {
    const { stage, recipient, kind } = body;
    if (regime === null) return refusal('obligations.rule.regime-unknown');
    const found = regime.stages.find(({ code }) => code === stage);
    if (found === undefined) return refusal('filings.start.stage-unknown');
    const code = recipient.split(':')[0] ?? '';
    if (!found.recipients.includes(code)) return refusal('filings.start.recipient-unknown');
    const same = filings.filter(
      (one) => one.regimeId === regime.id && one.stage === stage && one.recipient === recipient,
    );
    if (same.some(({ state }) => state !== 'filed')) return refusal('filings.start.draft-open');
    if (kind === 'withdrawal' && !same.some((one) => one.kind === 'report'))
      return refusal('filings.start.nothing-to-withdraw');
    return { regime };
  },
  async record(work, { loaded: { subject }, change: { regime }, input: { body } }) {
    const { stage, recipient, kind, language } = body;
    const id = await insertFiling(work, subject.id, {
      ...{ regimeId: regime.id, regimeVersion: regime.version, stage, recipient, kind, language },
    });
    return {
      subjectId: subject.id,
      audit: { filingId: id, ...body },
      facts: [{ kind: 'obligation-filing.changed' as const, filingId: id }],
      result: id,
    };
  },
  show: (work, id) => showFiling(work, id),
});

type Loaded = {
  readonly filing: DutyFiling;
  readonly subject: Subject;
  readonly refused: Refusal | null;
  readonly composed: Composed;
};

async function loadFiling(work: Work, { params }: On): Promise<Loaded> {
  const filing = await findFiling(work, params.id, { forUpdate: true });
  const subject = await findSubject(work, filing.subjectId);
  const ground = await groundOf(work, subject);
  return {
    filing,
    subject,
    refused: await mayAnnotate(work, subject),
    composed: composeFiling(filing, ground),
  };
}

const versioned = {
  of: ({ filing }: Loaded) => filing.version,
  show: (work: Work, { filing }: Loaded) => showFiling(work, filing.id),
};

const changed = (filingId: string) => [{ kind: 'obligation-filing.changed' as const, filingId }];

type Change = On & { readonly body: BodyOf<RouteWith<'filings.change'>> };

/** Somebody writes a text by hand in place of what the record says. */
export const changeFiling = defineCommand({
  id: 'filings.change',
  load: (work: Work, input: Change) => loadFiling(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide(
    { filing, composed },
    { body },
    { actor },
  ): { readonly texts: Texts; readonly authors: readonly string[] } | Refusal {
    const refused = decideChange(filing);
    if (refused !== null) return refused;
    const authors = [...new Set([...filing.authors, actor.id])];
    return { texts: changeTexts(filing.texts, composed.sections, body.texts), authors };
  },
  async record(work, { loaded: { filing, subject }, change: { texts, authors }, input: { body } }) {
    await updateTexts(work, filing.id, { texts, authors, language: body.language });
    return {
      subjectId: subject.id,
      audit: { filingId: filing.id, before: filing.texts, after: texts, language: body.language },
      facts: changed(filing.id),
      result: filing.id,
    };
  },
  show: (work, id) => showFiling(work, id),
});

/** Gives a draft up. */
export const discardFiling = defineCommand({
  id: 'filings.discard',
  load: (work: Work, input: On) => loadFiling(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ filing }): { readonly filing: DutyFiling } | Refusal => decideChange(filing) ?? { filing },
  async record(work, { loaded: { filing, subject } }) {
    await updateDiscarded(work, filing.id);
    return {
      subjectId: subject.id,
      audit: { filingId: filing.id, texts: filing.texts },
      facts: changed(filing.id),
      result: filing.id,
    };
  },
  show: (work, id) => showFiling(work, id),
});

const namesOf = ({ title, recipientName }: Pick<Composed, 'title' | 'recipientName'>) => ({
  name: title,
  recipient: recipientName,
});

/** Somebody approves what somebody else has written. A change of draft or record makes it void. */
export const approveFiling = defineCommand({
  id: 'filings.approve',
  load: (work: Work, input: On & { readonly contentHash: string }) => loadFiling(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ filing, composed }, { contentHash }, { actor }): { readonly hash: string } | Refusal =>
    decideApprove(filing, actor.id, { asked: contentHash, now: composed.hash }) ?? { hash: contentHash },
  async record(work, { loaded: { filing, subject, composed }, change: { hash } }) {
    await updateApproved(work, filing.id, hash);
    await recordAct(work, subject.id, { code: 'filing.approved', params: namesOf(composed) });
    return {
      subjectId: subject.id,
      audit: { filingId: filing.id, contentHash: hash },
      facts: changed(filing.id),
      result: filing.id,
    };
  },
  show: (work, id) => showFiling(work, id),
});

type File = On & { readonly body: BodyOf<RouteWith<'filings.file'>> };
type LoadedFile = Loaded & { readonly isFileThere: boolean };

/** Somebody records that an approved text has reached its recipient; the clocks are counted again with it. */
export const fileFiling = defineCommand({
  id: 'filings.file',
  async load(work: Work, input: File): Promise<LoadedFile> {
    const loaded = await loadFiling(work, input);
    const { fileId } = input.body;
    const files = fileId === null ? [] : await filesOn(work, loaded.subject.id);
    return { ...loaded, isFileThere: fileId === null || files.some(({ id }) => id === fileId) };
  },
  versioned: {
    of: ({ filing }: LoadedFile) => filing.version,
    show: (work: Work, { filing }: LoadedFile) => showFiling(work, filing.id),
  },
  permit: (_actor, { refused }) => refused,
  decide({ filing, composed, isFileThere }, { body }, { now }): { readonly filedAt: Date } | Refusal {
    const filedAt = new Date(body.filedAt);
    const refused = decideFile(filing, { hash: composed.hash, filedAt, now });
    if (refused !== null) return refused;
    if (body.contentHash !== composed.hash) return refusal('filings.file.approval-void');
    return isFileThere ? { filedAt } : refusal('filings.file.file-unknown');
  },
  async record(work, { loaded: { filing, subject, composed }, change: { filedAt }, input: { body } }) {
    const text = frozenText(composed);
    const sha256 = hashOf(text);
    await updateFiled(work, filing.id, {
      at: filedAt,
      channel: body.channel,
      receipt: body.receipt === '' ? null : body.receipt,
      fileId: body.fileId,
      text,
      told: toldOf(composed),
      sha256,
    });
    const subjectId = asId<'Subject'>(subject.id);
    await indexText(work, {
      subjectId,
      part: `filing ${filing.id}`,
      texts: [body.receipt, ...text.sections.flatMap(({ items }) => items.map(({ value }) => value))],
    });
    await recordAct(work, subjectId, {
      code: filing.kind === 'withdrawal' ? 'filing.withdrawn' : 'filing.filed',
      lane: 'communication',
      occurredAt: filedAt,
      params: { ...namesOf(composed), channel: body.channel, receipt: body.receipt },
    });
    await reassess(work, subjectId);
    return {
      subjectId,
      audit: { filingId: filing.id, filedAt, channel: body.channel, receipt: body.receipt, sha256 },
      facts: [{ kind: 'obligation.filed' as const, filingId: filing.id }],
      result: filing.id,
    };
  },
  show: (work, id) => showFiling(work, id),
});
