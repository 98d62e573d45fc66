import type { RelationKind, ResponseOf, RouteWith } from '@matoi/contract';
import { refuse, type SubjectId } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { findSubject, type SubjectLink, subjectLinks } from '../../../platform/subjects/index.ts';
import { kindOfRelation, kindsOfRelations } from './kind.queries.ts';
import type { Relation } from './relation.model.ts';
import { findRelation, relationsOf } from './relation.store.ts';

type RelationView = ResponseOf<RouteWith<'relations.add'>>;

/** A relation as seen from one of its ends. */
export type RelationSeen = Relation & { readonly isForward: boolean; readonly other: SubjectLink };

const otherEnd = (relation: Relation, subjectId: string) =>
  relation.fromId === subjectId ? relation.toId : relation.fromId;

async function seenFrom(
  reading: Reading,
  subjectId: string,
  relations: readonly Relation[],
): Promise<readonly RelationSeen[]> {
  const links = await subjectLinks(
    reading,
    relations.map((relation) => otherEnd(relation, subjectId)),
  );
  return relations.flatMap((relation) => {
    const other = links.get(otherEnd(relation, subjectId));
    return other === undefined ? [] : [{ ...relation, isForward: relation.fromId === subjectId, other }];
  });
}

/** The relations of a record that are there now, to others that the actor sees. For other modules. */
export async function relationsOn(reading: Reading, subjectId: SubjectId): Promise<readonly RelationSeen[]> {
  const relations = await relationsOf(reading, subjectId);
  return seenFrom(
    reading,
    subjectId,
    relations.filter((relation) => relation.removed === null),
  );
}

/** The records to which one is related now in one direction by a kind: the children of a parent. */
export async function relatedBy(
  reading: Reading,
  subjectId: SubjectId,
  kind: RelationKind,
): Promise<readonly SubjectLink[]> {
  const relations = await relationsOn(reading, subjectId);
  return relations.filter((one) => one.kind === kind && one.isForward).map((one) => one.other);
}

function view(reading: Reading, seen: RelationSeen): RelationView {
  const { forward, backward } = kindOfRelation(seen.kind);
  return {
    id: seen.id,
    kind: seen.kind,
    isForward: seen.isForward,
    name: seen.isForward ? forward : backward,
    other: seen.other,
    note: seen.note,
    addedAt: seen.addedAt.toISOString(),
    addedBy: seen.addedBy,
    removed: seen.removed === null ? null : { ...seen.removed, at: seen.removed.at.toISOString() },
    can: { remove: seen.removed === null && reading.actor.permissions.has('relations.remove') },
  };
}

/** Every relation of a record, also removed ones, with the kinds that there are. */
export async function showRelations(reading: Reading, ref: string): Promise<ResponseOf<RouteWith<'relations.list'>>> {
  const subject = await findSubject(reading, ref);
  const seen = await seenFrom(reading, subject.id, await relationsOf(reading, subject.id));
  return {
    items: seen.map((one) => view(reading, one)),
    kinds: kindsOfRelations.map((kind) => ({ ...kind })),
    can: { add: reading.actor.permissions.has('relations.add') },
  };
}

/** One relation as seen from its first record. */
export async function showRelation(reading: Reading, id: string): Promise<RelationView> {
  const relation = await findRelation(reading, id);
  const [seen] = await seenFrom(reading, relation.fromId, [relation]);
  return seen === undefined ? refuse('record.find.not-found') : view(reading, seen);
}
