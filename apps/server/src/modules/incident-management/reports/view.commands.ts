import { asId, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Reading, type Work } from '../../../platform/commands/index.ts';
import type { Tables } from '../../../platform/db/index.ts';

type Db = Tables<'reports.saved_view'>;
type SavedView = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly query: Record<string, string>;
  readonly isShared: boolean;
};

const columns = ['id', 'account_id', 'name', 'query', 'is_shared'] as const;

function toView(row: { id: string; account_id: string; name: string; query: unknown; is_shared: boolean }): SavedView {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    query: row.query as Record<string, string>,
    isShared: row.is_shared,
  };
}

const show = ({ id, name, query, isShared, accountId }: SavedView, actorId: string) => ({
  id,
  name,
  query,
  isShared,
  isOwn: accountId === actorId,
});

/** A person's own saved lists and the shared ones, by name. */
export async function listViews(reading: Reading) {
  const rows = await (reading.db as Db)
    .selectFrom('reports.saved_view')
    .select(columns)
    .where((eb) => eb.or([eb('account_id', '=', reading.actor.id), eb('is_shared', '=', true)]))
    .where('removed_at', 'is', null)
    .orderBy('name')
    .limit(200)
    .execute();
  return { items: rows.map((row) => show(toView(row), reading.actor.id)) };
}

type Save = { readonly name: string; readonly query: Record<string, string>; readonly isShared: boolean };

/** Saves a list under a name; the same name of the same person is replaced. */
export const saveView = defineCommand({
  id: 'saved-views.save',
  load: async (work: Work, input: Save) =>
    (work.db as Db)
      .selectFrom('reports.saved_view')
      .select(columns)
      .where('account_id', '=', work.actor.id)
      .where('name', '=', input.name)
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst(),
  permit: permitAll,
  decide: (earlier) => ({ earlierId: earlier?.id ?? null }),
  async record(work, { change: { earlierId }, input }) {
    const id = earlierId ?? work.newId<'SavedView'>();
    const columnsOf = { query: JSON.stringify(input.query), is_shared: input.isShared };
    if (earlierId === null)
      await (work.db as Db)
        .insertInto('reports.saved_view')
        .values({ id, account_id: work.actor.id, name: input.name, created_at: work.now, ...columnsOf })
        .execute();
    else await (work.db as Db).updateTable('reports.saved_view').set(columnsOf).where('id', '=', id).execute();
    return { subjectId: null, audit: { name: input.name, isShared: input.isShared }, facts: [], result: { id, input } };
  },
  show: async (work, { id, input }) => show({ id, accountId: work.actor.id, ...input }, work.actor.id),
});

/** Removes a saved list of one's own; somebody else's is not found. */
export const removeView = defineCommand({
  id: 'saved-views.remove',
  async load(work: Work, input: { readonly id: string }) {
    const row = await (work.db as Db)
      .selectFrom('reports.saved_view')
      .select(columns)
      .where('id', '=', input.id)
      .where('account_id', '=', work.actor.id)
      .where('removed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    return row === undefined ? refuse('record.find.not-found') : toView(row);
  },
  permit: permitAll,
  decide: (view) => view,
  async record(work, { change: view }) {
    await (work.db as Db)
      .updateTable('reports.saved_view')
      .set({ removed_at: work.now })
      .where('id', '=', asId<'SavedView'>(view.id))
      .execute();
    return { subjectId: null, audit: { name: view.name }, facts: [], result: view };
  },
  show: async (work, view) => show(view, work.actor.id),
});
