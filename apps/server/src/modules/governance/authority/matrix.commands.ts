import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { authorsWith, contentHash, isAuthor, versionAt } from '../../../platform/approved-versions/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import {
  draftGround,
  knownNow,
  mayRevoke,
  ownMember,
  peopleAt,
  showAuthority,
  showDraft,
  showVersion,
} from './authority.queries.ts';
import { decideDelegation, delegationState, type NewDelegation } from './delegation.rules.ts';
import type { Definition, Delegation } from './matrix.model.ts';
import { differencesOf, gainsOf, problemsOf } from './matrix.rules.ts';
import { insertDelegation, listDelegations, matrixVersions, updateRevoked } from './matrix.store.ts';

type Ground = Awaited<ReturnType<typeof draftGround>>;

async function loadGround(work: Work): Promise<Ground> {
  await matrixVersions.lock(work);
  return draftGround(work);
}

const versioned = { of: ({ draft }: Ground) => draft.version, show: (work: Work) => showDraft(work) };
const changed = [{ kind: 'authority.changed' as const }];

/** Keeps the draft. Whoever writes on it is one of its authors from then on. */
export const saveDraft = defineCommand({
  id: 'authority.save-draft',
  load: (work: Work, _input: BodyOf<RouteWith<'authority.save-draft'>>) => loadGround(work),
  versioned,
  permit: permitAll,
  decide: ({ draft }, _input, { actor }) => ({ authors: authorsWith(draft, actorLink(actor)) }),
  async record(work, { loaded: { draft, definition, basedOn }, change: { authors }, input }) {
    await matrixVersions.writeDraft(work, {
      definition: input.definition,
      basedOn,
      authors,
      version: draft.version + 1,
    });
    return {
      subjectId: null,
      audit: { changed: namesOf(definition, input.definition) },
      facts: changed,
      result: null,
    };
  },
  show: (work) => showDraft(work),
});

const namesOf = (before: Definition, after: Definition) =>
  differencesOf(before, after).map(({ kind, part, number }) => `${kind} ${part} ${number}`.trim());

/** Throws the draft away. */
export const discardDraft = defineCommand({
  id: 'authority.discard-draft',
  load: (work: Work, _input: object) => loadGround(work),
  versioned,
  permit: permitAll,
  decide: ({ draft }) => (draft.definition === null ? refusal('authority.draft.none') : { draft }),
  async record(work, { loaded: { draft } }) {
    await matrixVersions.writeDraft(work, { definition: null, basedOn: null, authors: [], version: draft.version + 1 });
    return { subjectId: null, audit: { authors: draft.authors }, facts: changed, result: null };
  },
  show: (work) => showDraft(work),
});

type Loaded = Ground & { readonly problems: number; readonly gains: readonly string[] };

/**
 * Makes the draft a version. None of its authors can, and nobody who would gain authority by it over what the version in
 * force gives; only the first version of all has nothing to be compared with.
 */
export const approveMatrix = defineCommand({
  id: 'authority.approve',
  async load(work: Work, _input: BodyOf<RouteWith<'authority.approve'>>): Promise<Loaded> {
    const ground = await loadGround(work);
    const { definition } = ground;
    const before = versionAt(await matrixVersions.listVersions(work), work.now)?.definition ?? null;
    const own = await ownMember(work);
    const person = (await peopleAt(work, work.now)).find(({ memberId }) => memberId === own);
    return {
      ...ground,
      problems: problemsOf(definition, await knownNow(work)).length,
      gains:
        person === undefined || before === null ? [] : gainsOf({ before, after: definition, person, at: work.now }),
    };
  },
  versioned: { of: ({ draft }: Loaded) => draft.version, show: (work: Work) => showDraft(work) },
  permit: permitAll,
  decide(
    { draft, definition, problems, gains, newest },
    input,
    { actor, now },
  ): { readonly number: number; readonly effectiveAt: Date } | Refusal {
    if (draft.definition === null) return refusal('authority.draft.none');
    if (isAuthor(draft.authors, actor)) return refusal('authority.approve.own');
    if (contentHash(definition) !== input.contentHash) return refusal('authority.approve.changed');
    if (problems > 0) return refusal('authority.approve.incomplete', { count: problems });
    if (gains.length > 0) return refusal('authority.approve.own-gain', { kinds: gains.join(', ') });
    const at = input.effectiveAt === null ? now : new Date(input.effectiveAt);
    if (at < now)
      return refusal('authority.approve.in-the-past', {}, [{ path: 'body.effectiveAt', code: 'in-the-past' }]);
    return { number: (newest?.number ?? 0) + 1, effectiveAt: at };
  },
  async record(work, { loaded: { draft, definition, newest }, change, input: { note } }) {
    const sha256 = contentHash(definition);
    await matrixVersions.insertVersion(work, { ...change, definition, note, authors: draft.authors, sha256 });
    await matrixVersions.writeDraft(work, { definition: null, basedOn: null, authors: [], version: draft.version + 1 });
    return {
      subjectId: null,
      audit: {
        ...change,
        note,
        sha256,
        authors: draft.authors,
        changed: newest === null ? [] : namesOf(newest.definition, definition),
      },
      facts: changed,
      result: change.number,
    };
  },
  show: (work, number) => showVersion(work, number),
});

async function showOne(work: Work, id: string) {
  const found = (await showAuthority(work)).delegations.find((one) => one.id === id);
  if (found === undefined) throw new TypeError('a delegation was not written');
  return found;
}

/** Gives authority to somebody else for a time. */
export const giveDelegation = defineCommand({
  id: 'delegations.give',
  async load(work: Work, _input: BodyOf<RouteWith<'delegations.give'>>) {
    await matrixVersions.lock(work);
    return {
      people: await peopleAt(work, work.now),
      definition: versionAt(await matrixVersions.listVersions(work), work.now)?.definition ?? null,
      actorMemberId: await ownMember(work),
      mayRecord: work.actor.permissions.has('authority.save-draft'),
    };
  },
  permit: permitAll,
  decide: (loaded, input, { now }): NewDelegation | Refusal =>
    decideDelegation(
      { ...input, startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) },
      { ...loaded, now },
    ),
  async record(work, { change }) {
    const id = work.newId<'Delegation'>();
    await insertDelegation(work, { ...change, id });
    return { subjectId: null, audit: { delegationId: id, ...change }, facts: changed, result: id as string };
  },
  show: showOne,
});

type Revoke = { readonly params: { readonly id: string }; readonly body: { readonly reason: string } };

/** Takes a delegation back. */
export const revokeDelegation = defineCommand({
  id: 'delegations.revoke',
  async load(work: Work, { params }: Revoke) {
    await matrixVersions.lock(work);
    const delegation = (await listDelegations(work)).find(({ id }) => id === params.id) ?? null;
    const isAllowed = delegation !== null && mayRevoke(work.actor, delegation, await ownMember(work));
    return { delegation, isAllowed };
  },
  permit({ permissions: _ }, { delegation, isAllowed }) {
    if (delegation === null) return refusal('record.find.not-found');
    return isAllowed ? null : refusal('delegations.revoke.not-yours');
  },
  decide({ delegation }, _input, { now }): { readonly delegation: Delegation } | Refusal {
    if (delegation === null) return refusal('record.find.not-found');
    const state = delegationState(delegation, now);
    return state === 'ended' || state === 'revoked' ? refusal('delegations.revoke.over') : { delegation };
  },
  async record(work, { change: { delegation }, input: { body } }) {
    await updateRevoked(work, delegation.id, body.reason);
    return {
      subjectId: null,
      audit: { delegationId: delegation.id, reason: body.reason },
      facts: changed,
      result: delegation.id,
    };
  },
  show: showOne,
});
