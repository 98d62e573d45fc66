import { type BodyOf, type RouteWith, warningListLimit } from '@matoi/contract';
import { isRefusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { firstCells, readEntry } from './warning.map.ts';
import type { WarningList } from './warning.model.ts';
import { decideEntries } from './warning.rules.ts';
import {
  findWarningList,
  insertWarningList,
  listWarningLists,
  switchWarningList,
  updateWarningList,
  withdrawWarningList,
} from './warning.store.ts';
import { viewList, viewListWithEntries } from './warning.views.ts';

type Body = BodyOf<RouteWith<'warning-lists.add'>>;

/** What a form says of a list, with the entries read, or why they cannot be. */
function read(body: Body) {
  const lines = firstCells(body.text).map((one) => ({ ...one, entry: readEntry(body.match, one.written) }));
  const entries = decideEntries(lines);
  if (isRefusal(entries)) return entries;
  const { nameJa, nameEn, reason, source, effectiveOn, match } = body;
  return { nameJa, nameEn, reasonText: reason, source, effectiveOn, match, entries };
}

/** Makes a list of the team. */
export const addWarningList = defineCommand({
  id: 'warning-lists.add',
  load: async (work: Work, _input: Body) => (await listWarningLists(work)).filter(({ isOwn }) => isOwn).length,
  permit: permitAll,
  decide: (count, input) =>
    count >= warningListLimit ? refusal('warning-lists.save.too-many-lists', { limit: warningListLimit }) : read(input),
  async record(work, { change }) {
    const id = await insertWarningList(work, change);
    return { subjectId: null, audit: auditOf({ id, ...change }), facts: [], result: id };
  },
  show: async (work, id) => viewListWithEntries(await findWarningList(work, id)),
});

type Saved = Exclude<ReturnType<typeof read>, { readonly code: string }>;

function auditOf({ id, nameJa, nameEn, match, entries }: Saved & { readonly id: string }) {
  return { listId: id, nameJa, nameEn, match, values: entries.length };
}

type ById = { readonly id: string };
const versioned = {
  of: (list: WarningList) => list.version,
  show: async (_work: Work, list: WarningList) => viewListWithEntries(list),
};

/** Replaces a list of the team by a new version. */
export const changeWarningList = defineCommand({
  id: 'warning-lists.change',
  load: (work: Work, input: ById & Body) => findWarningList(work, input.id, { forUpdate: true }),
  versioned,
  permit: permitAll,
  decide: (list, input) => (list.isOwn ? read(input) : refusal('warning-lists.change.not-own')),
  async record(work, { loaded: list, change }) {
    await updateWarningList(work, list.id, change);
    const [before, after] = [new Set(list.entries), new Set(change.entries)];
    return {
      subjectId: null,
      audit: {
        ...auditOf({ id: list.id, ...change }),
        added: change.entries.filter((one) => !before.has(one)).slice(0, 50),
        removed: list.entries.filter((one) => !after.has(one)).slice(0, 50),
      },
      facts: [],
      result: list.id,
    };
  },
  show: async (work, id) => viewListWithEntries(await findWarningList(work, id)),
});

/** Switches any list on or off. */
export const turnWarningList = defineCommand({
  id: 'warning-lists.switch',
  load: (work: Work, input: ById & { readonly isOn: boolean }) => findWarningList(work, input.id, { forUpdate: true }),
  permit: permitAll,
  decide: (list) => list,
  async record(work, { change: list, input }) {
    await switchWarningList(work, list, input.isOn);
    return {
      subjectId: null,
      audit: { listId: list.id, name: list.name.ja, isOn: input.isOn },
      facts: [],
      result: list.id,
    };
  },
  show: async (work, id) => viewList(await findWarningList(work, id)),
});

/** Withdraws a list of the team. */
export const endWarningList = defineCommand({
  id: 'warning-lists.withdraw',
  load: (work: Work, input: ById) => findWarningList(work, input.id, { forUpdate: true }),
  versioned,
  permit: permitAll,
  decide: (list) => (list.isOwn ? list : refusal('warning-lists.change.not-own')),
  async record(work, { change: list }) {
    await withdrawWarningList(work, list.id);
    return {
      subjectId: null,
      audit: { listId: list.id, name: list.name.ja, values: list.entries.length },
      facts: [],
      result: list,
    };
  },
  show: async (_work, list) => viewList(list),
});
