import type { BodyOf, RouteWith } from '@matoi/contract';
import { asId, isRefusal, type Refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { accountsThatSee } from '../../../platform/identity/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { filesOn } from '../../casework/attachments/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { notesOn } from '../../casework/notes/index.ts';
import type { Measure, MeasureWords } from './measure.model.ts';
import { showMeasure } from './measure.queries.ts';
import { decideMove, decideOwner } from './measure.rules.ts';
import { findMeasure, insertMeasure, updateMeasure, updateState } from './measure.store.ts';

type Body = BodyOf<RouteWith<'measures.change'>>;

/** Who can be given a measure: active, working on incidents, and seeing where it lies. */
const workingRoles = ['commander', 'handler'] as const;

const ownersIn = (work: Work, compartmentId: number) =>
  accountsThatSee(work.db, { compartmentId, roles: workingRoles });

function decideWords(body: Body, able: Awaited<ReturnType<typeof ownersIn>>): MeasureWords | Refusal {
  const owner = decideOwner(body, able);
  if (isRefusal(owner)) return owner;
  const { kind, title, detail, dueOn } = body;
  return { kind, title, detail, dueOn, ...owner };
}

const textsOf = ({ title, detail, ownerName }: MeasureWords) => [title, detail ?? '', ownerName];

/**
 * Adds a measure to a record. It needs no open record: what was learnt late is written down too, and measures live on
 * after an incident was closed.
 */
export const addMeasure = defineCommand({
  id: 'measures.add',
  async load(work: Work, { body }: { readonly body: BodyOf<RouteWith<'measures.add'>> }) {
    const subject = await findSubject(work, body.subjectId);
    return { subject, able: await ownersIn(work, subject.compartmentId) };
  },
  permit: permitAll,
  decide: ({ able }, { body }) => decideWords(body, able),
  async record(work, { loaded: { subject }, change: measure }) {
    const id = await insertMeasure(work, subject.id, measure);
    await indexText(work, { subjectId: subject.id, part: `measure ${id}`, texts: textsOf(measure) });
    await recordAct(work, subject.id, { code: 'measure.added', params: { reason: measure.title } });
    return {
      subjectId: subject.id,
      audit: { measureId: id, ...measure },
      facts: [{ kind: 'measure.changed' as const, measureId: id, state: 'open' as const, version: 1 }],
      result: id,
    };
  },
  show: (work, id) => showMeasure(work, id),
});

type OnMeasure = { readonly params: { readonly id: string } };
type Loaded = Measure & { readonly able: Awaited<ReturnType<typeof ownersIn>> };

async function loadMeasure(work: Work, { params }: OnMeasure): Promise<Loaded> {
  const measure = await findMeasure(work, params.id, { forUpdate: true });
  const subject = await findSubject(work, measure.subjectId);
  return { ...measure, able: await ownersIn(work, subject.compartmentId) };
}

const versioned = {
  of: (measure: Loaded) => measure.version,
  show: (work: Work, measure: Loaded) => showMeasure(work, measure.id),
};

/** Changes what an open measure says, by whom and until when. */
export const changeMeasure = defineCommand({
  id: 'measures.change',
  load: (work: Work, input: OnMeasure & { readonly body: Body }) => loadMeasure(work, input),
  versioned,
  permit: permitAll,
  decide(measure, { body }): MeasureWords | Refusal {
    // Who owns it may meanwhile have left; that alone is no reason against another change.
    const owner = measure.ownerId === null ? [] : [{ id: measure.ownerId, name: measure.ownerName }];
    return decideMove(measure, 'change') ?? decideWords(body, [...measure.able, ...owner]);
  },
  async record(work, { loaded: measure, change }) {
    const subjectId = asId<'Subject'>(measure.subjectId);
    await updateMeasure(work, measure.id, change);
    await indexText(work, { subjectId, part: `measure ${measure.id}`, texts: textsOf(change) });
    const { title, detail, ownerName, ownerId, dueOn, kind } = measure;
    return {
      subjectId,
      audit: { measureId: measure.id, before: { kind, title, detail, ownerId, ownerName, dueOn }, after: change },
      facts: [
        { kind: 'measure.changed' as const, measureId: measure.id, state: measure.state, version: measure.version + 1 },
      ],
      result: measure.id,
    };
  },
  show: (work, id) => showMeasure(work, id),
});

type Ending = {
  readonly state: 'open' | 'done' | 'dropped';
  readonly reason: string;
  readonly evidence: Measure['evidence'];
};

async function recordState(
  work: Work,
  { loaded: measure, change }: { readonly loaded: Loaded; readonly change: Ending },
) {
  const subjectId = asId<'Subject'>(measure.subjectId);
  await updateState(work, measure.id, change);
  await recordAct(work, subjectId, {
    code: change.state === 'open' ? 'measure.reopened' : change.state === 'done' ? 'measure.done' : 'measure.dropped',
    params: { reason: measure.title },
  });
  return {
    subjectId,
    audit: {
      measureId: measure.id,
      before: { state: measure.state, reason: measure.reason },
      after: { state: change.state, reason: change.reason, evidence: change.evidence },
    },
    facts: [
      { kind: 'measure.changed' as const, measureId: measure.id, state: change.state, version: measure.version + 1 },
    ],
    result: measure.id,
  };
}

type Closing = Loaded & { readonly named: Measure['evidence'] };

/** What was named as evidence, among the files and notes of the record; refuses with `record.find.not-found` what is none. */
async function findEvidence(
  work: Work,
  { subjectId }: Pick<Measure, 'subjectId'>,
  named: BodyOf<RouteWith<'measures.close'>>['evidenceOn'],
): Promise<Measure['evidence']> {
  if (named === undefined) return null;
  const { kind, id } = named;
  const found =
    kind === 'file'
      ? (await filesOn(work, subjectId)).find((one) => one.id === id && one.withdrawn === null)
      : (await notesOn(work, subjectId)).find((one) => one.id === id);
  if (found === undefined) return refuse('record.find.not-found');
  return { kind, id, name: 'name' in found ? found.name : found.title };
}

/** Says that a measure is done, or dropped, and why. */
export const closeMeasure = defineCommand({
  id: 'measures.close',
  load: async (
    work: Work,
    input: OnMeasure & { readonly body: BodyOf<RouteWith<'measures.close'>> },
  ): Promise<Closing> => {
    const measure = await loadMeasure(work, input);
    return { ...measure, named: await findEvidence(work, measure, input.body.evidenceOn) };
  },
  versioned: {
    of: (measure: Closing) => measure.version,
    show: (work: Work, measure: Closing) => showMeasure(work, measure.id),
  },
  permit: permitAll,
  decide: (measure, { body: { state, reason } }): Ending | Refusal =>
    decideMove(measure, 'close') ?? { state, reason, evidence: measure.named },
  record: (work, { loaded, change }) => recordState(work, { loaded, change }),
  show: (work, id) => showMeasure(work, id),
});

/** Takes a closed measure up again. */
export const reopenMeasure = defineCommand({
  id: 'measures.reopen',
  load: (work: Work, input: OnMeasure & { readonly body: { readonly reason: string } }) => loadMeasure(work, input),
  versioned,
  permit: permitAll,
  decide: (measure, { body }): Ending | Refusal =>
    decideMove(measure, 'reopen') ?? { state: 'open', reason: body.reason, evidence: null },
  record: (work, { loaded, change }) => recordState(work, { loaded, change }),
  show: (work, id) => showMeasure(work, id),
});
