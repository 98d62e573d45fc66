import type { BodyOf, RouteWith } from '@matoi/contract';
import { isRefusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { problemsOf } from './definition.rules.ts';
import { differencesOf } from './difference.rules.ts';
import type { Definition } from './playbook.model.ts';
import {
  type DraftGround,
  findDraft,
  knownActions,
  listPlaybooks,
  readShelf,
  readVersion,
  showDraft,
} from './playbook.queries.ts';
import { insertVersion, listDrafts, lockPlaybooks, writeDraft } from './playbook.store.ts';
import { decideVersion, labelOf } from './version.rules.ts';

type At<Body> = { readonly code: string; readonly body: Body };

async function load(work: Work, { code }: { readonly code: string }): Promise<DraftGround> {
  await lockPlaybooks(work);
  return findDraft(work, code);
}

const versioned = {
  of: ({ version }: DraftGround) => version,
  show: (work: Work, { code }: DraftGround) => showDraft(work, code),
};

/** Begins the draft of a playbook of the team's own; its code is given once. */
export const createPlaybook = defineCommand({
  id: 'playbooks.create',
  async load(work: Work, { code }: BodyOf<RouteWith<'playbooks.create'>>) {
    await lockPlaybooks(work);
    const { heads } = await readShelf(work);
    return { draft: (await listDrafts(work)).find((one) => one.code === code) ?? null, isPublished: heads.has(code) };
  },
  permit: permitAll,
  decide({ draft, isPublished }, { code, definition }) {
    const isTaken = isPublished || (draft !== null && draft.definition !== null);
    if (isTaken) {
      const taken = 'playbooks.create.code-taken';
      return refusal(taken, { playbook: code }, [{ path: 'body.code', code: taken }]);
    }
    return { definition, version: (draft?.version ?? 1) + 1 };
  },
  async record(work, { change, input: { code } }) {
    await writeDraft(work, { code, ...change, basedOn: null });
    return {
      subjectId: null,
      audit: { playbook: code, steps: change.definition.steps.length },
      facts: [],
      result: code,
    };
  },
  show: showDraft,
});

/** Keeps a draft. What is missing is asked for when it is published. */
export const saveDraft = defineCommand({
  id: 'playbooks.save-draft',
  async load(work: Work, input: At<BodyOf<RouteWith<'playbooks.save-draft'>>>) {
    const ground = await load(work, input);
    const { code, body } = input;
    if (body.basedOn !== undefined) await readVersion(work, ground.shelf, { code, label: body.basedOn });
    return ground;
  },
  versioned,
  permit: permitAll,
  decide: ({ basedOn }, { body }) => ({ definition: body.definition, basedOn: body.basedOn ?? basedOn }),
  async record(work, { loaded, change, input: { code } }) {
    await writeDraft(work, { code, ...change, version: loaded.version + 1 });
    return {
      subjectId: null,
      audit: { playbook: code, changed: changesOf(loaded.definition, change.definition) },
      facts: [],
      result: code,
    };
  },
  show: showDraft,
});

/** Throws a draft away; versions that are published stay. */
export const discardDraft = defineCommand({
  id: 'playbooks.discard-draft',
  load: (work: Work, input: { readonly code: string }) => load(work, input),
  versioned,
  permit: permitAll,
  decide: ({ draft }) => (draft?.definition == null ? refusal('playbooks.publish.no-draft') : draft),
  async record(work, { change: draft }) {
    await writeDraft(work, { ...draft, definition: null, version: draft.version + 1 });
    return { subjectId: null, audit: { playbook: draft.code }, facts: [], result: draft.code };
  },
  show: (work) => listPlaybooks(work, {}),
});

/** Makes the draft a version, which never changes again. Runs stay on theirs. */
export const publishPlaybook = defineCommand({
  id: 'playbooks.publish',
  load: (work: Work, input: At<BodyOf<RouteWith<'playbooks.publish'>>>) => load(work, input),
  versioned,
  permit: permitAll,
  decide({ draft, basedOn, definition, shelf }, { code, body }) {
    if (draft?.definition == null) return refusal('playbooks.publish.no-draft');
    const problems = problemsOf(definition, knownActions);
    if (problems.length > 0) {
      const fields = problems.map(({ path, problem }) => ({
        path: `definition.${path}`,
        code: `playbooks.problem.${problem}`,
      }));
      return refusal('playbooks.publish.incomplete', { count: problems.length }, fields);
    }
    const heads = shelf.heads.get(code) ?? [];
    const decided = decideVersion(heads, { basedOn, effectiveOn: body.effectiveOn, today: shelf.today });
    return isRefusal(decided) ? decided : { ...decided, draft };
  },
  async record(work, { loaded: { definition, basedOn }, change: { draft, ...version }, input: { code, body } }) {
    await insertVersion(work, { code, ...version, definition, note: body.note });
    await writeDraft(work, { ...draft, definition: null, version: draft.version + 1 });
    const label = labelOf(version);
    return {
      subjectId: null,
      audit: {
        playbook: code,
        before: { version: basedOn },
        after: { version: label, effectiveOn: version.effectiveOn },
      },
      facts: [],
      result: { code, label, effectiveOn: version.effectiveOn },
    };
  },
  show: async (_work, result) => result,
});

/** For the audit log: what was changed by name, not what it says. */
function changesOf(before: Definition, after: Definition): readonly string[] {
  return differencesOf(before, after).map(({ kind, part, id }) => `${kind} ${part} ${id}`);
}
