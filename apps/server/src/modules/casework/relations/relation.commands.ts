import type { RelationKind } from '@matoi/contract';
import { asId, type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject, mayAnnotate, type Subject } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import { kindOfRelation } from './kind.queries.ts';
import type { KindOfRelation, Relation } from './relation.model.ts';
import { showRelation } from './relation.queries.ts';
import { decideRelation } from './relation.rules.ts';
import { ancestorsOf, endRelation, findRelation, insertRelation, lockTree, relationsOf } from './relation.store.ts';

type Add = {
  readonly kind: RelationKind;
  readonly fromId: string;
  readonly toId: string;
  readonly note: string | null;
};
type Loaded = {
  readonly from: Subject;
  readonly to: Subject;
  readonly refused: Refusal | null;
  readonly kind: KindOfRelation;
  readonly known: Parameters<typeof decideRelation>[2];
};

/** Both ends have to be seen; what is closed can be related to what is still worked on, but not to something closed. */
export const addRelation = defineCommand({
  id: 'relations.add',
  async load(work: Work, input: Add): Promise<Loaded> {
    const from = await findSubject(work, input.fromId);
    const to = await findSubject(work, input.toId);
    const kind = kindOfRelation(input.kind);
    await lockTree(work, input.kind);
    const there = (await relationsOf(work, from.id)).filter((one) => one.removed === null);
    const ofSecond = (await relationsOf(work, to.id)).filter((one) => one.removed === null);
    const refused = (await mayAnnotate(work, from)) === null ? null : await mayAnnotate(work, to);
    return {
      from,
      to,
      refused,
      kind,
      known: {
        between: there.filter((one) => one.fromId === to.id || one.toId === to.id),
        ancestors: kind.isTree ? await ancestorsOf(work, from.id, input.kind) : [],
        hasParent: ofSecond.some((one) => one.kind === input.kind && one.toId === to.id),
      },
    };
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ from, to, kind, known }) => decideRelation(kind, { kind: kind.code, fromId: from.id, toId: to.id }, known),
  async record(work, { loaded: { from, to }, input }) {
    const id = await insertRelation(work, { kind: input.kind, fromId: from.id, toId: to.id, note: input.note });
    await recordAct(work, from.id, { code: 'relation.added', params: { kind: input.kind, number: nameOf(to) } });
    await recordAct(work, to.id, { code: 'relation.added', params: { kind: input.kind, number: nameOf(from) } });
    work.fact({ kind: 'relation.added', relationId: id }, to.id);
    return {
      subjectId: from.id,
      audit: { relationId: id, kind: input.kind, fromId: from.id, toId: to.id },
      facts: [{ kind: 'relation.added' as const, relationId: id }],
      result: id,
    };
  },
  show: (work, id) => showRelation(work, id),
});

const nameOf = (subject: Subject) => subject.number ?? subject.title;

type Remove = { readonly params: { readonly id: string }; readonly body: { readonly reason: string } };

/** Takes a relation back. */
export const removeRelation = defineCommand({
  id: 'relations.remove',
  async load(work: Work, input: Remove) {
    const relation = await findRelation(work, input.params.id, { forUpdate: true });
    return {
      relation,
      from: await findSubject(work, relation.fromId),
      to: await findSubject(work, relation.toId),
    };
  },
  permit: permitAll,
  decide({ relation }): { readonly relation: Relation } | Refusal {
    return relation.removed === null ? { relation } : refusal('relations.remove.removed');
  },
  async record(work, { loaded: { relation, from, to }, input }) {
    const { reason } = input.body;
    await endRelation(work, relation.id, reason);
    const { kind } = relation;
    await recordAct(work, from.id, { code: 'relation.removed', params: { kind, number: nameOf(to), reason } });
    await recordAct(work, to.id, { code: 'relation.removed', params: { kind, number: nameOf(from), reason } });
    work.fact({ kind: 'relation.removed', relationId: relation.id }, asId<'Subject'>(to.id));
    return {
      subjectId: from.id,
      audit: { relationId: relation.id, kind, fromId: from.id, toId: to.id, reason },
      facts: [{ kind: 'relation.removed' as const, relationId: relation.id }],
      result: relation.id,
    };
  },
  show: (work, id) => showRelation(work, id),
});
