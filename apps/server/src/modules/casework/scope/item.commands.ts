import type { MeasureState, ScopeCertainty, ScopeState } from '@matoi/contract';
import { mostScopeItems } from '@matoi/contract/values';
import { asId, type Refusal, refusal, type SubjectId } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate, type Subject, wholeOf } from '../../../platform/subjects/index.ts';
import { recordAct } from '../journal/index.ts';
import type { NewItem, ScopeItem } from './item.model.ts';
import { decideMove, decideMoves, decideSince, itemKey, newOnes, someNames, wordsOf } from './item.rules.ts';
import {
  changeItem,
  findItem,
  findItems,
  insertItems,
  listItems,
  moveItems,
  withdrawItems as withdraw,
  writeMeasure,
} from './item.store.ts';
import { viewItem } from './item.views.ts';

type Target = {
  readonly subject: Subject;
  /** With what was merged into it: its items are moved and marked here too, and stay on their own record. */
  readonly ids: readonly SubjectId[];
  readonly refused: Refusal | null;
};

/** Changes of many wait for each other on the record, so that counts and duplicates are true. */
async function loadSubject(work: Work, ref: string): Promise<Target> {
  const subject = await findSubject(work, ref, { forUpdate: true });
  const { ids } = await wholeOf(work, subject);
  return { subject, ids, refused: await mayAnnotate(work, subject) };
}

/** Makes all items of a record findable by their names and details. */
async function index(work: Work, subjectId: SubjectId): Promise<void> {
  const items = await listItems(work, [subjectId]);
  await indexText(work, { subjectId, part: 'scope', texts: items.map(wordsOf) });
}

const changed = (count: number) => [{ kind: 'scope-item.changed' as const, count }];

type Add = {
  readonly subjectId: string;
  readonly state: ScopeState;
  readonly certainty: ScopeCertainty;
  readonly reason: string;
  readonly since: Date | null;
  readonly tags: readonly string[];
  readonly measures: readonly string[];
  readonly items: readonly NewItem[];
};

/** A person adds items, one or a whole list. */
export const addItems = defineCommand({
  id: 'scope.add',
  async load(work: Work, input: Add) {
    const target = await loadSubject(work, input.subjectId);
    return { ...target, there: new Set((await listItems(work, target.ids)).map(itemKey)) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ there }, input, { now }) {
    const items = newOnes(input.items, there);
    if (items.length === 0) return refusal('scope.add.nothing-new');
    if (there.size + items.length > mostScopeItems) return refusal('scope.add.too-many', { limit: mostScopeItems });
    const since = decideSince(input.since, now, 'scope.add.in-the-future');
    return since instanceof Date ? { items, first: { to: input.state, reason: input.reason, since } } : since;
  },
  async record(work, { loaded: { subject }, change: { items, first }, input }) {
    const ids = await insertItems(work, subject.id, { items, first, certainty: input.certainty, tags: input.tags });
    for (const measure of new Set(input.measures))
      await writeMeasure(
        work,
        ids.map((id) => ({ id, subjectId: subject.id })),
        { measure, state: 'open' },
      );
    await index(work, subject.id);
    const params = { count: String(items.length), names: someNames(items) };
    await recordAct(work, subject.id, { code: 'scope.added', params });
    return {
      subjectId: subject.id,
      audit: { count: items.length, state: input.state, names: items.slice(0, 50).map(({ name }) => name) },
      facts: changed(items.length),
      result: { added: items.length, there: input.items.length - items.length },
    };
  },
  show: async (_work, result) => result,
});

async function loadItem(work: Work, input: { readonly id: string }) {
  const item = await findItem(work, input.id, { forUpdate: true });
  const subject = await findSubject(work, item.subjectId);
  return { item, subject, refused: await mayAnnotate(work, subject) };
}

type LoadedItem = Awaited<ReturnType<typeof loadItem>>;

const versioned = {
  of: ({ item }: LoadedItem) => item.version,
  show: async (_work: Work, { item }: LoadedItem) => viewItem(item),
};

type Change = Pick<ScopeItem, 'kind' | 'name' | 'details' | 'certainty' | 'tags' | 'note'> & { readonly id: string };

type LoadedChange = LoadedItem & { readonly isTaken: boolean };

/** A person changes what is known of an item. */
export const changeScopeItem = defineCommand({
  id: 'scope.change',
  async load(work: Work, input: Change): Promise<LoadedChange> {
    const loaded = await loadItem(work, input);
    const others = await listItems(work, [loaded.subject.id]);
    return { ...loaded, isTaken: others.some((one) => one.id !== input.id && itemKey(one) === itemKey(input)) };
  },
  versioned: {
    of: ({ item }: LoadedChange) => item.version,
    show: async (_work: Work, { item }: LoadedChange) => viewItem(item),
  },
  permit: (_actor, { refused }) => refused,
  decide: ({ isTaken }, input) =>
    isTaken
      ? refusal('scope.change.name-taken', {}, [{ path: 'body.name', code: 'scope.change.name-taken' }])
      : { ...input },
  async record(work, { loaded: { item, subject }, change }) {
    await changeItem(work, item.id, change);
    await index(work, subject.id);
    const { name, kind, details, certainty, tags, note } = item;
    return {
      subjectId: subject.id,
      audit: { itemId: item.id, before: { name, kind, details, certainty, tags, note }, after: change },
      facts: changed(1),
      result: item.id,
    };
  },
  show: async (work, id) => viewItem(await findItem(work, id)),
});

type Wanted = { readonly state: ScopeState; readonly reason: string; readonly since: Date | null };

/** One sentence in the journal for each change of state, however many items it was. */
async function recordMove(work: Work, subjectId: SubjectId, items: readonly ScopeItem[], wanted: Wanted) {
  await recordAct(work, subjectId, {
    code: `scope.${wanted.state}`,
    params: { count: String(items.length), names: someNames(items), reason: wanted.reason },
    occurredAt: wanted.since,
  });
}

/** A person moves one item into another state. */
export const moveScopeItem = defineCommand({
  id: 'scope.move',
  load: (work: Work, input: Wanted & { readonly id: string }) => loadItem(work, input),
  versioned,
  permit: (_actor, { refused }) => refused,
  decide: ({ item }, input, { now }) => decideMove(item, input, now),
  async record(work, { loaded: { item, subject }, change: move, input }) {
    await moveItems(work, [item], move);
    await recordMove(work, subject.id, [item], input);
    return {
      subjectId: subject.id,
      audit: { itemId: item.id, name: item.name, before: item.state, after: move.to, reason: move.reason },
      facts: changed(1),
      result: item.id,
    };
  },
  show: async (work, id) => viewItem(await findItem(work, id)),
});

type MoveMany = Wanted & {
  readonly subjectId: string;
  readonly items: readonly { readonly id: string; readonly version: number }[];
};

/** A person moves several items into one state. */
export const moveScopeItems = defineCommand({
  id: 'scope.move-many',
  async load(work: Work, input: MoveMany) {
    const target = await loadSubject(work, input.subjectId);
    const ids = input.items.map(({ id }) => id);
    return { ...target, items: await findItems(work, target.ids, ids, { forUpdate: true }) };
  },
  permit: (_actor, { refused }) => refused,
  decide({ items }, input, { now }) {
    if (items.length === 0) return refusal('record.find.not-found');
    const versions = new Map(input.items.map(({ id, version }) => [id, version]));
    return decideMoves(
      items.map((item) => ({ item, version: versions.get(item.id) ?? 0 })),
      input,
      now,
    );
  },
  async record(work, { loaded: { subject }, change: plan, input }) {
    const { moving, stale, impossible } = plan;
    await moveItems(work, moving, plan);
    if (moving.length > 0) await recordMove(work, subject.id, moving, input);
    const names = (items: readonly ScopeItem[]) => items.map(({ name }) => name);
    return {
      subjectId: subject.id,
      audit: { count: moving.length, after: plan.to, reason: plan.reason, names: names(moving).slice(0, 50) },
      facts: moving.length > 0 ? changed(moving.length) : [],
      result: { moved: moving.length, stale: names(stale), impossible: names(impossible) },
    };
  },
  show: async (_work, result) => result,
});

type Some = { readonly subjectId: string; readonly ids: readonly string[] };

async function loadSome(work: Work, input: Some) {
  const target = await loadSubject(work, input.subjectId);
  return { ...target, items: await findItems(work, target.ids, input.ids, { forUpdate: true }) };
}

type LoadedSome = Awaited<ReturnType<typeof loadSome>>;

const someOf = ({ items }: LoadedSome) => (items.length === 0 ? refusal('record.find.not-found') : items);

/** A person says what has to be done to items, or that it was done. Who says it last is right. */
export const setMeasure = defineCommand({
  id: 'scope.set-measure',
  load: (work: Work, input: Some & { readonly measure: string; readonly state: MeasureState }) => loadSome(work, input),
  permit: (_actor, { refused }) => refused,
  decide: someOf,
  async record(work, { loaded: { subject }, change: items, input: { measure, state } }) {
    await writeMeasure(work, items, { measure, state });
    return {
      subjectId: subject.id,
      audit: { count: items.length, measure, state, names: items.slice(0, 50).map(({ name }) => name) },
      facts: changed(items.length),
      result: { changed: items.length },
    };
  },
  show: async (_work, result) => result,
});

/** A person withdraws items that were entered by mistake. */
export const withdrawScopeItems = defineCommand({
  id: 'scope.withdraw',
  load: (work: Work, input: Some & { readonly reason: string }) => loadSome(work, input),
  permit: (_actor, { refused }) => refused,
  decide: someOf,
  async record(work, { loaded: { subject }, change: items, input: { reason } }) {
    await withdraw(
      work,
      items.map(({ id }) => id),
      reason,
    );
    for (const id of new Set(items.map(({ subjectId }) => subjectId))) await index(work, asId<'Subject'>(id));
    const params = { count: String(items.length), names: someNames(items), reason };
    await recordAct(work, subject.id, { code: 'scope.withdrawn', params });
    return {
      subjectId: subject.id,
      audit: { count: items.length, reason, names: items.slice(0, 50).map(({ name }) => name) },
      facts: changed(items.length),
      result: { changed: items.length },
    };
  },
  show: async (_work, result) => result,
});

/** The items of a record for a file. A command, because exports are in the audit log. */
export const exportItems = defineCommand({
  id: 'scope.export',
  async load(work: Work, input: { readonly subjectId: string }) {
    const subject = await findSubject(work, input.subjectId);
    return { subject, items: await listItems(work, (await wholeOf(work, subject)).ids) };
  },
  permit: permitAll,
  decide: (loaded) => loaded,
  async record(_work, { change: { subject, items } }) {
    return {
      subjectId: asId<'Subject'>(subject.id),
      audit: { rows: items.length },
      facts: [],
      result: { items, number: subject.number ?? subject.id },
    };
  },
  show: async (_work, result) => result,
});
