import { type ObservableType, openCompartment, type SightingPrecision } from '@matoi/contract';
import { defang, guessType } from '@matoi/formats/ioc';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, type Work, writingInto } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../../casework/journal/index.ts';
import { enterValues, finish } from './observable.commands.ts';
import { readValues } from './observable.map.ts';
import type { Spelled } from './observable.rules.ts';
import { findOn, listOfValue, valueIdOf } from './observable.store.ts';
import { sightingView } from './sighting.queries.ts';
import { decideSighting, isTold } from './sighting.rules.ts';
import { findSighting, insertSighting, lastOfSource, withdrawSightingRow } from './sighting.store.ts';

type Add = {
  readonly value: string;
  readonly type?: ObservableType | undefined;
  readonly subjectId?: string | undefined;
  readonly seenAt: string;
  readonly precision: SightingPrecision;
  readonly source: string;
  readonly count: number;
  readonly note: string;
};

function readOne(type: ObservableType | undefined, written: string): Spelled | null {
  const told = type ?? guessType(written);
  const [read] = told === null ? [] : readValues([{ type: told, value: written }]);
  return read === undefined || read.value === null ? null : { ...read, value: read.value };
}

/** Records that are tried for one that still takes something; on more of them a value is common. */
const triedRecords = 20;

type Place = { readonly subject: Subject | null; readonly refused: Refusal | null };

/** The record that was named; else the one where the value was seen last and that takes something. */
async function placeOf(work: Work, ref: string | undefined, valueId: string | null): Promise<Place> {
  if (ref !== undefined) {
    const subject = await findSubject(work, ref);
    return { subject, refused: await mayAnnotate(work, subject) };
  }
  if (valueId === null) return { subject: null, refused: null };
  const { rows } = await listOfValue(work, { valueId, cursor: null, limit: triedRecords, direction: 'desc' });
  let first: Place = { subject: null, refused: null };
  for (const { subjectId } of rows.slice(0, triedRecords)) {
    const subject = await findSubject(work, subjectId);
    const refused = await mayAnnotate(work, subject);
    if (refused === null) return { subject, refused };
    if (first.subject === null) first = { subject, refused };
  }
  return first;
}

/** Notes that a value was seen. A value that is not on the named record yet is added to it. */
export const addSighting = defineCommand({
  id: 'sightings.add',
  async load(work: Work, input: Add) {
    const value = readOne(input.type, input.value);
    const valueId = value === null ? null : valueIdOf(value.type, value.value);
    return { value, ...(await placeOf(work, input.subjectId, valueId)) };
  },
  permit: () => null,
  decide({ value, subject, refused }, input, { now }) {
    const decided = decideSighting({ value, hasPlace: subject !== null, refused }, new Date(input.seenAt), now);
    if ('code' in decided) return decided;
    return subject === null ? refusal('sightings.add.value-unknown') : { ...decided, subject };
  },
  async record(work, { change: { subject, ...spelled }, input }) {
    return {
      subjectId: subject.id,
      audit: auditOf(spelled, input),
      facts: [],
      result: await keep(work, subject, { ...input, ...spelled }),
    };
  },
  show: sightingView,
});

/**
 * Takes a sighting from somebody who may not read what the team knows. A value on no record that takes something is noted in the audit log only, and the
 * answer is the same: it would tell what is being looked for.
 */
export const reportSighting = defineCommand({
  id: 'sightings.report',
  async load(work: Work, input: Omit<Add, 'subjectId'>) {
    const value = readOne(input.type, input.value);
    const valueId = value === null ? null : valueIdOf(value.type, value.value);
    const { subject, refused } = await writingInto(work, openCompartment, (inner) =>
      placeOf(inner, undefined, valueId),
    );
    return { value, subject: refused === null ? subject : null };
  },
  permit: () => null,
  decide({ value, subject }, input, { now }) {
    const decided = decideSighting({ value, hasPlace: true, refused: null }, new Date(input.seenAt), now);
    return 'code' in decided ? decided : { ...decided, subject };
  },
  async record(work, { change: { subject, ...spelled }, input }) {
    if (subject !== null)
      await writingInto(work, openCompartment, (inner) => keep(inner, subject, { ...input, ...spelled }));
    return { subjectId: subject?.id ?? null, audit: auditOf(spelled, input), facts: [], result: null };
  },
  show: async () => ({ isReceived: true as const }),
});

const auditOf = ({ value }: Spelled, { seenAt, source, count }: Add) => ({ value, seenAt, source, count });

/** Writes a sighting of a value on a record, tells of it as often as it is news, and answers its id. */
async function keep(work: Work, subject: Subject, input: Add & Spelled): Promise<string> {
  const { type, value, written, precision, source, count, note } = input;
  const valueId = valueIdOf(type, value);
  const [standing] = await findOn(work, [subject.id], [valueId]);
  if (standing === undefined) {
    await enterValues(work, subject.id, [{ type, value, written }]);
    await finish(work, [subject.id]);
  } else work.fact({ kind: 'observable.changed' }, subject.id);
  const one = { subjectId: subject.id, valueId, type, value, precision, source, count, note };
  const before = await lastOfSource(work, one);
  const seenAt = new Date(input.seenAt);
  const id = await insertSighting(work, { ...one, seenAt });
  if (isTold(before, work.now)) {
    const params = { value: defang(type, value), source, count: String(count) };
    await recordAct(work, subject.id, { code: 'value.sighted', params, occurredAt: seenAt });
  }
  return id;
}

/** Withdraws a sighting: it stays readable and counts no longer. */
export const withdrawSighting = defineCommand({
  id: 'sightings.withdraw',
  async load(work: Work, input: { readonly id: string; readonly reason: string }) {
    const sighting = await findSighting(work, input.id, { forUpdate: true });
    return { sighting, refused: await mayAnnotate(work, await findSubject(work, sighting.subjectId)) };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ sighting }) => (sighting.withdrawn === null ? sighting : refusal('sightings.withdraw.withdrawn')),
  async record(work, { change: sighting, input }) {
    await withdrawSightingRow(work, sighting.id, input.reason);
    const subject = await findSubject(work, sighting.subjectId);
    return {
      subjectId: subject.id,
      audit: { value: sighting.value, source: sighting.source, reason: input.reason },
      facts: [{ kind: 'observable.changed' as const }],
      result: sighting.id,
    };
  },
  show: sightingView,
});
