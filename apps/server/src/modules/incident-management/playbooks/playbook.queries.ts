import type { QueryOf, ResponseOf, RouteWith } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { actionKinds } from '../../governance/authority/index.ts';
import { problemsOf, says } from './definition.rules.ts';
import { differencesOf } from './difference.rules.ts';
import type { Definition, Draft, Version, VersionHead } from './playbook.model.ts';
import { listDrafts, listTeamVersions, readTeamDefinitions } from './playbook.store.ts';
import { viewEdition } from './playbook.views.ts';
import { shippedVersions } from './shipped.queries.ts';
import { dateIn, inForce, newerOfProgram } from './version.rules.ts';

/** What a step may say that it does. */
export const knownActions = { actionKinds: new Set(actionKinds.map(({ code }) => code)) };

/** All versions of all playbooks, and which day it is for the team. */
export type Shelf = {
  readonly today: string;
  /** By code, in the order of the program, then the team's own. */
  readonly heads: ReadonlyMap<string, readonly VersionHead[]>;
};

/** What stands on the shelf, without what it says. */
export async function readShelf(reading: Reading): Promise<Shelf> {
  const { zone } = await readSettings(reading.db);
  const heads = new Map<string, VersionHead[]>();
  for (const head of [...shippedVersions, ...(await listTeamVersions(reading))])
    heads.set(head.code, [...(heads.get(head.code) ?? []), head]);
  return { today: dateIn(zone, reading.now), heads };
}

/** The versions in force of every playbook that has one, with what they say. */
export async function currentVersions(reading: Reading, shelf: Shelf): Promise<readonly Version[]> {
  const current = [...shelf.heads.values()].flatMap((heads) => inForce(heads, shelf.today) ?? []);
  return withDefinitions(reading, current);
}

/** One version by its label; refuses with `record.find.not-found` what there is not. */
export async function readVersion(
  reading: Reading,
  shelf: Shelf,
  at: { code: string; label: string },
): Promise<Version> {
  const head = shelf.heads.get(at.code)?.find(({ label }) => label === at.label);
  const [version] = head === undefined ? [] : await withDefinitions(reading, [head]);
  return version ?? refuse('record.find.not-found');
}

/** Several versions with what they say, in the order asked for. */
export async function withDefinitions(reading: Reading, heads: readonly VersionHead[]): Promise<readonly Version[]> {
  const shipped = new Map(shippedVersions.map((one) => [`${one.code} ${one.label}`, one.definition]));
  const edited = await readTeamDefinitions(
    reading,
    heads.filter(({ origin }) => origin === 'team'),
  );
  return heads.flatMap((head) => {
    const name = `${head.code} ${head.label}`;
    const definition = shipped.get(name) ?? edited.get(name);
    return definition === undefined ? [] : [{ ...head, definition }];
  });
}

/** The version in force of one playbook, or null where there is none. */
export function currentOf(shelf: Shelf, code: string): VersionHead | null {
  return inForce(shelf.heads.get(code) ?? [], shelf.today);
}

const mayEdit = (reading: Reading) => reading.actor.permissions.has('playbooks.save-draft');

/** The version to show: the one in force, or where none has begun the one that begins first. */
function shownOf(shelf: Shelf, code: string): VersionHead | null {
  const planned = (shelf.heads.get(code) ?? []).toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn));
  return currentOf(shelf, code) ?? planned[0] ?? null;
}

/** Every playbook, or those that say all of the words of `q` somewhere, with its version in force; those of which there is only a draft are for those who may edit. */
export async function listPlaybooks(
  reading: Reading,
  { q = '' }: QueryOf<RouteWith<'playbooks.list'>>,
): Promise<ResponseOf<RouteWith<'playbooks.list'>>> {
  const shelf = await readShelf(reading);
  const drafts = (await listDrafts(reading)).filter(({ definition }) => definition !== null);
  const shown = [...shelf.heads.keys()].flatMap((code) => shownOf(shelf, code) ?? []);
  const found = (await withDefinitions(reading, shown)).filter(({ definition }) => says(definition, q));
  const items = found.map((version) => ({
    ...itemOf(version.definition),
    code: version.code,
    label: version.label,
    origin: version.origin,
    effectiveOn: version.effectiveOn,
    newer: newerOfProgram(shelf.heads.get(version.code) ?? [], version, shelf.today),
    hasDraft: mayEdit(reading) && drafts.some(({ code }) => code === version.code),
  }));
  const known = new Set(shown.map(({ code }) => code));
  const begun = drafts
    .filter(({ code }) => mayEdit(reading) && !known.has(code))
    .flatMap(({ code, definition }) => (definition === null || !says(definition, q) ? [] : [{ code, definition }]))
    .map(({ code, definition }) => ({
      ...itemOf(definition),
      code,
      label: null,
      origin: 'team' as const,
      effectiveOn: null,
      newer: null,
      hasDraft: true,
    }));
  return { items: [...items, ...begun], can: { edit: mayEdit(reading) } };
}

function itemOf({ title, purpose, classes, steps }: Definition) {
  return { title, purpose, classes, stepCount: steps.length };
}

/** One version of a playbook, or the one in force. */
export async function showPlaybook(
  reading: Reading,
  asked: { readonly code: string; readonly version: string | undefined },
): Promise<ResponseOf<RouteWith<'playbooks.show'>>> {
  const shelf = await readShelf(reading);
  const current = shownOf(shelf, asked.code);
  if (current === null) return refuse('record.find.not-found');
  const { code } = asked;
  const version = await readVersion(reading, shelf, { code, label: asked.version ?? current.label });
  const heads = shelf.heads.get(code) ?? [];
  return {
    code,
    label: version.label,
    definition: version.definition,
    current: current.label,
    newer: newerOfProgram(heads, current, shelf.today),
    versions: viewVersions(heads, shelf),
    can: { edit: mayEdit(reading) },
  };
}

function viewVersions(heads: readonly VersionHead[], { today }: Shelf) {
  const current = inForce(heads, today);
  return heads
    .toSorted((a, b) => b.revision - a.revision || b.edition - a.edition)
    .map((head) => viewEdition(head, { current, today }));
}

/** The draft of a playbook, or what a draft would start from. */
export type DraftGround = {
  readonly code: string;
  readonly shelf: Shelf;
  readonly draft: Draft | null;
  readonly basedOn: string | null;
  readonly definition: Definition;
  readonly version: number;
};

/** Refuses with `record.find.not-found` where there is neither a version nor a draft. */
export async function findDraft(reading: Reading, code: string): Promise<DraftGround> {
  const shelf = await readShelf(reading);
  const draft = (await listDrafts(reading)).find((one) => one.code === code) ?? null;
  const version = draft?.version ?? 1;
  if (draft !== null && draft.definition !== null)
    return { code, shelf, draft, basedOn: draft.basedOn, definition: draft.definition, version };
  const current = currentOf(shelf, code) ?? shelf.heads.get(code)?.[0];
  if (current === undefined) return refuse('record.find.not-found');
  const { definition, label } = await readVersion(reading, shelf, { code, label: current.label });
  return { code, shelf, draft, basedOn: label, definition, version };
}

/** The draft as the editor shows it. */
export async function showDraft(reading: Reading, code: string): Promise<ResponseOf<RouteWith<'playbooks.draft'>>> {
  const { shelf, draft, basedOn, definition, version } = await findDraft(reading, code);
  const saved = draft?.definition == null ? null : draft;
  return {
    code,
    version,
    isSaved: saved !== null,
    basedOn,
    definition,
    problems: [...problemsOf(definition, knownActions)],
    savedAt: saved?.savedAt.toISOString() ?? null,
    savedBy: saved?.savedBy ?? null,
    versions: viewVersions(shelf.heads.get(code) ?? [], shelf),
    can: { publish: reading.actor.permissions.has('playbooks.publish') },
  };
}

/** By what two versions differ; `draft` is seen by those who may edit. */
export async function showDifference(
  reading: Reading,
  asked: { readonly code: string; readonly from: string; readonly to: string },
): Promise<ResponseOf<RouteWith<'playbooks.difference'>>> {
  const shelf = await readShelf(reading);
  const read = async (label: string) => {
    if (label !== 'draft') return (await readVersion(reading, shelf, { code: asked.code, label })).definition;
    if (!mayEdit(reading)) return refuse('record.find.not-found');
    return (await findDraft(reading, asked.code)).definition;
  };
  const { from, to } = asked;
  return { from, to, items: differencesOf(await read(from), await read(to)) };
}
