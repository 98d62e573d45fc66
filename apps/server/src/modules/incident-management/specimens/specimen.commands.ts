import type { SpecimenVerdict } from '@matoi/contract';
import { asId, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { recordOccurrences } from '../../situational-awareness/observables/index.ts';
import { showSpecimen } from './specimen.queries.ts';
import { findSpecimen, type Outcome, upsertSpecimen, writeVerdict } from './specimen.store.ts';

export type SpecimenFile = {
  readonly subjectId: SubjectId;
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: Buffer;
};

export type Opened = { readonly file: SpecimenFile; readonly outcome: Outcome };

/** Writes what the analyser made of a mail, and notes the observables in it. */
async function keep(work: Work, { file, outcome }: Opened) {
  const id = await upsertSpecimen(work, file, outcome);
  if (outcome.analysis !== null)
    await recordOccurrences(work, file.subjectId, { part: `specimen ${id}`, text: wordsOf(outcome.analysis) });
  return {
    subjectId: file.subjectId,
    audit: {
      specimenId: id,
      state: outcome.state,
      analyserVersion: outcome.analyserVersion,
      warnings: outcome.warningCount,
    },
    facts: [{ kind: 'specimen.analysed' as const, specimenId: id }],
    result: id,
  };
}

/** What is looked through for observables: text, targets of links, senders, hosts, attachments with their digests. */
function wordsOf(analysis: NonNullable<Outcome['analysis']>): string {
  return [
    analysis.subject,
    ...analysis.senders.map(({ address }) => address),
    ...analysis.replyTo.map(({ address }) => address),
    analysis.returnPath ?? '',
    ...analysis.hops.map(({ address }) => address ?? ''),
    ...analysis.links.map(({ defanged }) => defanged),
    ...analysis.files.map(({ name, sha256 }) => `「${name}」 ${sha256}`),
    analysis.text,
  ].join('\n');
}

/** Opens the mails that were handed in with a report as specimens, when it comes in. */
export const openSpecimens = defineCommand({
  id: 'specimens.open',
  load: (work: Work, input: { readonly subjectId: SubjectId; readonly opened: readonly Opened[] }) =>
    findSubject(work, input.subjectId),
  permit: permitAll,
  decide: (_subject, input) => input.opened,
  async record(work, { loaded: subject, change: opened }) {
    for (const one of opened) {
      const { facts } = await keep(work, one);
      for (const fact of facts) work.fact(fact, subject.id);
    }
    return { subjectId: subject.id, audit: { opened: opened.length }, facts: [], result: null };
  },
  show: async () => null,
});

/** A person has a specimen analysed again. */
export const analyseAgain = defineCommand({
  id: 'specimens.analyse',
  async load(work: Work, input: { readonly id: string; readonly outcome: Outcome }) {
    const specimen = await findSpecimen(work, input.id, { forUpdate: true });
    const subject = await findSubject(work, specimen.subjectId);
    return { specimen, refused: await mayAnnotate(work, subject) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ specimen }, { outcome }): Opened => ({
    file: { ...specimen, subjectId: asId<'Subject'>(specimen.subjectId) },
    outcome,
  }),
  record: (work, { change }) => keep(work, change),
  show: (work, id) => showSpecimen(work, id),
});

type Judge = { readonly id: string; readonly verdict: SpecimenVerdict; readonly note: string };

/** A person says what a mail is. */
export const judgeSpecimen = defineCommand({
  id: 'specimens.judge',
  async load(work: Work, input: Judge) {
    const specimen = await findSpecimen(work, input.id, { forUpdate: true });
    const subject = await findSubject(work, specimen.subjectId);
    return { specimen, refused: await mayAnnotate(work, subject) };
  },
  versioned: { of: ({ specimen }) => specimen.version, show: (work, { specimen }) => showSpecimen(work, specimen.id) },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, { verdict, note }) => ({ value: verdict, note }),
  async record(work, { loaded: { specimen }, change }) {
    await writeVerdict(work, specimen.id, change);
    return {
      subjectId: asId<'Subject'>(specimen.subjectId),
      audit: { specimenId: specimen.id, before: specimen.verdict?.value ?? null, after: change.value },
      facts: [{ kind: 'specimen.judged' as const, specimenId: specimen.id, verdict: change.value }],
      result: specimen.id,
    };
  },
  show: (work, id) => showSpecimen(work, id),
});

/** Whoever takes the bytes of a specimen stands in the audit log. */
export const takeSpecimen = defineCommand({
  id: 'specimens.download',
  load: (work: Work, input: { readonly id: string }) => findSpecimen(work, input.id),
  permit: permitAll,
  decide: (specimen) => specimen,
  async record(_work, { change: specimen }) {
    return {
      subjectId: asId<'Subject'>(specimen.subjectId),
      audit: { specimenId: specimen.id, sha256: specimen.sha256.toString('hex') },
      facts: [],
      result: specimen,
    };
  },
  show: async (_work, specimen) => specimen,
});
