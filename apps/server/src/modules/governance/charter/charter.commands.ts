import type { BodyOf, RouteWith } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { authorsWith, contentHash, isAuthor, versionAt } from '../../../platform/approved-versions/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { draftGround, type Places, showCharter, showDraft, showVersion } from './charter.queries.ts';
import { changesOf } from './charter.rules.ts';
import { charterVersions, isPublished, writePublication } from './charter.store.ts';

type Ground = Awaited<ReturnType<typeof draftGround>>;

const draftChanged = [{ kind: 'charter-draft.changed' as const }];
const changed = [...draftChanged, { kind: 'charter.changed' as const }];

/** The acts on the charter; where its pages are is the same for all of them. */
export function makeCharterCommands(places: Places) {
  async function load(work: Work): Promise<Ground> {
    await charterVersions.lock(work);
    return draftGround(work, places);
  }
  const versioned = { of: ({ draft }: Ground) => draft.version, show: (work: Work) => showDraft(work, places) };

  /** Keeps the draft. Whoever writes on it is one of its authors from then on. */
  const saveDraft = defineCommand({
    id: 'charter.save-draft',
    load: (work: Work, _input: BodyOf<RouteWith<'charter.save-draft'>>) => load(work),
    versioned,
    permit: permitAll,
    decide: ({ draft }, _input, { actor }) => ({ authors: authorsWith(draft, actorLink(actor)) }),
    async record(work, { loaded: { draft, charter, basedOn }, change: { authors }, input }) {
      const definition = { said: input.definition, known: charter.known };
      await charterVersions.writeDraft(work, { definition, basedOn, authors, version: draft.version + 1 });
      const parts = changesOf(charter.said, input.definition).map(({ key }) => key);
      return { subjectId: null, audit: { changed: parts }, facts: draftChanged, result: null };
    },
    show: (work) => showDraft(work, places),
  });

  /** Throws the draft away. */
  const discardDraft = defineCommand({
    id: 'charter.discard-draft',
    load: (work: Work, _input: object) => load(work),
    versioned,
    permit: permitAll,
    decide: ({ draft }) => (draft.definition === null ? refusal('charter.draft.none') : { draft }),
    async record(work, { loaded: { draft } }) {
      await charterVersions.writeDraft(work, {
        definition: null,
        basedOn: null,
        authors: [],
        version: draft.version + 1,
      });
      return { subjectId: null, audit: { authors: draft.authors }, facts: draftChanged, result: null };
    },
    show: (work) => showDraft(work, places),
  });

  /** Makes the draft a version with all that is known now. None of its authors can. */
  const approveCharter = defineCommand({
    id: 'charter.approve',
    load: (work: Work, _input: BodyOf<RouteWith<'charter.approve'>>) => load(work),
    versioned,
    permit: permitAll,
    decide(
      { draft, charter, problems, newest },
      input,
      { actor, now },
    ): { readonly number: number; readonly effectiveAt: Date } | Refusal {
      if (draft.definition === null) return refusal('charter.draft.none');
      if (isAuthor(draft.authors, actor)) return refusal('charter.approve.own');
      if (contentHash(charter) !== input.contentHash) return refusal('charter.approve.changed');
      if (problems.length > 0) return refusal('charter.approve.incomplete', { count: problems.length });
      const effectiveAt = input.effectiveAt === null ? now : new Date(input.effectiveAt);
      if (effectiveAt < now)
        return refusal('charter.approve.in-the-past', {}, [{ path: 'body.effectiveAt', code: 'in-the-past' }]);
      return { number: (newest?.number ?? 0) + 1, effectiveAt };
    },
    async record(work, { loaded: { draft, charter, newest }, change, input: { note } }) {
      const sha256 = contentHash(charter);
      const { authors } = draft;
      await charterVersions.insertVersion(work, { ...change, definition: charter, note, authors, sha256 });
      await charterVersions.writeDraft(work, {
        definition: null,
        basedOn: null,
        authors: [],
        version: draft.version + 1,
      });
      const parts = changesOf(newest?.definition.said ?? null, charter.said).map(({ key }) => key);
      return {
        subjectId: null,
        audit: { ...change, note, sha256, authors, changed: parts },
        facts: changed,
        result: change.number,
      };
    },
    show: (work, number) => showVersion(work, places, number),
  });

  /** Puts the version in force on a page for everybody, or takes it away from there. */
  const publishCharter = defineCommand({
    id: 'charter.publish',
    async load(work: Work, _input: BodyOf<RouteWith<'charter.publish'>>) {
      await charterVersions.lock(work);
      return {
        isPublic: await isPublished(work),
        isInForce: versionAt(await charterVersions.listVersions(work), work.now) !== null,
      };
    },
    permit: permitAll,
    decide: ({ isInForce }, { isPublic }): { readonly isPublic: boolean } | Refusal =>
      isPublic && !isInForce ? refusal('charter.publish.nothing') : { isPublic },
    async record(work, { loaded, change: { isPublic } }) {
      await writePublication(work, isPublic);
      return {
        subjectId: null,
        audit: { before: loaded.isPublic, after: isPublic },
        facts: [{ kind: 'charter.changed' as const }],
        result: null,
      };
    },
    show: (work) => showCharter(work, places),
  });

  return { saveDraft, discardDraft, approveCharter, publishCharter };
}
